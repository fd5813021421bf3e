"""Recommended steps (recommendations/*.yaml)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from typing_extensions import TypeAliasType

from canvas.content.models.base import CanvasNote, Frozen, Horizon, Identifier, Month, Text, wrong


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


Rhythm = Literal["daily", "weekly", "monthly"]


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
    rhythm: Rhythm | None = None
    """How often it is repeated once begun, such as writing in the notebook every night; None: done once."""
    eases: tuple[str, ...] = ()
    needs_loan: bool
    sectors: tuple[str, ...] = Field(min_length=1)
    helpers: tuple[str, ...] = ()
    canvas: tuple[CanvasNote, ...] = ()
    sources: tuple[str, ...] = Field(min_length=1)
    checked: Month
    calculator: Calculator | None = None
