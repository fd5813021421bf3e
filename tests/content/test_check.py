"""The real content is sound, and each defect of invalid/*.yaml is found where it is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from canvas.content import ContentError, check, load
from canvas.content.problems import Problem, Severity
from tests.builders import ROOT, TODAY

CONTENT = ROOT / "content"
INVALID = Path(__file__).parent / "invalid"
MESSAGES = ROOT / "canvas" / "messages.yaml"
DEFECTS = [
    pytest.param(defect, id=defect["name"])
    for file in sorted(INVALID.glob("*.yaml"))
    for defect in yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
]


def problems(directory: Path) -> tuple[Problem, ...]:
    return check(directory, TODAY).problems


def problems_in_words(found: tuple[Problem, ...]) -> list[str]:
    return [str(problem) for problem in found]


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A copy of the real content, to break and to restore."""
    directory = tmp_path_factory.mktemp("copy") / "content"
    shutil.copytree(CONTENT, directory)
    return directory


def without_line(problem: Problem) -> tuple[str, str, object]:
    """A problem by file, code and thing: an edit above it moves its line."""
    return problem.file, problem.code, problem.details.get("id")


@pytest.fixture(scope="module")
def already_there(copy) -> set[tuple[str, str, object]]:
    """What is reported about the real content anyway, such as facts that are due."""
    return {without_line(problem) for problem in problems(copy)}


@contextmanager
def broken(directory: Path, defect: dict[str, Any]) -> Iterator[None]:
    """The content with one defect, for as long as the `with` lasts."""
    place, kept = directory / defect["file"], directory.parent / "kept"
    place.rename(kept)
    try:
        _break(place, kept, defect)
        yield
    finally:
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
        kept.rename(place)


def _break(place: Path, kept: Path, defect: dict[str, Any]) -> None:
    if defect.get("folder"):
        place.mkdir()
    elif "write" in defect:
        place.write_text(defect["write"], encoding=defect.get("encoding", "utf-8"))
    else:
        text = kept.read_text(encoding="utf-8")
        pattern = defect.get("pattern") or re.escape(defect.get("find", ""))
        if pattern:
            before, anchor, rest = text.partition(defect["after"]) if "after" in defect else ("", "", text)
            changed, count = re.subn(pattern, lambda _: defect["replace"], rest, count=1)
            assert count == 1, "the text to find is no longer there"
            text = before + anchor + changed
        place.write_text(text + defect.get("append", ""), encoding="utf-8")


def line_of(problem: Problem, directory: Path) -> str:
    file = directory / problem.file
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
    return lines[problem.line - 1] if lines else ""


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_found_where_it_is(copy, already_there, defect) -> None:
    expected = defect["expect"]
    file = expected.get("file", defect["file"])
    with broken(copy, defect):
        found = problems(copy)
        new = [problem for problem in found if without_line(problem) not in already_there]
        places = {(problem.code, problem.file, line_of(problem, copy)) for problem in new}
    wanted = expected.get("line", "")
    assert any((code, name) == (expected["code"], file) and wanted in line for code, name, line in places), (
        problems_in_words(found)
    )
    assert {problem.code for problem in new} == {expected["code"], *defect.get("also", ())}, problems_in_words(found)
    assert len(new) == 1 or "also" in defect, problems_in_words(found)


def test_a_folder_that_is_not_there(tmp_path) -> None:
    (problem,) = problems(tmp_path / "nowhere")
    assert problem.code == "folder_missing"
    with pytest.raises(ContentError):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["recommendations/new.yaml.txt", "questionnaire/new.YML", "helpers/new/new.yaml"])
def test_a_file_that_waits_in_vain_to_be_read(copy, already_there, name) -> None:
    file = copy / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("id: new\n", encoding="utf-8")
    new = [problem for problem in problems(copy) if without_line(problem) not in already_there]
    file.unlink()
    assert [(problem.file, problem.code) for problem in new] == [(name, "file_ignored")]


def test_too_few_steps_that_cost_nothing(copy, already_there) -> None:
    steps = sorted((copy / "recommendations").glob("*.yaml"))
    texts = {step: step.read_text(encoding="utf-8") for step in steps}
    for step, text in texts.items():
        step.write_text(text.replace("cost: {min: 0, max: 0}", "cost: {min: 0, max: 1000}"), encoding="utf-8")
    new = [problem for problem in problems(copy) if without_line(problem) not in already_there]
    for step, text in texts.items():
        step.write_text(text, encoding="utf-8")
    assert [(problem.file, problem.line, problem.code) for problem in new] == [
        ("recommendations", 1, "too_few_free_steps")
    ]


def test_every_code_about_content_has_its_defect() -> None:
    catalogue = MESSAGES.read_text(encoding="utf-8")
    section = catalogue[catalogue.index("# content/: shape") : catalogue.index("# Command line")]
    tried = {parameter.values[0]["expect"]["code"] for parameter in DEFECTS} | {
        *("folder_missing", "too_few_free_steps", "file_ignored")
    }
    assert sorted(set(yaml.load(section, yaml.CSafeLoader)) - tried) == []


def test_the_real_content_is_sound() -> None:
    report = check(CONTENT, TODAY)
    assert [str(found) for found in report.problems if found.severity is not Severity.NOTE] == []


def test_all_defects_of_shape_are_reported_at_once(tmp_path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    for name in ("two-purses", "nib-by-phone"):
        (tmp_path / "content" / "recommendations" / f"{name}.yaml").write_text("id: 5\n", encoding="utf-8")
    files = {problem.file for problem in problems(tmp_path / "content")}
    assert files == {"recommendations/two-purses.yaml", "recommendations/nib-by-phone.yaml"}


def test_content_that_does_not_validate_cannot_be_loaded(tmp_path) -> None:
    (tmp_path / "settings.yaml").write_text("version: 1\n", encoding="utf-8")
    with pytest.raises(ContentError) as refusal:
        load(tmp_path)
    assert "settings.yaml:1: 'version' must be text." in str(refusal.value)


def test_an_old_fact_is_a_note_and_no_error(tmp_path) -> None:
    report = check(CONTENT, TODAY.replace(year=2040))
    due = [found for found in report.problems if found.code == "fact_due"]
    assert len(due) > 50
    assert {found.severity for found in due} == {Severity.NOTE}
