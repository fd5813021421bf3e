"""Scripted phones answer while parts of the cluster are killed, restarted, upgraded and cut off.

    python -m bench.cluster [--phones 100] [--stall 20] [--only "PgBouncer restarts" …]

Everything runs on this machine with the files of deploy/: two replicas, PgBouncer, a primary with its synchronous
standby, HAProxy. An answer counts as acknowledged once its phone has seen "tersimpan ✓". Exit code 1 unless every
acknowledged answer is found and everybody is where they were. Debian: postgresql pgbouncer haproxy iptables.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from bench.cluster.cluster import Cluster
from bench.cluster.faults import FAULTS, Fault, Stall
from bench.cluster.phones import arrived
from bench.cluster.trial import HEADS, Trial, tried
from bench.tables import table


async def trials(phones: int, pace: float, calm: float, faults: dict[str, Fault]) -> list[Trial]:
    """Every fault in turn, under the same phones on one cluster."""
    with Cluster() as cluster:
        people = await arrived(cluster.balancer.address, phones, pace)
        found = []
        for name, fault in faults.items():
            found.append(await tried(cluster, people, name, fault, calm))
            print("  ".join(found[-1].row()), *found[-1].lost, sep="\n  ", file=sys.stderr)
        for phone in people:
            await phone.person.client.drop()
        return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phones", type=int, default=100)
    parser.add_argument("--pace", type=float, default=5, help="seconds in which a phone answers and goes on")
    parser.add_argument("--calm", type=float, default=10, help="seconds before and after each fault")
    parser.add_argument("--stall", type=float, default=20, help="seconds without a network to the database")
    parser.add_argument("--only", nargs="*", help="names of faults")
    options = parser.parse_args()
    faults = {**FAULTS, f"the network stalls {options.stall:.0f} s": Stall(options.stall)}
    chosen = {name: fault for name, fault in faults.items() if not options.only or name in options.only}
    found = asyncio.run(trials(options.phones, options.pace, options.calm, chosen))
    print(table(HEADS, [each.row() for each in found]))
    return 0 if all(each.is_good for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
