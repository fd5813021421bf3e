"""What stands in content/, as frozen values.

Every model refuses keys it does not know, so that a slip of the pen is found when the file is read and
not when somebody misses a sentence on a screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

DEFAULT_LANGUAGE = "id"

# A validator below raises the code of a sentence in canvas/messages.yaml.
_wrong = PydanticCustomError

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_+-]*$", max_length=60)]
Percent = Annotated[float, Field(ge=0, le=100)]
Weight = Annotated[float, Field(gt=0)]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Horizon = Literal["week", "month", "quarter", "year"]


class Frozen(BaseModel):
    """Base of all content models: immutable, strict about keys and types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Text(RootModel[dict[str, Annotated[str, StringConstraints(min_length=1)]]]):
    """A sentence in several languages; `text["en"]` falls back to Bahasa Indonesia."""

    model_config = ConfigDict(frozen=True, strict=True)

    @model_validator(mode="after")
    def _has_the_default_language(self) -> Text:
        if DEFAULT_LANGUAGE not in self.root:
            raise _wrong("default_language_missing", DEFAULT_LANGUAGE)
        return self

    def __getitem__(self, language: str) -> str:
        return self.root.get(language) or self.root[DEFAULT_LANGUAGE]

    @property
    def languages(self) -> Mapping[str, str]:
        """Language id → text, as written in the file."""
        return self.root


class Condition(Frozen):
    """A statement about the profile or an answer, from a closed set of operators.

    Either `all` or `any` of other conditions, or a subject (`profile` or `answer`) with one test:
    `is`, `is_not` (one of these values) or `at_least` (this rung or a higher one).
    """

    profile: str | None = None
    answer: str | None = None
    is_: tuple[str, ...] | None = Field(None, alias="is")
    is_not: tuple[str, ...] | None = None
    at_least: str | None = None
    all: tuple[Condition, ...] | None = None
    any: tuple[Condition, ...] | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Condition:
        subjects = [name for name in ("profile", "answer", "all", "any") if getattr(self, name) is not None]
        tests = [name for name in ("is_", "is_not", "at_least") if getattr(self, name) is not None]
        if len(subjects) != 1:
            raise _wrong("condition_subject", "profile, answer, all, any")
        if subjects[0] in ("all", "any"):
            wanted = tests == []
        else:
            wanted = len(tests) == 1 and (subjects[0], tests[0]) != ("profile", "at_least")
        if not wanted:
            raise _wrong("condition_test", "is, is_not, at_least")
        return self


class Picture(Frozen):
    file: str
    alt: Text


class CanvasNote(Frozen):
    """What an answer or a step says on the canvas."""

    block: Identifier
    say: Text


class Option(Frozen):
    """One answer to choose; on a ladder it is a rung with a level from 0 upward."""

    id: Identifier
    level: int | None = Field(None, ge=0)
    label: Text
    sector_labels: dict[str, Text] = {}
    canvas: tuple[CanvasNote, ...] = ()
    picture: Picture | None = None

    def label_for(self, sector: str | None) -> Text:
        """The wording for a sector, where it has one of its own."""
        return self.sector_labels.get(sector or "", self.label)


class Question(Frozen):
    id: Identifier
    kind: Literal["ladder", "choices"]
    short: Text
    ask: Text
    why: Text
    help: Text
    example: dict[str, Text] = {}
    strength: Text | None = None
    picture: Picture
    ask_when: Condition | None = None
    weight: Weight = 1.0
    unknown: bool = False
    not_applicable: bool = False
    sources: tuple[str, ...]
    options: tuple[Option, ...] = Field(min_length=2)

    @property
    def is_ladder(self) -> bool:
        return self.kind == "ladder"

    @cached_property
    def rungs(self) -> Mapping[str, int]:
        """Option id → level; empty for a question that does not score."""
        return {option.id: option.level for option in self.options if option.level is not None}

    @property
    def max_level(self) -> int:
        return max(self.rungs.values(), default=0)

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


