"""The route through the questions: what is together on a screen, where one may rest, and how long it takes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random
from statistics import mean

import pytest

from canvas.content.models import Question
from canvas.i18n import texts_for
from canvas.questionnaire import path, rounds
from canvas.stops import (
    STALL_DRAWN,
    AboutBusiness,
    Rest,
    longest,
    minutes,
    minutes_left,
    stops,
    taps,
    until_the_stall,
    words,
)
from tests.builders import FOOD_OWNER, LONE_TRADER, assessment, complete, real_content

CONTENT = real_content()
PEOPLE = pytest.mark.parametrize("profile", [{}, FOOD_OWNER, LONE_TRADER], ids=["unknown", "food", "trade"])


@PEOPLE
def test_everything_that_is_asked_is_on_the_way_once_and_in_order(profile) -> None:
    person = assessment(profile)
    way = stops(CONTENT, person)
    assert [stop for stop in way if not isinstance(stop, AboutBusiness | Rest)] == list(path(CONTENT, person))
    assert len({stop.id for stop in way}) == len(way)


@PEOPLE
def test_the_stall_can_be_drawn_after_the_first_question_of_every_part(profile) -> None:
    person = assessment(profile)
    before = until_the_stall(stops(CONTENT, person))
    found = rounds(CONTENT, person)
    assert before[-1].id == STALL_DRAWN
    assert before[-1 - len(found.first) : -1] == found.first


@PEOPLE
def test_one_may_rest_where_a_part_is_complete_after_a_few_questions(profile) -> None:
    way = stops(CONTENT, assessment(profile))
    rests = [stop for stop in way if isinstance(stop, Rest)]
    assert rests[0].parts == ()
    assert {rest.total for rest in rests} == {len(rounds(CONTENT, assessment(profile)).first)}
    for earlier, rest in pairwise(rests):
        between = way[way.index(earlier) + 1 : way.index(rest)]
        assert len(between) >= CONTENT.settings.pace.rest_after
        assert {CONTENT.dimension_of[stop.id] for stop in between} == {*rest.parts}
        assert rest.done == earlier.done + len(rest.parts)


def test_the_way_never_grows_while_somebody_answers() -> None:
    """A counter that says "8 of 30" must not say "9 of 31" after."""
    person, longest = assessment({}), 1000
    for name, value in FOOD_OWNER.items():
        person = person.with_profile(name, value)
        assert len(stops(CONTENT, person)) <= longest
        longest = len(stops(CONTENT, person))


@pytest.mark.parametrize("seed", range(5))
@PEOPLE
def test_no_answer_makes_the_way_longer(profile, seed: int) -> None:
    person, random = assessment(profile), Random(seed)
    longest = position = 0
    while position < len(way := stops(CONTENT, person)):
        assert not longest or len(way) <= longest
        longest, stop = len(way), way[position]
        if isinstance(stop, Question):
            options = [option.id for option in stop.options_for(person.sector)]
            person = person.with_answer(stop.id, (options[0],) if stop.takes_several else random.choice(options))
        position += 1


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("sector", ["food", "craft", "trade", "services", "farming"])
def test_a_question_has_few_words(sector: str, language: str) -> None:
    content = CONTENT.for_sector(sector)
    asked = [stop for stop in stops(content, assessment({"sector": sector})) if isinstance(stop, Question)]
    texts = texts_for(CONTENT, language)
    assert mean(words(question, sector, texts) for question in asked) <= 40


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_stall_within_ten_minutes_and_the_result_within_twenty(language) -> None:
    stall, result = longest(CONTENT, language)
    assert stall <= 10
    assert result <= 20


def test_what_is_answered_takes_no_more_minutes() -> None:
    person = assessment(FOOD_OWNER)
    left = minutes_left(CONTENT, person, "id")
    assert minutes_left(CONTENT, person.with_answer("cash_records", "daily"), "id") <= left
    to_read_the_result = minutes(CONTENT, person, (), "id", CONTENT.settings.pace.result)
    assert minutes_left(CONTENT, complete(CONTENT), "id") == to_read_the_result


def test_minutes_follow_from_words_and_taps() -> None:
    person = assessment()
    way = stops(CONTENT, person)
    pace = CONTENT.settings.pace
    read = sum(words(stop, "food", texts_for(CONTENT, "id")) for stop in way) + pace.consent.words
    tapped = sum(map(taps, way)) + pace.consent.taps
    exact = read / pace.words_a_minute + tapped * pace.seconds_a_tap / 60
    assert exact <= minutes(CONTENT, person, way, "id", pace.consent) < exact + 1
    slow = replace(
        CONTENT, settings=CONTENT.settings.model_copy(update={"pace": pace.model_copy(update={"words_a_minute": 30})})
    )
    assert minutes(slow, person, way, "id") > minutes(CONTENT, person, way, "id")


@PEOPLE
def test_a_workshop_may_ask_for_some_parts_only(profile) -> None:
    person, parts = assessment(profile), ("finance", "energy_water")
    way = stops(CONTENT, person, parts)
    questions = [stop.id for stop in way if not isinstance(stop, AboutBusiness | Rest)]
    asked = {CONTENT.dimension_of.get(name) for name in questions}
    assert asked - {None} == {*parts}
    others = [each.id for each in path(CONTENT, person) if CONTENT.dimension_of.get(each.id) in {None, *parts}]
    assert sorted(questions) == sorted(others)
    assert {stop.total for stop in way if isinstance(stop, Rest)} == {2}
