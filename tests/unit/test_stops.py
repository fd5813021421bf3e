"""The route through the questions: what is together on a screen, where one may rest, and how long it takes."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from statistics import mean

import pytest

from canvas.content.models import Question
from canvas.questionnaire import path, rounds
from canvas.stops import STALL_DRAWN, AboutBusiness, Rest, minutes, stops, taps, until_the_stall, words
from tests.builders import FOOD_OWNER, LONE_TRADER, assessment, real_content

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
    assert before[-len(found.first) :] == found.first
    assert STALL_DRAWN not in {stop.id for stop in before}


@PEOPLE
def test_one_may_rest_after_each_part_and_the_parts_are_counted(profile) -> None:
    way = stops(CONTENT, assessment(profile))
    rests = [stop for stop in way if isinstance(stop, Rest)]
    parts = len(rounds(CONTENT, assessment(profile)).first)
    assert rests[0].dimension is None
    assert [rest.done for rest in rests] == list(range(rests[0].done, parts + 1))
    assert {rest.total for rest in rests} == {parts}
    for rest in rests[1:]:
        before = way[way.index(rest) - 1]
        assert CONTENT.dimension_of[before.id] == rest.dimension


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
    assert mean(words(question, sector, language) for question in asked) <= 35  # a screen has ten more around them


@pytest.mark.parametrize("language", ["id", "en"])
@PEOPLE
def test_the_stall_within_ten_minutes_and_everything_within_twenty(profile, language) -> None:
    person = assessment(profile)
    content = CONTENT.for_sector(person.sector)
    way = stops(content, person)
    assert minutes(content, person, until_the_stall(way), language) <= 10
    assert minutes(content, person, way, language) <= 20


def test_minutes_follow_from_words_and_taps() -> None:
    person = assessment()
    way = stops(CONTENT, person)
    read = sum(words(stop, "food", "id") for stop in way)
    tapped = sum(map(taps, way))
    pace = CONTENT.settings.pace
    exact = read / pace.words_a_minute + tapped * pace.seconds_a_tap / 60
    assert exact <= minutes(CONTENT, person, way, "id") < exact + 1
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
