"""What the advice and the what-if promise, whoever answers whatever."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas.advice import Advice, advise
from canvas.assessment import UNKNOWN, Assessment
from canvas.content.models import Question
from canvas.planning import what_if
from canvas.questionnaire import counted_answers
from canvas.scoring import level_of, score
from tests.property.strategies import CONTENT, assessments, steps

KEEPS_BOOKS = {"daily", "daily_profit"}


def advice_for(person: Assessment) -> tuple[Advice, ...]:
    return advise(CONTENT, person, score(CONTENT, person))


def present_level(person: Assessment, question: Question) -> int | None:
    answer = counted_answers(CONTENT, person).get(question.id)
    cannot_know = answer == UNKNOWN and person.profile.get("role") in ("employee", "community_member")
    return None if answer is None or cannot_know else level_of(question, answer)


def with_steps_done(person: Assessment, chosen: list[str]) -> Assessment:
    """Every question answered at the highest rung to which one of the steps leads from where the person is now."""
    done = person
    for name, question in CONTENT.question.items():
        level = present_level(person, question)
        reached = [
            question.rungs[lift.to_option]
            for step in chosen
            for lift in CONTENT.recommendation[step].lifts
            if lift.question == name and level in [question.rungs[option] for option in lift.from_options]
        ]
        if reached:
            done = done.with_answer(name, question.options[max(reached)].id)
    return done


@given(assessments(), st.randoms(use_true_random=False))
def test_the_same_answers_always_give_the_same_advice(person: Assessment, random: Random) -> None:
    answers = list(person.answers.items())
    random.shuffle(answers)
    shuffled = replace(person, answers=dict(answers))
    assert repr(advice_for(shuffled)) == repr(advice_for(person))


@given(assessments())
def test_no_rung_already_reached_is_advised(person: Assessment) -> None:
    for advice in advice_for(person):
        for name, option in advice.lifts.items():
            question = CONTENT.question[name]
            assert present_level(person, question) < question.rungs[option]


@given(assessments())
def test_a_loan_never_comes_ahead_of_bookkeeping(person: Assessment) -> None:
    if person.answers.get("cash_records") not in KEEPS_BOOKS:
        assert not [advice.step.id for advice in advice_for(person) if advice.step.needs_loan]


@given(assessments())
def test_of_the_first_five_at_most_two_belong_to_one_dimension_while_there_are_others(person: Assessment) -> None:
    found = advice_for(person)
    dimensions = Counter(advice.dimension for advice in found if advice.track == "next")
    varied = sum(min(count, 2) for count in dimensions.values())
    first_five = [advice.dimension for advice in found if advice.track == "next"][: min(5, varied)]
    if not any(advice.track == "first" for advice in found):
        assert all(count <= 2 for count in Counter(first_five).values())


@given(assessments())
def test_the_track_first_leads_with_at_most_two(person: Assessment) -> None:
    tracks = [advice.track for advice in advice_for(person)]
    leading = min(2, tracks.count("first"))
    assert tracks[:leading] == ["first"] * leading
    assert "first" not in tracks[leading : min(5, leading + tracks.count("next"))]


@given(assessments())
def test_advice_fits_the_sector(person: Assessment) -> None:
    if person.sector:
        assert all(person.sector in advice.step.sectors for advice in advice_for(person))


@given(assessments())
def test_an_advised_step_wins_exactly_the_points_it_promises(person: Assessment) -> None:
    now = score(CONTENT, person).overall
    for advice in advice_for(person):
        assert what_if(CONTENT, person, [advice.step.id]).overall - now == pytest.approx(advice.points, abs=1e-9)


@given(assessments(), steps())
def test_what_if_equals_answering_at_the_higher_rungs(person: Assessment, chosen: list[str]) -> None:
    assert what_if(CONTENT, person, chosen) == score(CONTENT, with_steps_done(person, chosen))


@given(assessments(), steps(), st.randoms(use_true_random=False))
def test_what_if_does_not_depend_on_the_order_of_ticking(person: Assessment, chosen: list[str], random: Random) -> None:
    shuffled = random.sample(chosen, len(chosen))
    assert what_if(CONTENT, person, shuffled) == what_if(CONTENT, person, chosen)
