"""Files that people take home are made one after the other, so that a class that downloads holds nobody up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

import pytest

from canvas.ui.downloads import one_at_a_time


def test_two_files_are_never_made_at_the_same_time() -> None:
    meeting = Barrier(2, timeout=0.2)

    def make() -> bytes:
        with pytest.raises(BrokenBarrierError):
            meeting.wait()  # another maker would have to be at work
        return b"made"

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(lambda make: make(), [one_at_a_time(make)] * 2)) == [b"made", b"made"]


def test_after_a_file_that_could_not_be_made_the_next_one_is() -> None:
    def fails() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        one_at_a_time(fails)()
    assert one_at_a_time(lambda: b"made")() == b"made"
