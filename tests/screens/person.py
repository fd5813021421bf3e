"""Somebody at a phone, driving the screens as a person would."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from html import unescape
from unittest.mock import patch

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TESTING_KEY, Element
from streamlit.util import calc_hash

from canvas.assessment import Answer
from canvas.services import services
from canvas.session import REVIEW, Session, Work
from canvas.ui import platform
from canvas.ui.platform import HELD
from tests.builders import FROZEN_OWNER, ROOT, assessment, complete, frozen_content

SHELL = str(ROOT / "pages" / "shell.py")
WIDGETS = (
    "button",
    "radio",
    "checkbox",
    "toggle",
    "text_input",
    "text_area",
    "pills",
    "download_button",
    "link_button",
)


def stored(work: Work) -> Person:
    """Somebody on a device whose work the store holds, on the first screen."""
    device = secrets.token_urlsafe(18)
    services().store.begin(work, device=device)
    return Person(device=device)


def at(position: str, profile: Mapping[str, str] = FROZEN_OWNER, **answers: Answer) -> Person:
    """Somebody at one position of the questionnaire, with these answers."""
    return stored(Work(assessment(profile, **answers), position)).opens("assess")


def at_the_result(level: int = 2) -> Person:
    """Somebody who has answered every question with the rung of one level."""
    answers = complete(frozen_content(), level=level, profile=FROZEN_OWNER)
    return stored(Work(answers, REVIEW, finished=True)).tap("to_result")


class Person:
    """What somebody sees and taps. Every act draws the screen anew and fails on an exception."""

    def __init__(
        self, language: str = "id", *, device: str | None = None, link: str = "", code: str = "", screen: str = ""
    ) -> None:
        self.device = device or secrets.token_urlsafe(18)
        self.app = AppTest.from_file(SHELL, default_timeout=30)
        if code:
            self.app.query_params["w"] = code
        if screen:
            self.app._page_hash = calc_hash(screen)
        if link:
            services().links.put(self.device, link)
        self._settle(self.app)
        if language != "id":
            self.choose("language", language)

    def sees(self) -> str:
        """All that is to be read, as one text on one line."""
        drawn = " ".join(element.proto.body for element in self.app.get("html"))
        written = unescape(re.sub(r"<[^>]+>", " ", drawn))
        labels = " ".join(_label(element) for kind in WIDGETS for element in self.app.get(kind))
        return re.sub(r"\s+", " ", f"{written} {labels}")

    def offers(self, key: str) -> bool:
        """Whether a widget of this key is on the screen."""
        return any(_key(element) == key for kind in WIDGETS for element in self.app.get(kind))

    def again(self, screen: str = "") -> Person:
        """The same device, after its page was loaded again, at the first screen or another."""
        return Person(device=self.device, screen=screen)

    def code(self) -> str:
        """The code for coming back, as this person sees it after asking for it."""
        if not self.offers("new_code") and 'class="code"' not in self.html():
            raise AssertionError("no code is offered here")
        if self.offers("new_code"):
            self.tap("new_code")
        found = re.search(r'class="code"[^>]*>([^<]+)<', self.html())
        assert found is not None
        return found[1]

    def html(self) -> str:
        return " ".join(element.proto.body for element in self.app.get("html"))

    @property
    def session(self) -> Session:
        found: Session = self.app.session_state[HELD]["session"]
        return found

    def keys(self, beginning: str) -> list[str]:
        """The keys of boxes that begin so, from the top."""
        return [box.key for box in self.app.checkbox if box.key.startswith(beginning)]

    def opens(self, screen: str) -> Person:
        """A link of the menu, or a typed address."""
        self.app._page_hash = calc_hash(screen)
        return self._settle(self.app)

    def goes_back(self, **query: str) -> Person:
        """The browser's own back or forward to an address."""
        for name, value in query.items():
            self.app.query_params[name] = value
        with patch.object(platform, "_by_history", lambda _: True):
            return self._settle(self.app)

    def tap(self, key: str) -> Person:
        return self._settle(self.app.button(key=key).click())

    def choose(self, key: str, value: str) -> Person:
        return self._settle(self.app.radio(key=key).set_value(value))

    def chosen(self, key: str) -> str | None:
        value: str | None = self.app.radio(key=key).value
        return value

    def tick(self, key: str) -> Person:
        return self._settle(self.app.checkbox(key=key).check())

    def untick(self, key: str) -> Person:
        return self._settle(self.app.checkbox(key=key).uncheck())

    def type(self, key: str, text: str) -> Person:
        return self._settle(self.app.text_input(key=key).input(text))

    def write(self, key: str, text: str) -> Person:
        """Into a larger field."""
        return self._settle(self.app.text_area(key=key).input(text))

    def switch_on(self, key: str) -> Person:
        return self._settle(self.app.toggle(key=key).set_value(True))

    def loses_the_session(self) -> Person:
        """The server forgets this visitor; the page stays on the phone, and the next tap sends all that it shows."""
        for kind in ("radio", "checkbox", "toggle", "text_input", "text_area", "pills"):
            for field in self.app.get(kind):
                field._value = field.value
        fresh = AppTest.from_file(SHELL)
        fresh._session_state[TESTING_KEY] = self.app._session_state[TESTING_KEY]  # how AppTest knows what options say
        self.app._session_state, self.app.session_state = fresh._session_state, fresh.session_state
        return self

    def forces(self, key: str, text: str) -> Person:
        """Sends a text that the page itself would not let anybody type."""
        (field,) = (field for field in (*self.app.text_area, *self.app.text_input) if field.key == key)
        field._value = text
        return self._settle(self.app)

    def mark(self, key: str, *values: str) -> Person:
        return self._settle(self.app.pills(key=key).set_value(list(values)))

    def start(self, *, keep: bool = True) -> Person:
        """From the first screen to the first one about the business."""
        return self.tap("start").choose("q_consent", "yes" if keep else "no").tap("next")

    def describe(self, profile: Mapping[str, str] = FROZEN_OWNER) -> Person:
        """Everything about the business, on as many screens as it takes."""
        left = dict(profile)
        while left:
            here = [name for name in left if self.offers(f"q_{name}")]
            assert here, f"nobody asks for {', '.join(left)}"
            for name in here:
                kind = self.type if frozen_content().field[name].kind == "text" else self.choose
                kind(f"q_{name}", left.pop(name))
            self.tap("next")
        return self

    def answer_all(self, level: int = 2) -> Person:
        """Answers every question that comes with the rung of one level, up to the result."""
        while not self.offers("finish"):
            self.answer_here(level).tap("next")
        return self.answer_here(level)

    def answer_here(self, level: int = 2) -> Person:
        for radio in self.app.radio:
            question = frozen_content().question.get(radio.key.removeprefix("q_"))
            if question:
                self.choose(radio.key, question.options[level].id)
        for pills in self.app.pills:
            self.mark(pills.key, "nothing_fits")
        return self

    def does(self, act: Element) -> Person:
        """Anything else that can be done with a widget."""
        return self._settle(act)

    def _settle(self, act: AppTest | Element) -> Person:
        """Lets the app answer, as this person's device."""
        with patch.object(platform, "device", lambda: self.device):
            self.app = act.run()
        self.app._page_hash = ""
        assert not self.app.exception, self.app.exception[0].value
        return self


def _key(element: object) -> str | None:
    key: str | None = getattr(element, "key", None)
    return key


def _label(element: object) -> str:
    options = getattr(element, "options", [])
    return " ".join([str(getattr(element, "label", "")), *map(str, options)]).replace("\\", "")
