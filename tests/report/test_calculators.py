from __future__ import annotations

import pytest

from canvas.calculators import examples, results
from canvas.content.models import Calculator, Content


def calculator(formula: object) -> Calculator:
    name = {"id": "x"}
    inputs = tuple(
        {"id": key, "label": name, "unit": "number", "example": value} for key, value in (("a", 6), ("b", 2))
    )
    return Calculator.model_validate(
        {"inputs": inputs, "results": ({"id": "r", "label": name, "unit": "number", "formula": formula},)}
    )


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ({"add": ("a", "b", 1)}, 9),
        ({"subtract": ("a", "b")}, 4),
        ({"multiply": ("a", "b", 10)}, 120),
        ({"divide": ("a", "b")}, 3),
        ({"power": ("a", "b")}, 36),
        ({"round_up": ("a", 4)}, 8),
        ({"round_up": ("a", "b")}, 6),
        ({"divide": ({"add": ("a", "b")}, {"subtract": (10, "b")})}, 1),
        ("a", 6),
        (7, 7),
    ],
)
def test_a_formula_is_worked_out(formula: object, expected: float) -> None:
    assert results(calculator(formula), {"a": 6, "b": 2}) == {"r": expected}


@pytest.mark.parametrize(
    "formula",
    [
        {"divide": ("a", 0)},
        {"add": ({"divide": ("a", 0)}, 1)},
        {"round_up": ("a", 0)},
        {"power": (0, -1)},
        {"power": (-1, 0.5)},
        {"power": (10.0, 1000)},
    ],
)
def test_what_cannot_be_worked_out_is_none(formula: object) -> None:
    assert results(calculator(formula), {}) == {"r": None}


def test_a_missing_value_is_that_of_the_example() -> None:
    assert results(calculator({"add": ("a", "b")}), {"a": 1}) == {"r": 3}


def test_every_example_of_the_content_can_be_worked_out(content: Content) -> None:
    calculators = [step.calculator for step in content.recommendations if step.calculator]
    assert calculators
    for item in calculators:
        assert None not in results(item, examples(item)).values()
