"""What is looked at on every screen: each function returns the faults found there, one line each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from canvas.content.documents import read_document
from canvas.i18n import texts_for
from canvas.ui.failure import LENGTH, LETTERS
from tests.browser.devices import LAPTOP, PHONE
from tests.browser.visitor import Visitor
from tests.builders import ROOT, real_content

TARGET, OPTION = 44, 48
SETTLING = 10_000
OF_COLOUR = ("color-contrast", "link-in-text-block")
"""The rules that a change from light to dark colours can break: it changes nothing else."""
_ACCEPTED = Path(__file__).with_name("accepted.yaml")
_SCRIPT = Path(__file__).with_name("looking.js").read_text(encoding="utf-8")
_REFERENCE = re.compile(rf"\b[{LETTERS}]{{{LENGTH}}}\b")
"""The reference that a person may report for an unforeseen error."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class Accepted:
    """A violation in Streamlit's own markup: the rule, a pattern of the element's HTML, and the reason."""

    rule: str
    markup: str
    reason: str


ACCEPTED = tuple(Accepted(**entry) for entry in yaml.safe_load(_ACCEPTED.read_text(encoding="utf-8")))

UNDIMMED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('[data-stale] { opacity: 1 !important; transition: none !important; }');
  document.adoptedStyleSheets = [sheet];
}"""
"""What is about to be drawn anew is dimmed for a moment: that is not the contrast of the screen."""


def axe(page: Page, *only: str) -> tuple[list[str], set[Accepted]]:
    """Violations of all rules of axe-core (or of some), of any impact; the accepted ones among them are left out."""
    options = {"resultTypes": ["violations"], "preload": False, "selectors": False}
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(UNDIMMED)
    rules = page.evaluate("options => axe.run(options)", options)["violations"]
    faults, accepted = [], set()
    for rule in rules:
        for node in rule["nodes"]:
            known = [entry for entry in ACCEPTED if entry.rule == rule["id"] and re.search(entry.markup, node["html"])]
            accepted.update(known)
            if not known:
                faults.append(f"{rule['id']} ({rule['impact']}): {node['html'][:200]}")
    return faults, accepted


def everywhere(visitor: Visitor) -> list[str]:
    """What is wrong with a screen on a laptop and on a phone, and there in both its colours."""
    visitor.page.set_viewport_size(LAPTOP)
    found = [*sideways(visitor.page), *small_targets(visitor.page), *axe(visitor.page)[0]]
    visitor.page.set_viewport_size(PHONE)
    return [*found, *sideways(visitor.page), *small_targets(visitor.page), *in_both_colours(visitor)]


def in_both_colours(visitor: Visitor) -> list[str]:
    """What axe finds in light colours, in which the screen is before and afterwards, and in dark ones."""
    found = axe(visitor.page)[0] + axe(visitor.look_in("dark").page, *OF_COLOUR)[0]
    visitor.look_in("light")
    return found


def sideways(page: Page) -> list[str]:
    """What reaches beyond the left or right edge, once everything has found its place."""
    if not _looked(page, "sideways"):
        return []
    try:
        page.wait_for_function("() => looking.sideways().length === 0", timeout=SETTLING)
    except PlaywrightTimeoutError:
        return _looked(page, "sideways")
    return []


def small_targets(page: Page) -> list[str]:
    """What can be tapped and is too small for a thumb."""
    return _looked(page, "smallTargets", TARGET, OPTION)


def strange_words(page: Page, language: str, typed: frozenset[str]) -> list[str]:
    """Words to be read or heard that are in no text of this language, nor were typed by the person."""
    wording = _REFERENCE.sub(" ", " ".join(_looked(page, "words")))
    for reference in _references():
        wording = wording.replace(reference, " ")
    assert wording.strip(), "there is nothing to be read"
    marks = ["\\"] if "\\" in wording else []  # an escaped sign that was handed on as it is
    return marks + sorted({*words(wording)} - known_words(language) - typed)


def rules_used(page: Page) -> list[str]:
    """The selectors of styles.css that match something here."""
    return _looked(page, "rulesUsed")


def rules(page: Page) -> list[str]:
    """All selectors of styles.css."""
    return _looked(page, "rules")


def words(text: str) -> Iterator[str]:
    return (word.lower() for word in _WORD.findall(text))


@cache
def known_words(language: str) -> frozenset[str]:
    """Every word that content/ and the messages have in a language; names and codes have none."""
    files = [*(ROOT / "content").rglob("*.yaml"), ROOT / "canvas" / "messages.yaml"]
    texts = [text for file in files for text in _texts(read_document(file, file.name).value, language)]
    dates = texts_for(real_content(), language)
    texts += [dates.month(f"2026-{month:02}") for month in range(1, 13)]
    year = [date(2026, 1, 1) + timedelta(days=day) for day in range(365)]
    texts += [text for day in year for text in (dates.weekday_date(day), dates.short_date(day))]
    texts += dates.weekday_letters()
    return frozenset(word for text in texts for word in words(text))


def _texts(node: Any, language: str) -> Iterator[str]:
    if isinstance(node, Mapping):
        if isinstance(node.get(language), str):
            yield node[language]
        inner = node.values()
    else:
        inner = node if isinstance(node, list | tuple) else ()
    for part in inner:
        yield from _texts(part, language)


@cache
def _references() -> tuple[str, ...]:
    return tuple(source.reference.rstrip(".") for source in real_content().sources)


def _looked(page: Page, name: str, *given: int) -> list[str]:
    """What a function of looking.js returns, which is put into a page that does not have it yet."""
    call = f"(given) => window.looking?.{name}(...given)"
    found: list[str] | None = page.evaluate(call, list(given))
    if found is None:
        page.evaluate(_SCRIPT)
        found = page.evaluate(call, list(given))
    return found or []
