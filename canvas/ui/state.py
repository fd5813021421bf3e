"""The state of one visitor: the only reader of `st.session_state`.

A screen finds here who the person is and where they were, and keeps a changed assessment here. What the
store has taken is known apart from what the person sees, so that a failed write is seen, and tried again.
"""

from __future__ import annotations

import logging
import os
import secrets
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.common import user_key_from_element_id

from canvas.assessment import Assessment, CanvasEdit
from canvas.content import ContentError, load
from canvas.content.models import Content
from canvas.content.watch import Watch, stamp_of
from canvas.errors import KanvasError
from canvas.i18n import Texts, texts_for
from canvas.migration import as_of_today, place_today, understood
from canvas.server.start import told
from canvas.settings import Settings, settings_from
from canvas.store import Assessments, Keys, StoreError, open_store

CONSENT = "consent"
REVIEW = "review"
"""Places beside the questions: may the answers be kept, and all answers at a glance."""

OF_ONE_SCREEN = (
    "again", "came_from", "changed", "chosen_before", "code", "editing", "erase",
    "example", "file", "from_review", "more_advice",
)  # fmt: skip
"""Flags that go when another screen opens."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Work:
    """What is stored of a person: their assessment, where they are in the questions, and whether they finished."""

    assessment: Assessment
    place: str | None = None
    finished: bool = False


@dataclass(frozen=True)
class Visit:
    """One person's work on this device.

    `stored` is what the store holds of it. Nothing is stored unless the person has agreed. `drawn` are keys that
    the store has been asked to take: asking again with them begins nothing twice.
    """

    work: Work
    agreed: bool = False
    stored: Work | None = None
    keys: Keys | None = field(default=None, repr=False)
    drawn: Keys | None = field(default=None, repr=False)
    previous: Assessment | None = None
    previous_id: str | None = None
    trouble: KanvasError | None = None
    undo: tuple[tuple[CanvasEdit, ...], ...] = ()

    @property
    def is_stored(self) -> bool:
        """Whether the store holds all that the person sees."""
        return self.stored == self.work


def content() -> Content:
    """content/ as it was when this visit began: what a trainer changes meanwhile disturbs nobody on the way.

    Raises `ContentError`.
    """
    found: Content | None = st.session_state.get("content")
    if found is None:
        found = st.session_state["content"] = _watch().content()
    return found


@st.cache_resource(show_spinner=False)
def _watch() -> Watch:
    """The newest content, for all visitors."""
    folder = settings().content
    return Watch(partial(stamp_of, folder), partial(load, folder), time.monotonic, _tell)


def _tell(error: ContentError) -> None:
    """A word to the trainer, who changed something that cannot be used."""
    _log.warning(told("content_kept", error))


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """The settings from the environment, read once. Raises `KanvasError`."""
    return settings_from(os.environ)


@st.cache_resource(show_spinner=False)
def store() -> Assessments:
    """The store, opened once for all visitors; what is older than the settings allow goes. Raises `StoreError`."""
    assessments = Assessments(open_store(settings().database_url), now)
    assessments.retire(now() - timedelta(days=settings().keep_days))
    return assessments


def now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


def today() -> date:
    """The day where this machine stands."""
    return date.today()


def random_below(limit: int) -> int:
    """A random number from 0 up to, not including, the limit."""
    return secrets.randbelow(limit)


def network_address() -> str:
    """Where this visitor's requests come from; used only to limit guesses of codes."""
    return st.context.ip_address or ""


def language() -> str:
    """The language just tapped, or the one spoken so far; the first that is offered to begin with."""
    tapped: str | None = st.session_state.get("language")
    found = tapped or st.session_state.get("spoken")
    offered = [language.id for language in content().settings.offered]
    return found if found in offered else offered[0]


def speak(language_id: str) -> None:
    """Remembers the language beyond the widget that chooses it, whose value goes when another screen opens.

    It is kept with the work: who comes back is spoken to in the language used last.
    """
    st.session_state["spoken"] = language_id
    current = assessment()
    if current and current.language != language_id:
        keep(current.with_language(language_id))


def texts() -> Texts:
    """The interface in the language spoken."""
    return texts_for(content(), language())


