"""What the score promises, whoever answers whatever."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Assessment
from canvas.content.models import Content
from canvas.questionnaire import counted_answers, path
from canvas.scoring import Score, held_back_by, levels, score, shown
from tests.property.strategies import CLIMBS, CONTENT, LADDERS, assessments

EXACT = 1e-9
EXCUSED = ("employee", "community_member")
"""Roles whose "I do not know" drops out."""


def mean(weighted: list[tuple[float, Fraction]]) -> Fraction | None:
    total = sum(Fraction(weight) for weight, _ in weighted)
    return sum((Fraction(weight) * value for weight, value in weighted), Fraction()) / total if weighted else None


def without(content: Content, question: str) -> Content:
    """The content as if the question had never been written."""
    questions_of = {
        name: tuple(each for each in questions if each.id != question)
        for name, questions in content.questions_of.items()
    }
    return replace(content, questions_of=questions_of)


@given(assessments())
def test_every_number_lies_between_0_and_100(person: Assessment) -> None:
    result = score(CONTENT, person)
    numbers = [result.overall, *result.pillars.values(), *result.dimensions.values()]
    assert all(0 <= number <= 100 for number in numbers if number is not None)


@given(assessments())
def test_points_add_up_to_the_overall_score(person: Assessment) -> None:
    result = score(CONTENT, person)
    assert sum(part.points for part in result.questions.values()) == pytest.approx(result.overall, abs=EXACT)
    assert all(0 <= part.points <= part.points_possible + EXACT for part in result.questions.values())


@given(assessments())
def test_the_points_that_can_be_won_add_up_to_100(person: Assessment) -> None:
    result = score(CONTENT, person)
    possible = sum(part.points_possible for part in result.questions.values())
    assert possible == pytest.approx(100 if result.questions else 0, abs=EXACT)


@given(assessments())
def test_overall_pillars_and_dimensions_are_the_weighted_means_of_the_method(person: Assessment) -> None:
    result = score(CONTENT, person)
    counted = levels(CONTENT, person)
    weighted = {
        dimension.id: [
            (question.weight, Fraction(100 * level, question.max_level))
            for question in CONTENT.questions_of[dimension.id]
            if question.is_scored and (level := counted.get(question.id)) is not None
        ]
        for dimension in CONTENT.dimensions
    }
    dimensions = {name: mean(questions) for name, questions in weighted.items()}
    pillars = {
        pillar.id: mean(
            [each for other in CONTENT.dimensions if other.pillar == pillar.id for each in weighted[other.id]]
        )
        for pillar in CONTENT.settings.pillars
    }
    overall = mean([each for questions in weighted.values() for each in questions])
    assert {name: pytest.approx(value, abs=EXACT) for name, value in dimensions.items()} == result.dimensions
    assert {name: pytest.approx(value, abs=EXACT) for name, value in pillars.items()} == result.pillars
    assert result.overall == pytest.approx(overall or 0, abs=EXACT)


def stage_index(result: Score) -> int:
    return list(CONTENT.stage).index(result.stage)


@given(assessments(), st.sampled_from(CLIMBS))
def test_a_better_answer_never_lowers_any_number(person: Assessment, climb: tuple[str, str, str]) -> None:
    question, low, high = climb
    assume(CONTENT.question[question] in path(CONTENT, person))
    assume(low != UNKNOWN or person.profile.get("role") not in EXCUSED)
    worse = score(CONTENT, person.with_answer(question, low))
    better = score(CONTENT, person.with_answer(question, high))
    assert better.overall > worse.overall
    assert stage_index(better) >= stage_index(worse)
    for before, after in ((worse.pillars, better.pillars), (worse.dimensions, better.dimensions)):
        for name, value in before.items():
            assert value is None or after[name] >= value
    for name, part in worse.questions.items():
        assert better.questions[name].points >= part.points


@given(assessments(), st.randoms(use_true_random=False))
def test_the_order_of_answers_is_irrelevant(person: Assessment, random: Random) -> None:
    answers, profile = list(person.answers.items()), list(person.profile.items())
    random.shuffle(answers)
    random.shuffle(profile)
    shuffled = replace(person, answers=dict(answers), profile=dict(profile))
    assert repr(score(CONTENT, shuffled)) == repr(score(CONTENT, person))


@given(assessments(), st.sampled_from([question.id for question in LADDERS if question.not_applicable]))
def test_not_applicable_is_as_if_the_question_were_not_there(person: Assessment, question: str) -> None:
    dropped_out = person.with_answer(question, NOT_APPLICABLE)
    assert score(CONTENT, dropped_out) == score(without(CONTENT, question), person)


@given(assessments())
def test_answers_off_the_path_do_not_count(person: Assessment) -> None:
    assert score(CONTENT, replace(person, answers=counted_answers(CONTENT, person))) == score(CONTENT, person)


@given(assessments())
def test_no_total_hides_a_weak_pillar(person: Assessment) -> None:
    result = score(CONTENT, person)
    starts = [stage.starts_at for stage in CONTENT.settings.stages]
    weakest = min((value for value in result.pillars.values() if value is not None), default=0.0)
    allowed = max(index for index, start in enumerate(starts) if shown(weakest) >= start) + 1
    assert stage_index(result) <= allowed
    assert starts[stage_index(result)] <= shown(result.overall)


@given(assessments())
def test_nobody_is_an_example_with_a_question_on_its_lowest_rung(person: Assessment) -> None:
    result = score(CONTENT, person)
    if not CONTENT.stage[result.stage].allows_lowest_rung:
        assert all(part.level > 0 for part in result.questions.values())


@given(assessments())
def test_what_holds_the_stage_back_is_named_exactly_where_the_number_would_reach_further(person: Assessment) -> None:
    result = score(CONTENT, person)
    held = held_back_by(CONTENT, result)
    reached = [stage for stage in CONTENT.settings.stages if shown(result.overall) >= stage.starts_at]
    assert (held is None) is (reached[-1].id == result.stage)
    if held is not None:
        assert (held.pillar is None) is bool(held.questions)
        assert all(result.questions[question.id].level == 0 for question in held.questions)
        assert not any(question.private for question in held.questions)
        assert stage_index(result) + 1 == list(CONTENT.stage).index(held.next_stage.id)


@given(assessments())
def test_no_number_is_shown_while_less_than_80_percent_is_answered(person: Assessment) -> None:
    result = score(CONTENT, person)
    assert result.provisional is (result.answered == 0 or 10 * result.answered < 8 * result.applicable)


@given(assessments())
def test_strengths_and_gaps_are_answered_questions_and_never_the_same(person: Assessment) -> None:
    result = score(CONTENT, person)
    assert not set(result.strengths) & set(result.gaps)
    assert set(result.strengths) | set(result.gaps) <= set(result.questions)
    assert result.answered == len(result.questions) <= result.applicable
