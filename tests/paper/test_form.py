"""The printed questionnaire: everything is on it once, apart from each other, on at most four pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from canvas.assessment import NOT_APPLICABLE, UNKNOWN
from canvas.errors import KanvasError
from canvas.paper.asked import NOTHING
from canvas.paper.form import MARK_SIDE, TENS, UNITS, Area, PageCode, code_area, mark_corners, read_payload
from canvas.report import FormOrder, form_pdf
from tests.builders import TODAY
from tests.report.reading import pages


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
    form = forms["id", None, "a4"]
    boxes = [(box.entry, box.value) for page in form.pages for box in page.boxes if box.entry not in (TENS, UNITS)]
    wanted = [(field.id, option.id) for field in content.profile for option in field.options]
    for question in content.questions:
        wanted += [(question.id, option.id) for option in question.options]
        wanted += [(question.id, UNKNOWN)] if question.unknown else []
        wanted += [(question.id, NOT_APPLICABLE)] if question.not_applicable else []
        wanted += [] if question.is_ladder else [(question.id, NOTHING)]
    assert boxes == wanted


def test_a_sector_is_not_asked_what_it_is_never_asked_on_the_screen(content, forms) -> None:
    for sector in content.sectors:
        entries = {entry.id for entry in forms["id", sector, "a4"].entries}
        assert "sector" not in entries
        assert {field.id for field in content.profile} - entries == {"sector"}


def test_boxes_stay_apart_from_each_other_and_from_marks_and_code(forms) -> None:
    for form in forms.values():
        for page in form.pages:
            marks = [Area(x, y, MARK_SIDE, MARK_SIDE) for x, y in mark_corners(form.paper)]
            areas = [box.area for box in page.boxes]
            assert all(apart(one, other, 4) for one, other in combinations(areas, 2))
            assert all(apart(area, other, 5) for area in areas for other in (*marks, code_area(form.paper)))


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


@pytest.mark.parametrize("code", [PageCode("0123456789", 4, 9999, "ABCDEFGHJKLM"), PageCode("ABCDEF0123", 1)])
def test_a_page_code_is_read_as_it_was_written(code) -> None:
    assert read_payload(code.payload) == code


@pytest.mark.parametrize(
    "payload", ["", "https://example.org", "KL/XYZ/1//", "KL/0123456789/5//", "KL/0123456789/1//a b"]
)
def test_other_codes_are_not_ours(payload) -> None:
    assert read_payload(payload) is None


@pytest.mark.parametrize(("language", "number"), [("id", "Nomor lembar"), ("en", "Sheet number")])
def test_every_page_of_every_copy_bears_its_number(content, language, number) -> None:
    texts = [page.extract_text() for page in pages(form_pdf(content, FormOrder(language, "food", "f4", 2), TODAY))]
    half = len(texts) // 2
    assert [f"{number}\n{1 + index // half}\n" in text for index, text in enumerate(texts)] == [True] * len(texts)


def test_the_paper_is_as_large_as_it_was_ordered(content) -> None:
    box = pages(form_pdf(content, FormOrder("id", None, "f4"), TODAY))[0].mediabox
    assert (float(box.width) / 72 * 25.4, float(box.height) / 72 * 25.4) == pytest.approx((215, 330), abs=0.1)


def test_questions_that_do_not_fit_four_pages_are_refused(content) -> None:
    many = {name: questions * 4 for name, questions in content.questions_of.items()}
    with pytest.raises(KanvasError, match="too many questions for 4 pages"):
        form_pdf(replace(content, questions_of=many), FormOrder("id"), TODAY)
