"""The canvas: nothing lost, nothing cut, readable without colour, the same in PDF, SVG and PNG."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.planning import choose
from canvas.prefill import Canvas, prefill
from canvas.report import canvas_pdf, canvas_png, canvas_svg
from canvas.report.model.sheet import Book, Rectangle, Stroke, Words
from canvas.report.model.style import SKY, SMALLEST, SOFT, SUN
from canvas.report.parts.canvas import add_canvas
from canvas.report.subject import Subject
from tests.builders import TODAY, complete
from tests.report.reading import book_says, pages, says, squeezed, with_notes

TEMPLATES = ("eleven-block", "nine-block", "triple-layer")


def canvas_of(content: Content, person: Assessment, template: str, language: str) -> Canvas:
    return prefill(content, person, template, language)


def book_of(content: Content, person: Assessment, template: str = "eleven-block", language: str = "id") -> Book:
    book = Book()
    add_canvas(book, Subject(content, person, language, TODAY), canvas_of(content, person, template, language))
    return book


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_note_of_every_sample_is_said(
    content: Content, respondents: tuple[Assessment, ...], template: str, language: str
) -> None:
    for person in respondents:
        notes = canvas_of(content, person, template, language).all_notes
        book_says(book_of(content, person, template, language), *(note.text for note in notes))


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_full_canvas_stays_on_its_sheets(content: Content, template: str) -> None:
    """Somebody at the top of every ladder has the most notes that answers can produce."""
    sheets = book_of(content, complete(content, level=3), template).sheets
    assert len(sheets) == len(content.template[template].pages)


def test_nothing_is_lost_when_a_box_overflows(content: Content) -> None:
    notes = [f"Catatan {number} " + "panjang sekali " * 8 for number in range(60)]
    person = with_notes(complete(content, level=1), "partners", notes)
    book = book_of(content, person)
    assert len(book.sheets) > 1
    block = next(block for block in content.template["eleven-block"].blocks if block.id == "partners")
    book_says(book, content.interface["report.continued"]["id"].format(title=block.name["id"]), *notes)
    found = squeezed("".join(line for sheet in book.sheets for line in sheet.words))
    assert all(found.count(squeezed(note)) == 1 for note in notes)


def test_one_box_too_full_does_not_make_the_others_small(content: Content) -> None:
    person = with_notes(complete(content, level=0), "partners", ["panjang sekali " * 20] * 30)
    sizes = {mark.type.size for mark in book_of(content, person).sheets[0].marks if isinstance(mark, Words)}
    assert 9.5 in sizes


@pytest.mark.parametrize("level", range(4))
def test_letters_stay_readable_and_on_the_sheet(content: Content, level: int) -> None:
    person = with_notes(complete(content, level=level), "channels", ["x" * 10_000, "Warung 🌶️ dan pasar"])
    for sheet in book_of(content, person).sheets:
        for mark in sheet.marks:
            if isinstance(mark, Words):
                assert mark.type.size >= SMALLEST
                assert mark.x >= 0
                assert mark.x + mark.width <= sheet.width
                assert 0 <= mark.y <= sheet.height


def test_texts_stand_inside_their_boxes(content: Content) -> None:
    sheet = book_of(content, complete(content, level=3)).sheets[0]
    boxes = [mark for mark in sheet.marks if isinstance(mark, Rectangle) and mark.radius == 5]
    assert len(boxes) == 11
    inside = [mark for mark in sheet.marks if isinstance(mark, Words) and 56 < mark.y < 520]
    assert inside
    for words in inside:
        assert any(
            box.x < words.x
            and words.x + words.width < box.x + box.width
            and box.y < words.y - 0.7 * words.type.size
            and words.y + 0.2 * words.type.size < box.y + box.height
            for box in boxes
        ), words.line.text


def test_now_next_and_mine_have_different_edges(content: Content) -> None:
    person = with_notes(choose(content, complete(content, level=0), "two-purses", TODAY), "channels", ["Warung"])
    strokes = [mark for mark in book_of(content, person).sheets[0].marks if isinstance(mark, Stroke)]
    solid = [mark for mark in strokes if mark.colour == SOFT and mark.width > 3]
    dashed = [mark for mark in strokes if mark.colour == SUN]
    double = [mark for mark in strokes if mark.colour == SKY]
    assert solid
    assert not any(mark.dashes for mark in solid)
    assert dashed
    assert all(mark.dashes for mark in dashed)
    assert len(double) % 2 == 0
    assert double[1].points[0][0] - double[0].points[0][0] < 4


def test_a_note_carries_no_number_that_only_an_index_explains(content: Content) -> None:
    person = choose(content, complete(content, level=2), "two-purses", TODAY)
    found = [line for sheet in book_of(content, person).sheets for line in sheet.words]
    assert not [line for line in found if re.fullmatch(r"[A-Z]\d+", line)]


def test_an_empty_box_asks_its_question(content: Content) -> None:
    prompts = [block.prompt["id"] for block in content.template["eleven-block"].blocks]
    book_says(book_of(content, Assessment(started=TODAY)), *prompts)


def test_a_name_too_long_for_the_head_goes_on_the_next_sheet(content: Content) -> None:
    person = complete(content, level=0).with_profile("business_name", "Usaha " * 200)
    book_says(book_of(content, person), content.interface["report.business_name"]["id"], "Usaha " * 200)


def test_pdf_has_the_sheets_of_its_template(content: Content) -> None:
    person = complete(content, level=1)
    for template in TEMPLATES:
        found = canvas_pdf(content, person, template=template, language="id", today=TODAY)
        assert len(pages(found)) == len(content.template[template].pages)
        says(found, *(note.text for note in canvas_of(content, person, template, "id").all_notes))


def test_svg_is_text_and_says_the_same(content: Content) -> None:
    person = with_notes(complete(content, level=1), "channels", ['<b>"tebal"</b> & \x00 ]]> 🌶️'])
    svg = canvas_svg(content, person, language="id", today=TODAY)
    root = ElementTree.fromstring(svg)
    said = squeezed("".join(root.itertext()))
    assert squeezed('<b>"tebal"</b> & ]]> 🌶️') in said
    for note in canvas_of(content, complete(content, level=1), "eleven-block", "id").all_notes:
        assert squeezed(note.text) in said
    assert "<b>" not in svg


def test_png_is_as_large_as_its_sheets(content: Content) -> None:
    png = canvas_png(content, complete(content, level=1), template="triple-layer", language="id", today=TODAY)
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.format == "PNG"
        assert picture.width == pytest.approx(842 / 72 * 150, abs=2)
        assert picture.height > 3 * 595 / 72 * 150
