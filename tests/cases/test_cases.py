"""Runs the cases in the YAML files beside this one; a domain expert can read and write them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from canvas.advice import advise
from canvas.answers_file import read_answers, write_answers
from canvas.assessment import Assessment
from canvas.questionnaire import path
from canvas.scoring import score
from tests.builders import TODAY, assessment, at_level

CASES = [
    pytest.param(case, id=case["name"])
    for file in sorted(Path(__file__).parent.glob("*.yaml"))
    for case in yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
]
KEYS = {
    "name",
    "profile",
    "level",
    "answers",
    "overall",
    "stage",
    "dimensions",
    "provisional",
    "never_advised",
}


def person_of(content, case: dict[str, Any]) -> Assessment:
    """The person of a case, read back from its answers file, so that a slip of the pen in a case is refused."""
    answers = {
        name: tuple(answer) if isinstance(answer, list) else answer for name, answer in case.get("answers", {}).items()
    }
    person = assessment(case["profile"])
    if "level" in case:
        for question in path(content, person):
            person = person.with_answer(question.id, at_level(question, case["level"]))
    for name, answer in answers.items():
        person = person.with_answer(name, answer)
    return read_answers(write_answers(person), content, TODAY)


@pytest.mark.parametrize("case", CASES)
def test_case(content, case: dict[str, Any]) -> None:
    assert case.keys() <= KEYS
    person = person_of(content, case)
    result = score(content, person)
    advised = [advice.step.id for advice in advise(content, person, result)]
    assert round(result.overall, 1) == case["overall"]
    assert result.stage == case["stage"]
    rounded = {name: None if value is None else round(value, 1) for name, value in result.dimensions.items()}
    expected = case.get("dimensions", {})
    assert {name: rounded[name] for name in expected} == expected
    assert result.provisional is case.get("provisional", False)
    assert not set(advised) & set(case.get("never_advised", []))
