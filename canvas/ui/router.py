"""One run: read what the browser sent, apply it to the session, store what is due, and draw the screen that results.

No screen is drawn to be thrown away: the screen follows from the session, and the address follows the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module

import streamlit as st

from canvas import metrics
from canvas.errors import KanvasError
from canvas.i18n import Texts
from canvas.session import Home, Screen, Session, in_language, opened
from canvas.ui import failure, frame, membership, platform, state
from canvas.ui.arrival import arrived, identified
from canvas.ui.sent import Sent

NAMES = ("home", "assess", "result", "canvas", "plan", "method", "workshop", "projector", "paper", "organisation")
ADDRESSES = frozenset("/" if name == "home" else f"/{name}" for name in NAMES)


@dataclass(frozen=True)
class Page:
    """A screen's two halves. `apply` reads the tap and returns the session after it; `draw` shows the session.

    `apply` may raise a `KanvasError`: then the session stays as it was, and the screen says why.
    """

    screen: type[Screen]
    apply: Callable[[Session, Sent], Session]
    draw: Callable[[Session], None]


def loaded_later(screen: type[Screen], module: str) -> Page:
    """A page whose module, with all that makes its files, is loaded when somebody opens it: a phone never does."""

    def page() -> Page:
        found: Page = import_module(module).PAGE
        return found

    return Page(screen, lambda session, sent: page().apply(session, sent), lambda session: page().draw(session))


def run(pages: tuple[Page, ...]) -> None:
    """Everything that a run does."""
    with metrics.timed("run_seconds"):
        _run(pages)


def _run(pages: tuple[Page, ...]) -> None:
    by_name = {page.screen.name: page for page in pages}
    state.begin_run()
    session = state.session()
    first = state.texts().language if session is None else session.language
    sent = platform.sent(_streamlit_pages(first, by_name))
    if session is not None:
        metrics.count("taps")
    session = after(session, sent, by_name)
    state.keep(session)
    shown = _streamlit_pages(session.language, by_name)
    platform.show(shown[session.screen.name])
    state.begin_drawing(_scene(session))
    page = st.navigation(list(shown.values()), position="hidden")
    frame.top(session, shown)
    membership.show_message(session)
    page.run()
    with failure.reported():
        membership.show(session)
    frame.trouble()


def after(session: Session | None, sent: Sent, pages: Mapping[str, Page]) -> Session:
    """The session after what the browser sent; what is due is stored by then."""
    asked = pages[sent.screen].screen
    if session is None:
        session = membership.arrived(arrived(sent, asked), sent)
        goes = session.screen == Home()  # otherwise the first screen has something to say first
    else:
        session = replace(session, problem=None)
        session = identified(session, sent) if session.unreachable else session
        goes = not sent.tapped and asked is not type(session.screen)
    session = _spoken(session, sent)
    if goes:
        session = opened(session, asked)
    if asked is type(session.screen):  # otherwise the tap was meant for a screen that is gone
        session = _applied(session, sent, pages)
    session = membership.applied(session, sent)
    return membership.joined(state.settled(session))


def _spoken(session: Session, sent: Sent) -> Session:
    """The session in the language that the browser shows as chosen."""
    chosen = sent.option("language", [{name: name.upper() for name in state.languages()}])
    return in_language(session, chosen) if chosen else session


def _applied(session: Session, sent: Sent, pages: Mapping[str, Page]) -> Session:
    state.keep(session)
    try:
        return pages[session.screen.name].apply(session, sent)
    except KanvasError as error:
        return replace(session, problem=error)


def _scene(session: Session) -> object:
    """Differs from one drawing to the next: widgets of a new scene get their values anew."""
    visit = session.visit
    return (session.language, session.screen.scene, visit and (visit.id, visit.work.position))


def _streamlit_pages(spoken: str, pages: Mapping[str, Page]) -> dict[str, st.Page]:
    return state.pages(spoken, partial(_make_pages, pages))


def _make_pages(pages: Mapping[str, Page]) -> dict[str, st.Page]:
    texts = state.texts()
    return {
        name: st.Page(partial(_draw, page.draw), title=_title(name, texts), url_path=name, default=page.screen is Home)
        for name, page in pages.items()
    }


def _title(name: str, texts: Texts) -> str:
    """The title of the browser's tab; its picture comes with the page (canvas/server/frame.py)."""
    return texts("app.page_title", title=texts(f"{name}.title"), name=texts("app.name"))


def _draw(draw: Callable[[Session], None]) -> None:
    """Draws a screen; where it fails, what is said below every screen is said all the same."""
    with failure.reported():
        draw(state.current())
