"""Somebody's part in a workshop: coming by its code, joining once work is stored, leaving, asking for a visit."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from canvas.errors import KanvasError
from canvas.session import CanvasScreen, Home, Invitation, PlanScreen, Result, Session
from canvas.store import Held, StoreError
from canvas.ui import failure, state
from canvas.ui.fields import field
from canvas.ui.sent import Sent
from canvas.ui.widgets import alert, heading, link_button, paragraph, side_button, soft
from canvas.workshop import State

CODE = "w"
"""In the query of an address on the wall: the join code."""

LONGEST_NICKNAME = 30
MESSAGE_SECONDS = 10
"""So often a phone looks for a message of the trainer; what it reads is kept for all phones (canvas.store.rooms)."""


def arrived(session: Session, sent: Sent) -> Session:
    """A new session with the workshop that the address names, or else the one that the work on the device is in."""
    try:
        if CODE in sent.query:
            return invited(session, sent.query[CODE])
        held = state.services().members.workshop_of(session.visit.id) if session.visit and session.visit.id else None
    except KanvasError as error:
        return replace(session, problem=error)
    if held is None or session.visit is None:
        return session
    return replace(session, invitation=_invitation(held, joined=session.visit.id))


def invited(session: Session, code: str) -> Session:
    """The session of who has come to a workshop. Raises: KanvasError, when there is none of that code."""
    held = state.services().workshops.find(code)
    known = session.invitation
    if known and known.workshop == held.id:
        return session
    return replace(session, invitation=_invitation(held))


def _invitation(held: Held, joined: str | None = None) -> Invitation:
    """Once the workshop is over, there is time for every part."""
    workshop = held.workshop
    parts = tuple(name for name in workshop.parts if name in state.content().dimension)
    return Invitation(held.id, workshop.name, joined, parts if workshop.state in (State.OPEN, State.PAUSED) else ())


def joined(session: Session) -> Session:
    """Joins the workshop as soon as work is stored. What the store refuses for good is said once."""
    invitation, visit = session.invitation, session.visit
    if invitation is None or visit is None or visit.id is None or invitation.joined == visit.id:
        return session
    asked = replace(session, invitation=replace(invitation, joined=visit.id))
    try:
        state.services().members.join(invitation.workshop, visit.id)
    except StoreError:
        return session  # tried again at the next tap
    except KanvasError as error:
        return replace(asked, problem=error)
    return asked


def applied(session: Session, sent: Sent) -> Session:
    """The taps that every screen with this part has."""
    visit, members = session.visit, state.services().members
    if visit is None or visit.id is None:
        return session
    try:
        if sent.tapped == "leave_workshop":
            members.leave(visit.id)
            return replace(session, invitation=None)
        nickname = (sent.text("nickname", LONGEST_NICKNAME) or "").strip()
        if sent.tapped == "ask_visit" and nickname and not sent.is_too_long("nickname", LONGEST_NICKNAME):
            members.ask_for_visit(visit.id, nickname)
        if sent.tapped == "no_visit":
            members.no_visit(visit.id)
    except KanvasError as error:
        return replace(session, problem=error)
    return session


def show(session: Session) -> None:
    """At the end of the screens after the questions: the workshop, the wish for a visit, and leaving it."""
    invitation, visit = session.invitation, session.visit
    after = isinstance(session.screen, Home | Result | CanvasScreen | PlanScreen)
    if not (after and invitation and visit and visit.id) or invitation.joined != visit.id:
        return
    texts, services = state.texts(), state.services()
    with st.container(key="membership"):
        if services.members.workshop_of(visit.id) is None:
            return
        heading(texts("workshop.yours", name=invitation.name), 2)
        soft(texts("workshop.sees"))
        if visit.work.finished:
            _show_seen(visit.id)
            _show_turn(invitation, visit.id)
            _show_visit(visit.id)
        link_button(texts("workshop.leave"), "leave_workshop")
        soft(texts("workshop.leave_about"))


def _show_seen(assessment_id: str) -> None:
    """What the trainer has seen on the spot; all other answers are only declared."""
    texts, content = state.texts(), state.content()
    for name, day in state.services().members.seen(assessment_id).items():
        if question := content.question.get(name):
            details = {"question": question.short[texts.language], "date": texts.short_date(day)}
            paragraph(f"✓ {texts('workshop.seen_on', **details)}")


def _show_turn(invitation: Invitation, assessment_id: str) -> None:
    """Says to the last few that they are in the next picture."""
    services = state.services()
    if services.rooms.now(invitation.workshop).taken and not services.pictures.shows(assessment_id):
        soft(state.texts()("workshop.next_picture"))


def _show_visit(assessment_id: str) -> None:
    texts, nickname = state.texts(), state.services().members.nickname(assessment_id)
    if nickname:
        paragraph(texts("workshop.visit_noted", nickname=nickname))
        link_button(texts("workshop.visit_not"), "no_visit")
        return
    field(texts("workshop.nickname"), "nickname", longest=LONGEST_NICKNAME)
    soft(texts("workshop.visit_about"))
    side_button(texts("workshop.visit_ask"), "ask_visit")


def show_message(session: Session) -> None:
    """The trainer's message, and what is wrong with joining; on the phones of a workshop only."""
    if session.screen.name in ("workshop", "projector"):
        return
    says_it_itself = isinstance(session.screen, Home) and session.visit is not None
    if session.problem and session.problem.code.startswith("workshop_") and not says_it_itself:
        alert(session.problem.in_language(session.language))
    if session.invitation:
        with st.container(key="message"):
            _message()


@st.fragment(run_every=MESSAGE_SECONDS)
def _message() -> None:
    with failure.reported():
        invitation, texts = state.current().invitation, state.texts()
        if invitation is None:
            return
        try:
            wall, now = state.services().rooms.now(invitation.workshop).held.wall, state.services().clock()
        except KanvasError:
            return  # deleted, or the store is busy: nothing to say for now
        if wall.message:
            st.html(f'<p class="message" role="status">{escape(wall.message)}</p>')
        if wall.ends_at and wall.ends_at > now:
            minutes = -(-int((wall.ends_at - now).total_seconds()) // 60)
            st.html(f'<p class="message">{escape(texts("workshop.minutes_left", minutes=minutes))}</p>')
