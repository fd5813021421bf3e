"""`workshop`, `export` and `demo` on the command line."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from canvas.cli import main, workshops
from canvas.store import newest_use, open_store
from canvas.workshop import read_join_code
from tests.unit.conftest import Run

CODE = "CNTH23"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KANVAS_DATABASE_URL", f"sqlite:///{tmp_path}/data/kanvas.sqlite3")


@pytest.fixture(scope="module")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that holds the demo."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KANVAS_DATABASE_URL", f"sqlite:///{folder}/kanvas.sqlite3")
        assert main(["demo"]) == 0
    return folder


@pytest.fixture
def demo(demo_store: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_store, tmp_path / "data")


def listed(run: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("workshop", "list", "--json")[1])
    return found


def test_a_workshop_is_created_listed_closed_opened_and_deleted(run: Run) -> None:
    opened = json.loads(run("workshop", "create", "--name", "Usaha lestari", "--json")[1])
    assert set(opened) == {"code", "pin"}
    assert read_join_code(opened["code"]) == opened["code"]
    row = {"code": opened["code"], "name": "Usaha lestari", "state": "open", "joined": 0, "finished": 0}
    assert listed(run) == [row]
    assert run("workshop", "close", opened["code"])[0] == 0
    assert listed(run) == [{**row, "state": "closed"}]
    assert run("workshop", "open", opened["code"].lower())[0] == 0
    assert listed(run) == [row]
    assert run("workshop", "delete", opened["code"])[0] == 0
    assert listed(run) == []


def test_the_demo_is_a_closed_workshop_of_ten_and_loading_it_twice_is_once(run: Run, demo: None) -> None:
    assert run("demo")[0] == 0
    (row,) = listed(run)
    assert (row["code"], row["state"], row["joined"], row["finished"]) == (CODE, "closed", 10, 10)


def test_a_clock_that_is_years_off_stamps_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshops, "_now", lambda: datetime(2062, 1, 1, tzinfo=UTC))
    assert run("demo")[0] == 0
    engine = open_store(f"sqlite:///{tmp_path}/data/kanvas.sqlite3")
    newest = newest_use(engine)
    engine.dispose()
    assert newest is not None
    assert newest.year < 2062


@pytest.mark.parametrize(
    "arguments",
    [
        ("workshop", "close", "K7QF2M"),
        ("workshop", "report", "K7QF2M", "-o", "g.pdf"),
        ("export", "--workshop", "K7QF2M", "-o", "g.csv"),
        ("export", "--workshop", CODE, "-o", "g.txt"),
        ("workshop", "create", "--name", ""),
        ("workshop", "create", "--name", " \n\t"),
        ("workshop", "create", "--name", "a" * 81),
        ("workshop", "create", "--name", "Uji", "--parts", "finance", "no_such_part"),
        ("workshop", "create", "--name", "Uji", "--place", "b" * 10_000),
        ("workshop", "report", CODE, "-o", "g.txt"),
        ("workshop", "report", CODE, "--brief", "-o", "g.docx"),
        ("export", "--workshop", CODE, "-o", "no/such/folder/g.csv"),
    ],
)
def test_what_cannot_be_done_is_one_line(run: Run, demo: None, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_a_name_is_kept_on_one_line(run: Run) -> None:
    assert run("workshop", "create", "--name", " Usaha\nlestari \x07 ")[0] == 0
    assert json.loads(run("workshop", "list", "--json")[1])[0]["name"] == "Usaha lestari"


def test_a_day_that_is_none_is_wrong_usage(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run("workshop", "create", "--name", "Uji", "--date", "2026-13-01")
    assert ended.value.code == 2
    assert "2026-13-01 bukan tanggal." in capsys.readouterr().err


def test_no_file_is_written_of_fewer_than_five(run: Run, tmp_path: Path) -> None:
    code = json.loads(run("workshop", "create", "--name", "Kecil", "--json")[1])["code"]
    file = tmp_path / "kecil.csv"
    exit_code, _, err = run("export", "--workshop", code, "-o", str(file), "--lang", "en")
    assert (exit_code, err.strip()) == (1, "Wait until 5 people have finished. So far 0 have.")
    assert not file.exists()


@pytest.mark.parametrize(("suffix", "starts"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")])
def test_an_export_is_written_in_each_kind(run: Run, demo: None, tmp_path: Path, suffix: str, starts: bytes) -> None:
    file = tmp_path / f"g.{suffix}"
    assert run("export", "--workshop", CODE, "-o", str(file))[0] == 0
    assert file.read_bytes().startswith(starts)


@pytest.mark.parametrize(
    ("arguments", "starts"), [(["g.pdf"], b"%PDF"), (["g.docx"], b"PK"), (["b.pdf", "--brief"], b"%PDF")]
)
def test_a_report_is_written_in_each_kind(
    run: Run, demo: None, tmp_path: Path, arguments: list[str], starts: bytes
) -> None:
    name, *flags = arguments
    assert run("workshop", "report", CODE, "-o", str(tmp_path / name), *flags)[0] == 0
    assert (tmp_path / name).read_bytes().startswith(starts)
