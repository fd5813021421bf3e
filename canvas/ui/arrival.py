"""Whose work a new session opens: that of the device, of a link, of a typed code, or of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

import segno
import streamlit as st

from canvas.address import public_address
from canvas.answers_file import read_answers
from canvas.links import LINK
from canvas.migration import as_of_today, place_today, understood
from canvas.questionnaire import first_unanswered
from canvas.session import (
    REVIEW,
    Earlier,
    Home,
    Screen,
    Session,
    adopted,
    in_language,
    moved,
    resume_position,
    resumed,
    route_of,
    with_visit,
)
from canvas.store import Assessments, Credentials, StoreError
from canvas.ui import platform, state
from canvas.ui.sent import Sent

AT = "at"
"""In the query of the questions: the position. So the browser's own back leads to the question before."""


def arrived(sent: Sent, asked: type[Screen]) -> Session:
    """The session of a visitor who has none yet, with the work that the device holds or a link has brought.

    A page of somebody's work that is still shown, or is loaded again, belonged to a session that is gone: unsaved work
    went with it, and the first screen says so. A trainer's page or a projector has none, and opens again.
    """
    found = identified(Session(state.languages()[0]), sent)
    if found.visit is None and found.unreachable is None and asked.needs_work:
        return replace(found, screen=Home(lost=True))
    return found


def identified(session: Session, sent: Sent) -> Session:
    """Opens the work that the device or its link names. Where they differ, the device's is opened and the link asks.

    While the store cannot be asked, the session notes why, and the link waits.
    """
    device, services = platform.device(), state.services()
    link = services.links.take(device)
    try:
        return _identified(replace(session, unreachable=None), services.store, device, link, sent)
    except StoreError as error:
        if link:
            services.links.put(device, link)
        return replace(session, unreachable=error)


def _identified(session: Session, store: Assessments, device: str, link: str | None, sent: Sent) -> Session:
    own = store.find(device) if device else None
    linked = store.find(link) if link else None
    if own is None and linked is None:
        return session
    if own is None and linked is not None:
        own = linked
        store.remember(linked, device)
    assert own is not None
    found = _where_it_was_left(opened_work(session, own), sent)
    if linked is not None and not _leads_to(store, linked, own):
        return replace(found, screen=Home(linked=linked))
    return found


def opened_work(session: Session, assessment_id: str) -> Session:
    """Brings stored work back, as today's content calls things. Raises `StoreError`.

    What this content does not know stays in the store, untouched: a later content may know it again.
    """
    content, store = state.content(), state.services().store
    record = store.read(assessment_id)
    earlier = None
    if record.previous_id:
        earlier = Earlier(as_of_today(content, store.read(record.previous_id).assessment), record.previous_id)
    held = replace(record.work, assessment=understood(content, record.assessment))
    work = replace(
        record.work,
        assessment=as_of_today(content, record.assessment),
        position=place_today(content, record.work.position),
    )
    visit = resumed(assessment_id, held, work, earlier)
    visit = moved(visit, resume_position(content, visit))
    spoken = record.assessment.language
    return replace(session, visit=visit, language=spoken if spoken in state.languages() else session.language)


def _where_it_was_left(session: Session, sent: Sent) -> Session:
    """At the position that the browser still shows: the session was lost, or the page loaded again."""
    visit, shown = session.visit, sent.query.get(AT)
    assert visit is not None
    if shown and (shown == REVIEW or shown in route_of(state.content(), visit).ids):
        return with_visit(session, moved(visit, shown))
    return session


def _leads_to(store: Assessments, linked: str, own: str) -> bool:
    """Whether a link names the device's own work, or an earlier assessment of the same person."""
    found: str | None = linked
    while found is not None and found != own:
        found = store.read(found).next_id
    return found == own


def by_code(session: Session, typed: str) -> Session | None:
    """Opens the work that a code names, in the language that is read here; None where there is none.

    Raises `StoreError`, as for too many guesses.
    """
    store, device = state.services().store, platform.device()
    found = store.find_by_code(typed, platform.network_address())
    if found is None:
        return None
    if device:
        store.remember(found, device)
    return _read_here(session, found)


def by_link(session: Session, linked: str) -> Session:
    """Opens the work of a link in place of the device's own, in the language that is read here. Raises `StoreError`."""
    if device := platform.device():
        state.services().store.remember(linked, device)
    return _read_here(session, linked)


def _read_here(session: Session, assessment_id: str) -> Session:
    """The work on the first screen; it changes to the language of the screen, not the screen to its own."""
    return in_language(replace(opened_work(session, assessment_id), screen=Home()), session.language)


def from_file(session: Session, data: bytes) -> Session:
    """Takes over the work in an uploaded file. Raises `AnswersFileError`; nothing changes then."""
    content = state.content()
    found = read_answers(data, content, state.services().today())
    visit = adopted(found, finished=first_unanswered(content, found) is None)
    return replace(session, visit=visit, screen=Home())


def root_address() -> str:
    """Where a phone of this room reaches us."""
    here = urlsplit(st.context.url or "")
    settings = state.services().settings
    if settings.public_url or here.hostname in (None, "localhost", "127.0.0.1"):
        return public_address(settings, here.port or 8501)
    # Screens are one name deep; what comes before is the path that a proxy serves the app under.
    return urlunsplit((here.scheme, here.netloc, here.path.rpartition("/")[0], "", ""))


def addressed() -> Callable[[Credentials], str]:
    """Returns what makes the address that brings somebody back. It may be called outside of a run, by a download."""
    root = root_address()
    return lambda credentials: f"{root}/?{LINK}={credentials.token}"


@lru_cache(maxsize=256)
def qr_image(address: str) -> str:
    """An address as a QR code, as an image that holds itself."""
    image: str = segno.make(address, error="m").svg_data_uri(scale=4, border=3, light="#fff")
    return image
