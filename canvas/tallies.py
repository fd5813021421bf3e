"""What many groups add up to, kept as counts: millions of people in a few thousand numbers.

Scores are counted by their exact value. A dimension has few different ones, because its questions have few rungs. So
quartiles drawn from the counts equal those drawn from the scores themselves, to the last digit.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TypeVar, overload

from canvas.cohort import Totals
from canvas.pictures import TRAITS, Cell

Key = TypeVar("Key")


@dataclass(frozen=True)
class Tallies:
    """Counts over whole pictures: how many groups and people, and how many people each thing holds for."""

    groups: int = 0
    people: int = 0
    indicators: Mapping[str, int] = field(default_factory=dict)
    stages: Mapping[str, int] = field(default_factory=dict)
    dimensions: Mapping[str, Mapping[float, int]] = field(default_factory=dict)
    """Dimension → score, 0–100 → how many have it."""
    traits: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Trait, such as sector → value → people of the cells that may be named by it."""


class Counted(Sequence[float]):
    """Counted values as if each were listed, in ascending order."""

    def __init__(self, counts: Mapping[float, int]) -> None:
        self._values = sorted(counts)
        self._ends = [*accumulate(counts[value] for value in self._values)]

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> float: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[float]: ...
    def __getitem__(self, index: int | slice) -> float | Sequence[float]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._values[bisect_right(self._ends, index % len(self))]


def tallied(totals: Totals, cells: Iterable[Cell]) -> Tallies:
    """The tallies of one picture: what its people add up to, and the cells that it shows."""
    traits: dict[str, Counter[str]] = {name: Counter() for name in TRAITS}
    for cell in cells:
        for name, value in cell.traits.items():
            traits[name][value] += cell.size
    return Tallies(
        groups=1,
        people=totals.n,
        indicators=_counts(totals.indicators),
        stages=_counts(totals.stages),
        dimensions={name: Counter(map(float, values)) for name, values in totals.dimensions.items()},
        traits={name: dict(counts) for name, counts in traits.items() if counts},
    )


def added(one: Tallies, other: Tallies, times: int = 1) -> Tallies:
    """The sum of two tallies; with `times` -1, the first without the second, which it holds."""
    return Tallies(
        groups=one.groups + times * other.groups,
        people=one.people + times * other.people,
        indicators=_added(one.indicators, other.indicators, times),
        stages=_added(one.stages, other.stages, times),
        dimensions=_added_each(one.dimensions, other.dimensions, times),
        traits=_added_each(one.traits, other.traits, times),
    )


def totals_of(tallies: Tallies) -> Totals:
    """The counts in the form that `canvas.cohort.cohort_of` draws a picture from."""
    return Totals(
        n=tallies.people,
        indicators=tallies.indicators,
        stages=tallies.stages,
        dimensions={name: Counted(counts) for name, counts in tallies.dimensions.items()},
    )


def named_traits(tallies: Tallies, smallest: int) -> Mapping[str, Mapping[str, int]]:
    """Trait → value → people, commonest first; only values that at least `smallest` people share."""
    return {
        name: {value: count for value, count in Counter(counts).most_common() if count >= smallest}
        for name, counts in tallies.traits.items()
    }


def written(tallies: Tallies) -> str:
    """Tallies as JSON. Scores are keys with all their digits."""
    return json.dumps(vars(tallies))


def read(document: str) -> Tallies:
    """Tallies of the JSON that `written` returned."""
    found = json.loads(document)
    scores = {name: {float(value): n for value, n in each.items()} for name, each in found["dimensions"].items()}
    return Tallies(**{**found, "dimensions": scores})


def _counts(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


def _added(one: Mapping[Key, int], other: Mapping[Key, int], times: int) -> dict[Key, int]:
    sums = {name: one.get(name, 0) + times * other.get(name, 0) for name in {**one, **other}}
    return {name: count for name, count in sums.items() if count}


def _added_each(
    one: Mapping[str, Mapping[Key, int]], other: Mapping[str, Mapping[Key, int]], times: int
) -> dict[str, dict[Key, int]]:
    sums = {name: _added(one.get(name, {}), other.get(name, {}), times) for name in {**one, **other}}
    return {name: counts for name, counts in sums.items() if counts}
