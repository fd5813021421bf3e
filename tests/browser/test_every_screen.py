"""Every screen: a walk in each language, in one of them past every state, and all that is checked along it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from canvas.assessment import Assessment
from tests.browser import looking
from tests.browser.devices import LAPTOP, PHONE, Devices
from tests.browser.server import Server
from tests.browser.visitor import Scheme, Visitor
from tests.browser.walk import bu_sri, screens, states
from tests.builders import ROOT

AT_200_PERCENT = {"a phone at 200 %": PHONE["width"] // 2, "a laptop at 200 %": LAPTOP["width"] // 2}
WIDTHS = {"id": AT_200_PERCENT | {"a narrow phone": 320}, "en": AT_200_PERCENT}
"""Language → widths at which nothing may reach beyond the sides; Indonesian has the longer words."""
SCHEMES: Mapping[str, Scheme] = {"id": "light", "en": "dark"}
"""Language → the colours it is seen in: both languages have the same elements."""
WHOLE = "id"
"""The language in which every state is seen and axe checks all its rules; in the other one it checks colours."""
OTHER_ON_A_LAPTOP = "canvas"
"""What the screens begin with that have other elements on a laptop: they are looked at there as well, by all rules."""
PASSED = ("ladder", "result", "canvas", "plan")
"""States that others hold whole, once something is unfolded or changed there."""
BROUGHT = "Pasar Minggu Pakisaji, Kebonagung, Keripik, jawaban.json, foto.png, B, answers.x, kanvas.sqlite3, ID, EN"
"""Words that the walk itself brings, beside those of content/ and what Bu Sri typed."""

SELDOM = {
    "first-": "the first screen as the page brings it (test_first_visit.py)",
    ".too-old": "only in a browser that is too old",
    "st-key-presented": "only while the canvas is shown on a wall",
    ".lead": "only in a workshop (test_workshop.py)",
    ".details .code": "only once a code was asked for",
    ':nth-child(n+5) [data-testid="stRadioOption"]:has(input:checked)': "only for who does not know",
    ".message": "only in a workshop (test_workshop.py)",
    ":disabled": "only while the server is away (test_connection.py)",
    ".days .due": "only in the week in which a step is due",
    '[data-testid="stStatusWidget"]': "only while a screen takes long",
    '.st-key-trouble [data-stale="true"]': "only while the store is tried again",
    '.aloud[aria-pressed="true"]': "only with a voice; this browser has none (test_aloud.py)",
}
"""Parts of selectors of styles.css for what the walk does not meet."""


@dataclass
class Seen:
    """What was seen on the walks; faults by kind, each with the place."""

    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    accepted: set[looking.Accepted] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    rules_used: set[str] = field(default_factory=set)

    def note(self, kind: str, place: str, faults: list[str]) -> None:
        self.faults[kind] += [f"{place}: {fault}" for fault in faults]


@pytest.fixture(scope="module")
def seen(devices: Devices, server: Server) -> Seen:
    """A walk in every language."""
    found = Seen()
    for language, scheme in SCHEMES.items():
        with devices.lent(color_scheme=scheme) as device:
            walk(Visitor(device, server), language, found)
    return found


def walk(visitor: Visitor, language: str, found: Seen) -> None:
    """Past every screen, on each of which everything is looked at."""
    typed = frozenset(looking.words(f"{BROUGHT} {what_was_typed(bu_sri())}"))
    past = states if language == WHOLE else screens
    for state in past(visitor, language):
        if state in PASSED:
            continue
        place = f"{language}, {state}"
        found.note("words", place, looking.strange_words(visitor.page, language, typed))
        spoken = visitor.page.locator("html").get_attribute("lang")
        found.note("language", place, [] if spoken == language else [f"the page says {spoken}"])
        is_other_on_a_laptop = state.startswith(OTHER_ON_A_LAPTOP)
        if language == WHOLE:
            found.rules = found.rules or set(looking.rules(visitor.page))
            found.rules_used |= set(looking.rules_used(visitor.page))
        only = () if language == WHOLE or is_other_on_a_laptop else looking.OF_COLOUR
        look(visitor, found, f"{place}, phone", *only)
        if is_other_on_a_laptop:
            visitor.page.set_viewport_size(LAPTOP)
            look(visitor, found, f"{place}, laptop")
        for name, width in WIDTHS[language].items():
            visitor.page.set_viewport_size({"width": width, "height": PHONE["height"]})
            found.note("sideways", f"{place}, {name}", looking.sideways(visitor.page))
        visitor.page.set_viewport_size(PHONE)
    found.note("complaints", f"{language}, on the way", visitor.complaints)
    visitor.leave()


def look(visitor: Visitor, found: Seen, place: str, *only: str) -> None:
    """Everything that depends on the device; of the rules of axe `only` these, where there are any."""
    found.note("targets", place, looking.small_targets(visitor.page))
    faults, accepted = looking.axe(visitor.page, *only)
    found.note("axe", place, faults)
    found.accepted |= accepted


def what_was_typed(assessment: Assessment) -> str:
    """All that a person wrote themselves."""
    notes = [edit.text or "" for edit in assessment.canvas_edits]
    chosen = (answer for answer in assessment.answers.values() if isinstance(answer, tuple))
    own = [words for answer in chosen for words in answer]
    return " ".join([*assessment.profile.values(), *notes, *own, *(step.who for step in assessment.plan)])


def test_axe_finds_nothing(seen: Seen) -> None:
    assert seen.faults["axe"] == []


def test_what_is_accepted_is_still_there(seen: Seen) -> None:
    assert set(looking.ACCEPTED) - seen.accepted == set()


def test_nothing_reaches_beyond_the_sides(seen: Seen) -> None:
    assert seen.faults["sideways"] == []


def test_everything_is_large_enough_to_tap(seen: Seen) -> None:
    assert seen.faults["targets"] == []


def test_no_word_of_another_language(seen: Seen) -> None:
    assert seen.faults["words"] == []


def test_the_page_names_its_language(seen: Seen) -> None:
    assert seen.faults["language"] == []


def test_the_browser_complains_of_nothing(seen: Seen) -> None:
    assert seen.faults["complaints"] == []


def test_every_rule_of_the_stylesheet_meets_something(seen: Seen) -> None:
    idle = seen.rules - seen.rules_used
    assert [rule for rule in idle if not any(part in rule for part in SELDOM)] == []


def test_the_stylesheet_can_be_put_into_a_page() -> None:
    # A "<" in it makes Streamlit drop it whole.
    assert "<" not in (ROOT / "canvas" / "ui" / "styles.css").read_text(encoding="utf-8")
