"""The people of two workshops who were in both: coupled in separate cells, and compared with themselves."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from random import Random, SystemRandom

from sqlalchemy import Connection, Engine, select, update

from canvas.change import Change, Scores, change_of
from canvas.content.models import Content
from canvas.group import GroupReport
from canvas.pictures import Cell, Pair, coupled
from canvas.store.engine import reading, writing
from canvas.store.outcomes import scores_of
from canvas.store.pictures import read_cells, save_cells, shown_cells
from canvas.store.retrying import each_retried
from canvas.store.tables import assessment, member, outcome, picture, workshop
from canvas.store.workshops import held_by


@each_retried()
class Compared:
    """Then and now, of any two workshops. `content` returns the content in use."""

    def __init__(self, engine: Engine, content: Callable[[], Content], chance: Random | None = None) -> None:
        self._engine = engine
        self._content = content
        self._chance = chance or SystemRandom()

    def couple(self, now: str, then: str) -> None:
        """Makes cells of those who can be compared, in what both workshops show. Raises: KanvasError."""
        with writing(self._engine) as connection:
            for each in sorted((now, then)):
                held_by(connection, each, lock=True)
            before, after = (_whole(connection, each) for each in (then, now))
            found = coupled(
                self._content().settings.group,
                read_cells(connection, then),
                read_cells(connection, now),
                _pairs(connection, before, after),
                self._chance,
            )
            for each, cells in ((then, found.then), (now, found.now)):
                _save(connection, each, cells, found.moved)

    def change(self, now: str, then: str) -> Change | None:
        """How far those who were coupled have moved; None where they are too few, or none were coupled."""
        content = self._content()
        with reading(self._engine) as connection:
            before, after = (_whole(connection, each) for each in (then, now))
            pairs = _pairs(connection, before, after)
            scores = _scores(connection, content, [name for pair in pairs for name in (pair.then, pair.now)])
        sizes = Counter(before.values()), Counter(after.values())
        together: dict[tuple[int, int], list[tuple[Scores, Scores]]] = defaultdict(list)
        for pair in pairs:
            if pair.then in scores and pair.now in scores:
                together[pair.then_cell, pair.now_cell].append((scores[pair.then], scores[pair.now]))
        cells = [each for (old, new), each in together.items() if len(each) == sizes[0][old] == sizes[1][new]]
        return change_of(content, cells)

    def with_change(self, report: GroupReport, workshop_id: str) -> GroupReport:
        """The report with the change since the workshop that the wall compares with, where there is one."""
        with reading(self._engine) as connection:
            then = held_by(connection, workshop_id).wall.compared
            name: str | None = connection.execute(select(workshop.c.name).where(workshop.c.id == then)).scalar()
        change = self.change(workshop_id, then) if then else None
        return replace(report, change=(name, change)) if name and change else report


def _whole(connection: Connection, workshop_id: str) -> dict[str, int]:
    """Who is in the newest picture of a workshop, and in which cell; without cells that somebody has left."""
    wanted = select(member.c.assessment, member.c.cell).where(
        member.c.workshop == workshop_id, ~member.c.left, member.c.cell.in_(shown_cells(connection, workshop_id))
    )
    cell_of = {row.assessment: row.cell for row in connection.execute(wanted.order_by(member.c.assessment))}
    present = Counter(cell_of.values())
    sizes = {cell.number: cell.size for cell in read_cells(connection, workshop_id)}
    return {name: cell for name, cell in cell_of.items() if present[cell] == sizes[cell]}


def _pairs(connection: Connection, then: Mapping[str, int], now: Mapping[str, int]) -> list[Pair]:
    """Who is in both: whose assessment follows up one of then, after however many others."""
    found: dict[str, list[Pair]] = defaultdict(list)
    later = {name: name for name in now}  # an assessment, and the one of now that follows it up
    while later:
        wanted = select(assessment.c.id, assessment.c.previous_id).where(assessment.c.id.in_(later))
        before = {row.previous_id: later[row.id] for row in connection.execute(wanted) if row.previous_id}
        for name in before.keys() & then.keys():
            found[name].append(Pair(name, then[name], before[name], now[before[name]]))
        later = {name: own for name, own in before.items() if name not in then}
    once = Counter(pair.now for pairs in found.values() for pair in pairs)
    return [pairs[0] for _, pairs in sorted(found.items()) if len(pairs) == 1 and once[pairs[0].now] == 1]


def _scores(connection: Connection, content: Content, names: Iterable[str]) -> dict[str, Scores]:
    wanted = select(outcome.c.assessment, outcome.c.packed).where(
        outcome.c.assessment.in_(list(names)), outcome.c.content == content.fingerprint
    )
    return {row.assessment: scores_of(content, row.packed) for row in connection.execute(wanted)}


def _save(connection: Connection, workshop_id: str, cells: Mapping[int, Cell], moved: Mapping[str, int]) -> None:
    """The cells as they are now. The newest picture shows the same people, in more cells."""
    known = {cell.number for cell in read_cells(connection, workshop_id)}
    save_cells(connection, workshop_id, cells.values())
    new = cells.keys() - known
    for number in new:
        people = [name for name, cell in moved.items() if cell == number]
        own = update(member).where(member.c.workshop == workshop_id, member.c.assessment.in_(people))
        connection.execute(own.values(cell=number))
    if new:
        shown = json.dumps(sorted({*shown_cells(connection, workshop_id), *new}))
        newest = select(picture.c.number).where(picture.c.workshop == workshop_id).order_by(picture.c.number.desc())
        number = connection.execute(newest.limit(1)).scalar_one()
        own = update(picture).where(picture.c.workshop == workshop_id, picture.c.number == number)
        connection.execute(own.values(cells=shown))
