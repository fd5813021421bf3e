"""Particular scores; whole answer sheets are in tests/cases/, laws in tests/property/."""

import pytest

from canvas.scoring import held_back_by, score
from tests.builders import FOOD_OWNER, assessment, complete


def test_nothing_answered_scores_no_number_but_zero(content) -> None:
    result = score(content, assessment())
    assert (result.overall, result.stage, result.answered, result.applicable) == (0, "not_started", 0, 24)
    assert set(result.dimensions.values()) == set(result.pillars.values()) == {None}
    assert result.strengths == result.gaps == ()


def test_unknown_counts_as_the_lowest_rung_and_is_flagged(content) -> None:
    unknown = score(content, complete(content, level=1, rungs={"cash_records": "unknown"}))
    lowest = score(content, complete(content, level=1, rungs={"cash_records": "none"}))
    assert unknown.overall == lowest.overall
    assert unknown.questions["cash_records"].unknown
    assert not lowest.questions["cash_records"].unknown


def test_not_applicable_is_not_in_the_count_of_questions(content) -> None:
    result = score(content, complete(content, rungs={"wastewater": "not_applicable"}))
    assert "wastewater" not in result.questions
    assert (result.answered, result.applicable) == (23, 23)


def test_choices_bring_no_points(content) -> None:
    few, many = complete(content, level=1), complete(content, level=1, challenges=["marketing", "papers"])
    assert score(content, few) == score(content, many)


def test_strengths_come_highest_first_and_gaps_by_what_is_to_be_won(content) -> None:
    rungs = {"cash_records": "daily", "network": "joint", "energy": "no_thought", "buying_stock": "when_empty"}
    result = score(content, assessment(**rungs))
    assert result.strengths == ("network", "cash_records")
    assert result.gaps == ("energy", "buying_stock")


@pytest.mark.parametrize(
    ("level", "overall", "stage"),
    [(0, 0, "not_started"), (1, 100 / 3, "starting"), (2, 200 / 3, "under_way"), (3, 100, "example")],
)
def test_stages_rise_with_the_score(content, level, overall, stage) -> None:
    result = score(content, complete(content, level=level))
    assert (result.overall, result.stage) == (pytest.approx(overall), stage)


def test_a_weak_pillar_holds_the_stage_down(content) -> None:
    neglects_nature = {
        question.id: question.options[0].id
        for dimension in content.dimensions
        if dimension.pillar == "environmental"
        for question in content.questions_of[dimension.id]
    }
    result = score(content, complete(content, level=3, rungs=neglects_nature, profile=FOOD_OWNER))
    assert result.overall > 50
    assert result.stage == "starting"
    held = held_back_by(content, result)
    assert held is not None
    assert held.pillar == next(pillar for pillar in content.settings.pillars if pillar.id == "environmental")


def test_one_question_on_its_lowest_rung_keeps_nearly_perfect_people_from_being_an_example(content) -> None:
    dirty = complete(content, level=3, rungs={"wastewater": "straight_out"}, profile=FOOD_OWNER)
    result = score(content, dirty)
    assert result.overall > 90
    assert result.stage == "under_way"
    held = held_back_by(content, result)
    assert held is not None
    assert [question.id for question in held.questions] == ["wastewater"]
    assert score(content, dirty.with_answer("wastewater", "solids_caught")).stage == "example"
