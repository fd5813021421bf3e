"""The files of the stall that a browser keeps."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from canvas.drawing.sprites import STYLES, sprites, version
from canvas.drawing.stall import FIGURES
from tests.builders import real_content


def test_every_file_that_the_styles_name_is_there() -> None:
    named = set(re.findall(r"url\(([^)]+)\)", sprites()[STYLES]))
    assert named == sprites().keys() - {STYLES}


def test_every_drawing_is_a_picture_on_its_own() -> None:
    for name, text in sprites().items():
        if name != STYLES:
            assert len(ElementTree.fromstring(text)) > 0, name


def test_whatever_a_stall_shows_has_a_style() -> None:
    styles, drawn = sprites()[STYLES], real_content().settings.stall
    goods = [name for names in drawn.goods.values() for name in names]
    objects = [name for name in (*drawn.objects.values(), *drawn.tools.values()) if name != "tool"]
    for name in (*goods, *objects, *(f"figure_{figure}" for figure in FIGURES)):
        assert f".{name}{{" in styles, name


def test_the_version_is_short_and_steady() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", version())
    assert version() == version()
