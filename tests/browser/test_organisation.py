"""All workshops of an organisation on a phone and on a laptop: nothing for axe to find, nothing sideways."""

from __future__ import annotations

import pytest

from canvas.store import Organisations, open_store
from tests.browser import looking
from tests.browser.server import Server
from tests.browser.visitor import Visitor
from tests.builders import real_content
from tests.store.people import load_samples, now


@pytest.fixture
def leader_code(server: Server) -> str:
    """The trainer code of who leads an organisation of one workshop with its picture."""
    engine = open_store(server.database_url)
    founded = Organisations(engine, now, real_content).create("Dinas Koperasi Kabupaten Malang")
    engine.dispose()
    load_samples(server.database_url, founded.code)
    return founded.trainer_code


def look(visitor: Visitor, position: str) -> list[str]:
    """What is wrong with a screen in Indonesian, in its colours, and in English."""
    found = looking.everywhere(visitor)
    visitor.speak("en")
    found += [*looking.sideways(visitor.page), *looking.small_targets(visitor.page)]
    visitor.speak("id")
    return [f"{position}: {fault}" for fault in found]


def test_every_part_of_the_screen_is_sound(visitor: Visitor, leader_code: str) -> None:
    found = look(visitor.open("/organisation"), "code")
    visitor.widget("trainer_code").locator("input").fill(leader_code)
    visitor.tap("enter_overview")
    assert "80%" in visitor.sees()
    found += look(visitor, "sum")
    for key in ("to_trainers", "to_delete"):
        visitor.tap(key)
        found += look(visitor, key)
        visitor.tap("back")
    assert found == []
