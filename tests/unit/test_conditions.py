"""A condition holds, does not hold, or is undecided."""

import pytest

from canvas.content.conditions import holds
from canvas.content.models import Condition, Content

FOOD = {"profile": "sector", "is": ("food",)}
NOT_ALONE = {"profile": "workers", "is_not": ("alone",)}
KEEPS_BOOKS = {"answer": "cash_records", "at_least": "daily"}
NEEDS_CAPITAL = {"answer": "challenges", "is": ("capital_access",)}


def wording(content: Content, condition: dict, profile: dict | None = None, **answers: object) -> bool | None:
    return holds(Condition.model_validate(condition), profile or {}, answers, content.question)


@pytest.mark.parametrize(
    ("condition", "profile", "answers", "expected"),
    [
        (FOOD, {"sector": "food"}, {}, True),
        (FOOD, {"sector": "trade"}, {}, False),
        (FOOD, {}, {}, None),
        (FOOD, {"sector": ""}, {}, None),
        (NOT_ALONE, {"workers": "5+"}, {}, True),
        (NOT_ALONE, {"workers": "alone"}, {}, False),
        (NOT_ALONE, {}, {}, None),
        (KEEPS_BOOKS, {}, {"cash_records": "sometimes"}, False),
        (KEEPS_BOOKS, {}, {"cash_records": "daily"}, True),
        (KEEPS_BOOKS, {}, {"cash_records": "daily_profit"}, True),
        (KEEPS_BOOKS, {}, {"cash_records": "unknown"}, False),
        (KEEPS_BOOKS, {}, {}, None),
        (NEEDS_CAPITAL, {}, {"challenges": ("marketing", "capital_access")}, True),
        (NEEDS_CAPITAL, {}, {"challenges": ("marketing",)}, False),
        (NEEDS_CAPITAL, {}, {"challenges": ()}, False),
        (NEEDS_CAPITAL, {}, {}, None),
    ],
)
def test_one_condition(content, condition, profile, answers, expected) -> None:
    assert wording(content, condition, profile, **answers) is expected


T, F, OPEN = {"sector": "food"}, {"sector": "craft"}, {}


@pytest.mark.parametrize(
    ("profile", "books", "expected"),
    [(T, "daily", True), (T, "none", False), (F, "daily", False), (T, None, None), (OPEN, "none", False)],
)
def test_all_fails_as_soon_as_one_part_fails(content, profile, books, expected) -> None:
    answers = {"cash_records": books} if books else {}
    assert wording(content, {"all": (FOOD, KEEPS_BOOKS)}, profile, **answers) is expected


@pytest.mark.parametrize(
    ("profile", "books", "expected"),
    [(F, "none", False), (T, "none", True), (F, "daily", True), (F, None, None), (OPEN, "daily", True)],
)
def test_any_holds_as_soon_as_one_part_holds(content, profile, books, expected) -> None:
    answers = {"cash_records": books} if books else {}
    assert wording(content, {"any": (FOOD, KEEPS_BOOKS)}, profile, **answers) is expected
