"""The restore drill: an encrypted backup of the primary is restored into an empty server."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from bench.cluster.cluster import Cluster
from bench.cluster.databases import PASSWORD, Database
from bench.cluster.processes import USER, run


def backed_up(cluster: Cluster, folder: Path) -> tuple[Path, Path]:
    """Runs backup.sh beside the primary, while the app runs. Returns the backup, and the file with the age key."""
    folder.mkdir(mode=0o700)
    shutil.chown(folder, USER, USER) if USER else None
    key = folder / "key"
    run(["age-keygen", "--output", key])
    public = re.search(r"public key: (age1\w+)", key.read_text(encoding="utf-8"))
    assert public is not None
    backup = cluster.primary.script("backup.sh", folder, KANVAS_BACKUP_RECIPIENT=public[1])
    return Path(backup), key


def restored(cluster: Cluster, backup: Path, key: Path) -> Database:
    """Makes a new server and runs restore.sh. The server runs; it belongs to the caller."""
    server = Database(cluster.folder / "restored", cluster.primary.scripts)
    server.make(cluster.configuration)
    server.script("restore.sh", backup, key, PGUSER="kanvas", PGHOST="127.0.0.1", PGPASSWORD=PASSWORD)
    return server
