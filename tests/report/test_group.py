"""The group's report: two pages for the hall, one page for desa and dinas, a document to be edited."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document

from canvas.change import Change
from canvas.cohort import Spread
from canvas.report.group import brief_pdf, group_docx, group_pdf
from tests.report.reading import pages, squeezed, text


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_report_for_the_hall_has_two_pages_with_table_1(content, group_report, language: str) -> None:
    pdf = group_pdf(content, group_report, language)
    assert len(pages(pdf)) == 2
    found = squeezed(text(pdf))
    for indicator in content.indicators:
        assert (squeezed(indicator.name[language]) in found) == (
            indicator.group in ("challenges", "practices", "wishes")
        )
    assert "80%80%" in found


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_brief_is_one_page_with_needs_in_order(content, group_report, language: str) -> None:
    pdf = brief_pdf(content, group_report, language)
    assert len(pages(pdf)) == 1
    found = squeezed(text(pdf))
    named = [squeezed(content.indicators[index].name[language]) for index in (0, 1, 2)]
    places = [found.index(name) for name in named]
    assert places == sorted(places)


def test_the_document_has_the_paper_s_table_beside_2023(content, group_report) -> None:
    document = Document(io.BytesIO(group_docx(content, group_report, "id")))
    table, wishes = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1] == ["1", "Akses modal", "80", "80", "Bahan baku lokal", "50", "50"]
    assert [row[2:4] for row in rows[1:4]] == [["80", "80"], ["70", "70"], ["60", "60"]]
    assert wishes.rows[1].cells[2].text == "100"
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == [
        "Pendahuluan", "Metode", "Hasil dan pembahasan", "Kesimpulan dan saran", "Batas data",
        "Ucapan terima kasih", "Daftar rujukan",
    ]  # fmt: skip
    assert len(document.inline_shapes) == 3


def test_the_document_says_how_far_the_same_people_have_moved(content, group_report) -> None:
    change = Change(8, {"finance": Spread(median=16.7, q1=-4.2, q3=33.3)})
    report = replace(group_report, change=("Pelatihan Februari", change))
    document = Document(io.BytesIO(group_docx(content, report, "id")))
    assert [cell.text for cell in document.tables[2].rows[1].cells] == ["Keuangan", "+17", "−4 sampai +33"]
    assert any(each.text.startswith("8 usaha juga ikut Pelatihan Februari.") for each in document.paragraphs)


def test_figures_are_described_in_words(content, group_report) -> None:
    document = Document(io.BytesIO(group_docx(content, group_report, "id")))
    words = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert "Akses modal: 80%, Pakisaji 2023 80%." in words[0]
    assert all(words)


@pytest.mark.parametrize("name", ["=1+1", "<b>x</b>", "المشروع", "👍🏽", "\x00\x0b", "x" * 3000])
def test_any_name_of_a_workshop_comes_out(content, group_report, name: str) -> None:
    report = replace(group_report, workshop=replace(group_report.workshop, name=name, place=name))
    for write in (group_pdf, brief_pdf, group_docx):
        assert write(content, report, "id")
