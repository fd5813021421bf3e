"""One trainer, one projector and a phone in a real browser: from the join code to the last scene."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from canvas.assessment import Assessment
from canvas.session import Work
from canvas.store import Assessments, Compared, Members, Opened, Pictures, Wall, Workshops, open_store
from canvas.wall import CHANGE, SCENES
from tests.browser import looking
from tests.browser.conftest import Arrives
from tests.browser.devices import LAPTOP, PHONE
from tests.browser.server import Server
from tests.browser.visitor import Visitor
from tests.builders import TODAY, real_content

NAME = "Usaha lestari Kebonagung"
EARLIER = "Pelatihan Februari"
WALL: ViewportSize = {"width": 1280, "height": 720}
LARGE_WALL: ViewportSize = {"width": 1920, "height": 1080}
SMALLER_THAN_28 = """(all) => all.filter((each) => each.innerText && parseFloat(getComputedStyle(each).fontSize) < 28)
  .map((each) => `below 28 px: ${each.innerText}`)"""


def now() -> datetime:
    return datetime.now(UTC)


class Room:
    """The workshops of a server, and people on phones that no browser shows."""

    def __init__(self, url: str) -> None:
        self.engine = open_store(url)
        self.store = Assessments(self.engine, now, content=real_content)
        self.workshops = Workshops(self.engine, now)
        self.members = Members(self.engine, now)
        self.pictures = Pictures(self.engine, now, real_content)

    def opens(self, name: str, language: str) -> Opened:
        return self.workshops.create(name, place="Balai desa", held_on=TODAY, language=language)

    def join(self, workshop: Opened, people: Iterable[Assessment], earlier: Sequence[str] = ()) -> list[str]:
        """Their work, which is not finished; `earlier`: what the same people did in another workshop."""
        own = [
            self.store.begin(Work(person), previous=earlier[number] if earlier else None)
            for number, person in enumerate(people)
        ]
        for each in own:
            self.members.join(workshop.id, each)
        return own

    def finish(self, joined: Iterable[str]) -> None:
        for each in joined:
            work = self.store.read(each).work
            self.store.save(each, work, replace(work, finished=True))

    def was_held(self, name: str, language: str, people: Iterable[Assessment]) -> tuple[Opened, list[str]]:
        """A workshop whose picture was taken, and the work of who was there."""
        held = self.opens(name, language)
        joined = self.join(held, people)
        self.finish(joined)
        self.pictures.reveal(held.id)
        return held, joined


@pytest.fixture
def room(server: Server) -> Iterator[Room]:
    opened = Room(server.database_url)
    yield opened
    opened.engine.dispose()


def said(key: str, language: str = "id") -> str:
    """A sentence of the screens."""
    return real_content().interface[key][language]


def fill(trainer: Visitor, **fields: str) -> Visitor:
    for key, text in fields.items():
        trainer.widget(key).locator("input").fill(text)
    return trainer


def window(visitor: Visitor, address: str, viewport: ViewportSize) -> Visitor:
    """Another window on the same device, which has compiled all scripts: as a phone or projector of its own."""
    other = copy(visitor)
    other.page = visitor.context.new_page()
    other.page.set_viewport_size(viewport)
    return other.open(address)


def projector_of(trainer: Visitor) -> Visitor:
    trainer.tap("open_projector")
    link = trainer.page.get_by_role("link", name=said("workshop.to_projector"))
    return window(trainer, "/projector?" + (link.get_attribute("href") or "").partition("?")[2], WALL)


def on_the_wall(projector: Visitor, scene: str) -> Locator:
    shown = projector.page.locator(f'.wall[data-scene="{scene}"]')
    expect(shown).to_be_visible()
    return shown


def test_from_the_join_code_to_the_last_scene(arrives: Arrives, room: Room, respondents) -> None:
    earlier, before = room.was_held(EARLIER, "id", respondents)
    opened = room.opens(NAME, "id")
    trainer = fill(arrives(LAPTOP).open("/workshop"), workshop_code=opened.code, trainer_pin=opened.pin).tap("enter")
    projector = projector_of(trainer)
    wall = projector.page.locator(".wall")
    expect(wall).to_contain_text(opened.code)
    faults = readable(projector, "join")

    # Somebody scans the code and agrees to keep the answers; the others are there, too.
    phone = window(trainer, f"/?w={opened.code}", PHONE)
    expect(phone.page.get_by_text(NAME)).to_be_visible()
    faults += [f"invited: {fault}" for fault in looking.in_both_colours(phone)]
    phone.tap("start").choose("q_consent", 0).tap("next")
    others = room.join(opened, respondents, before)
    expect(wall).to_contain_text("11 bergabung · 11 menjawab · 0 selesai")

    # Too few: the trainer has to wait, and the wall still shows how to join.
    trainer.tap("reveal")
    expect(trainer.page.get_by_text("Tunggu sampai 5 orang selesai.")).to_be_visible()
    on_the_wall(projector, "join")

    room.finish(others)
    expect(wall).to_contain_text("1 menjawab · 10 selesai")
    trainer.tap("reveal")
    for scene in SCENES:
        if scene != SCENES[0]:
            trainer.tap("next_scene")
        faults += readable(projector, scene)
        if scene == "table":  # of the ten respondents: as in the paper
            expect(wall).to_contain_text("80%80%")
    trainer.tap("hide_all")
    on_the_wall(projector, "join")

    # A key on the trainer's own keyboard does the same as a tap.
    trainer.page.keyboard.press("3")
    expect(on_the_wall(projector, "table")).to_contain_text("Pakisaji 2023")
    trainer.tap("counts")
    expect(wall).not_to_contain_text("bergabung")

    # Nobody new has come: no new picture, and a sentence that says why.
    trainer.tap("refresh")
    expect(trainer.page.get_by_text("Gambar baru perlu paling sedikit 3 orang lagi.")).to_be_visible()
    faults += [f"trainer: {fault}" for fault in looking.in_both_colours(trainer)]

    fill(trainer, message_text="Istirahat sepuluh menit").tap("send_message")
    expect(phone.page.get_by_text("Istirahat sepuluh menit")).to_be_visible()
    expect(phone.open().widget("membership")).to_be_visible()
    faults += [f"joined: {fault}" for fault in looking.in_both_colours(phone)]
    phone.page.close()

    faults += [f"compare: {fault}" for fault in looking.in_both_colours(trainer.tap("to_compare"))]
    fill(trainer, earlier_code=earlier.code, earlier_pin=earlier.pin).tap("compare")
    faults += readable(projector, CHANGE)
    projector.page.close()
    room.members.ask_for_visit(others[0], "Bu Sri")
    for panel in ("to_visits", "to_files", "to_ending"):
        faults += [f"{panel}: {fault}" for fault in looking.in_both_colours(trainer.tap(panel))]
        trainer.tap("back")
    assert faults == []


def test_every_scene_is_readable_on_a_large_dark_wall_in_english(arrives: Arrives, room: Room, respondents) -> None:
    earlier, before = room.was_held(EARLIER, "en", respondents)
    opened = room.opens(NAME, "en")
    room.finish(room.join(opened, respondents, before))
    room.pictures.reveal(opened.id)
    Compared(room.engine, real_content).couple(opened.id, earlier.id)
    projector = arrives(LARGE_WALL).open(f"/projector?s={room.workshops.new_projector(opened.id)}").look_in("dark")
    faults = readable(projector, "join", *looking.OF_COLOUR)
    for scene in (*SCENES, CHANGE):
        room.workshops.put_up(opened.id, Wall(scenes=(scene,), compared=earlier.id))
        on_the_wall(projector, scene)  # not by a trainer at this server: with its next reading
        faults += readable(projector, scene, *looking.OF_COLOUR)
    assert faults == []


def readable(projector: Visitor, scene: str, *rules: str) -> list[str]:
    """What is wrong with a scene for who sits in the back row, sees only some colours, or listens."""
    shown = on_the_wall(projector, scene)
    small = shown.locator("*").evaluate_all(SMALLER_THAN_28)
    hidden = (
        projector.page.evaluate("document.documentElement.scrollHeight > innerHeight") if scene != "join" else False
    )
    seen = looking.axe(projector.page, *rules)[0]
    found = [*seen, *looking.sideways(projector.page), *small, *(["below the edge"] if hidden else [])]
    return [f"{scene}: {fault}" for fault in found]
