from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas.report.layout.grid import Span, lowest_columns, most, satisfied, stretched

TOTAL, ROWS = 480.0, 12


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 4), st.floats(0, 400)), max_size=11))
def test_rows_always_fill_the_sheet_and_keep_their_least(boxes: list[tuple[int, int, float]]) -> None:
    heights = stretched([Span(*box) for box in boxes], ROWS, TOTAL)
    assert sum(heights) == pytest.approx(TOTAL)
    assert min(heights) >= 0.5 * TOTAL / ROWS


def test_a_full_box_gets_what_an_empty_one_does_not_need() -> None:
    spans = [Span(0, 6, 320), Span(6, 6, 60)]
    heights = stretched(spans, ROWS, TOTAL)
    assert satisfied(spans, heights)
    assert sum(heights[:6]) >= 319


def test_rows_without_needs_are_even() -> None:
    assert set(stretched([], 4, 100)) == {25.0}


def test_a_box_cannot_take_what_the_others_keep() -> None:
    assert most(Span(0, 6, 0), ROWS, TOTAL) < TOTAL


def test_columns_are_as_low_as_their_contents_allow() -> None:
    assert lowest_columns([10, 10, 10, 10], 2) == 20
    assert lowest_columns([], 2) == 0
    assert lowest_columns([30, 10], 2) == 30
