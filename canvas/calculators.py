"""What a calculator of the content works out from some values."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping

from canvas.content.models import Calculator, Formula

_OPERATIONS: Mapping[str, Callable[[float, float], float]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
    "power": operator.pow,
    "round_up": lambda value, step: math.ceil(value / step) * step,
}


def results(calculator: Calculator, values: Mapping[str, float]) -> Mapping[str, float | None]:
    """Result id → number; None where it cannot be worked out, as when something is divided by zero.

    An input that `values` does not name has its example's value.
    """
    known: dict[str, float | None] = {item.id: values.get(item.id, item.example) for item in calculator.inputs}
    for result in calculator.results:
        known[result.id] = _worked_out(result.formula, known)
    return {result.id: known[result.id] for result in calculator.results}


def examples(calculator: Calculator) -> Mapping[str, float]:
    """The values of the worked example."""
    return {item.id: item.example for item in calculator.inputs}


def _worked_out(formula: Formula, known: Mapping[str, float | None]) -> float | None:
    if isinstance(formula, str):
        return known[formula]
    if not isinstance(formula, dict):
        return formula
    ((name, operands),) = formula.items()
    numbers = [_worked_out(operand, known) for operand in operands]
    given = [number for number in numbers if number is not None]
    return _applied(name, given) if len(given) == len(numbers) else None


def _applied(name: str, numbers: list[float]) -> float | None:
    first, *others = numbers
    try:
        for number in others:
            first = _OPERATIONS[name](first, number)
    except (ZeroDivisionError, OverflowError):
        return None
    # A root of a negative number is no number of rupiah.
    return None if isinstance(first, complex) else first
