"""A phone in a workshop: invited by a code, joined once it is stored, able to leave."""

from __future__ import annotations

import re
from datetime import date

import pytest

from canvas.scoring import score
from canvas.services import services
from canvas.store import Opened
from canvas.store.paper import paper_id
from canvas.workshop import State
from tests.builders import TODAY, frozen_content
from tests.screens.person import Person, at_the_result


@pytest.fixture
def opened() -> Opened:
    return services().workshops.create("Usaha lestari", place="Balai desa", held_on=TODAY, language="id")


def agrees(person: Person) -> Person:
    """Begins, and lets the answers be kept."""
    return person.tap("start").choose("q_consent", "yes").tap("next")


def entered(opened: Opened, pin: str = "") -> Person:
    """The trainer of a workshop, in it if the PIN is right."""
    trainer = Person(screen="workshop").type("workshop_code", opened.code)
    return trainer.type("trainer_pin", pin or opened.pin).tap("enter")


def joined(opened: Opened) -> int:
    return services().members.live(opened.id).joined


def test_a_code_names_the_workshop_and_joining_waits_for_consent(opened: Opened) -> None:
    person = Person(code=opened.code.lower())
    assert "Anda diundang ke pelatihan: Usaha lestari" in person.sees()
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
    assert "Anda diundang ke pelatihan: Usaha lestari" in person.sees()


def test_the_next_person_at_a_shared_phone_is_invited_too(opened: Opened) -> None:
    person = agrees(Person(code=opened.code)).opens("home").tap("next_person").tap("next_person_confirm")
    assert "Anda diundang ke pelatihan: Usaha lestari" in person.sees()
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


PARTS = ("finance", "marketing")


def short(state: State = State.OPEN) -> Opened:
    """A workshop that has time for two parts."""
    opened = services().workshops.create("Singkat", place="", held_on=TODAY, language="id", parts=PARTS)
    services().workshops.move(opened.id, state)
    return opened


def answered_parts(person: Person) -> set[str]:
    assert person.session.visit is not None
    return {frozen_content().dimension_of.get(name, "") for name in person.session.visit.assessment.answers} - {""}


def at_the_end(opened: Opened) -> Person:
    person = Person(code=opened.code)
    assert "Hari ini hanya:" in person.sees()
    return agrees(person).describe().answer_all()


def test_a_short_workshop_asks_for_its_parts_only_and_has_no_stage_for_it() -> None:
    person = at_the_end(short())
    assert answered_parts(person) == {*PARTS}
    person.tap("finish")
    assert person.session.visit is not None
    result = score(frozen_content(), person.session.visit.assessment)
    assert result.provisional
    assert "Ini gambaran awal" in person.sees()


@pytest.mark.parametrize("way", [("overview", "all_parts"), ("finish", "complete")])
def test_the_other_parts_can_be_answered_later(way: tuple[str, ...]) -> None:
    person = at_the_end(short())
    for key in way:
        person.tap(key)
    person.answer_here().tap("next")
    assert len(answered_parts(person)) == 3
    assert not person.again().opens("assess").answer_all().offers("answer_open")


def test_at_home_after_the_workshop_everything_is_asked() -> None:
    opened = short()
    person = at_the_end(opened).tap("overview")
    services().workshops.move(opened.id, State.CLOSED)
    person = person.again().opens("assess")
    assert not person.offers("all_parts")
    assert person.offers("answer_open")


def test_the_counter_counts_what_is_asked() -> None:
    shorter, whole = (
        agrees(Person(code=opened.code)).html()
        for opened in (short(), services().workshops.create("Semua", place="", held_on=TODAY, language="id"))
    )
    totals = [int(re.search(r"1 dari (\d+)", shown)[1]) for shown in (shorter, whole)]  # type: ignore[index]
    assert totals[0] < totals[1]


def test_a_trainer_chooses_the_parts() -> None:
    person = Person().opens("workshop").tap("to_create")
    person.type("workshop_name", "Singkat")
    person.type("trainer_code", services().trainer_code)
    person.mark("workshop_parts", "marketing", "finance")
    person.type("workshop_date", "31-2-2026").tap("create")
    assert "Tanggal ini tidak terbaca." in person.sees()
    person.type("workshop_date", "8-12-2026").tap("create")
    (listed,) = services().workshops.all()
    assert (listed.held.workshop.parts, listed.held.workshop.held_on) == (PARTS, date(2026, 12, 8))
    assert "Yang ditanyakan:" in person.sees()


