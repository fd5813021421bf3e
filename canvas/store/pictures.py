"""Pictures of a workshop: taken when the trainer reveals, and frozen.

Taking one has two steps. First, in one transaction, it is decided who is in it, and their outcomes are frozen; two
trainers who reveal at once get the same picture. Then it is worked out from what is frozen, outside of any
transaction, because phones are answering meanwhile; should the server die in between, the next look works it out.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, RowMapping, Select, and_, delete, exists, func, insert, select, update

from canvas.cohort import Cohort, Totals, cohort_of
from canvas.content.models import Content
from canvas.errors import KanvasError
from canvas.group import GroupPicture, GroupReport, Respondent, as_known, group_picture
from canvas.pictures import TRAITS, Cell, Person, Selection
from canvas.pictures import select as select_people
from canvas.store.assessments import Clock
from canvas.store.copies import Read, reading_whole_copy
from canvas.store.engine import reading, upsert, writing
from canvas.store.organisations import Account, belongs_to
from canvas.store.outcomes import group_totals, read_said, refresh_outcomes
from canvas.store.retrying import each_retried
from canvas.store.tables import cell, folded, member, outcome, picture, said, workshop
from canvas.store.tallies import fold
from canvas.store.visible import is_visible
from canvas.store.workshops import held_by, held_of
from canvas.tallies import tallied
from canvas.workshop import Workshop

_DOCUMENT = TypeAdapter(GroupPicture)
_BATCH = 50


@dataclass(frozen=True)
class Taken:
    """A picture that was taken. `waiting`: how many have finished and are not in it."""

    number: int
    taken_at: datetime
    people: int
    picture: GroupPicture
    waiting: int


@each_retried(but=("everybody", "count_rest"))
class Pictures:
    """The pictures of all workshops. `content` returns the content in use."""

    def __init__(
        self, engine: Engine, clock: Clock, content: Callable[[], Content], chance: random.Random | None = None
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._content = content
        self._chance = chance or random.SystemRandom()

    def reveal(self, workshop_id: str) -> Taken:
        """The newest picture that may be shown: a new one where enough people have come, else the last.

        Raises: KanvasError, while too few have finished.
        """
        content = self._content()
        with writing(self._engine) as connection:
            held_by(connection, workshop_id, lock=True)
            people = _people(connection, workshop_id)
            selection = select_people(content.settings.group, read_cells(connection, workshop_id), people, self._chance)
            if selection is not None:
                self._take(connection, workshop_id, selection)
        taken = self.newest(workshop_id)
        if taken is None:
            smallest = content.settings.group.smallest
            raise KanvasError("workshop_too_small", smallest=smallest, finished=len(people))
        return taken

    def newest(self, workshop_id: str, read: Read = reading) -> Taken | None:
        """The last picture that was taken, or that the copy knows which is read; None before the first."""
        newest = select(picture).where(picture.c.workshop == workshop_id).order_by(picture.c.number.desc()).limit(1)
        with read(self._engine) as connection:
            row = connection.execute(newest).mappings().first()
            finished = _finished(connection, workshop_id)
        if row is None:
            return None
        document = _DOCUMENT.validate_json(row["document"]) if row["document"] else self._work_out(workshop_id, row)
        if document is None:
            return self.newest(workshop_id)
        known = as_known(self._content(), document)
        return Taken(row["number"], row["taken_at"], row["people"], known, max(0, finished - row["people"]))

    def report(self, workshop_id: str) -> GroupReport | None:
        """What exports and reports are made of; None before the first picture."""
        taken = self.newest(workshop_id, reading_whole_copy)
        if taken is None:
            return None
        with reading_whole_copy(self._engine) as connection:
            held = held_by(connection, workshop_id)
        return GroupReport(held.workshop, taken.taken_at.date(), taken.picture, self.respondents(workshop_id))

    def shows(self, assessment_id: str) -> bool:
        """Whether the newest picture of their workshop holds somebody."""
        own = select(member.c.workshop, member.c.cell).where(member.c.assessment == assessment_id, ~member.c.left)
        with reading(self._engine) as connection:
            row = connection.execute(own).first()
            return row is not None and row.cell in shown_cells(connection, row.workshop)

    def respondents(self, workshop_id: str) -> tuple[Respondent, ...]:
        """The people of the newest picture, in an order that says nothing; of whole cells only."""
        with reading_whole_copy(self._engine) as connection:
            return _respondents(connection, self._content(), workshop_id)

    def everybody(self, account: Account) -> Iterator[tuple[Workshop, tuple[Respondent, ...]]]:
        """Workshop by workshop, the people of the newest pictures of an account, as they are at one moment.

        A few workshops are read ahead, and no more is held than the people of one.
        """
        seen = exists().where(picture.c.workshop == workshop.c.id)
        wanted = select(workshop).where(is_visible(), belongs_to(account), seen).order_by(workshop.c.id)
        with reading_whole_copy(self._engine) as connection:
            for row in connection.execute(wanted.execution_options(yield_per=_BATCH)).mappings():
                yield held_of(row).workshop, _respondents(connection, self._content(), row["id"])

    def cohort(self, workshop_id: str) -> Cohort:
        """The cohort of the newest picture, by one aggregate over its outcome rows."""
        with reading(self._engine) as connection:
            totals, _ = self._totals(connection, workshop_id, shown_cells(connection, workshop_id))
            parts = held_by(connection, workshop_id).workshop.parts
        return cohort_of(self._content(), totals, parts)

    def _totals(self, connection: Connection, workshop_id: str, shown: Sequence[int]) -> tuple[Totals, list[Cell]]:
        """What the people of these cells add up to, and the cells."""
        chosen = and_(member.c.workshop == workshop_id, ~member.c.left, member.c.cell.in_(shown))
        totals = group_totals(connection, self._content(), chosen)
        return totals, [each for each in read_cells(connection, workshop_id) if each.number in shown]

    def _take(self, connection: Connection, workshop_id: str, selection: Selection) -> None:
        """Notes a picture, unless it would show the same people under the same content as the last one."""
        shown = sorted(selection.shown)
        newest = select(picture).where(picture.c.workshop == workshop_id).order_by(picture.c.number.desc()).limit(1)
        last = connection.execute(newest).mappings().first()
        content = self._content()
        if last and json.loads(last["cells"]) == shown and last["content"] == content.fingerprint:
            return
        _enter_cells(connection, workshop_id, selection)
        row = {
            "workshop": workshop_id,
            "number": last["number"] + 1 if last else 1,
            "taken_at": self._clock(),
            "people": selection.people,
            "cells": json.dumps(shown),
            "content": content.fingerprint,
        }
        connection.execute(insert(picture).values(row))

    def _work_out(self, workshop_id: str, row: RowMapping) -> GroupPicture | None:
        """The document of a picture; None, and the picture is withdrawn, should somebody have left meanwhile."""
        content, own = self._content(), and_(picture.c.workshop == workshop_id, picture.c.number == row["number"])
        refresh_outcomes(self._engine, content)
        with reading(self._engine) as connection:
            found = connection.execute(_frozen(workshop_id, json.loads(row["cells"]))).all()
            totals, cells = self._totals(connection, workshop_id, json.loads(row["cells"]))
            parts = held_by(connection, workshop_id).workshop.parts
        cohort = cohort_of(content, totals, parts)
        if cohort.n != row["people"]:
            with writing(self._engine) as connection:
                connection.execute(delete(picture).where(own))
            return None
        document = group_picture(content, cohort, [read_said(content, each.document) for each in found], parts)
        written = _DOCUMENT.dump_json(document).decode("utf-8")
        with writing(self._engine) as connection:
            connection.execute(update(picture).where(own).values(document=written))
            if not parts:  # who was asked less would lower every percentage
                fold(connection, workshop_id, row["number"], content.fingerprint, tallied(totals, cells))
        return document

    def count_rest(self) -> int:
        """Counts pictures in the tallies that are not yet, or not under this content; returns how many these were.

        Somebody who has left a picture since cannot be counted anew: such a picture stays as it was counted.
        """
        counted, last = 0, ""
        while rows := self._uncounted(last):
            counted += sum(self._count(row) for row in rows)
            last = rows[-1]["workshop"]
        return counted

    def _uncounted(self, after: str) -> Sequence[RowMapping]:
        """Newest pictures of workshops that asked everything, and not in the tallies under this content; a few."""
        later = picture.alias("later")
        newest = ~exists().where(later.c.workshop == picture.c.workshop, later.c.number > picture.c.number)
        is_counted = exists().where(
            folded.c.workshop == picture.c.workshop,
            folded.c.number == picture.c.number,
            folded.c.content == self._content().fingerprint,
        )
        counts = exists().where(workshop.c.id == picture.c.workshop, workshop.c.parts == "[]", is_visible())
        worked_out = and_(picture.c.workshop > after, picture.c.document.is_not(None))
        wanted = select(picture).where(worked_out, newest, counts, ~is_counted)
        with reading(self._engine) as connection:
            return connection.execute(wanted.order_by(picture.c.workshop).limit(_BATCH)).mappings().all()

    def _count(self, row: RowMapping) -> bool:
        with reading(self._engine) as connection:
            totals, cells = self._totals(connection, row["workshop"], json.loads(row["cells"]))
        if totals.n != row["people"]:
            return False
        with writing(self._engine) as connection:
            fold(connection, row["workshop"], row["number"], self._content().fingerprint, tallied(totals, cells))
        return True


def _people(connection: Connection, workshop_id: str) -> list[Person]:
    """Everybody who has finished, those who left included."""
    wanted = (
        select(member.c.assessment, member.c.cell, member.c.left, said.c.document)
        .select_from(member.join(said, said.c.assessment == member.c.assessment))
        .where(member.c.workshop == workshop_id)
        .order_by(member.c.assessment)
    )
    return [
        Person(row.assessment, row.cell, _traits(json.loads(row.document)["profile"]), row.left)
        for row in connection.execute(wanted)
    ]


def _traits(profile: Mapping[str, str]) -> dict[str, str]:
    """What an export may say; the village in one spelling."""
    return {
        name: " ".join(value.split()).title() if name == "village" else value
        for name in TRAITS
        if (value := profile.get(name))
    }


def _finished(connection: Connection, workshop_id: str) -> int:
    wanted = (
        select(func.count())
        .select_from(member.join(outcome, outcome.c.assessment == member.c.assessment))
        .where(member.c.workshop == workshop_id, ~member.c.left)
    )
    return int(connection.execute(wanted).scalar_one())


def read_cells(connection: Connection, workshop_id: str) -> list[Cell]:
    """All cells of a workshop, within a transaction."""
    rows = connection.execute(select(cell).where(cell.c.workshop == workshop_id))
    return [Cell(row.number, row.size, json.loads(row.traits)) for row in rows]


def shown_cells(connection: Connection, workshop_id: str) -> list[int]:
    """The cells that the newest picture shows, within a transaction."""
    newest = select(picture.c.cells).where(picture.c.workshop == workshop_id).order_by(picture.c.number.desc()).limit(1)
    return list(json.loads(connection.execute(newest).scalar() or "[]"))


def _frozen(workshop_id: str, shown: Sequence[int]) -> Select[Any]:
    return (
        select(member.c.cell, said.c.document)
        .select_from(member.join(said, said.c.assessment == member.c.assessment))
        .where(member.c.workshop == workshop_id, ~member.c.left, member.c.cell.in_(shown))
        .order_by(said.c.document)
    )


def _respondents(connection: Connection, content: Content, workshop_id: str) -> tuple[Respondent, ...]:
    cells = {each.number: each for each in read_cells(connection, workshop_id)}
    found = connection.execute(_frozen(workshop_id, shown_cells(connection, workshop_id))).all()
    whole = {number for number, count in Counter(row.cell for row in found).items() if count == cells[number].size}
    kept = [row for row in found if row.cell in whole]
    if len(kept) < content.settings.group.smallest:
        return ()
    labels = _labels(content, [cells[row.cell].traits for row in kept])
    rows = [
        Respondent(label, read_said(content, row.document), row.cell) for label, row in zip(labels, kept, strict=True)
    ]
    return tuple(
        sorted(rows, key=lambda row: repr((sorted(row.traits.items()), sorted(row.assessment.answers.items()))))
    )


def save_cells(connection: Connection, workshop_id: str, cells: Iterable[Cell]) -> None:
    """All cells of a workshop anew, within a transaction."""
    connection.execute(delete(cell).where(cell.c.workshop == workshop_id))
    rows = [
        {"workshop": workshop_id, "number": each.number, "size": each.size, "traits": json.dumps(dict(each.traits))}
        for each in cells
    ]
    upsert(connection, cell, rows)


def _enter_cells(connection: Connection, workshop_id: str, selection: Selection) -> None:
    """Notes the cells as they are now, and freezes the outcomes of who is new in one."""
    save_cells(connection, workshop_id, selection.cells.values())
    for number in set(selection.membership.values()):
        people = [person for person, theirs in selection.membership.items() if theirs == number]
        connection.execute(update(member).where(member.c.assessment.in_(people)).values(cell=number))
        connection.execute(update(outcome).where(outcome.c.assessment.in_(people)).values(frozen=True))


def _labels(content: Content, traits: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """What may be said of each row: a combination that fewer than the smallest group share is shortened."""
    labels = [{name: each[name] for name in TRAITS if name in each} for each in traits]
    for length in range(len(TRAITS), 0, -1):
        counts = Counter(tuple(label.items()) for label in labels)
        for label in labels:
            if len(label) == length and counts[tuple(label.items())] < content.settings.group.smallest:
                label.popitem()
    return [dict(label) for label in labels]
