"""Then and now of the people who were in two workshops, as a spread."""

from __future__ import annotations

from canvas.change import Scores, change_of
from canvas.cohort import Spread


def moved(content, *by: float | None) -> list[tuple[Scores, Scores]]:
    """People of one cell whose finance moved by so much; None: they were not asked about it now."""
    nothing: dict[str, float | None] = dict.fromkeys(content.dimension)
    return [({**nothing, "finance": 40.0}, {**nothing, "finance": None if n is None else 40.0 + n}) for n in by]


def test_it_is_the_median_and_quartiles_of_each_ones_change(content) -> None:
    change = change_of(content, [moved(content, -10, 0, 20, 30, 40)])
    assert change is not None
    assert (change.n, dict(change.dimensions)) == (5, {"finance": Spread(median=20, q1=0, q3=30)})


def test_fewer_than_five_are_not_compared(content) -> None:
    assert change_of(content, [moved(content, 1, 2, 3, 4)]) is None
    assert change_of(content, []) is None


def test_one_or_two_of_a_cell_with_a_score_both_times_are_left_out(content) -> None:
    change = change_of(content, [moved(content, 1, 2, 3, 4, 5), moved(content, 90, 90, None)])
    assert change is not None
    assert (change.n, change.dimensions["finance"]) == (8, Spread(median=3, q1=2, q3=4))
    few = change_of(content, [moved(content, 1, 2, 3, 4, None)])
    assert few is not None
    assert dict(few.dimensions) == {}
