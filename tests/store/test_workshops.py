"""Workshops of the store: opened, entered by PIN, joined, left, closed and deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import Type
from sqlalchemy import Engine

from canvas.assessment import PlannedStep
from canvas.errors import KanvasError
from canvas.store import Assessments, StoreError, Wall, Workshops, message_for, slow_hashes
from canvas.workshop import State, read_join_code
from tests.builders import TODAY, assessment
from tests.store.conftest import Clock, Room
from tests.store.people import begin
from tests.store.test_privacy import all_values


def test_a_workshop_is_found_by_its_code_and_entered_by_its_pin(room: Room) -> None:
    code, pin = room.opened.code, room.opened.pin
    assert read_join_code(code) == code
    assert (len(pin), pin.isdigit()) == (8, True)
    assert room.workshops.find(code.lower()).workshop.name == "Usaha lestari"
    assert room.workshops.enter(code, f"{pin[:4]} {pin[4:]}", "1.2.3.4") == room.workshops.read(room.opened.id)
    wrong = str(int(pin) ^ 1).zfill(8)
    assert room.workshops.enter(code, wrong, "1.2.3.4") is None


def test_few_pins_can_be_tried_a_minute(room: Room, clock: Clock) -> None:
    for guess in range(10):
        assert room.workshops.enter(room.opened.code, f"{guess:08}", "1.2.3.4") is None
    with pytest.raises(StoreError) as wording:
        room.workshops.enter(room.opened.code, room.opened.pin, "1.2.3.4")
    assert wording.value.code == "too_many_guesses"
    clock.forward(timedelta(minutes=1))
    assert room.workshops.enter(room.opened.code, room.opened.pin, "1.2.3.4")


def test_neither_pin_nor_link_is_stored(engine: Engine, room: Room) -> None:
    token = room.workshops.new_projector(room.opened.id)
    assert room.workshops.projected(token) == room.opened.id
    assert room.workshops.projected(token[::-1]) is None
    found = all_values(engine)
    assert "Usaha lestari" in found
    assert room.opened.pin not in found
    assert token not in found


def test_a_pin_is_hashed_as_slowly_as_rfc_9106_recommends() -> None:
    assert (slow_hashes.COST.type, slow_hashes.COST.time_cost) == (Type.ID, 3)
    assert slow_hashes.COST.memory_cost >= 64 * 1024  # KiB


def test_joining_twice_is_once_and_who_left_can_come_back(room: Room) -> None:
    person = begin(room.assessments, assessment()).id
    for _ in range(2):
        room.members.join(room.opened.id, person)
    held = room.members.workshop_of(person)
    assert held is not None
    assert held.id == room.opened.id
    room.members.leave(person)
    assert room.members.workshop_of(person) is None
    assert room.members.live(room.opened.id).joined == 0
    room.members.join(room.opened.id, person)
    assert room.members.live(room.opened.id).joined == 1


@pytest.mark.parametrize("state", [State.PAUSED, State.CLOSED])
def test_a_workshop_that_is_not_open_takes_nobody_new(room: Room, state: State) -> None:
    inside, late = (begin(room.assessments, assessment()).id for _ in range(2))
    room.members.join(room.opened.id, inside)
    room.workshops.move(room.opened.id, state)
    room.members.join(room.opened.id, inside)  # whoever is in it stays in it
    with pytest.raises(KanvasError) as wording:
        room.members.join(room.opened.id, late)
    assert wording.value.code == "workshop_not_open"
    assert room.assessments.read(late)


def test_answers_belong_to_one_workshop(room: Room) -> None:
    other = room.workshops.create("Lain", place="", held_on=TODAY, language="id")
    person = begin(room.assessments, assessment()).id
    room.members.join(room.opened.id, person)
    with pytest.raises(KanvasError) as wording:
        room.members.join(other.id, person)
    assert (wording.value.code, wording.value.details["name"]) == ("workshop_other", "Usaha lestari")


def test_how_far_the_room_is_and_where_people_are_stuck(room: Room, clock: Clock) -> None:
    for position in ("cash_records", "cash_records", "energy"):
        room.members.join(room.opened.id, begin(room.assessments, assessment(), position=position).id)
    clock.forward(timedelta(minutes=5))
    room.members.join(room.opened.id, begin(room.assessments, assessment(), position="energy").id)
    room.finished(assessment())
    live = room.members.live(room.opened.id)
    assert (live.joined, live.answering, live.finished) == (5, 4, 1)
    assert live.stuck == {"cash_records": 2, "energy": 1}
    listed = room.workshops.all()
    assert [(each.joined, each.finished) for each in listed] == [(5, 1)]


def test_a_message_and_a_countdown_reach_the_phones_of_the_workshop(engine: Engine, room: Room, clock: Clock) -> None:
    inside, outside = (begin(room.assessments, assessment()).id for _ in range(2))
    room.members.join(room.opened.id, inside)
    ends_at = clock() + timedelta(minutes=5)
    room.workshops.put_up(room.opened.id, Wall(("stages",), False, "Istirahat dulu", ends_at))
    assert room.workshops.read(room.opened.id).wall == Wall(("stages",), False, "Istirahat dulu", ends_at)
    assert message_for(engine, inside) == ("Istirahat dulu", ends_at)
    assert message_for(engine, outside) == ("", None)


def test_a_workshop_is_deleted_with_everything_in_it(engine: Engine, room: Room) -> None:
    inside, outside = room.finished(assessment()), begin(room.assessments, assessment()).id
    with pytest.raises(KanvasError) as wording:
        room.workshops.delete(room.opened.id, "Usaha")
    assert wording.value.code == "workshop_name_differs"
    room.workshops.delete(room.opened.id, " Usaha  lestari ")
    with pytest.raises(StoreError):
        room.assessments.read(inside)
    assert room.assessments.read(outside)
    assert room.opened.id not in all_values(engine)
    assert "Usaha lestari" not in all_values(engine)


def test_a_visit_shows_what_was_promised_and_what_was_seen(room: Room) -> None:
    plan = (PlannedStep("two-purses", TODAY), PlannedStep("nightly-notebook", TODAY - timedelta(days=1)))
    person = room.finished(replace(assessment(cash_records="daily"), plan=plan))
    room.finished(assessment())
    room.members.ask_for_visit(person, "Bu Sri")
    room.members.mark_seen(person, "cash_records", TODAY)
    room.members.visited(person, TODAY)
    room.assessments.mark_done(person, "two-purses", TODAY)
    (visit,) = room.members.visits(room.opened.id)
    assert (visit.nickname, visit.visited_on) == ("Bu Sri", TODAY)
    assert [(each.step, each.done_on) for each in visit.promises] == [("nightly-notebook", None), ("two-purses", TODAY)]
    assert (dict(visit.answered), dict(visit.seen)) == ({"cash_records": "daily"}, {"cash_records": TODAY})
    room.members.leave(person)
    assert room.members.visits(room.opened.id) == ()


def test_the_code_of_a_workshop_may_be_given(engine: Engine, clock: Clock) -> None:
    opened = Workshops(engine, clock).create("Contoh", place="", held_on=TODAY, language="id", code="PRKTKC")
    assert opened.code == "PRKTKC"
    assert isinstance(Assessments(engine, clock).count(), int)
