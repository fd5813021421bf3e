"""Recommended steps (recommendations/*.yaml)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from typing_extensions import TypeAliasType

from canvas.content.models.base import CanvasNote, Condition, Frozen, Horizon, Identifier, Month, Text, Worded, wrong


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
            raise wrong("range_upside_down", "min, max")
        return self


Unit = Literal["rupiah", "number", "percent"]
Operator = Literal["add", "subtract", "multiply", "divide", "power", "round_up"]
Formula = TypeAliasType("Formula", "float | int | str | dict[Operator, tuple[Formula, ...]]")


class CalculatorInput(Worded):
    id: Identifier
    label: Text
    unit: Unit
    example: float | int


class CalculatorResult(Worded):
    id: Identifier
    label: Text
    unit: Unit
    formula: Formula


Rhythm = Literal["daily", "weekly", "monthly"]


class Calculator(Worded):
    """A small form whose results follow from its inputs; a formula is a tree of operators, not code."""

    inputs: tuple[CalculatorInput, ...] = Field(min_length=1)
    results: tuple[CalculatorResult, ...] = Field(min_length=1)


class First(Worded):
    """When a step comes before any ranking, and the reason that is shown; `kind` orders several of them."""

    kind: Literal["danger", "debt", "duty"]
    when: Condition
    because: Text


class Fact(Frozen):
    """A fact that grows old: `say` until its month of checking is too long ago, then `ask`, a question to ask."""

    say: Text
    ask: Text


class Recommendation(Worded):
    """A step that lifts one or more questions to a higher rung, or that a condition calls for.

    `cost` is paid once, `monthly` every month, both in rupiah. `when` must surely hold besides the lift. A step
    without lifts names its `dimension`; `worth` is what a step without points counts as, in points of 100, where that
    is not what settings.yaml says for all of them. `topics` are questions that it is about and does not lift; whoever
    helps with it helps with one that it is about. It is not offered while a step named in `after` still fits the
    person.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    lifts: tuple[Lift, ...] = ()
    dimension: str | None = None
    worth: float | None = Field(None, gt=0)
    when: Condition | None = None
    first: First | None = None
    after: tuple[str, ...] = ()
    title: Text
    do: Text
    first_step: Text
    why: Text
    fact: Fact | None = None
    cost: Cost
    monthly: Cost = Cost(min=0, max=0)
    effort_days: float | int = Field(gt=0)
    horizon: Horizon
    rhythm: Rhythm | None = None
    """How often it is repeated once begun, such as writing in the notebook every night; None: done once."""
    eases: tuple[str, ...] = ()
    needs_loan: bool
    without_interest: bool = False
    sectors: tuple[str, ...] = Field(min_length=1)
    topics: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    canvas: tuple[CanvasNote, ...] = ()
    sources: tuple[str, ...] = Field(min_length=1)
    checked: Month
    calculator: Calculator | None = None

    @model_validator(mode="after")
    def _has_an_occasion(self) -> Recommendation:
        if not self.lifts and (self.dimension is None or (self.when is None and self.first is None)):
            raise wrong("step_without_occasion", "lifts, when, first, dimension")
        return self

    @property
    def about(self) -> frozenset[str]:
        """The questions that it is about: those it lifts, and its further topics."""
        return frozenset(self.topics).union(lift.question for lift in self.lifts)

    @property
    def is_specific(self) -> bool:
        """Whether it is made for some businesses: for one sector alone, or under a condition of its own."""
        return self.when is not None or len(self.sectors) == 1

    @property
    def highest_cost(self) -> int:
        """The most it may cost in the first month, in rupiah."""
        return self.cost.max + self.monthly.max

    @property
    def is_free(self) -> bool:
        return self.highest_cost == 0
