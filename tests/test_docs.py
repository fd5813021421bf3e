"""The documentation is true and complete, as far as a program can check."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic import BaseModel

from canvas.advice import advise
from canvas.answers_file import read_answers
from canvas.cli import main
from canvas.content import models
from canvas.content.models import Content
from canvas.planning import what_if
from canvas.scoring import score, shown
from canvas.settings import PREFIX, Settings
from tests.builders import ROOT, TODAY

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")
AUTHORING = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
METHOD = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
MESSAGES = (ROOT / "canvas" / "messages.yaml").read_text(encoding="utf-8")
REQUIREMENTS = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]

FILES = (
    models.ContentSettings,
    models.ProfileFile,
    models.DimensionFile,
    models.Recommendation,
    models.CanvasTemplate,
    models.IndicatorFile,
    models.Region,
    models.SourceFile,
    models.Migrations,
)


def content_codes() -> list[str]:
    """Codes of problems in content/: those of the sections of messages.yaml that say so."""
    sections = re.split(r"^# ", MESSAGES, flags=re.MULTILINE)
    return [
        code
        for section in sections
        if section.startswith("content/")
        for code in re.findall(r"^(\w+):", section, re.MULTILINE)
    ]


def content_keys() -> set[str]:
    """Every key that a file of content/ may hold."""
    return {key for model in FILES for key in keys_of(model)}


def keys_of(kind: object) -> Iterator[str]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if issubclass(kind, models.Text | models.Condition):
            return
        for name, field in kind.model_fields.items():
            yield field.alias or name
            yield from keys_of(field.annotation)
    else:
        for part in get_args(kind):
            yield from keys_of(part)


def requirements() -> list[str]:
    lines = [line.partition("#")[0].strip() for file in REQUIREMENTS for line in file.read_text().splitlines()]
    return [line for line in lines if line and not line.startswith("-r ")]


def test_every_command_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE)
    assert "check" in commands
    assert [command for command in commands if not re.search(rf"^\| `{command}[ `]", README, re.MULTILINE)] == []


def test_every_setting_is_in_the_readme() -> None:
    names = [f"{PREFIX}{setting.upper()}" for setting in Settings.model_fields]
    assert [name for name in names if f"| `{name}` |" not in README] == []


def test_the_readme_names_no_setting_that_is_not_there() -> None:
    named = set(re.findall(rf"{PREFIX}(\w+)", README))
    assert named == {name.upper() for name in Settings.model_fields}


def test_every_content_problem_is_explained() -> None:
    assert [code for code in content_codes() if f"| `{code}` |" not in AUTHORING] == []


def test_no_problem_is_explained_that_is_not_there() -> None:
    explained = re.findall(r"^\| `(\w+)` \|", AUTHORING.partition("## Every message explained")[2], re.MULTILINE)
    assert sorted(explained) == sorted(content_codes())


def test_every_key_of_the_content_is_explained() -> None:
    in_code = {word for span in re.findall(r"`([^`\n]+)`", AUTHORING) for word in re.findall(r"\w+", span)}
    assert sorted(content_keys() - in_code) == []


def test_every_requirement_is_pinned() -> None:
    pinned = re.compile(r'[\w.-]+(\[\w+\])?==[\w.]+(; sys_platform != "win32")?')
    assert [line for line in requirements() if not pinned.fullmatch(line)] == []


def test_every_link_leads_somewhere() -> None:
    targets = [
        (page, target)
        for page in PAGES
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
        if "://" not in target
    ]
    assert targets
    assert [
        (page.name, target) for page, target in targets if not (page.parent / target.partition("#")[0]).exists()
    ] == []


def test_the_worked_example_is_what_the_method_returns(content: Content) -> None:
    """The numbers in docs/method.md, worked out anew."""
    blocks = re.findall(r"```json\n(.*?)```", METHOD, re.DOTALL)
    person = read_answers(json.dumps(json.loads(blocks[0])).encode(), content, TODAY)
    result = score(content, person)
    assert f"add up to {result.overall:.2f}, shown as {shown(result.overall)}." in METHOD
    assert f"*{content.stage[result.stage].name['en']}*" in METHOD
    for name, part in result.questions.items():
        row = next(line for line in METHOD.splitlines() if line.startswith(f"| `{name}` |"))
        assert f"= {part.points_possible:.2f} | {part.points:.2f} |" in row
    advice = advise(content, person, result)
    rows = re.findall(r"^\| (\d) \| `([\w-]+)` .* \| ([\d.]+) \|$", METHOD, re.MULTILINE)
    ranked = [(str(place), step.step.id, f"{step.priority:.2f}") for place, step in enumerate(advice, 1)]
    assert rows == ranked[: len(rows)]
    assert rows
    assert f"to {what_if(content, person, ['two-purses']).overall:.2f}." in METHOD
