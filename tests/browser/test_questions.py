"""The path on a small phone: every answer in sight, few words, and the minutes that were promised."""

from __future__ import annotations

from dataclasses import replace
from statistics import mean

import pytest
from playwright.sync_api import ViewportSize

from bench.path import PEOPLE, SMALL_PHONE, Walk, count
from canvas.questionnaire import path
from canvas.session import CONSENT
from canvas.stops import STALL_DRAWN, longest
from tests.browser.visitor import Visitor
from tests.browser.walk import at_question, come_back
from tests.builders import FOOD_OWNER, assessment, complete, real_content

CONTENT = real_content()
PERSON = assessment(FOOD_OWNER | {"food_kind": "dry_packed"})
IN_SIGHT = """() => {
  const foot = document.querySelector(".st-key-foot").getBoundingClientRect().top;
  const options = [...document.querySelectorAll('[class*="st-key-q_"] :is([data-testid="stRadioOption"], button)')];
  return options.length > 0 && options.every((option) => {
    const box = option.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= foot;
  });
}"""
MOST_WORDS = 35
OVERLAPS = """() => {
  const parts = [...document.querySelectorAll('button, a[href], summary, [data-testid="stRadioOption"], .small.row')]
    .filter((part) => !part.closest(".st-key-foot") && part.checkVisibility());
  const lies = (one, other) => {
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  };
  return parts.flatMap((one, index) => parts.slice(index + 1)
    .filter((other) => !one.contains(other) && !other.contains(one) && lies(one, other))
    .map((other) => `${one.innerText} and ${other.innerText}`));
}"""
NARROW: ViewportSize = {"width": 320, "height": 640}


def overlaps(visitor: Visitor) -> list[str]:
    """Buttons and answers that lie over one another, on a small phone and on a narrow one."""
    found = []
    for size in (NARROW, SMALL_PHONE):
        visitor.page.set_viewport_size(size)
        found += visitor.page.evaluate(OVERLAPS)
    return [f"{visitor.place()}: {pair}" for pair in found]


def test_the_path_is_as_short_as_promised_with_all_answers_in_sight(arrives) -> None:
    seen, hidden, over = [], [], []

    def look(visitor: Visitor) -> None:
        if question := visitor.question():
            (seen if visitor.page.evaluate(IN_SIGHT) else hidden).append(question.id)
            over.extend(overlaps(visitor))

    person = complete(CONTENT, level=1, profile=PEOPLE["tempeh maker"])
    answered = replace(person, answers={name: answer for name, answer in person.answers.items() if answer})
    walk = Walk(arrives(SMALL_PHONE), "id", look)
    walk.until(CONSENT, {})
    walk.screens[-1].taps = CONTENT.settings.pace.consent.taps
    at_question(walk.visitor, answered, CONTENT.profile[0].id)
    screens = walk.until("result", PEOPLE["tempeh maker"])
    assert over == []
    assert len(seen) >= 20, f"not all answers are in sight at {', '.join(hidden)}"
    assert [name for name in hidden if CONTENT.question[name].takes_several] == []
    assert mean(screen.words().total() for screen in screens if screen.place in CONTENT.question) <= MOST_WORDS
    until_the_stall, whole = longest(CONTENT, "id")
    assert until_the_stall == pytest.approx(count(screens, STALL_DRAWN).minutes(), rel=0.15)
    assert whole == pytest.approx(count(screens, "result").minutes(), rel=0.15)


def test_all_choices_are_in_sight_in_english(arrives) -> None:
    visitor = arrives(SMALL_PHONE)
    person = complete(CONTENT, level=1, profile=PEOPLE["tempeh maker"])
    hidden, over = [], []
    come_back(visitor, person, "en", address="/assess", finished=False)
    for name in (question.id for question in path(CONTENT, person) if question.takes_several):
        visitor.open(f"/assess?at={name}")
        assert visitor.place() == name
        if not visitor.page.evaluate(IN_SIGHT):
            hidden.append(name)
        over += overlaps(visitor)
    assert hidden == over == []


def test_the_question_mark_opens_example_and_reason(arrives) -> None:
    visitor = arrives(SMALL_PHONE)
    at_question(visitor, replace(PERSON, answers={}), "cash_records")
    visitor.page.locator(".why summary").click()
    assert visitor.page.locator(".why p").first.is_visible()


def test_an_object_of_the_stall_opens_its_answers(arrives) -> None:
    visitor = arrives(SMALL_PHONE)
    come_back(visitor, replace(PERSON, answers={"cash_records": "daily"}), "id", address="/result")
    visitor.page.locator(".stall a.cash_tin").click()
    assert visitor.page.locator("#part_finance[open]").is_visible()


def test_a_warning_covers_no_answer_that_was_in_sight(arrives) -> None:
    visitor = arrives(SMALL_PHONE)
    visitor.open().tap("start")
    answers = visitor.widget("q_consent").get_by_test_id("stRadioOption")
    bottom = answers.last.evaluate("(answer) => answer.getBoundingClientRect().bottom")
    assert bottom <= visitor.widget("foot").bounding_box()["y"]
    visitor.tap("next").page.wait_for_function(
        """() => document.querySelector('.st-key-q_consent label:last-of-type').getBoundingClientRect().bottom
          <= document.querySelector('.st-key-foot').getBoundingClientRect().top"""
    )
