"""Everything in content/ as frozen values, a file a subject.

Every model refuses names it does not know, so that a slip is found when the file is read and not when
a sentence is missing on a screen.
"""

from canvas.content.models.base import (
    DEFAULT_LANGUAGE,
    CanvasNote,
    Condition,
    Frozen,
    Horizon,
    Identifier,
    Month,
    Percent,
    Picture,
    Text,
    Weight,
    Worded,
)
from canvas.content.models.canvases import (
    Block,
    BlockExample,
    CanvasPage,
    CanvasTemplate,
)
from canvas.content.models.content import (
    Content,
)
from canvas.content.models.helpers import (
    Helper,
    Region,
    RegionName,
)
from canvas.content.models.indicators import (
    Indicator,
    IndicatorFile,
)
from canvas.content.models.migrations import (
    Migrations,
    Moved,
    MovedWithOptions,
    Renamed,
)
from canvas.content.models.profile import (
    ProfileField,
    ProfileFile,
    ProfileOption,
)
from canvas.content.models.questionnaire import (
    Dimension,
    DimensionFile,
    Option,
    Question,
)
from canvas.content.models.recommendations import (
    Calculator,
    CalculatorInput,
    CalculatorResult,
    Cost,
    Formula,
    Lift,
    Operator,
    Recommendation,
    Unit,
)
from canvas.content.models.settings import (
    AdviceSettings,
    CheapnessBand,
    ContentSettings,
    GroupSettings,
    Language,
    PaceSettings,
    Pillar,
    PlanHorizon,
    PlanPerson,
    PlanSettings,
    ReadingSettings,
    ResultSettings,
    ScreenReading,
    Stage,
    StallSettings,
)
from canvas.content.models.sources import (
    Source,
    SourceFile,
)

__all__ = [
    "DEFAULT_LANGUAGE",
    "AdviceSettings",
    "Block",
    "BlockExample",
    "Calculator",
    "CalculatorInput",
    "CalculatorResult",
    "CanvasNote",
    "CanvasPage",
    "CanvasTemplate",
    "CheapnessBand",
    "Condition",
    "Content",
    "ContentSettings",
    "Cost",
    "Dimension",
    "DimensionFile",
    "Formula",
    "Frozen",
    "GroupSettings",
    "Helper",
    "Horizon",
    "Identifier",
    "Indicator",
    "IndicatorFile",
    "Language",
    "Lift",
    "Migrations",
    "Month",
    "Moved",
    "MovedWithOptions",
    "Operator",
    "Option",
    "PaceSettings",
    "Percent",
    "Picture",
    "Pillar",
    "PlanHorizon",
    "PlanPerson",
    "PlanSettings",
    "ProfileField",
    "ProfileFile",
    "ProfileOption",
    "Question",
    "ReadingSettings",
    "Recommendation",
    "Region",
    "RegionName",
    "Renamed",
    "ResultSettings",
    "ScreenReading",
    "Source",
    "SourceFile",
    "Stage",
    "StallSettings",
    "Text",
    "Unit",
    "Weight",
    "Worded",
]
