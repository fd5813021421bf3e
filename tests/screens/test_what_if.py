"""What a step would win, tried out on the result before any choice."""

from __future__ import annotations

import pytest

from canvas.advice import advise
from canvas.assessment import Assessment
from canvas.i18n import texts_for
from canvas.planning import what_if
from canvas.scoring import score
from canvas.store import Assessments
from canvas.ui.told import rise
from tests.builders import FOOD_OWNER, real_content
from tests.screens.person import Person

CONTENT = real_content()


def at_the_result(language: str = "id") -> Person:
    return Person(language).start().describe(FOOD_OWNER).answer_all(1).tap("finish")


def work_of(person: Person) -> Assessment:
    found: Assessment = person.app.session_state["visit"].work.assessment
    return found


def steps(person: Person) -> list[str]:
    assessment = work_of(person)
    return [advice.step.id for advice in advise(CONTENT, assessment, score(CONTENT, assessment))]


def told(person: Person, *ticked: str) -> str:
    assessment = work_of(person)
    now, then = (round(found.overall) for found in (score(CONTENT, assessment), what_if(CONTENT, assessment, ticked)))
    return f"nilai naik {then - now} angka: dari {now} ke {then}."


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (33.33, 55.56, "naik 23 angka: dari 33 ke 56."),
        (33.1, 33.4, "naik 0,3 angka: dari 33,1 ke 33,4."),
        (99.6, 100, "naik 0,4 angka: dari 99,6 ke 100."),
    ],
)
def test_the_numbers_add_up_as_they_are_shown(now: float, then: float, words: str) -> None:
    assert rise(now, then, texts_for(CONTENT, "id")).endswith(words)


def test_ticking_steps_shows_the_score_they_lead_to() -> None:
    person = at_the_result()
    first, second, third = steps(person)[:3]
    assert "nilai naik" not in person.sees()
    assert told(person, first) in person.tick(f"whatif_{first}").sees()
    assert told(person, first, second) in person.tick(f"whatif_{second}").sees()
    assert person.app.checkbox(key=f"whatif_{third}").disabled
    assert told(person, second) in person.untick(f"whatif_{first}").sees()
    assert not person.app.checkbox(key=f"whatif_{third}").disabled


def test_trying_out_chooses_nothing(store: Assessments) -> None:
    person = at_the_result()
    before = store.read(store.find(person.token()) or "").assessment
    person.tick(f"whatif_{steps(person)[0]}")
    assert store.read(store.find(person.token()) or "").assessment == before


def test_what_is_tried_out_outlasts_a_change_of_language() -> None:
    person = at_the_result()
    first = steps(person)[0]
    person.tick(f"whatif_{first}").choose("language", "en")
    assert person.app.checkbox(key=f"whatif_{first}").value
    assert "the score rises by" in person.sees()


def test_where_nothing_is_left_to_win_nothing_is_offered() -> None:
    person = Person().start().describe(FOOD_OWNER)
    while not person.offers("finish"):
        for radio in person.app.radio:
            question = CONTENT.question.get(radio.key.removeprefix("q_"))
            if question:
                person.choose(radio.key, question.options[-1].id)
        person.tap("next")
    assert "Coba dulu di sini" not in person.tap("finish").sees()
