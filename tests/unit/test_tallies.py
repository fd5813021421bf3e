"""Counts of many groups: any sum of them equals the picture of all their people together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvas.assessment import Assessment
from canvas.cohort import cohort_of, totals
from canvas.outcome import Outcome, outcome_of
from canvas.pictures import Cell
from canvas.tallies import Counted, Tallies, added, named_traits, read, tallied, totals_of, written
from tests.builders import real_content
from tests.deep import examples
from tests.property.strategies import assessments

CONTENT = real_content()
GROUPS = st.lists(st.lists(assessments(), min_size=1, max_size=5), min_size=2, max_size=4)


def of(group: list[Assessment], *cells: Cell) -> Tallies:
    return tallied(totals(CONTENT, [outcomes(group)]), cells)


def outcomes(group: list[Assessment]) -> list[Outcome]:
    return [outcome_of(CONTENT, person) for person in group]


@settings(max_examples=examples(8), deadline=None)
@given(groups=GROUPS)
def test_the_sum_of_groups_is_the_cohort_of_all_their_people_to_the_last_digit(groups: list[list[Assessment]]) -> None:
    whole = Tallies()
    for group in groups:
        whole = read(written(added(whole, of(group))))
    assert whole.groups == len(groups)
    assert cohort_of(CONTENT, totals_of(whole)) == cohort_of(CONTENT, totals(CONTENT, [*map(outcomes, groups)]))


@settings(max_examples=examples(8), deadline=None)
@given(groups=GROUPS)
def test_a_group_that_goes_leaves_no_trace(groups: list[list[Assessment]]) -> None:
    first, *others = map(of, groups)
    rest = Tallies()
    for other in others:
        rest = added(rest, other)
    assert added(added(rest, first), first, -1) == rest


@given(st.dictionaries(st.floats(0, 100), st.integers(1, 5), min_size=1))
def test_counted_values_read_like_a_list(counts: dict[float, int]) -> None:
    listed = sorted(value for value, count in counts.items() for _ in range(count))
    counted = Counted(counts)
    assert list(counted) == listed
    assert (len(counted), counted[-1], counted[1:]) == (len(listed), listed[-1], listed[1:])
    with pytest.raises(IndexError):
        counted[len(listed)]


def test_only_what_enough_people_share_is_named() -> None:
    one = of([], Cell(1, 5, {"sector": "food", "village": "Kebonagung"}), Cell(2, 3, {}))
    other = of([], Cell(1, 3, {"sector": "craft"}), Cell(2, 4, {"village": "Kebonagung"}))
    assert named_traits(added(one, other), 5) == {"sector": {"food": 5}, "village": {"Kebonagung": 9}}
