"""The first screen of the result, as a phone shows it before anybody scrolls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from playwright.sync_api import expect

from canvas.advice import advise
from canvas.assessment import Assessment
from canvas.i18n import texts_for
from canvas.people import read_people
from canvas.scoring import score
from canvas.wording import reason_in_words
from tests.browser.visitor import Visitor
from tests.browser.walk import bu_sri, come_back
from tests.builders import ROOT, TODAY, complete, real_content

CONTENT = real_content()
PEOPLE: Path = ROOT / "tests" / "cases" / "people"
LONGEST = 2
"""So many people, those whose first step takes the most words."""
IN_ORDER = [".stall", "h1", ".details", ".rare", ".monday"]
TOPS = "(parts) => parts.map((part) => document.querySelector(`.outcome ${part}`).getBoundingClientRect().top)"
PULSE = """(object) => {
  const { animationName, animationIterationCount } = getComputedStyle(object);
  return animationName === "none" ? "none" : `${animationName} ${animationIterationCount}`;
}"""
ON_SEVERAL_LINES = """() => [...document.querySelectorAll(".st-key-foot button")].filter((button) => {
  const words = document.createRange();
  words.selectNodeContents(button.querySelector("p") ?? button);
  return new Set([...words.getClientRects()].map((line) => Math.round(line.top))).size > 1;
}).map((button) => button.innerText)"""
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
    assert visitor.page.locator("h1").inner_text() == "3 bagian kuat, 3 langkah siap"
    assert visitor.page.locator(".monday").count() == 1
    visitor.tap("figure").choose("q_figure", 1)
    who = visitor.page.locator(".layer.figure_scarf").last
    expect(who, "who is drawn is chosen in sight of the stall").to_be_in_viewport()


def test_every_button_of_the_foot_is_on_one_line_on_small_phones(visitor: Visitor) -> None:
    found: list[str] = []

    def look() -> None:
        for width in (320, 360):
            visitor.page.set_viewport_size({"width": width, "height": 640})
            found.extend(visitor.page.evaluate(ON_SEVERAL_LINES))

    def look_in_the_other_language(language: str) -> None:
        look()
        visitor.speak(language)
        look()

    come_back(visitor, complete(CONTENT, level=1), "id", address="/result")
    look_in_the_other_language("en")
    visitor.tick(visitor.keys("whatif_")[0])
    assert visitor.offers("what_if_to_plan")
    look_in_the_other_language("id")
    visitor.tap("next")
    look_in_the_other_language("en")
    visitor.tap("next")
    look_in_the_other_language("id")
    assert found == []


def test_then_is_beside_now_and_what_is_new_pulses_once(visitor: Visitor) -> None:
    come_back(visitor, complete(CONTENT, level=2), "id", address="/result", earlier=complete(CONTENT, level=0))
    then_objects, now_objects = (
        visitor.page.locator(f".then-and-now figure:nth-child({number}) .object.new") for number in (1, 2)
    )
    assert then_objects.count() == 0
    assert now_objects.count() > 0
    assert now_objects.first.evaluate(PULSE) == "none", "for who wants no motion"
    visitor.page.emulate_media(reduced_motion="no-preference")
    assert now_objects.first.evaluate(PULSE) == "stall-new 1"
    visitor.page.emulate_media(reduced_motion="reduce")
