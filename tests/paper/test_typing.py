"""A paper form typed by keyboard: its number, then a key for each answer."""

from __future__ import annotations

from canvas.paper.asked import NOTHING
from canvas.paper.typing import KEYS, Typing
from canvas.questionnaire import fields, path
from tests.builders import TODAY


def typed_whole(content, sector: str) -> tuple[Typing, int]:
    """The first answer to everything, and how many keys that took."""
    typing, keys = Typing(language="id").digit(1).digit(2), 3
    typing = typing.moved(typing.way(content, TODAY), 1)
    while typing.here is not None:
        way = typing.way(content, TODAY)
        asked = next(each for each in way if each.id == typing.here)
        value = sector if asked.id == "sector" else asked.choices[0].value
        typing = typing.chosen(asked, value).moved(typing.chosen(asked, value).way(content, TODAY), 1)
        keys += 1 if asked.kind == "one" else 2
    return typing, keys


def test_a_form_takes_less_than_ninety_keys_and_has_every_answer(content) -> None:
    for sector in content.sectors:
        typing, keys = typed_whole(content, sector)
        work = typing.assessment(content, TODAY)
        texts = {field.id for field in content.profile if field.kind == "text"}
        assert keys < 90
        assert {field.id for field in fields(content, work)} - texts == set(work.profile)
        assert {question.id for question in path(content, work)} == set(work.answers)


def test_every_answer_has_a_key(content) -> None:
    for sector in content.sectors:
        typing, _ = typed_whole(content, sector)
        assert all(len(asked.choices) <= len(KEYS) for asked in typing.way(content, TODAY))


def test_of_several_answers_a_key_chooses_and_takes_back(content) -> None:
    typing = typed_whole(content, "food")[0]
    asked = next(each for each in typing.way(content, TODAY) if each.id == "challenges")
    first, second = (choice.value for choice in asked.choices[:2])
    assert typing.chosen(asked, second).answers["challenges"] == (first, second)
    assert typing.chosen(asked, first).answers["challenges"] == ()
    nothing = typing.chosen(asked, first).chosen(asked, NOTHING)
    assert nothing.assessment(content, TODAY).answers["challenges"] == ()


def test_a_number_too_high_begins_anew() -> None:
    assert Typing().digit(1).digit(2).number == 12
    assert Typing().digit(1).digit(2).digit(3).number == 3


def test_going_back_leads_to_the_question_before_and_at_last_to_the_number(content) -> None:
    typing = Typing(language="id", number=3)
    way = typing.way(content, TODAY)
    second = typing.moved(way, 1).moved(way, 1)
    assert second.moved(way, -1).here == way[0].id
    assert second.moved(way, -1).moved(way, -1).here is None
