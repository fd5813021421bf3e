"""What can befall the cluster. Each fault is done whole: when it returns, everything runs again that ran before."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from bench.cluster.cluster import Cluster
from bench.cluster.processes import run
from canvas.store.migrations import NEWEST
from tests.builders import ROOT

Fault = Callable[[Cluster], None]


def replica_killed(cluster: Cluster) -> None:
    """kill -9 of a replica; the service manager starts it again."""
    cluster.replicas[0].kill()
    cluster.replicas[0].start()


def primary_killed(cluster: Cluster) -> None:
    """kill -9 of the primary; the standby is promoted, and a new standby is made in the folder of the old primary."""
    cluster.primary.program.kill()
    cluster.promote()
    cluster.standby.follow(cluster.primary)


def pooler_restarted(cluster: Cluster) -> None:
    """PgBouncer ends with all its connections, and starts again."""
    cluster.pooler.end(signal.SIGTERM)
    cluster.pooler.start()


def rolling_upgrade(cluster: Cluster) -> None:
    """One replica after the other is stopped and started with a version that brings a migration."""
    newer = newer_version(cluster.folder / "newer")
    for replica in cluster.replicas:
        replica.stop()
        replica.folder = newer
        replica.start()


class Stall:
    """The network between the app and the pooler passes nothing on for a while; connections stay open."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __call__(self, cluster: Cluster) -> None:
        port = str(cluster.pooler.port)
        rules = [["INPUT", "--in-interface", "lo", "--protocol", "tcp", side, port, "--jump", "DROP"]
                 for side in ("--dport", "--sport")]  # fmt: skip
        try:
            for rule in rules:
                run(["iptables", "--insert", *rule], user=None)
            time.sleep(self.seconds)  # the fault itself
        finally:
            for rule in rules:
                run(["iptables", "--delete", *rule], user=None)


MIGRATION = '''"""A column that the next version uses."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    op.add_column("assessment", sa.Column("of_the_next_version", sa.Text, nullable=True))
'''


def newer_version(folder: Path) -> Path:
    """Returns a folder with this program and one migration more, which older programs can live with."""
    number = NEWEST[:4]
    revision = f"{int(number) + 1:04}_from_{number}"
    folder.mkdir()
    for each in ROOT.iterdir():
        if each.name not in ("canvas", "data"):
            (folder / each.name).symlink_to(each)
    package = folder / "canvas"
    shutil.copytree(ROOT / "canvas", package, ignore=shutil.ignore_patterns("node_modules"))
    migrations = package / "store" / "migrations" / "__init__.py"
    text = migrations.read_text(encoding="utf-8")
    migrations.write_text(text.replace(f'NEWEST = "{NEWEST}"', f'NEWEST = "{revision}"'), encoding="utf-8")
    script = MIGRATION.format(revision=revision, before=NEWEST)
    (migrations.parent / "versions" / "schema_of_the_next_version.py").write_text(script, encoding="utf-8")
    return folder


FAULTS: dict[str, Fault] = {
    "a replica is killed": replica_killed,
    "the primary is killed": primary_killed,
    "PgBouncer restarts": pooler_restarted,
    "rolling upgrade": rolling_upgrade,
}
"""By name; a stall of the network comes with its length."""