class Dimension(Frozen):
    id: Identifier
    pillar: Identifier
    order: int
    weight: Weight = 1.0
    name: Text
    about: Text


class DimensionFile(Frozen):
    """questionnaire/<dimension>.yaml; the questions that do not score stand in a file with `position: last`."""

    dimension: Dimension | None = None
    position: Literal["last"] | None = None
    questions: tuple[Question, ...] = Field(min_length=1)


class Lift(Frozen):
    """From which rungs a step lifts a question, and to which."""

    question: str
    from_options: tuple[str, ...] = Field(alias="from", min_length=1)
    to_option: str = Field(alias="to")


class Cost(Frozen):
    """In whole rupiah."""

    min: int = Field(ge=0)
    max: int = Field(ge=0)

    @model_validator(mode="after")
    def _is_a_range(self) -> Cost:
        if self.max < self.min:
            raise _wrong("range_upside_down", "min, max")
        return self


Unit = Literal["rupiah", "number", "percent"]
Operator = Literal["add", "subtract", "multiply", "divide", "power", "round_up"]
Formula = TypeAliasType("Formula", "float | int | str | dict[Operator, tuple[Formula, ...]]")


class CalculatorInput(Frozen):
    id: Identifier
    label: Text
    unit: Unit
    example: float | int


class CalculatorResult(Frozen):
    id: Identifier
    label: Text
    unit: Unit
    formula: Formula


class Calculator(Frozen):
    """A small form whose results follow from its inputs; a formula is a tree of operators, not code."""

    inputs: tuple[CalculatorInput, ...] = Field(min_length=1)
    results: tuple[CalculatorResult, ...] = Field(min_length=1)


class Recommendation(Frozen):
    """A step that lifts one or more questions to a higher rung."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    lifts: tuple[Lift, ...] = Field(min_length=1)
    title: Text
    do: Text
    first_step: Text
    why: Text
    cost: Cost
    effort_days: float | int = Field(gt=0)
    horizon: Horizon
    eases: tuple[str, ...] = ()
    needs_loan: bool
    sectors: tuple[str, ...] = Field(min_length=1)
    helpers: tuple[str, ...] = ()
    canvas: tuple[CanvasNote, ...] = ()
    sources: tuple[str, ...] = Field(min_length=1)
    checked: Month
    calculator: Calculator | None = None


class Block(Frozen):
    """A box of the canvas on a grid of columns and rows, with the notes of other blocks it takes in."""

    id: Identifier
    name: Text
    column: int = Field(ge=0)
    row: int = Field(ge=0)
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    prompt: Text
    example: dict[str, Text] = {}
    receives: tuple[str, ...] = ()


class CanvasPage(Frozen):
    id: Identifier
    name: Text
    columns: int = Field(ge=1)
    rows: int = Field(ge=1)
    blocks: tuple[Block, ...] = Field(min_length=1)


class CanvasTemplate(Frozen):
    id: Identifier
    order: int
    name: Text
    about: Text
    sources: tuple[str, ...]
    pages: tuple[CanvasPage, ...] = Field(min_length=1)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of every page, in order."""
        return tuple(block for page in self.pages for block in page.blocks)

    @cached_property
    def home_of(self) -> Mapping[str, str]:
        """Any block id → the block of this template that shows its notes."""
        homes = {block.id: block.id for block in self.blocks}
        for block in self.blocks:
            homes.update(dict.fromkeys(block.receives, block.id))
        return homes


class ProfileOption(Frozen):
    id: Identifier
    label: Text
    hint: Text | None = None
    picture: Picture | None = None


class ProfileField(Frozen):
    id: Identifier
    kind: Literal["text", "choice"]
    ask: Text
    help: Text | None = None
    longest: int | None = None
    otherwise: Text | None = None
    options: tuple[ProfileOption, ...] = ()

    @model_validator(mode="after")
    def _fits_its_kind(self) -> ProfileField:
        if self.kind == "choice" and not self.options:
            raise _wrong("choice_without_options", "options")
        if self.kind == "text" and self.otherwise is None:
            raise _wrong("text_without_otherwise", "otherwise")
        return self

    def option(self, option_id: str) -> ProfileOption | None:
        return next((option for option in self.options if option.id == option_id), None)


