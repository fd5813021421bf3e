"""A note on the canvas: set into lines, and drawn with the edge that shows where it comes from.

A colour says neither good nor bad: what the business does well is green elsewhere, and some notes are about harm. The
edge on its left says it without a colour: solid for what is *now* (from an answer), dashed for what
comes *next* (from a chosen step), double for what the owner wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from canvas.prefill import Note, NoteKind
from canvas.report.layout.drawing import label
from canvas.report.layout.flow import Flow, height_of, placed, styled
from canvas.report.model.sheet import Mark, Rectangle, Sheet, Stroke
from canvas.report.model.style import NOTE_TINT, SKY, SKY_TINT, SMALL, SOFT, SUN, SUN_TINT, Colour, Type
from canvas.report.subject import Subject
from canvas.report.typesetting.breaking import Line

_TEXT_LEFT = 8.0
"""From the left side of a note to its text; the edge is in between."""
_TEXT_RIGHT = 3.0
_SPACING = 1.18

LOOKS: dict[NoteKind, tuple[Colour, Colour]] = {
    "now": (SOFT, NOTE_TINT),
    "next": (SUN, SUN_TINT),
    "mine": (SKY, SKY_TINT),
}


@dataclass(frozen=True)
class SetNote:
    """A note broken into lines."""

    kind: NoteKind
    size: float
    lines: Sequence[tuple[Line, Type]]

    @property
    def height(self) -> float:
        return height_of(self.lines) + 2 * self.padding

    @property
    def padding(self) -> float:
        """Above and below the text: small letters are closer."""
        return gap_for(self.size)

    def lines_for(self, room: float) -> int:
        """How many lines go into a room, so that at least one goes and one is left."""
        leading = self.lines[0][1].leading
        return max(1, min(int((room - 2 * self.padding) // leading), len(self.lines) - 1))

    def first(self, count: int) -> SetNote:
        return SetNote(self.kind, self.size, self.lines[:count])

    def after(self, count: int) -> SetNote:
        return replace(self, lines=self.lines[count:])


def gap_for(size: float) -> float:
    """White space around letters of a size: 1.4 for the smallest, 2.5 for the largest."""
    return 0.45 * (size - 4)


def set_note(note: Note, width: float, size: float) -> SetNote:
    """The note in letters of a size, for a box of a width."""
    inside = width - _TEXT_LEFT - _TEXT_RIGHT
    return SetNote(note.kind, size, styled(note.text, Type(size, spacing=_SPACING), inside))


def draw_note(sheet: Sheet, note: SetNote, x: float, y: float, width: float) -> None:
    """Puts a note on the sheet, its upper left corner at x and y."""
    _, tint = LOOKS[note.kind]
    sheet.add("Artifact", [Rectangle(x, y, width, note.height, tint), *_edge(note.kind, x, y, note.height)])
    sheet.add("P", placed(note.lines, x + _TEXT_LEFT, y + note.padding, width - _TEXT_LEFT - _TEXT_RIGHT))


def flow_note(flow: Flow, note: SetNote) -> None:
    """A note in a flow, in as many parts as it takes."""
    flow.need(min(note.height, flow.frame.height))
    while note.height > flow.room and len(note.lines) > 1:
        count = note.lines_for(flow.room)
        draw_note(flow.frame.sheet, note.first(count), flow.frame.x, flow.y, flow.frame.width)
        note = note.after(count)
        flow.move_on()
    draw_note(flow.frame.sheet, note, flow.frame.x, flow.y, flow.frame.width)
    flow.y += note.height


def draw_legend(sheet: Sheet, subject: Subject, x: float, y: float) -> None:
    """What the three edges mean."""
    for kind, (_, tint) in LOOKS.items():
        words = label(subject.texts(f"report.legend_{kind}"), SMALL, x + 14, y)
        sheet.add("Artifact", [Rectangle(x, y - 1.5, words.width + 20, 15, tint), *_edge(kind, x, y - 1.5, 15)])
        sheet.add("P", [words])
        x += words.width + 32


def _edge(kind: NoteKind, x: float, y: float, height: float) -> Iterator[Mark]:
    colour, _ = LOOKS[kind]
    if kind == "mine":
        for across in (1.0, 4.2):
            yield Stroke(((x + across, y), (x + across, y + height)), colour, 1.1)
    else:
        dashes = (3.0, 2.4) if kind == "next" else ()
        yield Stroke(((x + 2, y), (x + 2, y + height)), colour, 3.2, dashes)
