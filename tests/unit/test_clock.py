"""A clock that is years off is not believed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from canvas.clock import TrustedClock, last_known

USED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Laptop:
    def __init__(self, now: datetime) -> None:
        self.now = now
        self.reported: list[datetime] = []
        self.clock = TrustedClock(lambda: self.now, USED, self.reported.append)


@pytest.mark.parametrize("days", [0, 1, 400, 3 * 365, -30])
def test_a_laptop_that_lay_in_a_cupboard_is_believed(days: int) -> None:
    laptop = Laptop(USED + timedelta(days=days))
    assert laptop.clock() == laptop.now
    assert not laptop.clock.is_off
    assert laptop.reported == []


@pytest.mark.parametrize("year", [1970, 2000, 2024, 2031, 2062, 9999])
def test_a_clock_that_is_years_off_is_not(year: int) -> None:
    laptop = Laptop(USED.replace(year=year))
    assert laptop.clock() == USED
    assert laptop.clock.is_off
    laptop.now += timedelta(hours=2)
    assert laptop.clock() == USED + timedelta(hours=2), "time goes on"
    assert laptop.reported == [USED.replace(year=year)], "it is said once"


def test_a_clock_that_was_put_right_is_believed_again() -> None:
    laptop = Laptop(USED.replace(year=2062))
    laptop.clock()
    laptop.now = USED + timedelta(days=1)
    assert laptop.clock() == laptop.now
    assert not laptop.clock.is_off


def test_the_last_known_moment_is_the_later_of_use_and_content() -> None:
    assert last_known(None, date(2026, 11, 1)) == datetime(2026, 11, 1, tzinfo=UTC)
    assert last_known(USED, date(2026, 11, 1)) == USED
    assert last_known(USED, date(2027, 3, 1)) == datetime(2027, 3, 1, tzinfo=UTC)
