"""The state of one visitor: the only reader of `st.session_state`.

A screen asks here who the person is, keeps a changed assessment here, and finds here where the person was.
Work is kept through one function, `keep`, so that where it is kept is decided in one place.
"""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import streamlit as st

from canvas.assessment import Assessment
from canvas.content import load
from canvas.content.models import Content
from canvas.i18n import Texts, texts_for
from canvas.settings import Settings, settings_from

REVIEW = "review"
"""The place after the last question: all answers at a glance."""


@st.cache_resource(show_spinner=False)
def content() -> Content:
    """content/, read once for all visitors. Raises `ContentError`."""
    return load(settings().content)


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    return settings_from(os.environ)


def today() -> date:
    return date.today()


def language() -> str:
    """The language just tapped, or the one spoken so far; Bahasa Indonesia to begin with."""
    tapped: str | None = st.session_state.get("language")
    spoken: str | None = st.session_state.get("spoken")
    return tapped or spoken or content().settings.languages[0].id


def speak(language_id: str) -> None:
    """Remembers the language beyond the widget that chooses it, whose value goes when another screen opens."""
    st.session_state["spoken"] = language_id


def texts() -> Texts:
    return texts_for(content(), language())


def assessment() -> Assessment | None:
    """This person's work; None before the start."""
    found: Assessment | None = st.session_state.get("assessment")
    return found


def begin() -> None:
    """A new, empty assessment in the language spoken."""
    st.session_state["assessment"] = Assessment(
        started=today(), language=language(), content_version=content().settings.version
    )
    st.session_state["place"] = None
    st.session_state["finished"] = False
    st.session_state["undo"] = ()


def adopt(found: Assessment) -> None:
    """Takes over work that was brought along, such as an uploaded file."""
    begin()
    st.session_state["assessment"] = found.with_language(language())


def keep(changed: Assessment) -> None:
    """Keeps changed work."""
    before = assessment()
    if changed == before:
        return
    if before is not None and changed.canvas_edits != before.canvas_edits:
        st.session_state["undo"] = (*st.session_state.get("undo", ()), before.canvas_edits)
    st.session_state["assessment"] = changed
    st.session_state["kept"] = True


def just_kept() -> bool:
    """Whether something was kept since this was last asked."""
    return bool(st.session_state.pop("kept", False))


def can_undo() -> bool:
    return bool(st.session_state.get("undo"))


def undo() -> None:
    """Takes back the last change of the canvas."""
    *earlier, last = st.session_state["undo"]
    st.session_state["assessment"] = st.session_state["assessment"].with_edits(last)
    st.session_state["undo"] = tuple(earlier)


def place() -> str | None:
    """Where in the questionnaire the person is: a field or question id, REVIEW, or None at the beginning."""
    found: str | None = st.session_state.get("place")
    return found


def go_to(place_id: str | None) -> None:
    st.session_state["place"] = place_id


def finish() -> None:
    st.session_state["finished"] = True


def is_finished() -> bool:
    """Whether the person has seen all questions and asked for the result."""
    return bool(st.session_state.get("finished"))


def forget() -> None:
    """Ends this person's session on the device: nothing of theirs stays, only the language."""
    spoken = language()
    st.session_state.clear()
    speak(spoken)


def seed(widget_key: str, value: object) -> None:
    """Gives a widget its value from the work in hand, unless the person has just set it.

    A change of language counts as a new drawing: what a browser sends back then is a label in the other language.
    """
    drawn_in = f"drawn_{widget_key}"
    if widget_key not in st.session_state or st.session_state.get(drawn_in) != language():
        st.session_state[widget_key] = value
        st.session_state[drawn_in] = language()


def move(place_id: str | None) -> None:
    """Goes to another place of the questionnaire; None stays."""
    if place_id is not None:
        st.session_state["place"] = place_id
        st.rerun()


def redraw() -> None:
    """Draws the screen again from its top, after a change that shows further up."""
    st.rerun()


def flag(name: str) -> Any:
    """A small note of a screen to itself, such as which block is being edited."""
    return st.session_state.get(f"flag_{name}")


def set_flag(name: str, value: object) -> None:
    st.session_state[f"flag_{name}"] = value
