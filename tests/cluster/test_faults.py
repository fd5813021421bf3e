"""Phones answer while parts of the cluster fail. `make cluster-test` does it with a hundred phones, and longer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bench.cluster.cluster import Cluster
from bench.cluster.drill import backed_up, restored
from bench.cluster.faults import FAULTS, Stall
from bench.cluster.phones import arrived
from bench.cluster.trial import Trial, tried
from canvas.store import Assessments, open_engine
from tests.programs import needs

needs(pg_ctlcluster="postgresql", pgbouncer="pgbouncer", haproxy="haproxy", iptables="iptables", age="age")

PHONES, PACE, CALM = 3, 1.0, 1.0
ALL = {**FAULTS, "the network stalls": Stall(3.0)}


@dataclass(frozen=True)
class Run:
    """What came of every fault, and what a restored backup lacks of all that was acknowledged."""

    trials: dict[str, Trial]
    acknowledged: int
    not_restored: tuple[str, ...]
    backup: bytes
    settings_at_fault: str


@pytest.fixture(scope="module")
def done() -> Iterator[Run]:
    """One cluster for all faults, one after the other."""
    with Cluster() as cluster:
        yield asyncio.run(everything(cluster))


async def everything(cluster: Cluster) -> Run:
    phones = await arrived(cluster.balancer.address, PHONES, PACE)
    trials = {name: await tried(cluster, phones, name, fault, CALM) for name, fault in ALL.items()}
    backup, key = await asyncio.to_thread(backed_up, cluster, cluster.folder / "backups")
    server = await asyncio.to_thread(restored, cluster, backup, key)
    engine = open_engine(server.url)
    try:
        store = Assessments(engine, lambda: datetime.now(UTC))
        for phone in phones:
            phone.fresh |= phone.person.acknowledged.keys()
        missing = tuple(each for phone in phones for each in phone.lost(store))
    finally:
        engine.dispose()
        server.program.kill()
    for phone in phones:
        await phone.person.client.drop()
    return Run(
        trials,
        acknowledged=sum(len(phone.fresh) for phone in phones),
        not_restored=missing,
        backup=backup.read_bytes(),
        settings_at_fault=cluster.primary.ask("SELECT string_agg(error, ', ') FROM pg_file_settings"),
    )


@pytest.mark.parametrize("fault", ALL)
def test_what_was_acknowledged_is_found_and_everybody_is_where_they_were(done: Run, fault: str) -> None:
    trial = done.trials[fault]
    assert trial.lost == ()
    assert trial.back == trial.phones
    assert trial.acknowledged >= PHONES


def test_a_restored_backup_holds_every_acknowledged_answer(done: Run) -> None:
    assert done.acknowledged > 5 * PHONES
    assert done.not_restored == ()
    assert done.backup.startswith(b"age-encryption.org/v1")


def test_postgresql_accepts_every_setting(done: Run) -> None:
    assert done.settings_at_fault == ""
