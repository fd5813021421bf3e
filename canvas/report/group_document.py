"""The group's report as a document to be edited, in the order of a laporan pengabdian."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from io import BytesIO
from itertools import zip_longest

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from canvas.report.layout.flow import Flow, Frame
from canvas.report.model.sheet import Sheet
from canvas.report.parts.group import Group, Row, add_spreads, add_stages, add_table_1, gap_lines
from canvas.report.writers.pdf import pdf_of
from canvas.report.writers.png import png_of

_DOTS_PER_INCH = 300
_FIGURE_WIDTH = 454.0
"""Points: 16 cm, between the margins of an A4 page."""
_MARGIN = 6.0

Part = Callable[[Flow, Group], None]


def group_document(group: Group) -> bytes:
    """The document as DOCX; whatever a lecturer has to write is marked by brackets."""
    document = Document()
    _set_up(document, group)
    _front(document, group)
    _method(document, group)
    _results(document, group)
    _ending(document, group)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _set_up(document: Docx, group: Group) -> None:
    properties, section = group.properties(group.texts("group.report_title")), document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    day = datetime.combine(properties.created, datetime.min.time())  # no time of day
    core = document.core_properties
    core.title, core.author, core.language = properties.title, properties.author, properties.language
    core.created = core.modified = day
    core.comments = ""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)


def _front(document: Docx, group: Group) -> None:
    texts = group.texts
    document.add_heading(group.name, 0)
    document.add_paragraph(f"{group.held} · {texts('group.people', n=group.cohort.n)}")
    document.add_heading(texts("group.document.introduction"), 1)
    document.add_paragraph(texts("group.document.introduction_hint"))


def _method(document: Docx, group: Group) -> None:
    texts, workshop = group.texts, group.report.workshop
    document.add_heading(texts("group.document.method"), 1)
    values = {"name": group.name, "place": group.place or "…", "n": group.cohort.n}
    day = texts.long_date(workshop.held_on)
    document.add_paragraph(texts("group.document.method_text", date=day, **values))
    document.add_paragraph(texts("group.document.method_score"))
    document.add_paragraph(texts("group.content", version=group.picture.content))


def _results(document: Docx, group: Group) -> None:
    texts, figures = group.texts, _Figures(document, group)
    document.add_heading(texts("group.document.results"), 1)
    _caption(document, texts("group.document.table_caption", n=group.cohort.n), above=True)
    _table_1(document, group)
    document.add_heading(texts("group.document.wishes"), 2)
    _table_of_wishes(document, group)
    figures.add(texts("group.document.beside"), add_table_1)
    figures.add(texts("group.parts"), add_spreads)
    document.add_paragraph(texts("group.parts_about"))
    figures.add(texts("group.stages"), add_stages)
    _then_and_now(document, group)
    document.add_heading(texts("group.strengths"), 2)
    for strength in group.picture.strengths:
        name = group.content.question[strength.question].short[group.language]
        counted = texts("group.gap_count", count=strength.tally.count, n=group.cohort.n)
        document.add_paragraph(f"{name}: {counted}", style="List Bullet")
    document.add_heading(texts("group.gaps"), 2)
    for gap in group.picture.gaps:
        name = group.content.question[gap.question].short[group.language]
        counted = texts("group.gap_count", count=gap.tally.count, n=group.cohort.n)
        document.add_paragraph(f"{name}: {counted}", style="List Number")
        for line in gap_lines(group, gap):
            paragraph = document.add_paragraph(line)
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.space_after = Cm(1), Pt(2)
    document.add_paragraph(texts("group.document.discussion_hint"))


def _then_and_now(document: Docx, group: Group) -> None:
    """How far those have moved who were in an earlier workshop, too: a table of medians and quartiles."""
    if group.report.change is None:
        return
    (earlier, change), texts = group.report.change, group.texts
    document.add_heading(texts("wall.change"), 2)
    document.add_paragraph(texts("group.document.change", earlier=earlier, n=change.n))
    heads = [texts(f"group.document.{name}") for name in ("part", "median", "quartiles")]
    rows = [
        [
            group.content.dimension[name].name[group.language],
            texts.signed(moved.median),
            texts("wall.moved_by", q1=texts.signed(moved.q1), q3=texts.signed(moved.q3)),
        ]
        for name, moved in change.dimensions.items()
    ]
    _filled(document, heads, rows, (7.0, 4.0, 5.0))


def _ending(document: Docx, group: Group) -> None:
    texts, content, language = group.texts, group.content, group.language
    document.add_heading(texts("group.document.conclusion"), 1)
    gaps = [f"“{content.question[gap.question].short[language]}”" for gap in group.picture.gaps]
    wishes = [f"“{name}”" for name, _ in group.programme[:3]]
    details = {"gaps": texts.listed(gaps) or "–", "wishes": texts.listed(wishes) or "–"}
    document.add_paragraph(texts("group.document.conclusion_text", n=group.cohort.n, **details))
    document.add_heading(texts("group.document.limits"), 1)
    for topic in ("declared", "sample", "privacy", "private"):
        document.add_paragraph(texts(f"export.{topic}_about"), style="List Bullet")
    document.add_heading(texts("group.document.thanks"), 1)
    document.add_paragraph(texts("group.document.thanks_hint"))
    document.add_heading(texts("group.document.sources"), 1)
    cited = dict.fromkeys(source for row in group.rows for source in row.indicator.sources)
    for name in cited:
        document.add_paragraph(content.source[name].reference)


def _table_1(document: Docx, group: Group) -> None:
    """The table in the paper's own form, each percentage beside that of 2023."""
    texts = group.texts
    percents = [texts("group.document.percent_here"), texts("group.document.percent_paper")]
    heads = [texts("group.document.number"), texts("group.document.challenge"), *percents]
    heads += [texts("group.document.practice"), *percents]
    pairs = zip_longest(group.rows_of("challenges"), group.rows_of("practices"))
    rows = [[str(number), *_cells(group, one), *_cells(group, other)] for number, (one, other) in enumerate(pairs, 1)]
    _filled(document, heads, rows, (0.9, 3.6, 2.6, 1.4, 3.5, 2.6, 1.4))


