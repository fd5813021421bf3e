"""Which people a picture of a group may show, so that no picture says anything about one of them.

A *picture* is what a group may see: the wall, an export, a report. Everything shown of a workshop is made of whole
*cells*: groups of people who enter pictures together and leave them together. So any two pictures differ by whole
cells, and people of one cell could swap all their answers without any picture changing: whatever is known, an answer
cannot be assigned to one of them unless all of them gave it. docs/privacy.md has the proof and its limits.

Two numbers rule (`group` in settings.yaml): nothing is shown of fewer than `smallest` people, and a cell
never has fewer than `differ_by`.

A cell remembers how many people it was made of. Whoever leaves would be seen by the difference of two pictures;
so as many others are held back with them as it takes to make that difference `differ_by`.

Who was in two workshops can be compared with themselves. Those of one cell then and one cell now become a cell of their
own in both, so that what is said of their change is again about people who could swap everything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Protocol


class Rule(Protocol):
    """The two numbers, as the content's settings have them."""

    @property
    def smallest(self) -> int: ...
    @property
    def differ_by(self) -> int: ...


TRAITS = ("sector", "workers", "village")
"""Profile fields that an export may show, in the order in which they are given up last to first."""


@dataclass(frozen=True)
class Cell:
    """A group of `size` people who are shown together; `traits`: what an export may say about each of them."""

    number: int
    size: int
    traits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """Somebody who has finished; `cell` None: in no picture yet. `left`: does not want to be in another one."""

    id: str
    cell: int | None = None
    traits: Mapping[str, str] = field(default_factory=dict)
    left: bool = False


@dataclass(frozen=True)
class Selection:
    """Who is in a picture: `cells` by number, as they are after it; `membership`: person → cell, where that is new."""

    shown: frozenset[int]
    cells: Mapping[int, Cell]
    membership: Mapping[str, int]
    people: int
    """How many are shown."""
    waiting: int
    """How many have finished and are not shown: they are in the next picture, or were held back."""


def select(rule: Rule, cells: Iterable[Cell], people: Sequence[Person], random: Random) -> Selection | None:
    """The largest picture that may be shown now; None while that is too small a group."""
    known = {cell.number: cell for cell in cells}
    members: dict[int, list[Person]] = defaultdict(list)
    for person in people:
        if person.cell is not None:
            members[person.cell].append(person)
    draft = _Draft(rule, known, max(known, default=0), random)
    for number, those in sorted(members.items()):
        draft.keep(known[number], those)
    draft.add([person for person in people if person.cell is None and not person.left])
    count = sum(draft.cells[number].size for number in draft.shown)
    if count < rule.smallest:
        return None
    present = sum(not person.left for person in people)
    return Selection(frozenset(draft.shown), draft.cells, draft.membership, count, present - count)


class _Draft:
    """A selection in the making."""

    def __init__(self, rule: Rule, known: Mapping[int, Cell], last: int, random: Random) -> None:
        self.rule = rule
        self.cells = dict(known)
        self.shown: set[int] = set()
        self.membership: dict[str, int] = {}
        self.last = last
        self.random = random

    def keep(self, cell: Cell, members: list[Person]) -> None:
        """A cell that is whole is shown. One that somebody left is split, or not shown any more."""
        here = sorted(person.id for person in members if not person.left)
        gone = cell.size - len(here)
        if not gone:
            self.shown.add(cell.number)
            return
        held = max(0, self.rule.differ_by - gone)
        if len(here) - held < self.rule.differ_by:
            return
        self.random.shuffle(here)
        left = [person.id for person in members if person.left]  # who may come back, to those held back for them
        del self.cells[cell.number]
        self._make([*here[:held], *left], gone + held, cell.traits)
        self.shown.add(self._make(here[held:], len(here) - held, cell.traits))

    def add(self, fresh: Sequence[Person]) -> None:
        """New people come in together, once they are enough; apart by what an export may say about them."""
        shown = sum(self.cells[number].size for number in self.shown)
        if len(fresh) < self.rule.differ_by or shown + len(fresh) < self.rule.smallest:
            return
        for traits, group in parted(self.rule.smallest, fresh):
            self.shown.add(self._make([person.id for person in group], len(group), traits))

    def _make(self, members: list[str], size: int, traits: Mapping[str, str]) -> int:
        self.last += 1
        self.cells[self.last] = Cell(self.last, size, dict(traits))
        self.membership |= dict.fromkeys(members, self.last)
        return self.last


