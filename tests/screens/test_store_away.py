"""While the store is away, and after a workshop was deleted: every screen says so itself, and leads on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from canvas.services import services
from canvas.store import Opened
from canvas.wall import Overview, Trainer
from tests.builders import TODAY
from tests.screens.person import Person, at_the_result

AWAY = "Penyimpanan tidak bisa dibuka"


@pytest.fixture
def opened() -> Opened:
    return services().workshops.create("Usaha lestari", place="Balai desa", held_on=TODAY, language="id")


@contextmanager
def away(file: Path) -> Iterator[None]:
    """The store cannot be opened, as when its drive was pulled out."""
    services().store.engine.dispose()
    kept = file.rename(file.with_suffix(".kept"))
    file.mkdir()
    yield
    file.rmdir()
    kept.rename(file)


def entered(opened: Opened) -> Person:
    trainer = Person(screen="workshop")
    trainer.type("workshop_code", opened.code)
    return trainer.type("trainer_pin", opened.pin).tap("enter")


@pytest.mark.parametrize("screen", ["home", "plan"])
def test_a_member_reads_why_and_goes_on(opened: Opened, fresh_store: Path, screen: str) -> None:
    person = at_the_result()
    assert person.session.visit is not None
    services().members.join(opened.id, person.session.visit.id or "")
    person = person.again()
    with away(fresh_store):
        assert AWAY in person.opens(screen).sees()
    assert AWAY not in person.opens(screen).sees()


@pytest.mark.parametrize("panel", [None, "to_visits"])
def test_a_trainer_reads_why_and_comes_back(opened: Opened, fresh_store: Path, panel: str | None) -> None:
    trainer = entered(opened)
    if panel:
        trainer.tap(panel)
    with away(fresh_store):
        assert AWAY in trainer.opens("workshop").sees()
    trainer.opens("workshop").tap("back" if panel else "start_countdown")
    assert "Usaha lestari" in trainer.sees()


@pytest.mark.parametrize("tap", ["send_message", "start_countdown"])
def test_a_message_that_is_typed_meanwhile_waits_in_its_field(opened: Opened, fresh_store: Path, tap: str) -> None:
    trainer = entered(opened)
    with away(fresh_store):
        trainer.type("message_text", "Istirahat").tap(tap)
    trainer.opens("workshop")
    assert trainer.app.text_input(key="message_text").value == "Istirahat"


@pytest.mark.parametrize("panel", [None, "to_table"])
def test_at_the_paper_forms_it_is_reported(opened: Opened, fresh_store: Path, panel: str | None) -> None:
    trainer = entered(opened).tap("to_paper")
    if panel:
        trainer.tap(panel)
    with away(fresh_store):
        assert AWAY in trainer.opens("paper").sees()
    assert AWAY not in trainer.opens("paper").sees()


def test_in_the_overview_it_is_reported(fresh_store: Path) -> None:
    trainer = Person(screen="organisation").type("trainer_code", services().trainer_code).tap("enter_overview")
    assert trainer.session.screen == Overview(entered=True)
    with away(fresh_store):
        assert AWAY in trainer.opens("organisation").sees()
    assert trainer.opens("organisation").offers("leave_overview")


@pytest.mark.parametrize("panel", [None, "to_typing"])
def test_out_of_the_paper_forms_of_a_deleted_workshop(opened: Opened, panel: str | None) -> None:
    trainer = entered(opened).tap("to_paper")
    if panel:
        trainer.tap(panel)
    services().workshops.delete(opened.id, "Usaha lestari")
    assert "sudah dihapus" in trainer.opens("paper").sees()
    if panel:
        trainer.tap("to_photos")
    trainer.tap("to_workshop").tap("leave_trainer")
    assert trainer.session.screen == Trainer()


def test_out_of_a_deleted_workshop(opened: Opened) -> None:
    trainer = entered(opened)
    services().workshops.delete(opened.id, "Usaha lestari")
    assert "sudah dihapus" in trainer.opens("workshop").sees()
    assert trainer.tap("leave_trainer").session.screen == Trainer()
