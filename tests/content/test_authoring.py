"""docs/authoring.md is followed to the letter, by somebody who has never seen the content before."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from canvas.answers_file import read_answers
from canvas.cli import main
from canvas.content import check, load
from canvas.content.check import CheckReport
from canvas.content.problems import Severity
from canvas.prefill import prefill
from canvas.scoring import score
from tests.builders import FOOD_OWNER, ROOT, SAMPLES, TODAY, assessment

GUIDE = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```yaml\n# ([\w/.-]+\.yaml), ([^\n]+)\n(.*?)```", re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path / "content"


def examples(heading: str) -> Iterator[tuple[str, str, str]]:
    """File, place in it and text of each example below a heading."""
    part = GUIDE.partition(f"### … {heading}\n")[2].partition("\n### ")[0]
    assert part, heading
    yield from EXAMPLE.findall(part)


def follow(folder: Path, heading: str) -> None:
    """Copies the examples to where their first line says."""
    for file, where, text in examples(heading):
        place = folder / file
        before = "" if where == "a new file" else place.read_text(encoding="utf-8")
        assert where != "a new file" or not place.exists()
        if anchor := re.fullmatch(r'before "(.+)"', where):
            head, found, tail = before.partition(f"\n{anchor[1]}")
            assert found
            place.write_text(f"{head}\n{text}{found[1:]}{tail}", encoding="utf-8")
        else:
            place.write_text(before + text, encoding="utf-8")


def checked(folder: Path) -> CheckReport:
    return check(folder, TODAY)


def errors(folder: Path) -> dict[str, int]:
    """Code → how often."""
    codes = [problem.code for problem in checked(folder).problems if problem.severity is not Severity.NOTE]
    return {code: codes.count(code) for code in codes}


def change(file: Path, pattern: str, replacement: str) -> None:
    text, count = re.subn(pattern, replacement, file.read_text(encoding="utf-8"))
    assert count
    file.write_text(text, encoding="utf-8")


def test_a_question_and_its_steps(folder: Path) -> None:
    follow(folder, "add a question")
    assert errors(folder) == {"rung_without_step": 2}
    follow(folder, "add a step")
    assert errors(folder) == {}
    content = load(folder)
    person = assessment(FOOD_OWNER, complaints="apologised")
    assert score(content, person).questions["complaints"].level == 1
    assert len(prefill(content, assessment(FOOD_OWNER, complaints="fixed_cause"), "triple-layer", "en").all_notes) == 1


def test_a_sector(folder: Path) -> None:
    follow(folder, "add a sector")
    change(folder / "settings.yaml", "farming: tool_farming", "farming: tool_farming, tourism: tool_services")
    change(folder / "settings.yaml", "(    farming: )(.*)", r"\1\2\n    tourism: \2")
    for file in ("materials", "energy_water"):
        change(folder / "questionnaire" / f"{file}.yaml", "services, farming]", "services, farming, tourism]")
    assert errors(folder).keys() == {"example_missing", "rung_without_step"}
    for file in (folder / "questionnaire").glob("*.yaml"):
        if "    example:\n" in file.read_text(encoding="utf-8"):
            example = '    example:\n      tourism:\n        id: "Penginapan."\n        en: "A guest house."\n'
            change(file, "    example:\n", example)
    assert errors(folder).keys() == {"rung_without_step"}
    for file in (folder / "recommendations").glob("*.yaml"):
        change(file, r"sectors: \[", "sectors: [tourism, ")
    assert errors(folder) == {}
    content = load(folder)
    assert score(content, assessment(FOOD_OWNER | {"sector": "tourism"}, cash_records="daily")).answered == 1


def test_a_region(folder: Path) -> None:
    follow(folder, "add a region")
    change(folder / "settings.yaml", "region: pakisaji", "region: kepanjen")
    assert errors(folder) == {}
    content = load(folder)
    assert content.helper["village_office"].name["id"] == "Kantor desa atau kelurahan"
    assert set(load(ROOT / "content").helper) >= set(content.helper)


def test_a_language(folder: Path) -> None:
    follow(folder, "add a language")
    change(folder / "interface.yaml", r"(welcome_back: \{.*?)\}", r'\1, su: "Wilujeng sumping deui"}')
    assert errors(folder) == {}
    wording = {
        (problem.file, problem.details["language"])
        for problem in checked(folder).problems
        if "language" in problem.code
    }
    assert {("interface.yaml", "su"), ("settings.yaml", "su")} <= wording
    content = load(folder)
    assert content.interface["home.welcome_back"]["su"] == "Wilujeng sumping deui"
    assert content.interface["home.welcome"]["su"] == content.interface["home.welcome"]["id"]


def test_the_worked_example_of_a_language_is_what_appears_in_the_content() -> None:
    shown = re.search(r"(    ask:\n.*\n.*\n      jv: .*\n)", GUIDE)
    assert shown
    assert shown[1] in (ROOT / "content" / "questionnaire" / "community_networks.yaml").read_text(encoding="utf-8")


def test_what_was_renamed_and_removed(folder: Path) -> None:
    (folder / "migrations.yaml").write_text("", encoding="utf-8")  # the example begins such a file
    follow(folder, "rename, move or remove something")
    assert errors(folder) == {}
    old = (
        b'{"format": 1, "profile": {"sector": "handicraft"}, "answers": {"bookkeeping": "weekly", "shop_sign": "big"}}'
    )
    person = read_answers(old, load(folder), TODAY)
    assert (person.profile, person.answers) == ({"sector": "craft"}, {"cash_records": "sometimes"})


def test_all_of_it_together(folder: Path) -> None:
    (folder / "migrations.yaml").write_text("", encoding="utf-8")
    for heading in (
        "add a question",
        "add a step",
        "add a region",
        "add a language",
        "rename, move or remove something",
    ):
        follow(folder, heading)
    assert errors(folder) == {}
    assert read_answers(SAMPLES[0].read_bytes(), load(folder), TODAY).answers


def test_a_folder_elsewhere_is_what_the_command_line_reads(folder: Path, monkeypatch, capsys) -> None:
    follow(folder, "add a question")
    monkeypatch.setenv("KANVAS_CONTENT", str(folder))
    assert main(["check", "--lang", "en"]) == 1
    assert "complaints: the rung 'nothing' is lifted by no step" in capsys.readouterr().out
    assert main(["score", str(SAMPLES[0]), "--lang", "en"]) == 0
    assert "24 of 25 questions answered" in capsys.readouterr().out


def test_every_example_is_followed() -> None:
    assert len(EXAMPLE.findall(GUIDE)) == 6
