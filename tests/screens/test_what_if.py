"""What a step would win, tried out on the result before any choice."""

from __future__ import annotations

from canvas.advice import advise
from canvas.assessment import Assessment
from canvas.i18n import texts_for
from canvas.planning import what_if
from canvas.scoring import score
from canvas.store import Assessments
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
    texts, assessment = texts_for(CONTENT, "id"), work_of(person)
    now, then = score(CONTENT, assessment).overall, what_if(CONTENT, assessment, ticked).overall
    return texts(
        "result.what_if_score", points=texts.number(then - now, 1), now=texts.number(now), then=texts.number(then)
    )


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
