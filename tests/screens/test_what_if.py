"""What a step would win, tried out on the result before any choice."""

from __future__ import annotations

import pytest

from canvas.advice import advise
from canvas.assessment import Assessment
from canvas.i18n import texts_for
from canvas.planning import what_if
from canvas.scoring import score
from canvas.store import Assessments
from canvas.wording import score_rise_in_words
from tests.builders import frozen_content
from tests.screens.person import Person, at_the_result

CONTENT = frozen_content()


def work_of(person: Person) -> Assessment:
    return person.session.assessment


def steps(person: Person) -> list[str]:
    assessment = work_of(person)
    return [advice.step.id for advice in advise(CONTENT, assessment, score(CONTENT, assessment))]


def wording(person: Person, *ticked: str) -> str:
    assessment = work_of(person)
    now, then = (round(found.overall) for found in (score(CONTENT, assessment), what_if(CONTENT, assessment, ticked)))
    return f"nilai naik dari {now} ke {then}."


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (33.33, 55.56, "naik dari 33 ke 56."),
        (33.1, 33.4, "kurang dari satu angka, jadi masih 33."),
        (99.6, 100, "jadi masih 100."),
        (38, 38, "tidak ikut dihitung, jadi nilainya tetap 38."),
    ],
)
def test_a_rise_is_named_only_where_it_can_be_seen(now: float, then: float, words: str) -> None:
    assert score_rise_in_words(now, then, texts_for(CONTENT, "id")).endswith(words)


def test_ticking_steps_shows_the_score_they_lead_to() -> None:
    person = at_the_result(1)
    first, second, third = steps(person)[:3]
    assert "nilai naik" not in person.sees()
    assert wording(person, first) in person.tick(f"whatif_{first}").sees()
    assert wording(person, first, second) in person.tick(f"whatif_{second}").sees()
    assert person.app.checkbox(key=f"whatif_{third}").disabled
    assert wording(person, second) in person.untick(f"whatif_{first}").sees()
    assert not person.app.checkbox(key=f"whatif_{third}").disabled


def test_trying_out_chooses_nothing(store: Assessments) -> None:
    person = at_the_result(1)
    before = store.read(store.find(person.device) or "").assessment
    person.tick(f"whatif_{steps(person)[0]}")
    assert store.read(store.find(person.device) or "").assessment == before
    assert "Ini baru dicoba, belum masuk rencana." in person.sees()


def test_what_was_tried_out_goes_into_the_plan_at_a_tap(store: Assessments) -> None:
    person = at_the_result(1)
    first, second = steps(person)[:2]
    person.tick(f"whatif_{first}").tick(f"whatif_{second}").tap("what_if_to_plan")
    assert "Sudah ada di rencana Anda." in person.sees()
    kept = store.read(store.find(person.device) or "").assessment
    assert {planned.step for planned in kept.plan} == {first, second}
    assert "Langkah terpilih: 2 dari 5" in person.tap("next").tap("next").sees()


def test_a_full_plan_takes_no_more() -> None:
    person = at_the_result(1).tap("next").tap("next")
    for box in person.keys("choose_"):
        person.tick(box)
    person.opens("result").tick(f"whatif_{steps(person)[0]}")
    assert "Sudah ada di rencana Anda." in person.sees()


def test_what_is_tried_out_outlasts_a_change_of_language() -> None:
    person = at_the_result(1)
    first = steps(person)[0]
    person.tick(f"whatif_{first}").choose("language", "en")
    assert person.app.checkbox(key=f"whatif_{first}").value
    assert "the score rises from" in person.sees()


def test_where_nothing_is_left_to_win_nothing_is_offered() -> None:
    assert "Coba dulu di sini" not in at_the_result(3).sees()
