"""The state of one visitor: the only reader of `st.session_state`, where it is one entry beside the widgets' values.

The session is a frozen value (`canvas.session`). It is read once at the top of a run, changed by the tap, given to
the store as far as that is due, and kept; only then is a screen drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from threading import Lock
from typing import Any

import streamlit as st

from canvas import services as opened
from canvas.content.models import Content
from canvas.i18n import Texts, texts_for
from canvas.services import Services
from canvas.session import Session, Write
from canvas.session import settled as session_settled
from canvas.store import Credentials
from canvas.ui import platform
from canvas.ui.platform import HELD, held


def services() -> Services:
    """The services of this process. Raises `KanvasError` or `ContentError` where they cannot be opened."""
    return opened.services()


def content() -> Content:
    """content/ as it was when this visit began, in the words of the visitor's sector.

    What a trainer changes meanwhile disturbs nobody on the way.
    """
    kept = held()
    found: Content | None = kept.get("content")
    if found is None:
        found = kept["content"] = services().content()
    visiting: Session | None = kept.get("session")
    return found.for_sector(visiting.visit.assessment.sector if visiting and visiting.visit else None)


def session() -> Session | None:
    """This visitor's session; None in its first run."""
    found: Session | None = held().get("session")
    return found


def current() -> Session:
    """The session that is being drawn."""
    found = session()
    assert found is not None, "a screen is drawn before there is a session"
    return found


def keep(changed: Session) -> None:
    """Keeps the session for this run and the next."""
    held()["session"] = changed


def leave(changed: Session) -> Session:
    """Forgets all that this visitor left behind on the server, and goes on with a fresh session."""
    kept, runs = held(), run_number()
    kept.clear()
    st.session_state.clear()
    st.session_state[HELD] = kept
    kept["run"] = runs
    keep(changed)
    return changed


def settled(changed: Session) -> Session:
    """Makes the write that is due; a failure is noted, and nothing is lost."""
    return session_settled(changed, _make)


def _make(write: Write) -> None:
    store = services().store
    if write.before is None:
        device = platform.device()
        store.begin(write.after, assessment_id=write.id, previous=write.previous, device=device, tried=write.tried)
    else:
        store.save(write.id, write.before, write.after, tried=write.tried)


def languages() -> list[str]:
    """The languages offered, the first one first."""
    return [language.id for language in content().settings.offered]


def language() -> str:
    """The language spoken; the first that is offered to begin with."""
    found = session()
    return found.language if found else languages()[0]


def texts() -> Texts:
    """The interface in the language spoken."""
    return texts_for(content(), language())


def wordings(labels: Callable[[Texts], dict[str, str]]) -> Iterator[dict[str, str]]:
    """Labels in the language spoken, then in the others; for `Sent.option`."""
    spoken = language()
    for name in (spoken, *(other for other in languages() if other != spoken)):
        yield labels(texts_for(content(), name))


def begin_run() -> int:
    """Counts the runs of this session, and returns the number of this one."""
    held()["run"] = run_number() + 1
    return run_number()


def run_number() -> int:
    """The number of this run."""
    found: int = held().get("run", 0)
    return found


def begin_drawing(scene: object) -> None:
    """Notes what is about to be drawn; widgets of another scene than the last one get their values anew."""
    kept = held()
    kept["is_new_scene"] = kept.get("scene") != scene
    kept["scene"] = scene


def seed(widget_key: str, value: Any) -> None:
    """Sets a widget to the value of the session, unless it shows that already: what is being typed stays."""
    if held()["is_new_scene"] or st.session_state.get(widget_key) != value:
        st.session_state[widget_key] = value


def say(what: object) -> None:
    """Notes what the person has just been informed of."""
    held()["said"] = what


def is_said(what: object) -> bool:
    """Whether the person was informed of this already."""
    return what is not None and held().get("said") is what


def widget_value(widget_key: str) -> Any:
    """The value of a widget that an earlier run of this session has drawn."""
    return st.session_state.get(widget_key)


def pages(spoken: str, make: Callable[[], dict[str, st.Page]]) -> dict[str, st.Page]:
    """The pages in a language, made once a session: making them in every run would cost a quarter of its time."""
    kept = held()
    if kept.get("pages_in") != spoken:
        kept["pages_in"], kept["pages"] = spoken, make()
    found: dict[str, st.Page] = kept["pages"]
    return found


def credentials() -> Callable[[], Credentials]:
    """Returns the credentials of the work in hand, made when it is first asked for, and the same one from then on.

    Raises `StoreError` when called. It may be called outside of a run, as a download does.
    """
    visit = current().visit
    assessment_id = visit.id if visit else None
    assert assessment_id is not None, "only work that is stored can be found again"
    known: tuple[str, Callable[[], Credentials]] | None = held().get("credentials")
    if known is None or known[0] != assessment_id:
        known = assessment_id, _made_once(assessment_id, platform.device())
        held()["credentials"] = known
    return known[1]


def _made_once(assessment_id: str, device: str) -> Callable[[], Credentials]:
    store, lock = services().store, Lock()

    @cache
    def made() -> Credentials:
        return store.new_credentials(assessment_id, device)

    def make() -> Credentials:
        with lock:  # two downloads at once share one
            return made()

    return make
