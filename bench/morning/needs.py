"""What so many people a day need: arithmetic on the measured constants."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from bench.morning.model import Costs

PAIRS = 39
"""Answers of a whole assessment, those about the business included (`canvas.stops` of an owner who sells food)."""
BUSIEST_HOUR = 0.25
"""Share of a day's people who come in its busiest hour: four workshops a day, at the same times everywhere."""
BUSY = 0.5
"""How busy a processor may be in that hour: the simulation shows p95 rising beyond."""
SESSION_MINUTES = 30
"""How long somebody's session is held: a workshop's first part, and the minutes until Streamlit drops it."""


@dataclass(frozen=True)
class Constants:
    """What was measured."""

    costs: Costs
    arrival_ms: float
    bytes_received: float
    """Of a pair."""
    bytes_stored: float
    rows_stored: float
    megabytes_of_replica: float
    megabytes_of_session: float


@dataclass(frozen=True)
class Needs:
    """Of so many people a day."""

    people: int
    pairs_a_second: float
    app_cores: float
    database_cores: float
    sessions: float
    megabytes_of_app: float
    megabits: float
    gigabytes_a_year: float
    million_rows_a_year: float

    @property
    def replicas(self) -> int:
        """One processor each; two at the least."""
        return max(2, ceil(self.app_cores))


def needs(people: int, known: Constants) -> Needs:
    """In the busiest hour of a day; rows and bytes of a year of such days."""
    arrivals = people * BUSIEST_HOUR / 3600
    pairs = arrivals * PAIRS
    sessions = people * BUSIEST_HOUR * SESSION_MINUTES / 60
    app = (pairs * known.costs.app + arrivals * known.arrival_ms) / 1000 / BUSY
    replicas = max(2, ceil(app))
    return Needs(
        people=people,
        pairs_a_second=pairs,
        app_cores=app,
        database_cores=pairs * known.costs.database / 1000 / BUSY,
        sessions=sessions,
        megabytes_of_app=replicas * known.megabytes_of_replica + sessions * known.megabytes_of_session,
        megabits=pairs * known.bytes_received * 8 / 1e6,
        gigabytes_a_year=250 * people * known.bytes_stored / 1e9,
        million_rows_a_year=250 * people * known.rows_stored / 1e6,
    )
