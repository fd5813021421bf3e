"""The commands for typed-in forms: import and import-template."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from canvas.store import Assessments, Members, PaperForms, Workshops, open_store
from canvas.store.paper import paper_id
from tests.unit.conftest import Run

GOOD = "number;sector;cash_records;challenges\n7;food;daily;capital_access|marketing\n8;craft;none;marketing\n"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'kanvas.db'}"
    monkeypatch.setenv("KANVAS_DATABASE_URL", url)
    return url


@pytest.fixture
def code(run: Run, url: str) -> str:
    """The join code of an open workshop."""
    return str(json.loads(run("workshop", "create", "--name", "Pakisaji", "--json")[1])["code"])


def joined(run: Run) -> int:
    return int(json.loads(run("workshop", "list", "--json")[1])[0]["joined"])


def written(tmp_path: Path, text: str) -> str:
    file = tmp_path / "forms.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_the_same_file_twice_adds_nothing(run: Run, code: str, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    first = run("import", file, "--workshop", code, "--lang", "en")
    assert first == (0, "2 people added to Pakisaji, 0 were there already, 0 rows skipped.\n", "")
    second = run("import", file, "--workshop", code.lower(), "--lang", "en")
    assert second == (0, "0 people added to Pakisaji, 2 were there already, 0 rows skipped.\n", "")
    assert joined(run) == 2


def test_everybody_in_a_table_gets_a_plan_by_number_or_by_row(run: Run, code: str, tmp_path: Path, url: str) -> None:
    file = written(tmp_path, GOOD + ";food;daily;marketing\nA-3;craft;daily;marketing\n")
    assert run("import", file, "--workshop", code)[0] == 0
    engine = open_store(url)
    workshop = Workshops(engine, now).find(code).id
    forms = PaperForms(engine, Assessments(engine, now), Members(engine, now))
    assert [sheet for sheet, _ in forms.people(workshop)] == ["7", "8", "A-3", "row-4"]
    engine.dispose()


def test_a_bad_row_is_named_and_skipped_and_the_good_ones_are_kept(run: Run, code: str, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD + "9;food;full moon;moonlight\n")
    status, output, errors = run("import", file, "--workshop", code, "--lang", "en")
    assert (status, output) == (1, "2 people added to Pakisaji, 0 were there already, 1 rows skipped.\n")
    assert errors.startswith(f"{file}, row 4: 'full moon' is not an answer of the column cash_records.")
    assert errors.endswith(" (and 1 more)\n")
    assert joined(run) == 2


def test_who_had_the_answers_erased_is_not_added_again(run: Run, code: str, tmp_path: Path, url: str) -> None:
    file = written(tmp_path, GOOD)
    run("import", file, "--workshop", code)
    engine = open_store(url)
    workshop_id = next(iter(engine.connect().exec_driver_sql("select id from workshop").scalars()))
    Assessments(engine, lambda: datetime.now(UTC)).erase(paper_id(workshop_id, "7"))
    engine.dispose()
    status, output, errors = run("import", file, "--workshop", code, "--lang", "en")
    assert (status, output) == (1, "0 people added to Pakisaji, 1 were there already, 1 rows skipped.\n")
    assert errors == f"{file}, row 2: this person had these answers erased. They are not added again.\n"
    assert joined(run) == 1


def test_a_file_that_is_no_table_and_a_workshop_that_is_not_there(run: Run, code: str, tmp_path: Path) -> None:
    file = written(tmp_path, "name\nSri\n")
    for arguments, said in (((file, code), "The column 'name' is not known."), ((file, "222222"), "222222")):
        status, output, errors = run("import", arguments[0], "--workshop", arguments[1], "--lang", "en")
        assert (status, output, len(errors.splitlines())) == (1, "", 1)
        assert said in errors


def test_a_closed_workshop_takes_nobody(run: Run, code: str, tmp_path: Path) -> None:
    run("workshop", "close", code)
    status, _, errors = run("import", written(tmp_path, GOOD), "--workshop", code, "--lang", "en")
    assert (status, len(errors.splitlines()), joined(run)) == (1, 1, 0)


def test_the_template_is_a_workbook(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "table.xlsx"
    assert run("import-template", "-o", str(file)) == (0, "", "")
    assert file.read_bytes().startswith(b"PK")
