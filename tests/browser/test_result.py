"""The first screen of the result, as a phone shows it before anybody scrolls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from canvas.advice import advise
from canvas.assessment import Assessment
from canvas.i18n import texts_for
from canvas.people import read_people
from canvas.scoring import score
from canvas.wording import reason_in_words
from tests.browser.visitor import Visitor
from tests.browser.walk import bu_sri, come_back
from tests.builders import ROOT, TODAY, real_content

CONTENT = real_content()
PEOPLE: Path = ROOT / "tests" / "cases" / "people"
LONGEST = 4
"""So many people, those whose first step takes the most words."""
IN_ORDER = [".stall", "h1", ".details", ".rare", ".monday"]
TOPS = "(parts) => parts.map((part) => document.querySelector(`.outcome ${part}`).getBoundingClientRect().top)"
BELOW = """() => document.querySelector(".monday").getBoundingClientRect().bottom
  - document.querySelector(".st-key-foot").getBoundingClientRect().top"""


def wordiest(language: str) -> Iterator[Assessment]:
    """Those with the longest first step, each step once."""
    texts, found = texts_for(CONTENT, language), {}
    for person in read_people(PEOPLE):
        assessment = person.assessment(CONTENT, TODAY)
        for advice in advise(CONTENT, assessment, score(CONTENT, assessment))[:1]:
            reason = reason_in_words(CONTENT, assessment, advice, texts)
            found[advice.step.id] = len(advice.step.first_step[language] + reason), assessment
    for _, assessment in sorted(found.values(), key=lambda pair: -pair[0]):
        yield replace(assessment, language=language)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_step_for_monday_is_whole_above_the_foot(visitor: Visitor, language: str) -> None:
    for assessment in islice(wordiest(language), LONGEST):
        come_back(visitor, assessment, language, address="/result")
        assert visitor.page.evaluate(BELOW) <= 0


def test_the_stall_comes_first_then_strengths_then_one_step(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/result")
    tops = visitor.page.evaluate(TOPS, IN_ORDER)
    assert tops == sorted(tops)
    assert visitor.page.locator("h1").inner_text() == "9 hal sudah kuat, 3 siap naik"
    assert visitor.page.locator(".monday").count() == 1
