"""`backup` and `restore` on the command line, while the server's own connection to the store stays open."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from canvas.store import Assessments, open_store
from tests.builders import ROOT, assessment
from tests.store.people import begin
from tests.unit.conftest import Run

YESTERDAY = gzip.compress(b"the backup of yesterday")
GIVEN = assessment(cash_records="daily")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assessments]:
    """The store of a running server, which is also the one of the command line."""
    url = f"sqlite:///{tmp_path}/data/kanvas.sqlite3"
    monkeypatch.setenv("KANVAS_DATABASE_URL", url)
    engine = open_store(url)
    yield Assessments(engine, lambda: datetime.now(UTC))
    engine.dispose()


@pytest.fixture
def empty_store(store: Assessments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assessments]:
    """Another store, to which the command line turns from now on."""
    url = f"sqlite:///{tmp_path}/other/kanvas.sqlite3"
    monkeypatch.setenv("KANVAS_DATABASE_URL", url)
    engine = open_store(url)
    yield Assessments(engine, lambda: datetime.now(UTC))
    engine.dispose()


def test_a_backup_of_a_running_store_comes_back_whole(
    run: Run, store: Assessments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup.gz"
    keys = [begin(store, GIVEN) for _ in range(3)]
    assert run("backup", str(file)) == (0, f"Cadangan selesai: {file} berisi 3 penilaian.\n", "")
    url = f"sqlite:///{tmp_path}/other/kanvas.sqlite3"
    monkeypatch.setenv("KANVAS_DATABASE_URL", url)
    assert run("restore", str(file), "--lang", "en") == (
        0,
        f"Restore done: 3 assessments were taken from {file}.\n",
        "",
    )
    engine = open_store(url)
    restored = Assessments(engine, lambda: datetime.now(UTC))
    assert [restored.read(restored.find(each.token) or "").assessment for each in keys] == [GIVEN] * 3
    engine.dispose()


def test_restoring_over_answers_has_to_be_asked_for(run: Run, store: Assessments, tmp_path: Path) -> None:
    file = tmp_path / "backup.gz"
    begin(store, GIVEN)
    run("backup", str(file))
    later = begin(store, GIVEN)
    code, out, wording = run("restore", str(file), "--lang", "en")
    assert (code, out) == (1, "")
    assert wording == (
        "The store already holds answers, so the backup was not restored. To merge, add --into-non-empty.\n"
    )
    assert run("restore", str(file), "--into-non-empty")[0] == 0
    assert store.count() == 2
    assert store.read(later.id).assessment == GIVEN


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("content", [None, b"", b"no backup", b"\x1f\x8b\x08 cut"])
def test_what_is_no_backup_is_reported_in_one_line_and_changes_nothing(
    run: Run, empty_store: Assessments, tmp_path: Path, language: str, content: bytes | None
) -> None:
    file = tmp_path / "backup.gz"
    if content is not None:
        file.write_bytes(content)
    code, out, wording = run("restore", str(file), "--lang", language)
    assert (code, out) == (1, "")
    assert wording.count("\n") == 1
    assert wording.startswith(f"{file}: ")
    assert empty_store.count() == 0


def test_a_backup_that_cannot_be_written_is_reported_in_one_line(run: Run, store: Assessments, tmp_path: Path) -> None:
    code, out, wording = run("backup", str(tmp_path / "missing" / "backup.gz"), "--lang", "en")
    assert (code, out) == (1, "")
    assert wording.count("\n") == 1
    assert "cannot be written" in wording


def test_a_backup_never_takes_the_place_of_the_store(run: Run, store: Assessments, tmp_path: Path) -> None:
    begin(store, GIVEN)
    link, pipe = tmp_path / "link.gz", tmp_path / "pipe.gz"
    link.symlink_to(tmp_path / "data" / "kanvas.sqlite3")
    os.mkfifo(pipe)
    for file in (tmp_path / "data" / "kanvas.sqlite3", link, pipe):
        code, out, wording = run("backup", str(file), "--lang", "en")
        assert (code, out) == (1, "")
        assert wording == f"{file}: exists already and is not a backup. Nothing was changed. Use another name.\n"
    assert store.count() == 1
    assert pipe.is_fifo()


def test_a_link_to_the_backup_goes_on_pointing_at_it(run: Run, store: Assessments, tmp_path: Path) -> None:
    link, file = tmp_path / "newest.gz", tmp_path / "backup.gz"
    link.symlink_to(file)
    file.write_bytes(YESTERDAY)
    assert run("backup", str(link))[0] == 0
    assert link.is_symlink()
    assert file.read_bytes() != YESTERDAY


def test_a_damaged_store_is_reported_in_one_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "kanvas.sqlite3"
    file.write_bytes(b"Ini bukan basis data. " * 100)
    monkeypatch.setenv("KANVAS_DATABASE_URL", f"sqlite:///{file}")
    code, out, wording = run("backup", str(tmp_path / "backup.gz"), "--lang", "en")
    assert (code, out) == (1, "")
    assert wording.count("\n") == 1
    assert wording.startswith(f"The store is damaged: {file}")


@pytest.mark.parametrize(("name", "value"), [("KANVAS_KEEP_DAYS", "soon"), ("KANVAS_DATABASE_URL", "mysql://x")])
def test_a_wrong_setting_is_reported_in_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    code, out, wording = run("backup", str(tmp_path / "backup.gz"), "--lang", "en")
    assert (code, out) == (1, "")
    assert wording.count("\n") == 1
    assert name in wording


@pytest.fixture
def heeding_ctrl_c() -> Iterator[None]:
    """Tests that a shell runs in the background ignore it, and so would the programs that they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeding_ctrl_c")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "ended"])
def test_an_interrupted_backup_leaves_no_half_copy_and_no_traceback(
    store: Assessments, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    file = tmp_path / "backup.gz"
    file.write_bytes(YESTERDAY)
    begin(store, GIVEN)
    with store.engine.begin() as connection:  # rows without end: the backup is never done
        connection.exec_driver_sql("DROP TABLE erased")
        connection.exec_driver_sql(
            "CREATE VIEW erased (id_hash) AS "
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT printf('%064d', i) FROM n"
        )
    process = subprocess.Popen(
        [sys.executable, "-m", "canvas", "backup", str(file)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        while not list(tmp_path.glob(".kanvas-backup-*/store.sqlite3")):
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, out, err) == (code, b"", b"")
    assert list(tmp_path.glob(".kanvas*")) == []
    assert file.read_bytes() == YESTERDAY


def test_the_half_copy_of_a_killed_backup_goes_at_the_next_one(run: Run, store: Assessments, tmp_path: Path) -> None:
    killed = subprocess.Popen([sys.executable, "-c", ""])
    killed.wait()
    left, busy = (tmp_path / f".kanvas-backup-{number}-x" for number in (killed.pid, os.getpid()))
    for folder in (left, busy):
        folder.mkdir()
        (folder / "store.sqlite3").touch()
    assert run("backup", str(tmp_path / "backup.gz"))[0] == 0
    assert (left.exists(), busy.exists()) == (False, True), "another backup that is running keeps its copy"
