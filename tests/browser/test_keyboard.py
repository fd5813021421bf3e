"""By keyboard alone, on a laptop: every kind of question, the first picture, and from the last question to the PDF.

What has the focus can always be seen.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from canvas.stops import STALL_DRAWN
from tests.browser.conftest import Arrives
from tests.browser.devices import LAPTOP
from tests.browser.test_path import HEADINGS, ON_PAPER, words_of
from tests.browser.visitor import ELSEWHERE, Visitor
from tests.browser.walk import at_the_last_question
from tests.builders import real_content

FIRST, BEFORE_THE_STALL = "cash_records", "network"
"""The first ladder, and the question before the first picture; those between them are ladders too."""
FURTHEST = 60
"""So many presses of Tab reach anything on a screen."""

_FOCUSED = """(within) => document.activeElement.closest(within) !== null"""
_SEEN = """() => {
  const focused = document.activeElement;
  const frame = focused.closest("label") ?? focused.closest("[data-testid$='RootElement']") ?? focused;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(frame);
  const marked = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
  const { top, bottom } = frame.getBoundingClientRect();
  const foot = document.querySelector(".st-key-foot");
  const free = foot.contains(focused) ? innerHeight : foot.getBoundingClientRect().top;
  return [marked, top >= -1 && bottom <= free + 1];
}"""


class Typist:
    """Somebody with a keyboard and nothing else."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def reach(self, key: str) -> Typist:
        """Presses Tab until something of that key has the focus, which must be seen."""
        for _ in range(FURTHEST):
            if self.page.evaluate(_FOCUSED, f".st-key-{key}"):
                return self.sees_where()
            self.page.keyboard.press("Tab")
        pytest.fail(f"Tab does not reach {key}")

    def sees_where(self) -> Typist:
        marked, free = self.page.evaluate(_SEEN)
        assert marked, f"no mark on {self.focused()}"
        assert free, f"hidden: {self.focused()}"
        return self

    def press(self, *keys: str) -> Typist:
        """Presses keys, each answered by the server."""
        for key in keys:
            with self.visitor.answered():
                self.page.keyboard.press(key)
        return self

    def onward(self, key: str = "next") -> Typist:
        """To another place, where the focus comes to the heading."""
        before = self.visitor.place()
        self.reach(key).page.keyboard.press("Enter")
        self.page.wait_for_function(ELSEWHERE, arg=before)
        self.page.wait_for_function("() => document.activeElement.tagName === 'H1'")
        self.visitor.connected()
        return self

    def goes_on_by(self, key: str) -> Typist:
        """A key that leads to the next place from where the focus is."""
        before = self.visitor.place()
        self.page.keyboard.press(key)
        self.page.wait_for_function(ELSEWHERE, arg=before)
        self.visitor.connected()
        return self

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.outerHTML"))[:200]


def test_from_the_first_screen_to_the_first_picture(arrives: Arrives) -> None:
    visitor = arrives(LAPTOP).open()
    typist = Typist(visitor)
    typist.onward("start").reach("q_consent").press("Space").onward()
    typist.reach("q_business_name").page.keyboard.type("Keripik Bu Sri")
    typist.goes_on_by("Enter")
    while visitor.place() != FIRST:
        answer(typist)
        typist.onward()
    answer(typist)
    visitor.open(f"/assess?at={BEFORE_THE_STALL}")
    answer(typist)
    typist.onward()
    assert visitor.place() == STALL_DRAWN
    typist.onward()
    assert visitor.question() is not None


def test_from_the_last_question_to_the_plan(arrives: Arrives, tmp_path: Path) -> None:
    visitor = at_the_last_question(arrives(LAPTOP), "en")
    typist = Typist(visitor)
    seen = [typist.onward(key).visitor.heading() for key in ("finish", "next", "next")]
    assert all(words in heading for words, heading in zip(HEADINGS["en"], seen, strict=True))
    assert visitor.page.title() == "Plan · Kanvas Lestari"
    step = visitor.keys("choose_")[0]
    typist.reach(step).press("Space")
    assert "Chosen steps: 1 of 5" in visitor.sees()
    typist.reach("download_pdf")
    with visitor.page.expect_download() as waiting:
        visitor.page.keyboard.press("Enter")
    waiting.value.save_as(tmp_path / "plan.pdf")
    printed = words_of(tmp_path / "plan.pdf")
    title = real_content().recommendation[step.removeprefix("choose_")].title["en"]
    assert [words for words in (*ON_PAPER["en"], title) if words not in printed] == []


def answer(typist: Typist) -> None:
    """Whatever is asked here: the second of the options, none of several, or no text."""
    for key in typist.visitor.keys("q_"):
        if typist.visitor.widget(key).get_by_test_id("stRadioOption").count():
            typist.reach(key).press("Space", "ArrowDown")
            assert typist.visitor.chosen(key) == 1
            assert typist.page.evaluate(_FOCUSED, f".st-key-{key}"), "an answer must not take the focus away"


def test_what_opens_and_what_is_switched(visitor: Visitor) -> None:
    visitor.open()
    typist = Typist(visitor)
    typist.reach("language").press("ArrowRight")
    assert visitor.heading() == "See your whole business"
    summary = visitor.page.locator("summary").first
    while not visitor.is_focused(summary):
        visitor.page.keyboard.press("Tab")
    typist.sees_where().page.keyboard.press("Enter")
    assert visitor.page.locator("details").first.get_attribute("open") is not None
