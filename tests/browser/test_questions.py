"""A question on a small phone: every answer in sight, and what hides behind the question mark opens."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import mean

import pytest

from canvas.questionnaire import path
from canvas.session import REVIEW
from tests.builders import FOOD_OWNER, assessment, real_content

CONTENT = real_content()
SMALL = {"width": 360, "height": 640}
PERSON = assessment(FOOD_OWNER | {"food_kind": "dry_packed"})
IN_SIGHT = """() => {
  const foot = document.querySelector(".st-key-foot").getBoundingClientRect().top;
  const options = [...document.querySelectorAll('[class*="st-key-q_"] [data-testid="stRadioOption"]')];
  return options.length > 0 && options.every((option) => {
    const box = option.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= foot;
  });
}"""


MOST_WORDS = 45
WORDS = """() => {
  const everywhere = document.querySelector(".st-key-top").innerText;
  return document.querySelector('[data-testid="stMainBlockContainer"]').innerText.replace(everywhere, "");
}"""


OVERLAPS = """() => {
  const parts = [...document.querySelectorAll('button, a[href], summary, [data-testid="stRadioOption"]')]
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
NARROW = {"width": 320, "height": 640}


def overlaps(visitor) -> list[str]:
    """Buttons and answers that lie over one another, on a small phone and on a narrow one."""
    found = []
    for width in (NARROW, SMALL):
        visitor.page.set_viewport_size(width)
        found += visitor.page.evaluate(OVERLAPS)
    return [f"{visitor.place()}: {pair}" for pair in found]


@pytest.mark.parametrize("language", ["id", "en"])
def test_all_answers_are_in_sight_on_a_small_phone_and_the_words_are_few(arrives, language: str) -> None:
    visitor, person = arrives(SMALL), replace(PERSON, language=language)
    with_one_answer = {question.id for question in path(CONTENT, person) if not question.takes_several}
    begun = visitor.server.keep(person, position="business_name")
    visitor.open(f"/?r={begun.token}").tap("go_on")
    seen, hidden, counts, over = [], [], [], []
    while (here := visitor.place()) != REVIEW:
        if here in with_one_answer:
            visitor.widget(f"q_{here}").get_by_test_id("stRadioOption").last.wait_for()
            (seen if visitor.page.evaluate(IN_SIGHT) else hidden).append(here)
            counts.append(len(re.findall(r"[^\W_]+", visitor.page.evaluate(WORDS))))
        over += overlaps(visitor)
        visitor.tap("skip" if visitor.offers("skip") else "next")
    assert over == []
    assert len(seen) >= 20, f"not all answers are in sight at {', '.join(hidden)}"
    assert mean(counts) <= MOST_WORDS


def test_the_question_mark_opens_example_and_reason(arrives) -> None:
    visitor = arrives(SMALL)
    person = replace(PERSON, answers={})
    begun = visitor.server.keep(person, position="cash_records")
    visitor.open(f"/?r={begun.token}").tap("go_on")
    visitor.page.locator(".why summary").click()
    assert visitor.page.locator(".why p").first.is_visible()


def test_an_object_of_the_stall_opens_its_answers(arrives) -> None:
    visitor = arrives(SMALL)
    begun = visitor.server.keep(replace(PERSON, answers={"cash_records": "daily"}), finished=True)
    visitor.open(f"/?r={begun.token}").tap("to_result")
    visitor.page.locator(".stall a.cash_tin").click()
    assert visitor.page.locator("#part_finance[open]").is_visible()


def test_a_warning_covers_no_answer_that_was_in_sight(arrives) -> None:
    visitor = arrives(SMALL)
    visitor.open().tap("start")
    answers = visitor.widget("q_consent").get_by_test_id("stRadioOption")
    bottom = answers.last.evaluate("(answer) => answer.getBoundingClientRect().bottom")
    assert bottom <= visitor.widget("foot").bounding_box()["y"]
    visitor.tap("next").page.wait_for_function(
        """() => document.querySelector('.st-key-q_consent label:last-of-type').getBoundingClientRect().bottom
          <= document.querySelector('.st-key-foot').getBoundingClientRect().top"""
    )
