"""The commands for paper: form and scan."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from canvas.cli import main
from canvas.content.models import Content
from canvas.questionnaire import accepts
from canvas.report import FormOrder, form_pdf
from canvas.report.parts.form import lay_out
from tests.builders import TODAY
from tests.paper.conftest import SHARP
from tests.paper.photographs import PENS, Scene, any_filling, photograph
from tests.report.reading import pages, says
from tests.unit.conftest import Run


@pytest.mark.parametrize(("language", "asked"), [("id", "Apa nama usahanya?"), ("en", "What is its name?")])
def test_form_writes_a_pdf_in_a_language(run: Run, tmp_path: Path, language: str, asked: str) -> None:
    file = tmp_path / "form.pdf"
    assert run("form", "-o", str(file), "--lang", language, "--sector", "craft") == (0, "", "")
    says(file.read_bytes(), asked)


def test_form_writes_numbered_copies_on_f4(run: Run, tmp_path: Path) -> None:
    one, three = tmp_path / "one.pdf", tmp_path / "three.pdf"
    run("form", "-o", str(one), "--paper", "f4")
    run("form", "-o", str(three), "--paper", "f4", "--numbered", "3", "--workshop", "K7QF2M")
    assert len(pages(three.read_bytes())) == 3 * len(pages(one.read_bytes()))


def test_form_of_a_sector_that_is_not_there(run: Run, tmp_path: Path) -> None:
    code, output, errors = run("form", "-o", str(tmp_path / "form.pdf"), "--sector", "mining", "--lang", "en")
    assert (code, output) == (1, "")
    assert errors.startswith("The sector 'mining' does not exist. Available: food")


def test_form_prints_the_code_of_a_workshop_as_photos_are_read_with(run: Run, tmp_path: Path) -> None:
    plain, typed = tmp_path / "plain.pdf", tmp_path / "typed.pdf"
    run("form", "-o", str(plain), "--workshop", "K7QF2M")
    run("form", "-o", str(typed), "--workshop", " k7q-f2m")
    assert typed.read_bytes() == plain.read_bytes()


@pytest.mark.parametrize("code", ["K7QF2", "PAKISAJI", "K7QF2M" * 1000, "🥲"])
def test_form_of_what_can_be_no_workshop_is_refused(run: Run, tmp_path: Path, code: str) -> None:
    file = tmp_path / "form.pdf"
    returned, output, errors = run("form", "-o", str(file), "--workshop", code, "--lang", "en")
    assert (returned, output) == (1, "")
    assert errors.startswith("There is no workshop with the code ")
    assert not file.exists()


@pytest.mark.parametrize("arguments", [["--paper", "letter"], ["--numbered", "100"], ["--numbered", "many"]])
def test_form_refuses_wrong_usage(tmp_path: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["form", "-o", str(tmp_path / "form.pdf"), *arguments])
    assert stopped.value.code == 2


@pytest.fixture(scope="module")
def photo(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second page of sheet 42, every question answered."""
    form = lay_out(content, "id", "food", "a4").form
    pdf = form_pdf(content, FormOrder("id", "food", "a4", workshop="K7QF2M"), TODAY)
    random = np.random.default_rng(2)
    filling = replace(any_filling(form, 2, 42, PENS["felt"], random), struck_out=frozenset())
    file = tmp_path_factory.mktemp("photos") / "page.jpg"
    file.write_bytes(photograph(Scene(((pdf, form, filling),), SHARP), random))
    return file


def test_scan_prints_answers_as_an_answers_file_has_them(run: Run, photo: Path, content: Content) -> None:
    code, output, errors = run("scan", str(photo), "--json")
    [sheet] = json.loads(output)["sheets"]
    assert (code, errors, sheet["number"], sheet["workshop"]) == (0, "", 42, "K7QF2M")
    assert sheet["missing_pages"] == [1, 3, 4]
    assert sheet["profile"] == {"sector": "food"}
    assert all(
        accepts(content.question[name], tuple(answer) if isinstance(answer, list) else answer)
        for name, answer in sheet["answers"].items()
    )
    assert all(0.5 <= confidence <= 1 for confidence in sheet["confidence"].values())


def test_scan_names_what_is_missing(run: Run, photo: Path) -> None:
    output = run("scan", str(photo), "--lang", "en")[1]
    assert "Sheet 42: no photo yet of page 1, 3 and 4.\n" in output


def test_scan_reads_on_after_a_file_that_is_no_photo(run: Run, photo: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "plan.pdf"
    wrong.write_bytes(b"%PDF-1.7\n")
    code, output, errors = run("scan", str(wrong), str(photo), "--lang", "en")
    assert (code, len(errors.splitlines())) == (1, 1)
    assert errors.startswith(f"{wrong}: This is a PDF, not a photo.")
    assert "Sheet 42" in output


def test_scan_keeps_no_sheet_that_is_not_wholly_there(
    run: Run, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KANVAS_DATABASE_URL", f"sqlite:///{tmp_path / 'kanvas.db'}")
    opened = json.loads(run("workshop", "create", "--name", "Pakisaji", "--json")[1])
    code, _, errors = run("scan", str(photo), "--workshop", opened["code"], "--lang", "en")
    assert (code, errors) == (1, "Sheet 42 was printed for another workshop, so it is not saved.\n")
    assert json.loads(run("workshop", "list", "--json")[1])[0]["joined"] == 0
