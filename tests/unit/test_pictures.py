"""Who may be in a picture of a group: never few, and never one more or one fewer than in another picture."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from types import SimpleNamespace

import pytest

from canvas.pictures import Cell, Pair, Person, coupled, may_differ, parted, select
from tests.neighbour import try_organisations, try_workshops


@pytest.fixture
def rule(content):
    return content.settings.group


def new(count: int, **traits: str) -> list[Person]:
    return [Person(f"new-{traits.get('sector', '')}-{number}", None, traits) for number in range(count)]


def here(count: int, cell: int) -> list[Person]:
    return [Person(f"cell-{cell}-{number}", cell) for number in range(count)]


@pytest.mark.parametrize(("count", "shown"), [(0, None), (4, None), (5, 5), (12, 12)])
def test_the_first_picture_needs_five(rule, count, shown) -> None:
    selection = select(rule, [], new(count), Random(1))
    assert (selection and selection.people) == shown


@pytest.mark.parametrize(("late", "shown", "waiting"), [(0, 8, 0), (1, 8, 1), (2, 8, 2), (3, 11, 0), (4, 12, 0)])
def test_late_people_enter_three_at_a_time(rule, late, shown, waiting) -> None:
    selection = select(rule, [Cell(1, 8)], [*here(8, 1), *new(late)], Random(1))
    assert selection is not None
    assert (selection.people, selection.waiting) == (shown, waiting)


@pytest.mark.parametrize(("left", "shown"), [(1, 7), (2, 7), (3, 7), (4, 6)])
def test_who_leaves_is_not_seen_by_the_difference(rule, left, shown) -> None:
    selection = select(rule, [Cell(1, 10)], here(10 - left, 1), Random(1))
    assert selection is not None
    assert selection.people == shown


def test_a_group_that_would_be_too_small_without_those_who_left_is_not_shown(rule) -> None:
    assert select(rule, [Cell(1, 6)], here(5, 1), Random(1)) is None


def test_who_was_held_back_for_another_stays_with_them(rule) -> None:
    first = select(rule, [Cell(1, 10)], here(9, 1), Random(1))
    assert first is not None
    people = [Person(person.id, first.membership[person.id]) for person in here(9, 1)]
    second = select(rule, first.cells.values(), people, Random(2))
    assert second is not None
    assert (second.shown, second.people) == (first.shown, first.people)


def test_who_comes_back_is_shown_again_with_those_held_back(rule) -> None:
    people = here(10, 1)
    without = [*people[:9], replace(people[9], left=True)]
    first = select(rule, [Cell(1, 10)], without, Random(1))
    assert first is not None
    back = [replace(person, cell=first.membership[person.id], left=False) for person in without]
    second = select(rule, first.cells.values(), back, Random(1))
    assert (first.people, second and second.people) == (7, 10)


def test_the_same_people_make_the_same_picture(rule) -> None:
    selection = select(rule, [Cell(1, 5), Cell(2, 3)], [*here(5, 1), *here(3, 2)], Random(1))
    assert selection is not None
    assert (selection.shown, dict(selection.membership)) == ({1, 2}, {})


@pytest.mark.parametrize(
    ("sectors", "named"),
    [
        ({"food": 5, "craft": 5}, {"food": 5, "craft": 5}),
        ({"food": 6, "craft": 4}, {"": 10}),  # the four would be the rest that is left
        ({"food": 9, "craft": 6, "trade": 1}, {"food": 9, "": 7}),
        ({"food": 4, "craft": 4}, {"": 8}),
    ],
)
def test_a_sector_is_named_from_five_and_never_leaves_a_small_rest(rule, sectors, named) -> None:
    people = [person for sector, count in sectors.items() for person in new(count, sector=sector)]
    groups = parted(rule.smallest, people)
    assert {traits.get("sector", ""): len(group) for traits, group in groups} == named


def test_groups_differ_by_nobody_or_by_three(rule) -> None:
    room = frozenset("abcdefgh")
    assert may_differ(rule, room, room)
    assert may_differ(rule, room, room - set("abc"))
    assert may_differ(rule, room, frozenset("xyz"))
    assert not may_differ(rule, room, room - {"a"})
    assert not may_differ(rule, room, room - set("abc") | {"x"})


def test_a_neighbour_learns_no_answer_that_not_all_of_a_group_gave(rule) -> None:
    known = try_workshops(rule, 200, seed=11)
    assert known.smallest_set >= rule.differ_by
    assert min(known.by_whole_difference) >= rule.differ_by - 1  # she knows her own
    assert known.pinned > 0  # the answer of a whole group is known: docs/privacy.md says so


def test_the_picture_over_many_workshops_reveals_no_more_to_a_neighbour(rule) -> None:
    known = try_organisations(rule, 40, seed=11)
    assert known.smallest_set >= rule.differ_by
    assert min(known.by_whole_difference) >= rule.differ_by - 1
    assert known.by_repeating > 0  # what follows if nobody changes an answer: docs/privacy.md says so


def test_with_smaller_cells_the_picture_over_many_workshops_would_single_people_out(rule) -> None:
    assert try_organisations(SimpleNamespace(smallest=5, differ_by=1), 20, seed=11).smallest_set == 1


def pairs(count: int, then: int = 1, now: int = 1) -> list[Pair]:
    """People who are in a cell of two workshops."""
    return [Pair(f"then-{then}-{now}-{number}", then, f"now-{then}-{now}-{number}", now) for number in range(count)]


@pytest.mark.parametrize(
    ("then", "now", "both", "compared"),
    [
        (8, 8, 8, 8),  # all came again
        (11, 8, 8, 8),  # three did not
        (10, 8, 8, 5),  # two did not: three are left out, so that both remainders are three or more
        (8, 10, 8, 5),  # two are new
        (10, 10, 8, 7),
        (5, 5, 4, 0),  # fewer than three would be left on either side, or fewer than five compared
        (4, 4, 4, 0),
    ],
)
def test_who_came_twice_is_in_a_cell_of_their_own_both_times(rule, then, now, both, compared) -> None:
    found = coupled(rule, [Cell(1, then)], [Cell(1, now)], pairs(both), Random(1))
    for cells, before, name in ((found.then, then, "then"), (found.now, now, "now")):
        assert sum(cell.size for cell in cells.values()) == before
        moved = [person for person in found.moved if person.startswith(name)]
        assert len(moved) == (compared if 0 < compared < before else 0)
        assert len(cells) == (2 if moved else 1)


def test_no_cell_becomes_smaller_than_three_however_two_workshops_overlap(rule) -> None:
    for seed in range(200):
        random = Random(seed)
        people = [(random.randint(1, 3), random.randint(1, 3), number) for number in range(random.randint(9, 40))]
        met = [Pair(f"t{number}", then, f"n{number}", now) for then, now, number in people if random.random() < 0.7]
        then, now = (
            [Cell(cell, max(3, sum(each[side] == cell for each in people))) for cell in (1, 2, 3)] for side in (0, 1)
        )
        found = coupled(rule, then, now, met, random)
        for cells, before in ((found.then, then), (found.now, now)):
            assert min(cell.size for cell in cells.values()) >= rule.differ_by
            assert sum(cell.size for cell in cells.values()) == sum(cell.size for cell in before)
