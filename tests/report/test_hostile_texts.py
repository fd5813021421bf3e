"""Whatever a person types comes out as that text: no markup, no crash, no cut."""

from __future__ import annotations

import pytest

from canvas.assessment import Assessment, CanvasEdit, PlannedStep
from canvas.content.models import Content
from canvas.report import action_plan, canvas_svg
from tests.builders import TODAY, complete
from tests.report.reading import letters, pages, says, squeezed, text

TEXTS = [
    "**tebal** __garis__ ~~coret~~",
    "<b>html</b> &amp; <script>alert(1)</script>",
    "[tautan](https://example.org) {nb} {0} %s \\n (kurung) ) ( \\",
    "Keripik 🌶️ 👩🏽‍🌾 🇮🇩 ❤️",
    "مرحبا بالزبائن في السوق",
    "שלום עולם",
    "ꦏꦼꦧꦺꦴꦤꦒꦸꦁ",
    "Ελληνικά Кирилл Tiếng Việt ไทย",
    "=1+1",
    "tanda – · ’ “ ” … • ½ é ñ ß",
]


@pytest.fixture
def person(content: Content) -> Assessment:
    return complete(content, level=1).with_step(PlannedStep("two-purses", TODAY))


def everywhere(person: Assessment, typed: str) -> Assessment:
    """The text wherever somebody can type one."""
    return (
        person.with_profile("business_name", typed)
        .with_profile("village", typed)
        .with_step(PlannedStep("two-purses", TODAY, typed))
        .with_edit(CanvasEdit("mine:1", "channels", typed))
    )


@pytest.mark.parametrize("typed", TEXTS)
def test_it_comes_out_as_that_text(content: Content, person: Assessment, typed: str) -> None:
    found = action_plan(content, everywhere(person, typed), language="id", today=TODAY)
    assert squeezed(letters(found)).count(squeezed(typed)) >= 4


@pytest.mark.parametrize("typed", TEXTS)
def test_it_comes_out_of_the_svg_too(content: Content, person: Assessment, typed: str) -> None:
    assert canvas_svg(content, everywhere(person, typed), language="id", today=TODAY)


def test_control_characters_leave_no_trace(content: Content, person: Assessment) -> None:
    typed = "bel\x07 nol\x00 lepas\x1b[31m hapus\x7f\x9f"
    says(action_plan(content, everywhere(person, typed), language="id", today=TODAY), "bel nol lepas[31m hapus")


@pytest.mark.parametrize(
    "typed", ["\ue000", "\U000f0000", "\u0378", "\ud83d", "x" + "\u0301" * 50, "\u202e" * 40, "\n" * 50]
)
def test_what_cannot_be_shown_does_no_harm(content: Content, person: Assessment, typed: str) -> None:
    assert action_plan(content, everywhere(person, f"awal {typed} akhir"), language="id", today=TODAY)


def test_what_no_face_has_is_a_replacement_sign(content: Content, person: Assessment) -> None:
    says(action_plan(content, everywhere(person, "awal \ue000 akhir"), language="id", today=TODAY), "awal \ufffd akhir")


def test_ten_thousand_letters_without_a_space_are_all_there(content: Content, person: Assessment) -> None:
    found = action_plan(content, everywhere(person, "x" * 10_000), language="id", today=TODAY)
    assert len(pages(found)) > 10
    assert text(found).count("x") >= 40_000


@pytest.mark.parametrize("letter", ["ш", "ש"])
def test_ten_thousand_letters_of_another_script_are_all_there(
    content: Content, person: Assessment, letter: str
) -> None:
    written = person.with_edit(CanvasEdit("mine:1", "channels", letter * 10_000))
    assert text(action_plan(content, written, language="id", today=TODAY)).count(letter) >= 10_000


def test_two_thousand_words_are_all_there(content: Content, person: Assessment) -> None:
    found = action_plan(content, everywhere(person, "kata " * 2_000), language="id", today=TODAY)
    assert text(found).count("kata") >= 8_000
