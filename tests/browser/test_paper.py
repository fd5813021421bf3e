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
from canvas.store.paper import paper_id
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


def test_photographs_are_read_settled_and_kept(desk: Desk) -> None:
    form = lay_out(real_content(), "id", "food", "a4").form
    fillings = with_one_doubt(form)
    visitor = desk.visitor
    visitor.widget("photos_0").locator("input[type=file]").set_input_files(photos(desk.code, fillings, form))
    expect(visitor.page.get_by_text(f"{len(form.pages)} foto siap dibaca.")).to_be_visible()
    visitor.tap("read_photos")
    settle(visitor)
    expect(visitor.page.get_by_text("Lembar 1 tersimpan.")).to_be_visible()
    [(number, own_id)] = desk.forms.people(desk.workshop)
    answers = desk.assessments.read(own_id).assessment.answers
    assert (number, answers[DOUBTFUL]) == ("1", "daily")


def test_a_form_is_typed_with_few_keys(desk: Desk) -> None:
    visitor, content = desk.visitor, real_content()
    visitor.tap("to_typing")
    keys = 0

    def press(key: str) -> None:
        nonlocal keys
        keys += 1
        with visitor.answered():
            visitor.page.keyboard.press(key)

    press("2")
    press("7")
    press("Enter")
    while not visitor.page.get_by_text("Lembar 27 tersimpan.").is_visible():
        several = visitor.page.get_by_text("Boleh lebih dari satu").is_visible()
        press("1")
        if several:
            press("Enter")
        assert keys < 90, "a key a second, and a form takes less than ninety"
    work = desk.assessments.read(paper_id(desk.workshop, "27")).assessment
    assert work.profile["sector"] == content.sectors[0]
    assert work.answers["cash_records"] == "none"


def test_every_part_of_the_paper_screen_can_be_used_by_everybody(desk: Desk) -> None:
    visitor = desk.visitor

    def look(part: str) -> None:
        assert looking.everywhere(visitor) == [], part
        assert looking.axe(visitor.look_in("dark").page, *looking.OF_COLOUR)[0] == [], part
        visitor.look_in("light")

    for panel in ("to_print", "to_table", "to_typing"):
        visitor.tap(panel)
        look(panel)
        visitor.tap("to_photos")
    look("photos")
    form = lay_out(real_content(), "id", "food", "a4").form
    three = photos(desk.code, with_one_doubt(form)[:3], form)
    visitor.widget("photos_0").locator("input[type=file]").set_input_files(three)
    expect(visitor.page.get_by_text("3 foto siap dibaca.")).to_be_visible()
    visitor.tap("read_photos")
    expect(visitor.page.get_by_alt_text("Potongan foto")).to_be_visible()
    look("a doubt")
    settle(visitor)
    expect(visitor.page.get_by_text("Lembar 1 menunggu foto halaman 4.")).to_be_visible()
    look("a sheet that waits")
