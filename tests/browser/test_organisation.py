"""All workshops of an organisation on a phone and on a laptop: nothing for axe to find, nothing sideways.

Indonesian in light colours, English in dark ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine

from canvas.store import Organisations, open_store
from tests.browser import looking
from tests.browser.conftest import ARTEFACTS, Arrives
from tests.browser.server import Server
from tests.browser.visitor import Visitor
from tests.builders import real_content
from tests.store.people import load_samples, now


@dataclass(frozen=True)
class District:
    """A server with an organisation of one workshop with its picture."""

    server: Server
    code: str
    """The trainer code of the one who leads."""


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    with Server(tmp_path_factory.mktemp("organisation")) as started:
        engine: Engine = open_store(started.database_url)
        founded = Organisations(engine, now, real_content).create("Dinas Koperasi Kabupaten Malang")
        engine.dispose()
        load_samples(started.database_url, founded.code)
        yield District(started, founded.trainer_code)


def look(visitor: Visitor, position: str) -> list[str]:
    """What is wrong with a screen, of which a picture is kept."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    visitor.page.screenshot(path=ARTEFACTS / f"organisation-{position}.png", full_page=True)
    return looking.everywhere(visitor)


@pytest.mark.parametrize(("language", "scheme"), [("id", "light"), ("en", "dark")], ids=["id", "en"])
def test_every_part_of_the_screen_is_sound(arrives: Arrives, district: District, language: str, scheme: str) -> None:
    visitor = arrives(at=district.server, color_scheme=scheme).open("/organisation").speak(language)
    found = look(visitor, f"code-{language}")
    visitor.widget("trainer_code").locator("input").fill(district.code)
    visitor.tap("enter_overview")
    assert "80%" in visitor.sees()
    found += look(visitor, f"sum-{language}")
    for key in ("to_trainers", "to_delete"):
        visitor.tap(key)
        found += look(visitor, f"{key}-{language}")
        visitor.tap("back")
    assert found == []