def visit() -> Visit | None:
    """This person's work; None before the start."""
    found: Visit | None = st.session_state.get("visit")
    return found


def assessment() -> Assessment | None:
    """What this person has said; None before the start."""
    found = visit()
    return found.work.assessment if found else None


def place() -> str | None:
    """Where in the questionnaire the person is: a field or question id, CONSENT, REVIEW, or None at the beginning."""
    found = visit()
    return found.work.place if found else None


def token() -> str:
    """What brings this device back to its person's work; empty where nothing is stored."""
    found = visit()
    return found.keys.token if found and found.keys else ""


def is_finished() -> bool:
    """Whether the person has come to the end of the questions."""
    found = visit()
    return found is not None and found.work.finished


def is_stored() -> bool:
    """Whether the store holds all that the person sees."""
    found = visit()
    return found is not None and found.is_stored


def begin() -> None:
    """A new assessment in the language spoken."""
    _set(Visit(Work(_fresh(), CONSENT)))


def begin_again() -> None:
    """A follow-up: it starts from what was said before, and asks each question anew."""
    before = _visit()
    earlier = before.work.assessment
    fresh = replace(_fresh(), profile=earlier.profile, canvas_edits=earlier.canvas_edits)
    _set(Visit(Work(fresh), previous=earlier, previous_id=before.keys.id if before.keys else None))
    if before.agreed:
        agree()


def end_again() -> None:
    """From a follow-up back to the assessment before it. Raises `StoreError`.

    What was answered anew stays in the store, unfinished.
    """
    current = _visit()
    if current.previous_id:
        resume(Keys(current.previous_id, store().new_token(current.previous_id), ""))
    elif current.previous:
        _set(Visit(Work(current.previous, REVIEW, finished=True)))


def adopt(found: Assessment, *, finished: bool) -> None:
    """Takes over work from an uploaded file. It is stored only once the person agrees."""
    _set(Visit(Work(found, CONSENT, finished)))


def resume(keys: Keys) -> None:
    """Brings stored work back, as today's content calls things. Raises `StoreError`.

    What this content does not know stays in the store, untouched: a later content may know it again.
    """
    found = store().read(keys.id)
    previous = as_of_today(content(), store().read(found.previous_id).assessment) if found.previous_id else None
    if "language" not in st.session_state:
        speak(found.assessment.language)
    st.session_state["came_back_in"] = found.assessment.language
    stored = Work(understood(content(), found.assessment), found.place, found.finished_at is not None)
    now_called = as_of_today(content(), found.assessment)
    work = replace(stored, assessment=now_called, place=place_today(content(), found.place))
    _set(Visit(work, True, stored, keys, previous=previous, previous_id=found.previous_id))


def agree() -> None:
    """The person agrees: from now on their work is stored."""
    _set(replace(_visit(), agreed=True))
    try_to_store()


def keep(changed: Assessment) -> None:
    """Keeps changed work: on this device at once, in the store before anything says so."""
    current = _visit()
    before = current.work.assessment
    undo = current.undo if changed.canvas_edits == before.canvas_edits else (*current.undo, before.canvas_edits)
    _change(replace(current, work=replace(current.work, assessment=changed), undo=undo))


def can_undo() -> bool:
    """Whether a change of the canvas can be taken back."""
    return bool(_visit().undo)


def undo() -> None:
    """Takes back the last change of the canvas."""
    current = _visit()
    *earlier, last = current.undo
    work = replace(current.work, assessment=current.work.assessment.with_edits(last))
    _change(replace(current, work=work, undo=tuple(earlier)))


def go_to(place_id: str) -> None:
    """Notes where in the questionnaire the person is."""
    current = _visit()
    if current.work.place != place_id:
        set_flag("hint", None)
    _change(replace(current, work=replace(current.work, place=place_id)))


def move(place_id: str | None) -> None:
    """Goes to another place of the questionnaire; None stays."""
    if place_id is not None:
        go_to(place_id)
        st.rerun()


def finish() -> None:
    """The person has come to the end of the questions."""
    current = _visit()
    _change(replace(current, work=replace(current.work, finished=True)))


