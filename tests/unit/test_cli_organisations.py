"""`organisation` on the command line, and that no command of workshops sees what belongs to another organisation."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas
import pytest

from canvas.workshop import read_join_code
from tests.store.people import load_samples
from tests.unit.conftest import Run

Made = dict[str, str]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KANVAS_DATABASE_URL", f"sqlite:///{tmp_path}/data/kanvas.sqlite3")


@pytest.fixture
def made(run: Run) -> Made:
    found: Made = json.loads(run("organisation", "create", "--name", "Dinas Koperasi", "--json")[1])
    return found


@pytest.fixture
def within(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda code: monkeypatch.setenv("KANVAS_ORGANISATION", code)


def test_an_organisation_is_made_listed_and_deleted_by_its_name(run: Run, made: Made) -> None:
    assert set(made) == {"code", "trainer_code"}
    assert read_join_code(made["code"]) == made["code"]
    listed = [{"code": made["code"], "name": "Dinas Koperasi", "trainers": 1, "workshops": 0}]
    assert json.loads(run("organisation", "list", "--json")[1]) == listed
    assert run("organisation", "delete", made["code"], "--name", "Dinas")[0] == 1
    assert run("organisation", "delete", made["code"], "--name", "Dinas Koperasi")[0] == 0
    assert json.loads(run("organisation", "list", "--json")[1]) == []


def test_trainers_are_added_and_their_codes_ended(run: Run, made: Made) -> None:
    added = json.loads(run("organisation", "trainer", made["code"], "--name", "Bu Rini", "--json")[1])
    assert run("organisation", "end-trainer", made["code"], added["trainer_code"][:6])[0] == 0
    assert run("organisation", "end-trainer", made["code"], added["trainer_code"][:6])[0] == 1
    assert run("organisation", "trainer", made["code"], "--name", " ")[0] == 1
    assert run("organisation", "picture", "K7QF2M")[0] == 1


@pytest.mark.parametrize(
    "command",
    [
        ("workshop", "close", "CODE"),
        ("workshop", "open", "CODE"),
        ("workshop", "delete", "CODE"),
        ("workshop", "report", "CODE", "-o", "g.pdf"),
        ("export", "--workshop", "CODE", "-o", "g.csv"),
        ("import", "g.csv", "--workshop", "CODE"),
    ],
)
def test_no_command_finds_a_workshop_of_another_organisation(
    run: Run, made: Made, within: Callable[[str], None], command: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "g.csv").write_text("", encoding="utf-8")
    within(made["code"])
    code = json.loads(run("workshop", "create", "--name", "Rahasia", "--json")[1])["code"]
    other = json.loads(run("organisation", "create", "--name", "Lain", "--json")[1])["code"]
    for elsewhere in ("", other):
        within(elsewhere)
        answered, _, complaint = run(
            *(str(tmp_path / part) if part == "g.csv" else part.replace("CODE", code) for part in command)
        )
        assert (answered, code in complaint) == (1, True)
        assert json.loads(run("workshop", "list", "--json")[1]) == []
    within(made["code"])
    assert [each["name"] for each in json.loads(run("workshop", "list", "--json")[1])] == ["Rahasia"]


def test_an_organisation_that_does_not_exist_is_said_so(run: Run, within: Callable[[str], None]) -> None:
    within("K7QF2M")
    answered, _, complaint = run("workshop", "list")
    assert (answered, "K7QF2M" in complaint) == (1, True)


@pytest.fixture
def filled(made: Made, tmp_path: Path) -> Made:
    """An organisation with the ten respondents in a workshop."""
    load_samples(f"sqlite:///{tmp_path}/data/kanvas.sqlite3", made["code"])
    return made


def test_the_picture_and_the_rows_of_an_organisation(run: Run, filled: Made, tmp_path: Path) -> None:
    picture = json.loads(run("organisation", "picture", filled["code"], "--json")[1])
    assert (picture["workshops"], picture["picture"]["n"]) == (1, 10)
    assert picture["picture"]["challenges"]["capital_access"]["percent"] == 80
    assert run("organisation", "picture", filled["code"])[0] == 0
    for suffix, read in ((".parquet", pandas.read_parquet), (".csv", lambda file: pandas.read_csv(file, sep=";"))):
        file = tmp_path / f"all{suffix}"
        assert run("organisation", "export", filled["code"], "-o", str(file))[0] == 0
        assert read(file)["challenges.capital_access"].sum() == 8
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []
