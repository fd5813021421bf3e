"""A group's picture on paper: its stall, Table 1 beside 2023, the spread of the nine parts, stages, gaps and wishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from canvas.answers_file import printable
from canvas.cohort import Cohort, Spread, Tally
from canvas.content.models import Content, Indicator
from canvas.drawing.room import room_stall
from canvas.drawing.stall_picture import stall_picture
from canvas.group import Gap, GroupPicture, GroupReport, to_discuss, wishes_ranked
from canvas.i18n import Texts, texts_for
from canvas.report.layout.drawing import label, label_to, shrunk, tick
from canvas.report.layout.flow import Flow
from canvas.report.model.properties import Properties
from canvas.report.model.sheet import Mark, Rectangle, Stroke
from canvas.report.model.style import (
    BODY,
    INK,
    LEAF,
    LEAF_TINT,
    NOTE,
    PAPER,
    RULE,
    SMALL,
    SMALL_STRONG,
    SOFT,
    STRONG,
    SUN,
    TRACK,
)
from canvas.report.parts.stall import stall_marks

_STALL_RATIO = 262 / 340
_ROW = 25.0
_SPREAD_ROW = 24.0
_NUMBER = 46.0
_LONGEST_TITLE = 255
"""Letters, as DOCX has it."""


@dataclass(frozen=True)
class Group:
    """Everything the pages say about a group."""

    content: Content
    report: GroupReport
    language: str

    @cached_property
    def texts(self) -> Texts:
        return texts_for(self.content, self.language)

    @property
    def picture(self) -> GroupPicture:
        return self.report.picture

    @property
    def cohort(self) -> Cohort:
        return self.report.picture.cohort

    @property
    def name(self) -> str:
        """What the trainer calls the workshop."""
        return printable(self.report.workshop.name)

    @property
    def place(self) -> str:
        """Where it was held; empty if that was not said."""
        return printable(self.report.workshop.place)

    @property
    def held(self) -> str:
        """Where and when."""
        day = self.texts.long_date(self.report.workshop.held_on)
        return self.texts("group.held", place=self.place, date=day) if self.place else day

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of Table 1."""
        tallies = self.cohort.indicators
        return tuple(Row(each, tallies[each.id]) for each in self.content.indicators if each.id in tallies)

    def rows_of(self, table: str) -> tuple[Row, ...]:
        """The rows of challenges, practices or wishes."""
        return tuple(row for row in self.rows if row.indicator.group == table)

    @cached_property
    def programme(self) -> tuple[tuple[str, Tally], ...]:
        """The wishes, most wanted first, with their names."""
        names = {indicator.id: indicator.name[self.language] for indicator in self.content.indicators}
        return tuple((names[name], tally) for name, tally in wishes_ranked(self.cohort))

    def properties(self, title: str) -> Properties:
        """What a file about this group says about itself."""
        texts = self.texts
        return Properties(
            title=f"{title}: {self.name}"[:_LONGEST_TITLE],
            author=texts("report.tool"),
            subject=texts("group.declared"),
            creator=texts("report.tool"),
            language=self.content.language[texts.language].locale.replace("_", "-"),
            created=self.report.taken_on,
        )


@dataclass(frozen=True)
class Row:
    """A row of Table 1: what it counts, and how many of the group."""

    indicator: Indicator
    tally: Tally


def add_stall(flow: Flow, group: Group, width: float) -> None:
    """The room's stall, in the middle of the page."""
    stall = room_stall(group.content, group.texts, group.cohort)
    sheet, x, top = flow.take(width * _STALL_RATIO)
    left = x + (flow.frame.width - width) / 2
    sheet.add("Figure", stall_marks(stall_picture(stall, "print", words=True), left, top, width), stall.meaning)


def add_strengths(flow: Flow, group: Group) -> None:
    """What is strong, each with a tick and how many."""
    for strength in group.picture.strengths:
        sheet, x, top = flow.take(18)
        name = group.content.question[strength.question].short[group.language]
        sheet.add("Artifact", [tick(x, top + 2, 11)])
        counted = group.texts("group.of_people", count=strength.tally.count, n=group.cohort.n)
        marks = [label(name, STRONG, x + 20, top), label_to(counted, BODY, x + flow.frame.width, top)]
        sheet.add("P", marks)


