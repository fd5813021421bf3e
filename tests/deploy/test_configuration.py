"""HAProxy, PgBouncer, Caddy and systemd accept their files; the scripts are sound."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

from bench.cluster.cluster import Pooler, listens
from tests.builders import ROOT
from tests.programs import needs

needs(psql="postgresql", haproxy="haproxy", pgbouncer="pgbouncer", caddy="caddy", shellcheck="shellcheck")
needs(**{"systemd-analyze": "systemd"})

DEPLOY = ROOT / "deploy"
CONFIGURATION = DEPLOY / "config"
SCRIPTS = sorted((DEPLOY / "scripts").iterdir())
UNITS = sorted((DEPLOY / "systemd").glob("*.service")) + sorted((DEPLOY / "systemd").glob("*.timer"))
SYSTEM_UNITS = Path("/lib/systemd/system")


def said(command: list[str | Path], **environment: str) -> str:
    """What a command that succeeds prints."""
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("replicas", [1, 2, 6])
def test_haproxy_accepts_its_file_for_any_number_of_replicas(replicas: int) -> None:
    addresses = {f"KANVAS_APP{number}": f"127.0.0.1:{9000 + number}" for number in range(1, replicas + 1)}
    where = {"KANVAS_BIND": "127.0.0.1:8080", "KANVAS_WATCH": "127.0.0.1:8404", "KANVAS_TRUSTED": "127.0.0.1"}
    printed = said(["haproxy", "-c", "-f", CONFIGURATION / "haproxy.cfg"], **addresses, **where)
    assert "WARNING" not in printed


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can read: PgBouncer refuses to run as root."""
    with TemporaryDirectory(prefix="kanvas-deploy-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_pgbouncer_accepts_its_file(open_folder: Path) -> None:
    shutil.copytree(DEPLOY, open_folder / "deploy")
    pooler = Pooler(open_folder / "pooler", open_folder / "deploy")
    pooler.point_to(1)
    pooler.start()
    try:
        assert listens(pooler.port)
        console = f"{pooler.url.rpartition('/')[0]}/pgbouncer"
        rows = said(["psql", console, "--no-align", "--tuples-only", "--command", "SHOW CONFIG"]).splitlines()
        settings = {name: value for name, value, *_ in (row.split("|") for row in rows)}
    finally:
        pooler.end(signal.SIGTERM)
    written = re.findall(r"^(\w+) = (.*)$", (CONFIGURATION / "pgbouncer.ini").read_text(encoding="utf-8"), re.MULTILINE)
    assert {name: settings[name] for name, _ in written} == dict(written)
    assert "ERROR" not in pooler.said()
    assert "WARNING" not in pooler.said()


def test_caddy_accepts_its_file() -> None:
    where = {"KANVAS_SITE": "kanvas.example", "KANVAS_TLS": "", "KANVAS_HAPROXY": "127.0.0.1:8080"}
    file = CONFIGURATION / "Caddyfile"
    assert "Valid configuration" in said(["caddy", "validate", "--config", file, "--adapter", "caddyfile"], **where)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_accepts_each_unit(unit: Path, tmp_path: Path) -> None:
    """The programs that a unit starts are looked for: /opt/kanvas leads to this folder, whose name may hold blanks."""
    name = unit.name.replace("@.", "@8501.")
    (tmp_path / "kanvas").symlink_to(ROOT)
    for each in UNITS:
        text = each.read_text(encoding="utf-8").replace("/opt/kanvas", str(tmp_path / "kanvas"))
        (tmp_path / each.name).write_text(text, encoding="utf-8")
    assert said(["systemd-analyze", "verify", "--man=no", name], SYSTEMD_UNIT_PATH=f"{tmp_path}:") == ""


@pytest.mark.parametrize("name", ["haproxy", "pgbouncer", "caddy"])
def test_systemd_accepts_what_is_changed_of_debians_units(name: str, tmp_path: Path) -> None:
    shutil.copy(SYSTEM_UNITS / f"{name}.service", tmp_path)
    shutil.copytree(DEPLOY / "systemd" / f"{name}.service.d", tmp_path / f"{name}.service.d")
    printed = said(["systemd-analyze", "verify", "--man=no", f"{name}.service"], SYSTEMD_UNIT_PATH=f"{tmp_path}:")
    assert "kanvas.conf" not in printed  # Debian's own unit may have its warnings


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_sound_and_says_how_it_is_called(script: Path) -> None:
    said(["shellcheck", script])
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith(f"# {script.name}")
    assert "set -euo pipefail" in lines
    assert os.access(script, os.X_OK)


def test_no_secret_is_in_a_file() -> None:
    """Passwords come from the environment, and have no default."""
    compose = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text(encoding="utf-8"))
    values = [
        str(value) for service in compose["services"].values() for value in service.get("environment", {}).values()
    ]
    named = [value for value in values if "PASSWORD" in value or "SECRET" in value or "CODE" in value]
    assert named
    assert all(":?}" in value for value in named)