class ProfileFile(Frozen):
    fields: tuple[ProfileField, ...] = Field(min_length=1)


class Indicator(Frozen):
    """One line of the group's picture: who counts, and what the paper's Table 1 says in percent."""

    id: Identifier
    group: Literal["challenges", "practices", "wishes"]
    name: Text
    when: Condition
    published: Percent | None = None
    sources: tuple[str, ...]


class IndicatorFile(Frozen):
    indicators: tuple[Indicator, ...] = Field(min_length=1)


class Helper(Frozen):
    """Who helps; an address or a contact only with a source."""

    id: Identifier
    name: Text
    helps_with: Text
    where: Text | None = None
    contact: str | None = None
    sources: tuple[str, ...] = ()


class RegionName(Frozen):
    id: Identifier
    name: Text


class Region(Frozen):
    """helpers/<region>.yaml"""

    region: RegionName
    villages: tuple[str, ...] = ()
    helpers: tuple[Helper, ...]


class Source(Frozen):
    id: Identifier
    reference: str
    kind: Literal["article", "book", "regulation", "press", "site"]
    year: str
    used_for: Text


class SourceFile(Frozen):
    sources: tuple[Source, ...] = Field(min_length=1)


class Language(Frozen):
    """A language; one whose texts are not all there yet is told in Bahasa Indonesia where they are missing."""

    id: Identifier
    name: str
    locale: str
    speech: str
    complete: bool = True
    offered: bool | None = None

    @property
    def is_offered(self) -> bool:
        """Whether a visitor may choose it; unless said otherwise, once it is complete."""
        return self.complete if self.offered is None else self.offered


class Pillar(Frozen):
    id: Identifier
    weight: Weight
    name: Text
    about: Text


class Stage(Frozen):
    """A stage begins at this overall score, 0–100."""

    id: Identifier
    starts_at: Percent
    name: Text
    meaning: Text


class ResultSettings(Frozen):
    """Shares of a ladder, 0–1: from which a question is a strength, up to which it is a gap."""

    strength_from: float = Field(gt=0, le=1)
    gap_up_to: float = Field(ge=0, lt=1)
    stage_sources: tuple[str, ...]


class CheapnessBand(Frozen):
    """A step that costs at most `up_to` rupiah has this factor; the last band has no limit."""

    up_to: int | None = Field(None, ge=0)
    factor: float = Field(gt=0, le=1)


class AdviceSettings(Frozen):
    challenge_bonus: float = Field(ge=0)
    cheapness: tuple[CheapnessBand, ...] = Field(min_length=1)
    quickness: dict[Horizon, Annotated[float, Field(gt=0, le=1)]]
    most_per_dimension: int = Field(ge=1)
    no_capital: Condition
    loan_after: Condition


class PlanHorizon(Frozen):
    id: Horizon
    days: int = Field(gt=0)
    name: Text


class PlanSettings(Frozen):
    most_steps: int = Field(ge=1)
    horizons: tuple[PlanHorizon, ...] = Field(min_length=1)


class GroupSettings(Frozen):
    """Nothing about fewer people than `smallest` is shown."""

    smallest: int = Field(ge=2)


class ReadingSettings(Frozen):
    """Words a sentence may have at most, and on average."""

    longest_sentence: int = Field(gt=0)
    average_sentence: float = Field(gt=0)
    longest_do: int = Field(gt=0)
    longest_first_step: int = Field(gt=0)