def add_table_1(flow: Flow, group: Group) -> None:
    """Each row as two bars: this group, and the paper's group of 2023."""
    sheet, x, top = flow.take(14)
    sheet.add("Artifact", _legend(group, x, top))
    heads = {"challenges": "cli.challenges", "practices": "cli.practices", "wishes": "cli.wishes"}
    for table, head in heads.items():
        rows = group.rows_of(table)
        flow.gap(5)
        sheet, x, top = flow.take(17 + _ROW * len(rows))
        width = flow.frame.width
        marks: list[Mark] = [label(group.texts(head), STRONG.coloured(LEAF), x, top)]
        for number, row in enumerate(rows):
            marks += _table_row(group, row, x, top + 17 + number * _ROW, width)
        sheet.add("Figure", marks, " ".join(_in_words(group, row) for row in rows))


def add_spreads(flow: Flow, group: Group) -> None:
    """The nine parts: half of the group as a band, the business in the middle as a line."""
    dimensions = [each for each in group.content.dimensions if each.id in group.cohort.dimensions]
    sheet, x, top = flow.take(_SPREAD_ROW * len(dimensions) + 12)
    marks: list[Mark] = []
    sentences = []
    for number, dimension in enumerate(dimensions):
        spread = group.cohort.dimensions[dimension.id]
        name = dimension.name[group.language]
        marks += _spread(group, name, spread, x, top + number * _SPREAD_ROW, flow.frame.width)
        sentences.append(_spread_in_words(group, name, spread))
    sheet.add("Figure", marks, " ".join(sentences))


def add_stages(flow: Flow, group: Group) -> None:
    """A strip that is shared out among the stages, with names and counts below; and who is in none."""
    if not group.cohort.stages:
        flow.write(group.texts("group.no_stages", smallest=group.content.settings.group.smallest), BODY)
        return
    stages = group.content.settings.stages
    sheet, x, top = flow.take(46)
    width, n = flow.frame.width, group.cohort.n
    step = width / len(stages)
    marks: list[Mark] = []
    for number, stage in enumerate(stages):
        count, left = group.cohort.stages[stage.id], x + number * step
        name = stage.name[group.language]
        marks.append(Rectangle(left, top + 2, step - 8, 12, TRACK))
        marks.append(Rectangle(left, top + 2, (step - 8) * count / n, 12, LEAF))
        marks.append(label(name, shrunk(name, SMALL_STRONG, step - 8), left, top + 17))
        marks.append(label(group.texts("group.of_people", count=count, n=n), SMALL, left, top + 30))
    sentences = [f"{stage.name[group.language]}: {group.cohort.stages[stage.id]}." for stage in stages]
    sheet.add("Figure", marks, " ".join(sentences))
    if group.cohort.without_stage:
        flow.write(group.texts("group.without_stage", count=group.cohort.without_stage), NOTE)


def add_gaps(flow: Flow, group: Group, *, with_question: bool = True) -> None:
    """Each common gap with the step that helps, what it moves, and a question to discuss."""
    for gap in group.picture.gaps:
        question = group.content.question[gap.question]
        counted = group.texts("group.gap_count", count=gap.tally.count, n=group.cohort.n)
        flow.write(f"{question.short[group.language]} – {counted}", STRONG, keep=30)
        for line in gap_lines(group, gap, with_question=with_question):
            flow.write(line, BODY, indent=14)
        flow.gap(6)


def gap_lines(group: Group, gap: Gap, *, with_question: bool = True) -> Iterator[str]:
    """What a report says below a gap."""
    texts, language = group.texts, group.language
    if gap.step:
        yield texts("group.step", step=group.content.recommendation[gap.step].title[language])
    for name, after in gap.dimensions.items():
        part = group.content.dimension[name].name[language]
        numbers = {"before": texts.number(group.cohort.dimensions[name].median), "after": texts.number(after.median)}
        if numbers["before"] != numbers["after"]:
            yield f"{texts('group.what_if')}: {texts('group.what_if_line', part=part, **numbers)}"
    if with_question and (question := to_discuss(group.content, group.picture, texts).get(gap.question)):
        yield f"{texts('group.talk')}: {question}"