def test_who_was_in_an_earlier_workshop_begins_again_and_is_in_both(opened: Opened) -> None:
    person = at_the_result()
    assert person.session.visit is not None
    services().members.join(opened.id, person.session.visit.id or "")
    second = services().workshops.create("Kedua", place="", held_on=TODAY, language="id")
    person = Person(device=person.device, code=second.code)
    assert "Jawaban ini sudah ikut pelatihan Usaha lestari." in person.sees()
    person.tap("again").tap("again_confirm")
    assert (joined(opened), joined(second)) == (1, 1)
    assert person.session.visit is not None
    record = services().store.read(person.session.visit.id or "")
    assert record.previous_id is not None


def test_a_code_of_a_workshop_that_was_deleted_opens_nothing_and_loses_nothing(opened: Opened) -> None:
    person = at_the_result()
    services().workshops.delete(opened.id, "Usaha lestari")
    person = Person(device=person.device, code=opened.code)
    assert "Tidak ada pelatihan dengan kode" in person.sees()
    assert person.offers("to_result")


def test_only_who_is_not_in_the_picture_reads_that_they_are_in_the_next(opened: Opened) -> None:
    def finished() -> Person:
        person = at_the_result()
        assert person.session.visit is not None
        services().members.join(opened.id, person.session.visit.id or "")
        return person

    early = [finished() for _ in range(5)]
    services().pictures.reveal(opened.id)
    late = finished()
    reported = [
        "Jawaban Anda ikut di gambar berikutnya." in each.again().opens("home").sees() for each in (late, early[0])
    ]
    assert reported == [True, False]


def test_a_message_that_is_typed_waits_for_its_tap(opened: Opened) -> None:
    trainer = entered(opened)

    def on_the_phones() -> str:
        return services().workshops.read(opened.id).wall.message

    # A field that is left causes a run of its own, as does another tap before the message is sent.
    trainer.type("message_text", "Istirahat").tap("start_countdown").choose("language", "en")
    assert (trainer.app.text_input(key="message_text").value, on_the_phones()) == ("Istirahat", "")
    trainer.tap("send_message")
    assert (trainer.app.text_input(key="message_text").value, on_the_phones()) == ("", "Istirahat")
    assert "On the phones now: Istirahat" in trainer.sees()
    trainer.type("message_text", "x" * 121).tap("send_message")
    assert (trainer.app.text_input(key="message_text").value, on_the_phones()) == ("x" * 121, "Istirahat")
    trainer.tap("clear_message")
    assert on_the_phones() == ""


def test_nothing_of_a_workshop_is_seen_without_its_pin_or_link(opened: Opened) -> None:
    stranger = entered(opened, "00000000")
    assert "PIN ini tidak cocok" in stranger.sees()
    assert "Usaha lestari" not in stranger.sees()
    projector = Person()
    projector.app.query_params["s"] = "A" * 24
    projector.opens("projector")
    assert frozen_content().interface["wall.no_link"]["id"] in projector.sees()
    assert "Usaha lestari" not in projector.sees()


def test_nobody_opens_a_workshop_without_the_trainer_code() -> None:
    stranger = Person(screen="workshop").tap("to_create").type("workshop_name", "Tanpa izin")
    stranger.type("trainer_code", "salah").tap("create")
    assert frozen_content().interface["workshop.refused.trainer_code"]["id"] in stranger.sees()
    assert services().workshops.all() == ()


def test_a_workshop_that_its_trainer_has_closed_takes_nobody(opened: Opened) -> None:
    entered(opened).tap("to_ending").tap("close_workshop")
    assert "sedang tidak menerima peserta" in agrees(Person(code=opened.code)).sees()
    assert joined(opened) == 0


def test_a_paper_form_is_typed_and_kept(opened: Opened) -> None:
    trainer = entered(opened).tap("to_paper").tap("to_typing").tap("key_2").tap("key_7").tap("go_on")
    while "Lembar 27 tersimpan." not in trainer.sees():
        several = "Boleh lebih dari satu" in trainer.sees()
        trainer.tap("key_0")
        if several:
            trainer.tap("go_on")
    work = services().store.read(paper_id(opened.id, "27")).assessment
    assert work.profile["sector"] == frozen_content().sectors[0]
    assert work.answers["cash_records"] == "none"
    assert joined(opened) == 1
