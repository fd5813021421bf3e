"""The first page, to hang on a wall: whose it is, the stall, what is strong, three steps and the days to tick off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from canvas.content.models import Recommendation
from canvas.drawing.marks import Outline
from canvas.drawing.stall import object_of
from canvas.drawing.stall_picture import object_illustration, stall_picture
from canvas.report.layout.drawing import label, shrunk, tick
from canvas.report.layout.flow import centred, height_of, placed, styled
from canvas.report.model.sheet import Book, Mark, Rectangle, Shape, Sheet, Stroke
from canvas.report.model.style import INK, LEAF, LEAF_TINT, PAPER, RULE, SOFT, SUN, Type
from canvas.report.parts.stall import stall_marks
from canvas.report.subject import Subject
from canvas.report.typesetting.breaking import Line
from canvas.schedule import coming_monday, schedule
from canvas.wording import who_in_words

STEPS_ON_THE_WALL = 3
"""As many as can be read from two metres."""
_ROWS_OF_STRENGTHS = 4
_WEEKS = 4
_DAYS = 7

_MARGIN = 40.0
_SIGN_TOP, _SIGN_HEIGHT = 26.0, 64.0
_AWNING_TOP, _SCALLOP = 90.0, 19.0
_MIDDLE_TOP = 138.0
_STALL_WIDTH = 286.0
_RIGHT = 356.0
_STEPS_TOP, _STEP_HEIGHT = 160.0, 99.0
_BOX, _OBJECT = 42.0, 56.0
_TITLE_ROOM = 46.0
_ROW_ROOM = _STEP_HEIGHT - 12
_DAY_BOX = 28.0
_WEEKS_TOP = 470.0

_NAME = Type(38, bold=True, spacing=1.05)
_NAME_SIZES = (38, 30, 24, 18, 13, 10)
_HEADING = Type(20, bold=True)
_DAY = Type(15, bold=True, colour=SUN)
_STEP_SIZES = (20.0, 17.0, 14.0, 12.0)
_DUE = Type(13, colour=SOFT)
_ACT_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0)
_STRONG = Type(13)
_HABIT = Type(14, bold=True, colour=LEAF)
_WEEK = Type(11, bold=True)
_WEEK_DAY = Type(9, colour=SOFT)


@dataclass(frozen=True)
class _Row:
    """A step on the wall; without a day there is a line to write on."""

    step: Recommendation
    dimension: str
    begins: date | None = None
    due: date | None = None
    who: str = ""


def add_wall(book: Book, subject: Subject) -> None:
    """A landscape sheet that is read from two metres. Everybody sees it: what opens the answers is on another sheet."""
    sheet = book.new_sheet(subject.texts("report.wall"), landscape=True)
    _sign(sheet, subject)
    bottom = _stall(sheet, subject)
    _strengths(sheet, subject, bottom)
    _steps(sheet, subject)
    _weeks(sheet, subject, sheet.width - 2 * _MARGIN)


def _sign(sheet: Sheet, subject: Subject) -> None:
    """The name on an outlined board above an awning: a picture of a sign that takes little ink."""
    name = subject.name or subject.texts("report.plan_title")
    width = sheet.width - 2 * _MARGIN
    board = Rectangle(_MARGIN, _SIGN_TOP, width, _SIGN_HEIGHT, PAPER, LEAF, 2.5, radius=8)
    sheet.add("Artifact", [board, *_awning(width)])
    sizes = (type for type in map(_NAME.at, _NAME_SIZES) if _height(name, type, width) <= _SIGN_HEIGHT - 8)
    lines = styled(name, next(sizes, _NAME.at(_NAME_SIZES[-1])), width - 40)
    shown = lines[: int((_SIGN_HEIGHT - 8) // lines[0][1].leading)]
    top = _SIGN_TOP + (_SIGN_HEIGHT - height_of(shown)) / 2
    sheet.add("H1", centred(shown, _MARGIN, top, width))


def _height(name: str, type: Type, width: float) -> float:
    return height_of(styled(name, type, width - 40))


def _awning(width: float) -> Iterator[Mark]:
    """Scallops along the lower edge of the board, every second one tinted."""
    count = round(width / (2 * _SCALLOP))
    across = width / count
    for number in range(count):
        left = _MARGIN + number * across
        down = _AWNING_TOP + _SCALLOP
        curve = ((left, down), (left + across, down), (left + across, _AWNING_TOP))
        yield Shape((Outline((left, _AWNING_TOP), (curve,)),), (LEAF_TINT, PAPER)[number % 2], LEAF, 1.2)


def _stall(sheet: Sheet, subject: Subject) -> float:
    """The picture of the business; returns where it ends."""
    picture = stall_picture(subject.stall, "print")
    sheet.add("Figure", stall_marks(picture, _MARGIN, _MIDDLE_TOP, _STALL_WIDTH), picture.meaning)
    return _MIDDLE_TOP + picture.height * _STALL_WIDTH / picture.width


def _strengths(sheet: Sheet, subject: Subject, top: float) -> None:
    """The parts with a tick in the picture, by name in two columns."""
    texts, strong = subject.texts, subject.strong
    if not strong:
        return
    top += 12
    sheet.add("H2", [label(texts("report.strengths"), _HABIT, _MARGIN, top)])
    top += _HABIT.leading + 2
    rows, across = -(-len(strong) // 2), _STALL_WIDTH / 2
    type = _STRONG if rows <= _ROWS_OF_STRENGTHS else _STRONG.at(10)
    for number, part in enumerate(strong):
        name = subject.content.dimension[part].name[texts.language]
        x, y = _MARGIN + number // rows * across, top + number % rows * type.leading
        sheet.add("Artifact", [tick(x + 2, y + 3, type.size - 3)])
        sheet.add("P", [label(name, shrunk(name, type, across - 24), x + 20, y)])


def _steps(sheet: Sheet, subject: Subject) -> None:
    """The next steps; for somebody who has chosen none, the best advice with lines to write on."""
    texts, rows = subject.texts, _rows(subject)
    title = "report.wall_steps" if subject.steps else "report.wall_suggestions"
    sheet.add("H2", [label(texts(title if rows else "report.own_steps"), _HEADING, _RIGHT, _MIDDLE_TOP)])
    width = sheet.width - _MARGIN - _RIGHT
    for number in range(STEPS_ON_THE_WALL):
        top = _STEPS_TOP + number * _STEP_HEIGHT
        if number:
            sheet.add("Artifact", [Stroke(((_RIGHT, top), (_RIGHT + width, top)), RULE, 0.8)])
        _step(sheet, subject, rows[number] if number < len(rows) else None, top + 12, width)


def _rows(subject: Subject) -> list[_Row]:
    if subject.steps:
        return [
            _Row(
                each.step,
                subject.dimension_of(each.step),
                each.begins,
                each.planned.due,
                who_in_words(subject.content, each.planned.who, subject.texts),
            )
            for each in schedule(subject.content, subject.assessment, subject.today)
        ]
    return [_Row(advice.step, advice.dimension) for advice in subject.advice]


def _step(sheet: Sheet, subject: Subject, row: _Row | None, top: float, width: float) -> None:
    """A box to tick, the object of the part it belongs to; when and who, the step, and what is done first."""
    texts = subject.texts
    sheet.add("Artifact", [Rectangle(_RIGHT, top + 12, _BOX, _BOX, PAPER, INK, 2, radius=6)])
    left = _RIGHT + _BOX + 16
    if row:
        name = object_of(subject.content, row.dimension, subject.assessment.sector)
        sheet.add("Artifact", stall_marks(object_illustration(name, "light"), left, top + 4, _OBJECT))
    left += _OBJECT + 14
    room = width - (left - _RIGHT)
    if row is None or row.begins is None:
        sheet.add("Artifact", [Stroke(((left, top + 17), (left + 150, top + 17)), SOFT, 0.7)])
        sheet.add("P", [label(texts("report.due"), _WEEK_DAY, left, top + 1)])
    else:
        sheet.add("P", list(_when_and_who(subject, row, left, top, room)))
    if row is None:
        sheet.add("Artifact", [Stroke(((left, top + 50), (left + room, top + 50)), SOFT, 0.7)])
        return
    title = row.step.title[texts.language]
    sizes = (styled(title, Type(size, bold=True, spacing=1.12), room) for size in _STEP_SIZES)
    lines = next((found for found in sizes if height_of(found) <= _TITLE_ROOM), None)
    lines = lines or styled(title, Type(_STEP_SIZES[-1], bold=True, spacing=1.05), room)
    sheet.add("P", placed(lines, left, top + _DAY.leading, room))
    below = _DAY.leading + height_of(lines) + 1
    sheet.add("P", placed(_act(row.step.first_step[texts.language], room, _ROW_ROOM - below), left, top + below, room))


def _when_and_who(subject: Subject, row: _Row, left: float, top: float, room: float) -> Iterator[Mark]:
    """The day a step begins, then smaller by when it is done, and by whom; who is what has to be read."""
    assert row.begins is not None
    assert row.due is not None
    day = label(subject.texts("result.begins", date=subject.texts.weekday_date(row.begins)), _DAY, left, top)
    yield day
    due = subject.texts("report.wall_due", date=subject.texts.near_date(row.due, subject.today))
    both = f"{due} · {row.who}" if row.who else due
    after = left + day.width + 10
    fits = label(both, _DUE, after, top + 2).width <= left + room - after
    rest = both if fits or not row.who else row.who
    yield label(rest, shrunk(rest, _DUE, left + room - after), after, top + 2)


def _act(first_step: str, room: float, height: float) -> list[tuple[Line, Type]]:
    """What is done first, as large as there is room for."""
    sizes = (styled(first_step, Type(size, spacing=1.12), room) for size in _ACT_SIZES)
    found = next((lines for lines in sizes if height_of(lines) <= height), None)
    return found or styled(first_step, Type(_ACT_SIZES[-1], spacing=1.05), room)


def _weeks(sheet: Sheet, subject: Subject, width: float) -> None:
    """Days to cross off for the habit that the plan holds: four weeks at most, from its first day to its last."""
    texts = subject.texts
    sheet.add("Artifact", [Stroke(((_MARGIN, _WEEKS_TOP - 10), (sheet.width - _MARGIN, _WEEKS_TOP - 10)), LEAF, 1.4)])
    daily = next((row for row in _rows(subject) if row.begins and row.step.rhythm == "daily"), None)
    sentence = texts("report.habit", step=daily.step.title[texts.language]) if daily else texts("report.habit_any")
    sheet.add("H2", [label(sentence, shrunk(sentence, _HABIT, width), _MARGIN, _WEEKS_TOP - 2)])
    begins = (daily and daily.begins) or coming_monday(subject.today)
    monday = begins - timedelta(days=begins.weekday())
    last = monday + timedelta(days=_WEEKS * _DAYS - 1)
    ends = min(last, daily.due) if daily and daily.due and daily.due >= begins else last
    across = width / _WEEKS
    for number in range((ends - monday).days // _DAYS + 1):
        first = max(begins, monday + timedelta(days=number * _DAYS))
        until = min(ends, monday + timedelta(days=number * _DAYS + _DAYS - 1))
        left = _MARGIN + number * across
        week = label(texts("report.week", number=number + 1), _WEEK, left, _WEEKS_TOP + 22)
        days = label(texts.span(first, until), _WEEK_DAY, left + week.width + 6, _WEEKS_TOP + 24)
        sheet.add("P", [week, days])
        each = range(first.weekday(), until.weekday() + 1)
        sheet.add("Artifact", _days(texts.weekday_letters(), each, left, _WEEKS_TOP + 42, (across - 14) / _DAYS))


def _days(letters: Sequence[str], days: Iterable[int], left: float, top: float, across: float) -> Iterator[Mark]:
    for day in days:
        x = left + day * across
        yield Rectangle(x, top, across - 3, _DAY_BOX, PAPER, INK, 0.9, radius=3)
        words = label(letters[day], _WEEK_DAY.at(7.5), x, top + 1.5)
        yield replace(words, x=x + (across - 3 - words.width) / 2)
