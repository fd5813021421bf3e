"""One fault under phones at work: what was acknowledged and found, who is where they were, and who waited how long."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from bench.cluster.cluster import Cluster
from bench.cluster.faults import Fault
from bench.cluster.phones import Phone
from canvas.store import Assessments, open_engine

NOTICED = 1.0
"""Seconds of waiting that a person notices."""

HEADS = [
    "fault", "done in, s", "phones", "acknowledged", "found", "back where they were", "nobody answered for, s",
    "phones that waited > 1 s", "median wait of these, s", "longest wait, s",
]  # fmt: skip


@dataclass(frozen=True)
class Trial:
    """What came of one fault. Times in seconds."""

    name: str
    lasted: float
    """From the fault until all that ran before ran again."""
    phones: int
    acknowledged: int
    lost: tuple[str, ...]
    back: int
    silence: float
    """The longest time, after the fault, in which no phone was answered."""
    waits: tuple[float, ...]
    """Of each phone, the longest time from a tap until it was stored and answered."""

    @property
    def is_good(self) -> bool:
        return self.acknowledged > 0 and not self.lost and self.back == self.phones

    def row(self) -> list[str]:
        noticed = [wait for wait in self.waits if wait > NOTICED]
        return [
            self.name,
            f"{self.lasted:.1f}",
            f"{self.phones}",
            f"{self.acknowledged:,}",
            f"{self.acknowledged - len(self.lost):,}",
            f"{self.back} of {self.phones}",
            f"{self.silence:.1f}",
            f"{len(noticed)}",
            f"{statistics.median(noticed):.1f}" if noticed else "–",
            f"{max(self.waits):.1f}",
        ]


async def tried(cluster: Cluster, phones: list[Phone], name: str, fault: Fault, calm: float) -> Trial:
    """Lets phones work for `calm` seconds before and after the fault; then reads the store and loads every page."""
    for phone in phones:
        phone.forget()
    over = asyncio.Event()
    working = asyncio.gather(*(phone.work(over) for phone in phones))
    await asyncio.sleep(calm)
    begun = time.monotonic()
    try:
        await asyncio.to_thread(fault, cluster)
        lasted = time.monotonic() - begun
        await asyncio.sleep(calm)
    finally:
        over.set()
        await working
    with looked_at(cluster) as store:
        lost = tuple(f"{number} {each}" for number, phone in enumerate(phones) for each in phone.lost(store))
        back = await asyncio.gather(*(phone.is_back(store) for phone in phones))
    return Trial(
        name=name,
        lasted=lasted,
        phones=len(phones),
        acknowledged=sum(len(phone.fresh) for phone in phones),
        lost=lost,
        back=sum(back),
        silence=_silence(phones, begun),
        waits=tuple(_longest_wait(phone, begun) for phone in phones),
    )


@contextmanager
def looked_at(cluster: Cluster) -> Iterator[Assessments]:
    """What the primary holds, without PgBouncer; its schema may be newer than this program."""
    engine = open_engine(cluster.primary.url)
    yield Assessments(engine, lambda: datetime.now(UTC))
    engine.dispose()


def _silence(phones: list[Phone], since: float) -> float:
    moments = sorted(moment for phone in phones for moment in phone.acknowledgements)
    return max((later - earlier for earlier, later in pairwise(moments) if later >= since), default=0.0)


def _longest_wait(phone: Phone, since: float) -> float:
    return max((wait.seconds for wait in phone.waits if wait.tapped + wait.seconds >= since), default=0.0)
