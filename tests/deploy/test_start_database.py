"""Who becomes the primary when containers start, and that a database that is there is only started."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.builders import ROOT

SCRIPT = ROOT / "deploy" / "scripts" / "start_database.sh"


def program(file: Path, *lines: str) -> None:
    file.write_text("\n".join(("#!/usr/bin/env bash", *lines, "")), encoding="utf-8")
    file.chmod(0o755)


@pytest.mark.parametrize(
    ("host", "answers", "is_empty", "copies"),
    [
        ("database1", False, True, False),  # the very first start
        ("database2", True, True, True),
        ("database1", True, True, True),  # the other one is the primary by now
        ("database1", False, False, False),
        ("database2", True, False, False),
    ],
)
def test_an_empty_database_is_new_or_a_copy(
    host: str, answers: bool, is_empty: bool, copies: bool, tmp_path: Path
) -> None:
    shutil.copy(SCRIPT, tmp_path)
    program(tmp_path / "make_standby.sh", 'echo "copied from $1"')
    program(tmp_path / "pg_isready", f"exit {0 if answers else 2}")
    program(tmp_path / "docker-entrypoint.sh", 'echo "started $1"')
    if not is_empty:
        (tmp_path / "PG_VERSION").write_text("15\n", encoding="utf-8")
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PGDATA": str(tmp_path), "HOSTNAME": host}
    done = subprocess.run(
        [tmp_path / SCRIPT.name, "primary", "database1"], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [*(["copied from primary"] if copies else []), "started postgres"]
