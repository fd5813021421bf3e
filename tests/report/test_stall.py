"""The stall on paper and as a picture to be shared."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from canvas.drawing.stall_picture import stall_picture
from canvas.report.model.sheet import Shape, Words
from canvas.report.parts.stall import stall_marks
from canvas.report.stall_files import SHARED_PIXELS, shared_picture, shared_png, stall_svg
from tests.builders import TODAY, complete, real_content
from tests.drawing.test_stall import stall

CONTENT = real_content()


def test_a_stall_on_a_sheet_stays_in_its_room() -> None:
    marks = tuple(stall_marks(stall_picture(stall(), "print", words=True), 100, 50, 200))
    assert "Keripik Bu Sri" in {mark.line.text for mark in marks if isinstance(mark, Words)}
    points = [
        point
        for mark in marks
        if isinstance(mark, Shape)
        for outline in mark.outlines
        for point in (outline.start, *(segment[-1] for segment in outline.segments))
    ]
    assert all(99 <= x <= 301 and 49 <= y <= 50 + 200 * 262 / 340 + 1 for x, y in points)


def test_the_shared_picture_is_a_square_png() -> None:
    picture = Image.open(io.BytesIO(shared_png(CONTENT, complete(CONTENT, level=2), language="id", today=TODAY)))
    assert picture.size == (SHARED_PIXELS, SHARED_PIXELS)
    assert len(picture.convert("RGB").getcolors(100_000) or []) > 100


@pytest.mark.parametrize(("language", "said"), [("id", "bagian sudah kuat"), ("en", "Strong parts of my stall")])
def test_it_says_what_is_strong(language, said) -> None:
    shared = shared_picture(CONTENT, complete(CONTENT, level=-1), language=language, today=TODAY)
    assert said in shared.meaning


def test_a_beginner_shares_an_open_stall() -> None:
    shared = shared_picture(CONTENT, complete(CONTENT), language="id", today=TODAY)
    assert shared.meaning.startswith("Lapak saya sudah buka")


def test_the_stall_as_svg_says_its_words() -> None:
    root = ElementTree.fromstring(stall_svg(CONTENT, complete(CONTENT), language="id", today=TODAY))
    assert root.attrib["role"] == "img"
    assert "Keuangan" in root.attrib["aria-label"]