def parted(
    smallest: int, people: Sequence[Person], traits: Sequence[str] = TRAITS
) -> list[tuple[Mapping[str, str], list[Person]]]:
    """People apart by sector, then size, then village, as long as no group and no rest is smaller than `smallest`.

    A rare value is not named: its people stay together with others, whose value is then not named either.
    """
    if not traits:
        return [({}, list(people))]
    values = Counter(value for person in people if (value := person.traits.get(traits[0])))
    named = [value for value, count in values.most_common() if count >= smallest]
    while named and 0 < len(people) - sum(values[value] for value in named) < smallest:
        named.pop()  # the smallest of them joins the rest
    groups: list[tuple[Mapping[str, str], list[Person]]] = []
    for value in named:
        group = [person for person in people if person.traits.get(traits[0]) == value]
        groups += [({traits[0]: value, **more}, part) for more, part in parted(smallest, group, traits[1:])]
    rest = [person for person in people if person.traits.get(traits[0]) not in named]
    return [*groups, ({}, rest)] if rest else groups


@dataclass(frozen=True)
class Pair:
    """Somebody who is in a picture of two workshops: their assessment and their cell in each."""

    then: str
    then_cell: int
    now: str
    now_cell: int


@dataclass(frozen=True)
class Coupling:
    """Cells of two workshops after some were split: `then` and `now` by number, `moved` the cell of who got another."""

    then: Mapping[int, Cell]
    now: Mapping[int, Cell]
    moved: Mapping[str, int]


def coupled(rule: Rule, then: Iterable[Cell], now: Iterable[Cell], pairs: Sequence[Pair], random: Random) -> Coupling:
    """The cells of two workshops, split where people of one cell then and one cell now can be separate cells.

    No cell becomes smaller than `differ_by`: where too few would be left, some stay with them. Nothing is split where
    fewer than the smallest group could be compared.
    """
    before, after = ({cell.number: cell for cell in cells} for cells in (then, now))
    moved: dict[str, int] = {}
    count = 0
    together: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        together[pair.then_cell, pair.now_cell].append(pair)
    for (old, new), people in sorted(together.items(), key=lambda block: (-len(block[1]), block[0])):
        sizes = (before[old].size, after[new].size)
        size = next((n for n in range(len(people), 0, -1) if all(_may_part(rule, each, n) for each in sizes)), 0)
        chosen = random.sample(people, size)
        count += size
        moved |= _split(before, old, [each.then for each in chosen])
        moved |= _split(after, new, [each.now for each in chosen])
    if count < rule.smallest:
        return Coupling({cell.number: cell for cell in then}, {cell.number: cell for cell in now}, {})
    return Coupling(before, after, moved)


def _may_part(rule: Rule, size: int, chosen: int) -> bool:
    return chosen >= rule.differ_by and (chosen == size or size - chosen >= rule.differ_by)


def _split(cells: dict[int, Cell], number: int, chosen: Sequence[str]) -> dict[str, int]:
    """Takes people out of a cell into a new one, unless they are all of it; returns the cell of each who moved."""
    cell, new = cells[number], max(cells) + 1
    if not chosen or len(chosen) == cell.size:
        return {}
    cells[number] = Cell(number, cell.size - len(chosen), cell.traits)
    cells[new] = Cell(new, len(chosen), cell.traits)
    return dict.fromkeys(chosen, new)


def may_differ(rule: Rule, one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two groups of people may both be shown: apart, or different by nobody or by enough on either side."""
    sides = (one - other, other - one)
    return not one & other or all(not side or len(side) >= rule.differ_by for side in sides)
