"""The printed questionnaire: everything is on it once, apart from each other, on at most four pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest

from canvas.assessment import UNKNOWN, Assessment
from canvas.errors import KanvasError
from canvas.paper.asked import OTHER_ANSWERS
from canvas.paper.form import MARK_SIDE, TENS, UNITS, Area, PageCode, code_area, mark_corners, read_payload
from canvas.questionnaire import path
from canvas.report import FormOrder, form_pdf
from tests.builders import TODAY
from tests.report.reading import pages, texts


def apart(one: Area, other: Area, distance: float = 0.0) -> bool:
    return (
        one.x + one.width + distance <= other.x
        or other.x + other.width + distance <= one.x
        or one.y + one.height + distance <= other.y
        or other.y + other.height + distance <= one.y
    )


def test_every_form_has_at_most_four_pages(forms) -> None:
    assert {name: len(form.pages) for name, form in forms.items() if len(form.pages) > 4} == {}


def test_every_answer_has_one_box(content, forms) -> None:
    form = forms["id", "craft", "a4"]
    boxes = Counter(box.entry for page in form.pages for box in page.boxes if box.entry not in (TENS, UNITS))
    asked = {question.id: question for question in path(content, Assessment(TODAY, profile={"sector": "craft"}))}
    wanted = {name: len(question.options_for("craft")) for name, question in asked.items()}
    others = {box.entry: [] for page in form.pages for box in page.boxes}
    for page in form.pages:
        for box in page.boxes:
            others[box.entry] += [box.value] if box.value in OTHER_ANSWERS else []
    assert {name: boxes[name] - len(others[name]) for name in asked} == wanted
    assert {name for name, question in asked.items() if question.unknown} == {
        name for name, values in others.items() if UNKNOWN in values
    }
    assert max(Counter((box.entry, box.value) for page in form.pages for box in page.boxes[:-20]).values()) == 1


def test_a_sector_is_not_asked_what_it_is_never_asked_on_the_screen(content, forms) -> None:
    for sector in content.sectors:
        entries = {entry.id for entry in forms["id", sector, "a4"].entries}
        on_screen = path(content, Assessment(TODAY, profile={"sector": sector}))
        assert "sector" not in entries
        assert entries - set(content.field) == {question.id for question in on_screen}


def test_only_what_is_private_is_left_out_where_four_pages_are_too_few(content, forms) -> None:
    for form in forms.values():
        asked = path(content, Assessment(TODAY, profile={"sector": form.sector} if form.sector else {}))
        entries = {entry.id for entry in form.entries}
        assert all(question.private for question in asked if question.id not in entries)


def test_boxes_stay_apart_from_each_other_and_from_marks_and_code(forms) -> None:
    for form in forms.values():
        for page in form.pages:
            marks = [Area(x, y, MARK_SIDE, MARK_SIDE) for x, y in mark_corners(form.paper)]
            areas = [box.area for box in page.boxes]
            assert all(apart(one, other, 3) for one, other in combinations(areas, 2))
            assert all(apart(area, other, 4) for area in areas for other in (*marks, code_area(form.paper)))


def test_a_form_has_another_version_once_a_box_moves_or_means_something_else(forms) -> None:
    form = forms["id", None, "a4"]
    first, *others = form.pages[0].boxes
    moved = replace(first, area=replace(first.area, y=first.area.y + 1))
    renamed = replace(first, value="another")
    versions = {
        replace(form, pages=(replace(form.pages[0], boxes=(box, *others)), *form.pages[1:])).version
        for box in (first, moved, renamed)
    }
    assert len(versions) == 3
    assert len({form.version for form in forms.values()}) == len(forms)


@pytest.mark.parametrize(
    "code", [PageCode("13", "0123456789", 4, 9999, "ABCDEFGHJKLM"), PageCode("00", "ABCDEF0123", 1)]
)
def test_a_page_code_is_read_as_it_was_written(code) -> None:
    assert read_payload(code.payload) == code


@pytest.mark.parametrize(
    "payload", ["", "https://example.org", "KL/XYZ/1//", "K00/0123456789/5//", "K00/0123456789/1//a b"]
)
def test_other_codes_are_not_ours(payload) -> None:
    assert read_payload(payload) is None


@pytest.mark.parametrize(("language", "number"), [("id", "Nomor lembar"), ("en", "Sheet number")])
def test_every_page_of_every_copy_bears_its_number(content, language, number) -> None:
    found = texts(form_pdf(content, FormOrder(language, "food", "f4", 2), TODAY))
    half = len(found) // 2
    assert [f"{number}\n{1 + index // half}\n" in text for index, text in enumerate(found)] == [True] * len(found)


def test_the_paper_is_as_large_as_it_was_ordered(content) -> None:
    box = pages(form_pdf(content, FormOrder("id", None, "f4"), TODAY))[0].mediabox
    assert (float(box.width) / 72 * 25.4, float(box.height) / 72 * 25.4) == pytest.approx((215, 330), abs=0.1)


def test_questions_that_do_not_fit_four_pages_are_refused(content) -> None:
    many = {name: questions * 4 for name, questions in content.questions_of.items()}
    with pytest.raises(KanvasError, match="too many questions for 4 pages"):
        form_pdf(replace(content, questions_of=many), FormOrder("id"), TODAY)