def try_to_store() -> None:
    """Gives the store what it does not hold yet; a failure is remembered, nothing is lost."""
    current = _visit()
    if not current.agreed or current.is_stored:
        return
    try:
        _store(current)
    except StoreError as error:
        if error.code == "assessment_gone":  # deleted from another device: nothing more is kept on this one
            _set(replace(current, agreed=False, keys=None, stored=None, trouble=None))
        else:
            _set(replace(_visit(), trouble=error))


def _store(current: Visit) -> None:
    """Each step is noted once the store has taken it, so that no step is taken twice when another one fails."""
    work, before, keys = current.work, current.stored, current.keys
    if keys is None or before is None:
        keys = current.drawn or store().new_keys()
        _set(replace(current, drawn=keys))
        store().begin(work.assessment, previous=current.previous_id, place=work.place, keys=keys)
    else:
        store().save(keys.id, before.assessment, work.assessment, place=work.place)
    taken = replace(work, finished=before is not None and before.finished)
    _set(replace(current, keys=keys, stored=taken, trouble=None))
    if work.finished and not taken.finished:
        store().finish(keys.id)
        _set(replace(_visit(), stored=work))


def forget() -> None:
    """Ends this person's session on the device: nothing of theirs stays, and this device's way back is closed."""
    current, spoken = visit(), language()
    if current and current.keys and current.keys.token:
        store().revoke(current.keys.token)
    _clear(spoken)


def erase() -> None:
    """Deletes all of this person's work, in the store and on the device. Raises `StoreError`."""
    current, spoken = _visit(), language()
    if current.keys:
        store().erase(current.keys.id)
    _clear(spoken)


def paper_token() -> str:
    """The token for paper, one a visit. Raises `StoreError`."""
    keys = _visit().keys
    if keys and not flag("paper"):
        set_flag("paper", store().new_token(keys.id))
    found: str = flag("paper") or ""
    return found


def new_code() -> None:
    """A way back in writing, for somebody who came by link or cookie. Raises `StoreError`."""
    current = _visit()
    if current.keys:
        _set(replace(current, keys=replace(current.keys, code=store().new_code(current.keys.id))))


def seed(widget_key: str, value: object) -> None:
    """Gives a widget its value from the work in hand, unless the person has just set it.

    A change of language counts as a new drawing: what a browser sends back then is a label in the other
    language. A widget that this session has not drawn yet but the browser sends is a tap after a lost
    connection, and counts.
    """
    drawn_in = f"drawn_{widget_key}"
    was_in = st.session_state.get(drawn_in) or st.session_state.get("came_back_in") or language()
    if was_in != language() or not (widget_key in st.session_state or _is_sent(widget_key)):
        st.session_state[widget_key] = value
    st.session_state[drawn_in] = language()


def _is_sent(widget_key: str) -> bool:
    """Whether the browser sends a value for a widget; `st.session_state` knows that only once the widget is drawn."""
    context = get_script_run_ctx()
    sent = context.session_state.get_widget_states() if context else []
    return any(user_key_from_element_id(state.id) == widget_key for state in sent)


def fill(widget_key: str, value: object) -> None:
    """Gives a widget that is about to be drawn another value than the person gave it."""
    st.session_state[widget_key] = value


def redraw() -> None:
    """Draws the screen again from its top, after a change that shows further up."""
    st.rerun()


def flag(name: str) -> Any:
    """A small note of a screen to itself, such as which block is being edited."""
    return st.session_state.get(f"flag_{name}")


def set_flag(name: str, value: object) -> None:
    """Sets what `flag` gives."""
    st.session_state[f"flag_{name}"] = value


def enter(screen: str) -> None:
    """Notes which screen is open; what the one before noted only for itself is forgotten."""
    if st.session_state.get("screen") != screen:
        for name in OF_ONE_SCREEN:
            set_flag(name, None)
    st.session_state["screen"] = screen


def _visit() -> Visit:
    found = visit()
    assert found is not None, "a screen asked for work before there was any"
    return found


def _set(changed: Visit) -> None:
    st.session_state["visit"] = changed


def _change(changed: Visit) -> None:
    _set(changed)
    try_to_store()


def _fresh() -> Assessment:
    return Assessment(started=today(), language=language(), content_version=content().settings.version)


def _clear(spoken: str) -> None:
    st.session_state.clear()
    speak(spoken)
    set_flag("left", True)
