"""A phone in a workshop: invited by a code, joined once it is stored, able to leave."""

from __future__ import annotations

import pytest

from canvas.services import services
from canvas.store import Opened
from canvas.workshop import State
from tests.builders import TODAY
from tests.screens.person import Person, at_the_result


@pytest.fixture
def opened() -> Opened:
    return services().workshops.create("Usaha lestari", place="Balai desa", held_on=TODAY, language="id")


def agrees(person: Person) -> Person:
    """Begins, and lets the answers be kept."""
    return person.tap("start").choose("q_consent", "yes").tap("next")


def joined(opened: Opened) -> int:
    return services().members.live(opened.id).joined


def test_a_code_names_the_workshop_and_joining_waits_for_consent(opened: Opened) -> None:
    person = Person(code=opened.code.lower())
    assert "Anda datang ke: Usaha lestari" in person.sees()
    assert joined(opened) == 0
    agrees(person)
    assert joined(opened) == 1


def test_who_declines_does_not_join(opened: Opened) -> None:
    Person(code=opened.code).tap("start").choose("q_consent", "no").tap("next")
    assert joined(opened) == 0


def test_a_closed_workshop_takes_nobody_and_loses_nothing(opened: Opened) -> None:
    services().workshops.move(opened.id, State.CLOSED)
    person = agrees(Person(code=opened.code))
    assert "sedang tidak menerima peserta" in person.sees()
    assert person.session.visit is not None
    assert person.session.visit.is_stored


def test_a_code_that_opens_nothing_is_said_and_everything_else_works() -> None:
    person = Person(code="ZZZZZZ")
    assert "Tidak ada pelatihan dengan kode ZZZZZZ." in person.sees()
    assert person.offers("start")


def test_the_code_may_be_typed(opened: Opened) -> None:
    person = Person().tap("have_join_code")
    person.type("join_code", opened.code)
    assert "Anda datang ke: Usaha lestari" in person.sees()


def test_the_next_person_at_a_shared_phone_is_invited_too(opened: Opened) -> None:
    person = agrees(Person(code=opened.code)).opens("home").tap("next_person")
    assert "Anda datang ke: Usaha lestari" in person.sees()
    agrees(person)
    assert joined(opened) == 2


def test_a_member_comes_back_as_a_member_and_may_leave(opened: Opened) -> None:
    person = agrees(Person(code=opened.code)).again().opens("home")
    assert "Pelatihan: Usaha lestari" in person.sees()
    person.tap("leave_workshop")
    assert joined(opened) == 0
    assert "Pelatihan: Usaha lestari" not in person.sees()


def test_a_wish_for_a_visit_is_noted_and_taken_back(opened: Opened) -> None:
    person = at_the_result()
    assert person.session.visit is not None
    services().members.join(opened.id, person.session.visit.id or "")
    person = person.again().opens("home")
    person.type("nickname", "Bu Sri")
    person.tap("ask_visit")
    assert [visit.nickname for visit in services().members.visits(opened.id)] == ["Bu Sri"]
    person.tap("no_visit")
    assert services().members.visits(opened.id) == ()
