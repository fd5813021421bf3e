"""One trainer, one projector and phones in a real browser: from the join code to the last scene."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, ViewportSize, expect
from sqlalchemy import select

from canvas.assessment import Assessment
from canvas.session import Work
from canvas.store import Assessments, Members, Opened, Pictures, Workshops, open_store
from canvas.store.engine import reading
from canvas.store.tables import member
from canvas.wall import CHANGE, SCENES
from tests.browser import looking
from tests.browser.conftest import Arrives
from tests.browser.devices import LAPTOP
from tests.browser.server import Server
from tests.browser.visitor import Scheme, Visitor
from tests.builders import TODAY, assessment, real_content

TRAINER_CODE = "PELATIH2026"
NAME = "Usaha lestari Kebonagung"
EARLIER = "Pelatihan Februari"
WALL: ViewportSize = {"width": 1280, "height": 720}
LARGE_WALL: ViewportSize = {"width": 1920, "height": 1080}
SMALLER_THAN_28 = """(all) => all.filter((each) => each.innerText && parseFloat(getComputedStyle(each).fontSize) < 28)
  .map((each) => `below 28 px: ${each.innerText}`)"""
WITHIN_TWO_SECONDS = 2_500
"""Of Playwright: what is promised, and half a second for drawing on a busy machine."""


def now() -> datetime:
    return datetime.now(UTC)


class Room(Server):
    """A server that knows its trainer code, and the people of its workshop."""

    def environment(self) -> dict[str, str]:
        return {**super().environment(), "KANVAS_TRAINER_CODE": TRAINER_CODE}

    def two_workshops(self, people: Iterable[Assessment], language: str) -> tuple[Opened, Opened]:
        """Two workshops of the same people, each with its picture, and a wish for a visit."""
        engine = open_store(self.database_url)
        workshops, members = Workshops(engine, now), Members(engine, now)
        store, pictures = Assessments(engine, now, content=real_content), Pictures(engine, now, real_content)
        earlier, later = (
            workshops.create(name, place="Balai desa", held_on=TODAY, language=language) for name in (EARLIER, NAME)
        )
        own: str | None = None
        for person in people:
            own = None
            for workshop in (earlier, later):
                work = Work(person)
                own = store.begin(work, previous=own)
                members.join(workshop.id, own)
                store.save(own, work, replace(work, finished=True))
        members.ask_for_visit(own or "", "Bu Sri")
        for workshop in (earlier, later):
            pictures.reveal(workshop.id)
        engine.dispose()
        return earlier, later

    def others_join(self, code: str, count: int) -> None:
        """So many people on phones that no browser shows, each with one answer."""
        engine = open_store(self.database_url)
        store, members = Assessments(engine, now, content=real_content), Members(engine, now)
        workshop = Workshops(engine, now).find(code)
        for _ in range(count):
            members.join(workshop.id, store.begin(Work(assessment(cash_records="daily"))))
        engine.dispose()

    def everybody_finishes(self, answers: Callable[[int], object]) -> None:
        """Completes the work of everybody who has joined, as if they had gone on answering."""
        engine = open_store(self.database_url)
        store = Assessments(engine, now, content=real_content)
        with reading(engine) as connection:
            joined = list(connection.execute(select(member.c.assessment).order_by(member.c.assessment)).scalars())
        for number, each in enumerate(joined):
            before = store.read(each).work
            if not before.finished:
                store.save(each, before, Work(answers(number), before.position, finished=True))  # type: ignore[arg-type]
        engine.dispose()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with Room(tmp_path_factory.mktemp("workshop")) as started:
        yield started


@pytest.fixture
def trainer(arrives: Arrives, room: Room) -> Visitor:
    """A trainer who has just opened a workshop."""
    visitor = arrives(LAPTOP, at=room).open("/workshop").tap("to_create")
    for key, text in (("workshop_name", NAME), ("workshop_place", "Balai desa"), ("trainer_code", TRAINER_CODE)):
        visitor.widget(key).locator("input").fill(text)
    return visitor.tap("create")


def said(key: str, language: str = "id") -> str:
    """A sentence of the screens."""
    return real_content().interface[key][language]


def code_of(trainer: Visitor) -> str:
    return trainer.page.locator(".way-back .code").inner_text()


def projector_of(
    trainer: Visitor,
    arrives: Arrives,
    room: Room,
    *,
    language: str = "id",
    viewport: ViewportSize = WALL,
    **options: object,
) -> Visitor:
    trainer.tap("open_projector")
    name = said("workshop.to_projector", language)
    address = trainer.page.get_by_role("link", name=name).get_attribute("href") or ""
    return arrives(viewport, at=room, **options).open("/projector?" + address.partition("?")[2])


def phone(arrives: Arrives, room: Room, code: str) -> Visitor:
    """Somebody who scans the code and agrees to keep the answers."""
    visitor = arrives(at=room).open(f"/?w={code}")
    expect(visitor.page.get_by_text(NAME)).to_be_visible()
    return visitor.tap("start").choose("q_consent", 0).tap("next")


def on_the_wall(projector: Visitor, scene: str) -> Locator:
    shown = projector.page.locator(f'.wall[data-scene="{scene}"]')
    expect(shown).to_be_visible(timeout=WITHIN_TWO_SECONDS)
    return shown


def test_from_the_join_code_to_the_last_scene(
    arrives: Arrives, room: Room, trainer: Visitor, respondents, tmp_path: Path
) -> None:
    code = code_of(trainer)
    projector = projector_of(trainer, arrives, room)
    wall = projector.page.locator(".wall")
    expect(wall).to_contain_text(code)
    phones = [phone(arrives, room, code) for _ in range(2)]
    room.others_join(code, 4)
    expect(wall).to_contain_text("6 bergabung · 6 menjawab · 0 selesai", timeout=WITHIN_TWO_SECONDS)

    # Too few: the trainer has to wait, and the wall still shows how to join.
    trainer.tap("reveal")
    expect(trainer.page.get_by_text("Tunggu sampai 5 orang selesai.")).to_be_visible()
    on_the_wall(projector, "join")

    room.everybody_finishes(lambda number: respondents[number])
    expect(wall).to_contain_text("0 menjawab · 6 selesai", timeout=WITHIN_TWO_SECONDS)
    trainer.tap("reveal")
    for scene in SCENES:
        if scene != SCENES[0]:
            trainer.tap("next_scene")
        shown = on_the_wall(projector, scene)
        assert shown.locator("h1").inner_text()
    trainer.tap("hide_all")
    on_the_wall(projector, "join")

    # A key on the trainer's own keyboard does the same as a tap.
    trainer.page.keyboard.press("3")
    expect(on_the_wall(projector, "table")).to_contain_text("Pakisaji 2023")
    trainer.tap("counts")
    expect(wall).not_to_contain_text("bergabung", timeout=WITHIN_TWO_SECONDS)

    # Nobody new has come: no new picture, and a sentence that says why.
    trainer.tap("refresh")
    expect(trainer.page.get_by_text("Gambar baru perlu paling sedikit 3 orang lagi.")).to_be_visible()

    trainer.widget("message_text").locator("input").fill("Istirahat sepuluh menit")
    trainer.tap("send_message")
    expect(phones[0].page.get_by_text("Istirahat sepuluh menit")).to_be_visible(timeout=15_000)


def test_nothing_of_a_workshop_is_seen_without_its_pin_or_link(arrives: Arrives, room: Room, trainer: Visitor) -> None:
    code = code_of(trainer)
    stranger = arrives(LAPTOP, at=room).open("/workshop")
    for key, text in (("workshop_code", code), ("trainer_pin", "00000000")):
        stranger.widget(key).locator("input").fill(text)
    stranger.tap("enter")
    expect(stranger.page.get_by_text(said("workshop.refused.pin"))).to_be_visible()
    assert NAME not in stranger.page.inner_text("body")
    stranger.open("/projector?s=AAAAAAAAAAAAAAAAAAAAAAAA")
    expect(stranger.page.get_by_text(said("wall.no_link"))).to_be_visible()
    stranger.open("/workshop").tap("to_create")
    for key, text in (("workshop_name", "Tanpa izin"), ("trainer_code", "salah")):
        stranger.widget(key).locator("input").fill(text)
    stranger.tap("create")
    expect(stranger.page.get_by_text(said("workshop.refused.trainer_code"))).to_be_visible()


def test_a_code_that_is_none_and_a_closed_workshop_are_said_kindly(
    arrives: Arrives, room: Room, trainer: Visitor
) -> None:
    code = code_of(trainer)
    trainer.tap("to_ending").tap("close_workshop")
    late = arrives(at=room).open(f"/?w={code}").tap("start").choose("q_consent", 0).tap("next")
    expect(late.page.get_by_text("sedang tidak menerima peserta")).to_be_visible()
    lost = arrives(at=room).open("/?w=ZZZZZZ")
    expect(lost.page.get_by_text("Tidak ada pelatihan dengan kode")).to_be_visible()
    expect(lost.button("start")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "scheme", "size"), [("id", "light", WALL), ("en", "dark", LARGE_WALL)], ids=["id", "en"]
)
def test_every_scene_and_panel_is_readable_and_passes_axe(
    arrives: Arrives, room: Room, respondents, language: str, scheme: Scheme, size: ViewportSize
) -> None:
    earlier, now = room.two_workshops(respondents, language)
    trainer = arrives(LAPTOP, at=room).open("/workshop").speak(language).look_in(scheme)
    enter(trainer, now)
    projector = projector_of(trainer, arrives, room, language=language, viewport=size, color_scheme=scheme)
    faults = readable(projector, "join")
    faults += [f"compare: {fault}" for fault in axe(trainer.tap("to_compare"))]
    for key, text in (("earlier_code", earlier.code), ("earlier_pin", earlier.pin)):
        trainer.widget(key).locator("input").fill(text)
    trainer.tap("compare")
    faults += readable(projector, CHANGE)
    for scene in SCENES:
        trainer.tap(f"scene_{scene}")
        faults += readable(projector, scene)
        if scene == "table":  # of the ten respondents: as in the paper
            expect(projector.page.locator(".wall-table")).to_contain_text("80%80%")
    faults += [f"trainer: {fault}" for fault in axe(trainer)]
    for panel in ("to_visits", "to_files", "to_ending"):
        faults += [f"{panel}: {fault}" for fault in axe(trainer.tap(panel))]
        trainer.tap("back")
    faults += [f"paper: {fault}" for fault in axe(trainer.tap("to_paper"))]
    someone = arrives(at=room, color_scheme=scheme).open(f"/?w={now.code}").speak(language)
    faults += [f"invited: {fault}" for fault in axe(someone)]
    someone.tap("start").choose("q_consent", 0).tap("next").open()
    expect(someone.page.locator(".st-key-membership")).to_be_visible()
    faults += [f"joined: {fault}" for fault in axe(someone)]
    assert faults == []


def readable(projector: Visitor, scene: str) -> list[str]:
    """What is wrong with a scene for who sits in the back row, sees only some colours, or listens."""
    shown = on_the_wall(projector, scene)
    small = shown.locator("*").evaluate_all(SMALLER_THAN_28)
    hidden = (
        projector.page.evaluate("document.documentElement.scrollHeight > innerHeight") if scene != "join" else False
    )
    found = [*axe(projector), *looking.sideways(projector.page), *small, *(["below the edge"] if hidden else [])]
    return [f"{scene}: {fault}" for fault in found]


def enter(trainer: Visitor, opened: Opened) -> None:
    for key, text in (("workshop_code", opened.code), ("trainer_pin", opened.pin)):
        trainer.widget(key).locator("input").fill(text)
    trainer.tap("enter")


def axe(visitor: Visitor) -> list[str]:
    found, _ = looking.axe(visitor.page)
    return found