class ContentSettings(Frozen):
    version: str
    languages: tuple[Language, ...] = Field(min_length=1)
    region: Identifier
    template: Identifier
    minutes: int = Field(gt=0)
    pillars: tuple[Pillar, ...] = Field(min_length=1)
    stages: tuple[Stage, ...] = Field(min_length=1)
    result: ResultSettings
    advice: AdviceSettings
    plan: PlanSettings
    group: GroupSettings
    reading: ReadingSettings
    facts_good_for_months: int = Field(gt=0)

    @property
    def offered(self) -> tuple[Language, ...]:
        """The languages that a visitor may choose from; the first is what a visitor meets."""
        return tuple(language for language in self.languages if language.is_offered)


class Renamed(Frozen):
    """Ids of older content: what they are called now."""

    renamed: dict[str, str] = {}

    @property
    def gone(self) -> tuple[str, ...]:
        """Ids that mean nothing any more."""
        return ()

    def today(self, identifier: str) -> str | None:
        """What an id of any earlier content is called now; None if it is gone."""
        while identifier in self.renamed:
            identifier = self.renamed[identifier]
        return None if identifier in self.gone else identifier


class Moved(Renamed):
    """Ids of older content that have another name now, or are gone."""

    removed: tuple[str, ...] = ()

    @property
    def gone(self) -> tuple[str, ...]:
        return self.removed


class MovedWithOptions(Moved):
    """The same for things with options; an old option without a new one is asked again."""

    options: dict[str, dict[str, str | None]] = {}

    def option_today(self, owner: str, option: str) -> str | None:
        """What an option of a question or field is called now; None if it is gone."""
        moved = self.options.get(owner, {})
        found: str | None = option
        while found in moved:
            found = moved[found]
        return found


class Migrations(Frozen):
    """migrations.yaml: what was called otherwise when older answers were given."""

    questions: MovedWithOptions = MovedWithOptions()
    profile: MovedWithOptions = MovedWithOptions()
    steps: Moved = Moved()
    blocks: Renamed = Renamed()


@dataclass(frozen=True)
class Content:
    """All of content/, with look-ups by id."""

    directory: Path
    settings: ContentSettings
    profile: tuple[ProfileField, ...]
    dimensions: tuple[Dimension, ...]
    questions_of: Mapping[str, tuple[Question, ...]]
    unscored: tuple[Question, ...]
    recommendations: tuple[Recommendation, ...]
    templates: tuple[CanvasTemplate, ...]
    indicators: tuple[Indicator, ...]
    regions: tuple[Region, ...]
    sources: tuple[Source, ...]
    interface: Mapping[str, Text]
    migrations: Migrations

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in the order asked: dimension by dimension, then those that do not score."""
        scored = (question for dimension in self.dimensions for question in self.questions_of[dimension.id])
        return (*scored, *self.unscored)

    @cached_property
    def question(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def dimension(self) -> Mapping[str, Dimension]:
        return {dimension.id: dimension for dimension in self.dimensions}

    @cached_property
    def dimension_of(self) -> Mapping[str, str]:
        """Question id → dimension id, for questions that score."""
        return {question.id: name for name, questions in self.questions_of.items() for question in questions}

    @cached_property
    def recommendation(self) -> Mapping[str, Recommendation]:
        return {step.id: step for step in self.recommendations}

    @cached_property
    def template(self) -> Mapping[str, CanvasTemplate]:
        return {template.id: template for template in self.templates}

    @cached_property
    def field(self) -> Mapping[str, ProfileField]:
        return {field.id: field for field in self.profile}

    @cached_property
    def source(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def stage(self) -> Mapping[str, Stage]:
        return {stage.id: stage for stage in self.settings.stages}

    @cached_property
    def language(self) -> Mapping[str, Language]:
        return {language.id: language for language in self.settings.languages}

    @cached_property
    def helper(self) -> Mapping[str, Helper]:
        """Helper id → who that is in the region of the settings, or else in the whole country."""
        by_region = {region.region.id: region.helpers for region in self.regions}
        national = {helper.id: helper for helper in by_region.get("national", ())}
        return national | {helper.id: helper for helper in by_region.get(self.settings.region, ())}

    @property
    def sectors(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.field["sector"].options)