def add_ranked(flow: Flow, group: Group, ranked: Sequence[tuple[str, Tally]]) -> None:
    """A numbered list, most common first, each with its bar."""
    width = flow.frame.width
    for number, (name, tally) in enumerate(ranked, start=1):
        sheet, x, top = flow.take(21)
        start = x + width * 0.5
        percent = f"{group.texts.percent(tally.percent)}"
        marks: list[Mark] = [
            label(f"{number}.", STRONG, x, top),
            label(name, shrunk(name, BODY, width * 0.5 - 30), x + 18, top),
            Rectangle(start, top + 3, width * 0.5 - _NUMBER, 10, TRACK),
            Rectangle(start, top + 3, (width * 0.5 - _NUMBER) * tally.percent / 100, 10, LEAF),
            label_to(percent, STRONG, x + width, top),
        ]
        sheet.add("P", marks)


def _legend(group: Group, x: float, top: float) -> Iterator[Mark]:
    """Which bar is whose."""
    here, paper = group.texts("group.here"), group.texts("group.paper")
    yield Rectangle(x, top + 2, 18, 7, LEAF)
    first = label(here, NOTE, x + 23, top)
    yield first
    x = first.x + first.width + 16
    yield Rectangle(x, top + 2, 18, 7, PAPER, SOFT, 0.9)
    yield label(paper, NOTE, x + 23, top)


def _table_row(group: Group, row: Row, x: float, top: float, width: float) -> Iterator[Mark]:
    texts, name = group.texts, row.indicator.name[group.language]
    start, full = x + width * 0.42, width * 0.58 - _NUMBER
    yield label(name, shrunk(name, BODY, width * 0.42 - 12), x, top + 2)
    yield Rectangle(start, top + 2, full, 8, TRACK)
    yield Rectangle(start, top + 2, full * row.tally.percent / 100, 8, LEAF)
    yield label_to(texts.percent(row.tally.percent), SMALL_STRONG, x + width, top - 2)
    if row.indicator.published is not None:
        yield Rectangle(start, top + 12, full * row.indicator.published / 100, 5, PAPER, SOFT, 0.9)
        yield label_to(texts.percent(row.indicator.published), NOTE, x + width, top + 9)


def _in_words(group: Group, row: Row) -> str:
    name, here = row.indicator.name[group.language], group.texts.percent(row.tally.percent)
    if row.indicator.published is None:
        return f"{name}: {here}."
    return f"{name}: {here}, {group.texts('group.paper')} {group.texts.percent(row.indicator.published)}."


def _spread(group: Group, name: str, spread: Spread, x: float, top: float, width: float) -> Iterator[Mark]:
    start, full = x + width * 0.36, width * 0.64 - 34
    yield label(name, shrunk(name, BODY, width * 0.36 - 12), x, top + 2)
    yield Rectangle(start, top + 3, full, 12, TRACK)
    left, right = start + full * spread.q1 / 100, start + full * spread.q3 / 100
    yield Rectangle(left, top + 3, max(2.0, right - left), 12, LEAF_TINT, LEAF, 0.9)
    middle = start + full * spread.median / 100
    yield Stroke(((middle, top), (middle, top + 18)), INK, 3)
    for mark in (25, 50, 75):
        yield Stroke(((start + full * mark / 100, top + 16), (start + full * mark / 100, top + 18)), RULE, 0.7)
    weak = spread.median <= 100 * group.content.settings.result.gap_up_to
    number = SMALL_STRONG.coloured(SUN) if weak else SMALL_STRONG
    yield label_to(group.texts.number(spread.median), number, x + width, top + 2)


def _spread_in_words(group: Group, name: str, spread: Spread) -> str:
    number = group.texts.number
    values = {"median": number(spread.median), "q1": number(spread.q1), "q3": number(spread.q3)}
    return group.texts("group.spread", part=name, **values)
