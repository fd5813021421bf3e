"""Paper forms on the trainer's laptop: photographs read and settled, and a form typed by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
import pytest
from playwright.sync_api import expect

from canvas.paper.form import Form
from canvas.report import FormOrder, form_pdf
from canvas.report.parts.form import lay_out
from canvas.store import Assessments, Members, PaperForms, Workshops, open_store
from tests.browser import looking
from tests.browser.conftest import Arrives
from tests.browser.devices import LAPTOP
from tests.browser.server import Server
from tests.browser.visitor import Visitor
from tests.builders import TODAY, real_content
from tests.paper.conftest import SHARP
from tests.paper.photographs import PENS, Filling, Scene, any_filling, photograph

DOUBTFUL = "cash_records"


@dataclass(frozen=True)
class Desk:
    """A trainer at the paper screen of a workshop, and that workshop in the store."""

    visitor: Visitor
    workshop: str
    code: str
    assessments: Assessments
    forms: PaperForms


@pytest.fixture
def desk(arrives: Arrives, server: Server) -> Iterator[Desk]:
    """Opens a workshop, and its paper screen on a laptop."""
    engine = open_store(server.database_url)

    def now() -> datetime:
        return datetime.now(UTC)

    opened = Workshops(engine, now).create("Pakisaji", place="", held_on=TODAY, language="id")
    assessments = Assessments(engine, now)
    visitor = arrives(LAPTOP).open("/workshop")
    visitor.type("workshop_code", opened.code).type("trainer_pin", opened.pin).tap("enter").tap("to_paper")
    forms = PaperForms(engine, assessments, Members(engine, now))
    yield Desk(visitor, opened.id, opened.code, assessments, forms)
    engine.dispose()


def photos(code: str, fillings: list[Filling], form: Form) -> list[dict[str, object]]:
    pdf = form_pdf(real_content(), FormOrder("id", "food", "a4", 1, code), TODAY)
    random = np.random.default_rng(3)
    return [
        {
            "name": f"{filling.page}.jpg",
            "mimeType": "image/jpeg",
            "buffer": photograph(Scene(((pdf, form, filling),), SHARP), random),
        }
        for filling in fillings
    ]


def with_one_doubt(form: Form) -> list[Filling]:
    """A form filled in whole, one question of it twice."""
    random = np.random.default_rng(6)
    fillings = [
        replace(any_filling(form, page.number, 0, PENS["felt"], random), struck_out=frozenset()) for page in form.pages
    ]
    page = next(entry.page for entry in form.entries if entry.id == DOUBTFUL)
    both = frozenset({(DOUBTFUL, "daily"), (DOUBTFUL, "none")})
    others = {(name, value) for name, value in fillings[page - 1].ticked if name != DOUBTFUL}
    fillings[page - 1] = replace(fillings[page - 1], ticked=frozenset(others | both))
    return fillings


def settle(visitor: Visitor) -> None:
    expect(visitor.page.get_by_alt_text("Potongan foto")).to_be_visible()
    options = [option.id for option in real_content().question[DOUBTFUL].options]
    visitor.tap(f"choose_{options.index('daily')}")


def test_photographs_are_read_settled_and_kept_on_screens_that_everybody_can_use(desk: Desk) -> None:
    visitor, form = desk.visitor, lay_out(real_content(), "id", "food", "a4").form
    pictures = photos(desk.code, with_one_doubt(form), form)

    def read(*some: dict[str, object]) -> None:
        field = visitor.page.locator("[class*='st-key-photos_'] input[type=file]")
        field.set_input_files(list(some))  # type: ignore[arg-type]
        expect(visitor.page.get_by_text(f"{len(some)} foto siap dibaca.")).to_be_visible()
        visitor.tap("read_photos")

    assert looking.everywhere(visitor) == []
    for panel in ("to_print", "to_table"):
        assert looking.everywhere(visitor.tap(panel)) == [], panel
        visitor.tap("to_photos")
    read(*pictures[:-1])
    expect(visitor.page.get_by_alt_text("Potongan foto")).to_be_visible()
    assert looking.everywhere(visitor) == []
    settle(visitor)
    expect(visitor.page.get_by_text(f"Lembar 1 menunggu foto halaman {len(pictures)}.")).to_be_visible()
    assert looking.everywhere(visitor) == []
    read(pictures[-1])
    expect(visitor.page.get_by_text("Lembar 1 tersimpan.")).to_be_visible()
    [(number, own_id)] = desk.forms.people(desk.workshop)
    answers = desk.assessments.read(own_id).assessment.answers
    assert (number, answers[DOUBTFUL]) == ("1", "daily")


def test_a_form_is_typed_with_few_keys(desk: Desk) -> None:
    visitor = desk.visitor.tap("to_typing")
    assert looking.everywhere(visitor) == []

    def press(*keys: str) -> None:
        for key in keys:
            with visitor.answered():
                visitor.page.keyboard.press(key)

    press("2", "7", "Enter")
    several = visitor.page.get_by_text("Boleh lebih dari satu")
    while not several.is_visible():
        expect(visitor.page.get_by_text("Lembar 27 ·")).to_be_visible()
        press("1")
    press("1", "Enter", "Backspace")
    expect(several).to_be_visible()
    expect(visitor.button("key_0")).to_have_attribute("kind", "primary")
