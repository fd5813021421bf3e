"""Counts what a person reads and taps from the first screen to the stall, the result and the plan.

    python -m bench.path [--screens] [--pictures FOLDER]

A real Chromium of 360 × 640. Words: all text that is visible, below the fold too; what is folded is not. *Once*: text
that was on the screen before as well counts no more. Minutes: the pace of `content/settings.yaml`.
`--screens` lists every screen, `--pictures` keeps one of each.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import ViewportSize, sync_playwright

from bench.tables import table
from canvas.content.words import word_count
from canvas.i18n import texts_for
from canvas.session import REVIEW
from canvas.stops import STALL_DRAWN
from tests.browser.devices import new_device
from tests.browser.server import Server
from tests.browser.visitor import Visitor, open_browser
from tests.builders import real_content

SMALL_PHONE: ViewportSize = {"width": 360, "height": 640}
LANGUAGES = ("id", "en")
PEOPLE: Mapping[str, Mapping[str, str]] = {
    "tempeh maker": {
        "business_name": "Tempe Bu Yanti",
        "village": "Kebonagung",
        "sector": "food",
        "food_kind": "wet_daily",
        "role": "owner",
        "workers": "family",
        "years": "over_3",
    },
    "laundry": {
        "business_name": "Laundry Pak Dedi",
        "village": "Pakisaji",
        "sector": "services",
        "role": "owner",
        "workers": "1-4",
        "years": "1_to_3",
    },
    "vegetable trader": {
        "business_name": "Sayur Bu Minah",
        "village": "Pakisaji",
        "sector": "trade",
        "makes": "only_sells",
        "role": "owner",
        "workers": "alone",
        "years": "over_3",
    },
    "batik maker": {
        "business_name": "Batik Bu Lastri",
        "village": "Karangpandan",
        "sector": "craft",
        "makes": "makes_goods",
        "role": "owner",
        "workers": "1-4",
        "years": "over_3",
    },
    "catfish farmer": {
        "business_name": "Lele Pak Wawan",
        "village": "Kebonagung",
        "sector": "farming",
        "farming_kind": "fish",
        "role": "owner",
        "workers": "family",
        "years": "1_to_3",
    },
}
CATEGORIES = (
    "head", "counter", "question", "options", "slim row", "foot", "home", "consent", "rest", "review", "result",
)  # fmt: skip

# The visible texts, each with the part of the screen that it is in.
_TEXTS = """() => {
  const parts = {
    head: ".st-key-top, .st-key-menu", foot: ".st-key-foot", counter: ".where",
    options: '[class*="st-key-q_"]', question: ".heading, .paragraph",
  };
  const clipped = (element) =>
    element && (getComputedStyle(element).clipPath === "inset(50%)" || clipped(element.parentElement));
  const walker = document.createTreeWalker(document.querySelector('[data-testid="stApp"]'), NodeFilter.SHOW_TEXT);
  const range = document.createRange(), found = [];
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    range.selectNodeContents(walker.currentNode);
    const { width, height } = range.getBoundingClientRect();
    if (!textContent.trim() || width < 2 || height < 2 || clipped(parentElement)) continue;
    if (parentElement.closest('[data-testid="stSkipToContent"]')) continue; // visible only with the focus
    if (!parentElement.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const part = Object.keys(parts).find((name) => parentElement.closest(parts[name]));
    found.push([part ?? "other", textContent.trim()]);
  }
  return found;
}"""


@dataclass
class Screen:
    """One screen of the path: its texts by category, and the taps that were made on it."""

    place: str
    texts: list[tuple[str, str]] = field(default_factory=list)
    taps: int = 0

    def words(self, before: Screen | None = None) -> Counter[str]:
        """Words by category; with the screen `before`, only of what was not on it."""
        known = {text for _, text in before.texts} if before else set()
        counted: Counter[str] = Counter()
        for category, text in self.texts:
            if text not in known:
                counted[category] += word_count(text)
        return counted


class Walk:
    """Somebody who reads every screen, answers everything, and goes on until the plan."""

    def __init__(self, visitor: Visitor, language: str, look: Callable[[Visitor], None] | None = None) -> None:
        """`look` is called at every screen."""
        self.visitor = visitor
        self.screens: list[Screen] = []
        self._look = look
        texts = texts_for(real_content(), language)
        self._beside = {texts("assess.unknown"), texts("assess.not_applicable")}
        visitor.open().speak(language)

    def until(self, place: str, profile: Mapping[str, str]) -> list[Screen]:
        """Goes on to a place and reads it too."""
        while not self.screens or self.screens[-1].place != place:
            self._read()
            if self.screens[-1].place != place:
                self._go_on(profile)
        return self.screens

    def _read(self) -> None:
        self.screens.append(Screen(self.visitor.place()))
        self._read_more()
        if self._look:
            self._look(self.visitor)

    def _read_more(self) -> None:
        """Adds what has appeared on the screen."""
        screen = self.screens[-1]
        kind = _kind(screen.place)
        for part, text in self.visitor.page.evaluate(_TEXTS):
            category = "slim row" if text in self._beside else part
            if kind != "question" and part not in ("head", "foot", "counter"):
                category = kind
            if (category, text) not in screen.texts:
                screen.texts.append((category, text))

    def _go_on(self, profile: Mapping[str, str]) -> None:
        """Answers what is asked here, and taps the main button."""
        visitor, screen, content = self.visitor, self.screens[-1], real_content()
        if screen.place == "consent":
            visitor.choose("q_consent", 0)
            screen.taps += 1
        for name in (key.removeprefix("q_") for key in visitor.keys("q_")):
            if name in content.field:
                self._fill(name, profile.get(name, ""))
            elif (question := content.question.get(name)) and question.takes_several:
                visitor.mark(f"q_{name}", 0, 1)
                screen.taps += 2
            elif question:
                visitor.choose(f"q_{name}", 1)
                screen.taps += 1
        self._read_more()
        visitor.tap(next(key for key in ("next", "finish", "start") if visitor.offers(key)))
        screen.taps += 1

    def _fill(self, name: str, value: str) -> None:
        """Answers one field about the business. A text takes one tap into its field; its typing is not counted."""
        options = [option.id for option in real_content().field[name].options]
        if options:
            self.visitor.choose(f"q_{name}", options.index(value))
        else:
            self.visitor.type(f"q_{name}", value)
        self.screens[-1].taps += 1


def _kind(place: str) -> str:
    if place in ("home", "consent", REVIEW, "result", "canvas", "plan"):
        return place
    return "rest" if place.startswith(STALL_DRAWN) else "question"


@dataclass(frozen=True)
class Count:
    """What a stretch of the path adds up to."""

    screens: int
    taps: int
    words: Counter[str]
    once: Counter[str]

    def minutes(self, *, once: bool = False) -> float:
        """At the pace of the settings."""
        pace = real_content().settings.pace
        words = (self.once if once else self.words).total()
        return words / pace.words_a_minute + self.taps * pace.seconds_a_tap / 60


def count(screens: Iterable[Screen], last: str) -> Count:
    """What somebody reads and taps up to a place, which is read as well."""
    found = list(screens)
    end = next(number for number, screen in enumerate(found, 1) if screen.place == last)
    words: Counter[str] = Counter()
    once: Counter[str] = Counter()
    for number, screen in enumerate(found[:end]):
        words += screen.words()
        once += screen.words(found[number - 1] if number else None)
    return Count(end, sum(screen.taps for screen in found[: end - 1]), words, once)


Walked = tuple[str, str, list[Screen]]
"""A person, a language, and the screens that they passed."""


def walks(languages: Iterable[str] = LANGUAGES, pictures: Path | None = None) -> Iterator[Walked]:
    """Every person in every language, with the screens up to the plan."""
    with TemporaryDirectory() as folder, Server(Path(folder)) as server, sync_playwright() as playwright:
        browser = open_browser(playwright)
        for language in languages:
            for name, profile in PEOPLE.items():
                look = _keeper(pictures / f"{name}-{language}".replace(" ", "-")) if pictures else None
                device = new_device(browser, SMALL_PHONE)
                visitor = Visitor(device, server)
                yield name, language, Walk(visitor, language, look).until("plan", profile)
                device.close()
        browser.close()


def _keeper(folder: Path) -> Callable[[Visitor], None]:
    """Returns what keeps a picture of each screen in a folder, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = itertools.count(1)

    def keep(visitor: Visitor) -> None:
        visitor.page.screenshot(path=folder / f"{next(numbers):02}-{visitor.place()}.png")

    return keep


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--screens", action="store_true")
    parser.add_argument("--pictures", type=Path)
    options = parser.parse_args()
    rows, parts = [], []
    for name, language, screens in walks(pictures=options.pictures):
        for until, last in (("stall", STALL_DRAWN), ("result", "result"), ("plan", "plan")):
            found = count(screens, last)
            minutes = (f"{found.minutes():.1f}", f"{found.minutes(once=True):.1f}")
            totals = [found.screens, found.taps, found.words.total(), minutes[0], found.once.total(), minutes[1]]
            rows.append([f"{name}, {language}, until the {until}", *map(str, totals)])
            if until == "result":
                parts.append([f"{name}, {language}", *(str(found.words[category]) for category in CATEGORIES)])
        if options.screens:
            before = None
            for number, screen in enumerate(screens, 1):
                words, once = screen.words(), screen.words(before).total()
                by_category = ", ".join(f"{category} {count}" for category, count in words.items())
                print(f"{number:3} {screen.place:24} {words.total():4} {once:4} {screen.taps:2}  {by_category}")
                before = screen
    print(table(["", "screens", "taps", "words", "minutes", "words, once", "minutes, once"], rows))
    print(table(["words until the result", *CATEGORIES], parts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
