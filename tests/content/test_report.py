"""`check --report`: what is covered, how it reads, what is due."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from canvas.cli import main
from canvas.cli.content import POPULATION
from canvas.content.check import check, coverage
from canvas.content.places import Loaded
from canvas.content.report import WIDTH, filled_by, kind_of, readings, report_lines
from tests.builders import ROOT, TODAY


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    found = check(ROOT / "content", TODAY).loaded
    assert found is not None
    return found


@pytest.fixture(scope="module", params=["id", "en", "jv"])
def lines(request, loaded) -> list[str]:
    return list(report_lines(loaded, TODAY, request.param))


def test_it_fits_a_terminal(lines) -> None:
    assert [line for line in lines if len(line) > WIDTH or line != line.rstrip()] == []


def test_every_rung_and_every_block_has_its_line(lines, loaded) -> None:
    wording = {line.split()[0] for line in lines if line.strip()}
    for question in loaded.content.questions:
        if question.is_ladder:
            assert {question.id, *(option.id for option in question.options[:-1])} <= wording
    for template in loaded.content.templates:
        assert {template.id, *(block.id for block in template.blocks)} <= wording


def test_every_rung_has_a_step_in_every_sector_where_it_is_asked(loaded) -> None:
    found = coverage(loaded)
    assert list(found) == [question.id for question in loaded.content.questions if question.is_ladder]
    for rungs in found.values():
        assert all(steps for by_sector in rungs.values() for steps in by_sector.values())


def test_a_step_for_one_sector_says_so(lines) -> None:
    assert any("card-for-fresh-food (food)" in line for line in lines)


def test_every_block_is_filled_by_answers_and_by_steps(loaded) -> None:
    bare = {
        (template, block)
        for template, blocks in filled_by(loaded).items()
        for block, (answers, steps) in blocks.items()
        if not answers and not steps
    }
    assert bare == set()


def test_the_texts_are_counted_once_in_each_language(loaded) -> None:
    found = readings(loaded)
    assert (
        found["id"].keys() == found["en"].keys() == {kind_of(file) for file in loaded.documents} - {"migrations.yaml"}
    )
    totals = {name: sum(reading.texts for reading in kinds.values()) for name, kinds in found.items()}
    assert totals["id"] == totals["en"] > totals["jv"] > 50
    assert found["id"]["recommendations/"].average < found["id"]["recommendations/"].words


def test_kinds_of_files() -> None:
    assert [kind_of(file) for file in ("helpers/pakisaji.yaml", "profile.yaml")] == ["helpers/", "profile.yaml"]


def test_facts_that_are_due_name_their_steps(loaded) -> None:
    later = "\n".join(report_lines(loaded, TODAY.replace(year=2040), "en"))
    facts = later[later.index("Facts due for a re-check") :]
    assert "good for" not in facts
    assert "two-purses" in facts


def test_on_the_command_line(capsys, tmp_path: Path) -> None:
    few = tmp_path / "owners.yaml"
    few.write_text(POPULATION.read_text(encoding="utf-8").replace("owners: 2000", "owners: 20"), encoding="utf-8")
    assert main(["check", "--report", "--lang", "en", "--population", str(few)]) == 0
    out = capsys.readouterr().out
    assert re.search(r"^\d+ pairs of rung and sector, 0 without a step\.", out, re.MULTILINE)
    assert re.search(r"^.*\b20 owners", out, re.MULTILINE)
    assert out.splitlines()[-1].startswith("0 errors, 0 warnings")


def test_content_that_cannot_be_read_reports_its_problems_only(capsys, tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("version: 1\n", encoding="utf-8")
    assert main(["check", str(tmp_path), "--report", "--lang", "en"]) == 1
    assert "Steps for every rung" not in capsys.readouterr().out
