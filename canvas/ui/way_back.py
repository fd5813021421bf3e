"""What brings somebody back to their work, and what ends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from canvas.session import (
    Home,
    Panel,
    Questions,
    ScreenToLeave,
    ScreenWithCode,
    Session,
    begun_again,
    ended_again,
    next_person,
    opened,
    showing,
    with_visit,
)
from canvas.ui import arrival, platform, state
from canvas.ui.fields import field
from canvas.ui.sent import Sent
from canvas.ui.widgets import alert, foot, link_button, main_button, side_button, soft

LONGEST_CODE = 40
PANELS: Mapping[str, Panel | None] = {"again": "again", "again_cancel": None, "erase_me": "erase", "erase_cancel": None}
"""What the buttons open, or close, on the first screen."""


def apply_way_back(session: Session, sent: Sent) -> Session:
    """The taps that each screen with credentials has: showing the code, and making room for the next person.

    Raises `StoreError`.
    """
    screen = session.screen
    if sent.tapped == "new_code" and isinstance(screen, ScreenWithCode):
        state.credentials()()
        return showing(session, replace(screen, code_shown=True))
    if sent.tapped in ("next_person", "next_person_cancel") and isinstance(screen, ScreenToLeave):
        if session.visit and session.visit.id:
            state.credentials()()  # the question names the code
        return showing(session, replace(screen, leaving=sent.tapped == "next_person"))
    if sent.tapped == "next_person_confirm":
        if device := platform.device():
            state.services().store.revoke(device)
        return state.leave(next_person(session))
    return session


def apply_ways_out(session: Session, sent: Sent) -> Session:
    """The taps of somebody who came back and wants to answer again, or to be deleted. Raises `StoreError`."""
    screen, visit = session.screen, session.visit
    assert isinstance(screen, Home)
    assert visit is not None
    if sent.tapped in PANELS:
        return showing(session, replace(screen, panel=PANELS[sent.tapped]))
    match sent.tapped:
        case "again_confirm":
            services, version = state.services(), state.content().settings.version
            again = begun_again(visit, services.today(), version, services.store.new_id())
            return opened(with_visit(session, again), Questions)
        case "again_back" if visit.earlier:
            earlier = visit.earlier.id
            return arrival.by_link(session, earlier) if earlier else with_visit(session, ended_again(visit))
        case "erase_confirm":
            if visit.id:
                state.services().store.erase(visit.id)
            return showing(state.leave(next_person(session)), Home(erased=True))
    return session


def show_way_back(session: Session) -> None:
    """The code and the QR code, for writing down or photographing: made when they are asked for."""
    texts, visit = state.texts(), session.visit
    if visit is None or visit.id is None:
        return
    if not isinstance(session.screen, ScreenWithCode) or not session.screen.code_shown:
        link_button(texts("way_back.title"), "new_code")
        return
    made = state.credentials()()
    image = f'<img class="qr" src="{arrival.qr_image(arrival.addressed()(made))}" alt="{escape(texts("way_back.qr"))}">'
    with st.container(key=ScreenWithCode.CODE):
        st.html(
            f'<div class="way-back"><p class="code" translate="no">{escape(made.code)}</p>'
            f"<p>{escape(texts('way_back.about'))} {escape(texts('way_back.secret'))}</p>{image}</div>"
        )


def apply_code(session: Session, sent: Sent) -> Session:
    """A code typed by hand opens the work that it names. Raises `StoreError`, as for too many guesses."""
    screen = session.screen
    assert isinstance(screen, Home)
    if sent.tapped == "back":
        return showing(session, Home())
    typed = sent.text("resume_code", LONGEST_CODE) or ""
    if not typed or typed == screen.unknown_code:
        return showing(session, replace(screen, asked=sent.tapped == "resume"))
    found = arrival.by_code(session, typed)
    return found or showing(session, replace(screen, unknown_code=typed))


def ask_code(session: Session) -> None:
    """The field for a code typed by hand."""
    texts, screen = state.texts(), session.screen
    assert isinstance(screen, Home)
    field(texts("way_back.type"), "resume_code", longest=LONGEST_CODE)
    soft(texts("way_back.type_hint"))
    with foot():
        side_button(texts("app.back"), "back")
        main_button(texts("way_back.open"), "resume")
    if session.problem:
        show_problem(session)
    elif screen.unknown_code:
        alert(texts("way_back.unknown"))
    elif screen.asked:
        alert(texts("way_back.type_first"))


def show_problem(session: Session) -> None:
    """Why the last tap could not be carried out."""
    if session.problem:
        alert(session.problem.in_language(session.language))


def offer_next_person(session: Session) -> None:
    """The end of this person's session on a shared phone; asked once more, because only the code leads back."""
    texts, visit = state.texts(), session.visit
    screen = session.screen
    if isinstance(screen, ScreenToLeave) and screen.leaving:
        code = state.credentials()().code if visit is not None and visit.id is not None else ""
        question = texts("home.next_person_sure", code=code) if code else texts("home.next_person_lost")
        no, yes = texts("home.next_person_not"), texts("home.next_person_yes")
        with st.container(key=ScreenToLeave.QUESTION):
            _ask_again("next_person", question, no, yes, code=code)
        return
    soft(texts("home.next_person_about"))
    side_button(texts("home.next_person"), "next_person")


def offer_again(screen: Home) -> None:
    """Answering all questions anew; asked once more, because the questions come first from then on."""
    texts = state.texts()
    soft(texts("again.about"))
    if screen.panel == "again":
        _ask_again("again", texts("again.sure"), texts("again.cancel"), texts("again.confirm"))
    else:
        link_button(texts("again.start"), "again")


def offer_erasing(screen: Home) -> None:
    """The deletion of everything, asked once more."""
    texts = state.texts()
    if screen.panel == "erase":
        _ask_again("erase", texts("erase.about"), texts("erase.cancel"), texts("erase.confirm"))
    else:
        link_button(texts("erase.title"), "erase_me")


def _ask_again(name: str, question: str, no: str, yes: str, *, code: str = "") -> None:
    alert(question, code=code)
    with st.container(key=f"{name}_choice", horizontal=True):
        side_button(no, f"{name}_cancel")
        side_button(yes, f"{name}_confirm")