def _table_of_wishes(document: Docx, group: Group) -> None:
    texts = group.texts
    heads = [texts("group.document.number"), texts("group.document.wish")]
    heads += [texts("group.document.percent_here"), texts("group.document.percent_paper")]
    ranked = sorted(group.rows_of("wishes"), key=lambda row: -row.tally.count)
    rows = [[str(number), *_cells(group, row)] for number, row in enumerate(ranked, 1)]
    _filled(document, heads, rows, (1.0, 9.0, 3.0, 3.0))


def _cells(group: Group, row: Row | None) -> list[str]:
    if row is None:
        return ["", "", ""]
    number, published = group.texts.number, row.indicator.published
    name = row.indicator.name[group.language]
    return [name, number(row.tally.percent), "–" if published is None else number(published)]


def _filled(document: Docx, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for values in (heads, *rows):
        cells = table.rows[0].cells if values is heads else table.add_row().cells
        for cell, value, width in zip(cells, values, widths, strict=True):
            cell.width = Cm(width)
            cell.text = value
            for run in cell.paragraphs[0].runs:
                run.font.size, run.bold = Pt(10), values is heads


def _caption(document: Docx, text: str, *, above: bool = False) -> None:
    """A caption; one above something stays on its page."""
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = True
    paragraph.paragraph_format.keep_with_next = above


class _Figures:
    """Figures one after the other: each drawn as on paper, at 300 dots an inch, with its meaning in words."""

    def __init__(self, document: Docx, group: Group) -> None:
        self._document = document
        self._group = group
        self._number = 0

    def add(self, title: str, part: Part) -> None:
        self._number += 1
        group = self._group
        sheet = Sheet(_FIGURE_WIDTH, 2000)
        flow = Flow(iter([Frame(sheet, _MARGIN, _MARGIN, _FIGURE_WIDTH - 2 * _MARGIN, 1990)]))
        part(flow, group)
        sheet.height = flow.y + _MARGIN
        picture = png_of(pdf_of([sheet], group.properties(title)), _DOTS_PER_INCH)
        paragraph = self._document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(12)
        shape = paragraph.add_run().add_picture(BytesIO(picture), width=Cm(16))
        shape._inline.docPr.set("descr", " ".join(passage.meaning for passage in sheet.passages if passage.meaning))
        _caption(self._document, group.texts("group.document.figure", number=self._number, title=title))
