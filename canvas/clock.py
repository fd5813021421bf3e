"""A clock that is not believed when it is years off: a laptop's battery was empty, or somebody mistyped the year.

Records are deleted by their age, so a wrong year must neither delete nor stamp anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

AHEAD = timedelta(days=3 * 365)
"""So long a laptop may lie in a cupboard: a clock that is further ahead of the last known moment is not believed."""

BEHIND = timedelta(days=365)
"""A clock that is further behind is not believed either; one that is less behind is the store's business."""


@dataclass
class TrustedClock:
    """The time of `system`, as long as it is plausible beside `known`: the last use of the store, or the content's age.

    While it is not, time goes on from `known`, and `report` is called once with the time that is not believed.
    """

    system: Callable[[], datetime]
    known: datetime
    report: Callable[[datetime], None]
    _offset: timedelta | None = field(default=None, init=False)

    def __call__(self) -> datetime:
        now = self.system()
        if is_plausible(now, self.known):
            self._offset = None
            return now
        if self._offset is None or not is_plausible(now + self._offset, self.known):
            self._offset = self.known - now
            self.report(now)
        return now + self._offset

    @property
    def is_off(self) -> bool:
        """Whether the system's time is not believed now."""
        return not is_plausible(self.system(), self.known)


def is_plausible(now: datetime, known: datetime) -> bool:
    """Whether it can be so late, or so early, when the last known moment was `known`."""
    return known - BEHIND <= now <= known + AHEAD


def last_known(newest_use: datetime | None, content_checked: date) -> datetime:
    """The latest moment that is known to have been: the store's last use, or the newest check of the content."""
    checked = datetime.combine(content_checked, time(), UTC)
    return max(newest_use, checked) if newest_use else checked
