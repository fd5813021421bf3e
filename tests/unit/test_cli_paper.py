"""The commands for paper: form."""

from __future__ import annotations

from pathlib import Path

import pytest

from canvas.cli import main
from tests.report.reading import pages, says
from tests.unit.conftest import Run


@pytest.mark.parametrize(("language", "asked"), [("id", "Apa nama usaha ini?"), ("en", "What is the name of this")])
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
    assert errors.startswith("The sector 'mining' does not exist. There are: food")


@pytest.mark.parametrize("arguments", [["--paper", "letter"], ["--numbered", "100"], ["--numbered", "many"]])
def test_form_refuses_wrong_usage(tmp_path: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["form", "-o", str(tmp_path / "form.pdf"), *arguments])
    assert stopped.value.code == 2
