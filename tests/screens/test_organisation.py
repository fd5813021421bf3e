"""All workshops of a trainer or an organisation: nothing without a code, and nothing of anybody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canvas.services import services
from canvas.session import Work
from canvas.store import Founded, Opened, Wall
from canvas.wall import CHANGE
from tests.builders import FROZEN_OWNER, TODAY, complete, frozen_content
from tests.screens.person import Person


@pytest.fixture
def founded() -> Founded:
    return services().organisations.create("Dinas Koperasi")


@pytest.fixture
def trainer_code(founded: Founded) -> str:
    return services().organisations.add_trainer(founded.id, "Bu Rini")


def opened(code: str, name: str) -> Opened:
    account = services().organisations.enter(code, services().trainer_code, "a")
    assert account is not None
    return services().workshops.of(account).create(name, place="Balai desa", held_on=TODAY, language="id")


def shown(code: str, name: str, people: int = 5) -> Opened:
    """A workshop whose picture was taken."""
    made, person = opened(code, name), Work(complete(frozen_content(), level=1, profile=FROZEN_OWNER))
    for _ in range(people):
        own_id = services().store.begin(person)
        services().members.join(made.id, own_id)
        services().store.save(own_id, person, replace(person, finished=True))
    services().pictures.reveal(made.id)
    return made


def entered(code: str) -> Person:
    return Person(screen="organisation").type("trainer_code", code).tap("enter_overview")


def test_without_a_code_nothing_is_shown(trainer_code: str) -> None:
    opened(trainer_code, "Rahasia")
    person = Person(screen="organisation")
    for key in ("back", "delete", "add_trainer", "to_trainers"):
        assert not person.offers(key)
    assert "Rahasia" not in entered("22222222222222 22").sees()
    assert "tidak cocok" in entered("").sees()


def test_a_trainer_sees_own_workshops_and_the_leader_all(founded: Founded, trainer_code: str) -> None:
    opened(trainer_code, "Punya Bu Rini")
    opened(founded.trainer_code, "Punya kepala")
    services().workshops.create("Di laptop", place="", held_on=TODAY, language="id")
    own, leader, laptop = (entered(code) for code in (trainer_code, founded.trainer_code, services().trainer_code))
    names = ("Punya Bu Rini", "Punya kepala", "Di laptop")
    assert [name in own.sees() for name in names] == [True, False, False]
    assert [name in leader.sees() for name in names] == [True, True, False]
    assert [name in laptop.sees() for name in names] == [False, False, True]
    assert [each.offers("to_delete") for each in (own, leader, laptop)] == [False, True, False]


def test_the_picture_adds_up_what_every_workshop_showed(founded: Founded, trainer_code: str) -> None:
    assert "Tunggu sampai 5 orang" in entered(founded.trainer_code).sees()
    shown(trainer_code, "Satu")
    shown(founded.trainer_code, "Dua", people=6)
    assert "Pelatihan: 2 · isian: 11" in entered(founded.trainer_code).sees()
    assert "Pelatihan: 1 · isian: 5" in entered(trainer_code).sees()


def test_a_leader_adds_a_trainer_whose_code_is_shown_once(founded: Founded) -> None:
    person = entered(founded.trainer_code).tap("to_trainers").tap("add_trainer")
    assert "Isi nama pelatih dulu." in person.sees()
    person.type("trainer_name", "Pak Budi").tap("add_trainer")
    (code,) = [word for word in person.sees().split() if word.count("-") == 2 and len(word) == 18]
    assert "Pak Budi" in entered(code).sees()
    assert code not in person.tap("to_trainers").tap("back").sees()


def test_a_code_that_was_ended_shows_nothing_any_more(founded: Founded, trainer_code: str) -> None:
    opened(trainer_code, "Rahasia")
    person = entered(trainer_code)
    services().organisations.remove_trainer(founded.id, trainer_code)
    seen = person.opens("organisation").sees()
    assert "tidak berlaku lagi" in seen
    assert "Rahasia" not in seen


def test_an_organisation_is_deleted_by_its_name(founded: Founded, trainer_code: str) -> None:
    opened(trainer_code, "Rahasia")
    person = entered(founded.trainer_code).tap("to_delete").type("delete_name", "Dinas").tap("delete")
    assert "Nama yang diketik berbeda" in person.sees()
    person.type("delete_name", "Dinas Koperasi").tap("delete")
    assert services().organisations.all() == ()
    assert services().workshops.all() == ()


def in_workshop(made: Opened) -> Person:
    return Person(screen="workshop").type("workshop_code", made.code).type("trainer_pin", made.pin).tap("enter")


def test_a_trainer_opens_a_workshop_for_the_organisation(founded: Founded, trainer_code: str) -> None:
    person = Person(screen="workshop").tap("to_create").type("workshop_name", "Keripik")
    person.type("trainer_code", trainer_code).tap("create")
    (listed,) = services().workshops.all()
    assert (listed.held.workshop.name, listed.held.organisation) == ("Keripik", founded.id)


def test_the_room_is_compared_with_all_workshops_of_its_trainer(founded: Founded, trainer_code: str) -> None:
    shown(founded.trainer_code, "Lain")
    made = shown(trainer_code, "Ini")
    person = in_workshop(made).tap("to_compare").type("trainer_code", services().trainer_code).tap("compare_all")
    assert "Kode pelatih ini tidak cocok" in person.sees(), "the laptop's code is of no organisation"
    person.type("trainer_code", founded.trainer_code).tap("compare_all")
    assert services().workshops.read(made.id).wall == Wall((CHANGE,), all_of=founded.id)
    earlier = services().rooms.now(made.id).earlier
    assert earlier is not None
    assert earlier.taken.people == 10


def test_a_workshop_of_another_organisation_is_not_compared_with(founded: Founded, trainer_code: str) -> None:
    made = shown(trainer_code, "Ini")
    other = shown(services().organisations.create("Lain").trainer_code, "Itu")
    person = in_workshop(made).tap("to_compare").type("earlier_code", other.code).type("earlier_pin", other.pin)
    assert "PIN ini tidak cocok" in person.tap("compare").sees()
