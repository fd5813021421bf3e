"""The trainer's screen: opens a workshop or enters one by its PIN, and leads through it. Nothing here without a PIN."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from canvas.i18n import Texts
from canvas.session import Screen, Session, showing
from canvas.ui import platform, state, trainer, trainer_code
from canvas.ui.router import Page
from canvas.ui.sent import Sent
from canvas.ui.way_back import show_problem
from canvas.ui.widgets import alert, arrive, foot, heading, link_button, main_button, plain, side_button, soft
from canvas.wall import Overview, Trainer
from canvas.workshop import LONGEST_NAME, one_line, parts_to_ask, read_day

PARTS_KEY = "workshop_parts"
LONGEST = {
    trainer_code.KEY: trainer_code.LONGEST,
    "name": LONGEST_NAME,
    "place": LONGEST_NAME,
    "date": 20,
    "code": 20,
    "pin": 20,
}


def apply(session: Session, sent: Sent) -> Session:
    """Where the tap leads. Raises: KanvasError, as for too many wrong PINs."""
    screen = session.screen
    assert isinstance(screen, Trainer)
    if screen.workshop:
        return trainer.apply(session, screen, screen.workshop, sent)
    elsewhere: Mapping[str, Screen] = {
        "to_create": Trainer(panel="create"),
        "to_overview": Overview(),
        "back": Trainer(),
    }
    if sent.tapped in elsewhere:
        return showing(session, elsewhere[sent.tapped])
    if sent.tapped == "enter":
        return _entered(session, screen, sent)
    if sent.tapped == "create":
        return _created(session, screen, sent)
    was_inside = trainer.MESSAGE in sent.values  # a page of a session that is gone
    return showing(session, replace(screen, refused="lost")) if was_inside else session


def _entered(session: Session, screen: Trainer, sent: Sent) -> Session:
    code, pin = (
        sent.text(key, LONGEST[name]) or "" for key, name in (("workshop_code", "code"), ("trainer_pin", "pin"))
    )
    if not code.strip() or not pin.strip():
        return showing(session, replace(screen, refused="code"))
    held = state.services().workshops.enter(code, pin, platform.network_address())
    if held is None:
        return showing(session, replace(screen, refused="pin"))
    return showing(session, Trainer(workshop=held.id))


def _created(session: Session, screen: Trainer, sent: Sent) -> Session:
    services = state.services()
    name = one_line(sent.text("workshop_name", LONGEST["name"]) or "")
    place = one_line(sent.text("workshop_place", LONGEST["place"]) or "")
    day = (sent.text("workshop_date", LONGEST["date"]) or "").strip()
    held_on = read_day(day) if day else services.today()
    if not name or held_on is None:
        return showing(session, replace(screen, refused="date" if name else "name"))
    account = trainer_code.account_of(sent)
    if account is None:
        return showing(session, replace(screen, refused="trainer_code"))
    named = sent.options(PARTS_KEY, state.wordings(_part_labels)) or ()
    parts = parts_to_ask(tuple(state.content().dimension), named)
    own = services.workshops.of(account)
    opened = own.create(name, place=place, held_on=held_on, language=session.language, parts=parts)
    return showing(session, Trainer(workshop=opened.id, pin=opened.pin))


def draw(session: Session) -> None:
    """The login, a new workshop, or the workshop that the PIN opened."""
    screen = session.screen
    assert isinstance(screen, Trainer)
    if screen.workshop:
        trainer.draw(session, screen, screen.workshop)
    elif screen.panel == "create":
        _draw_create(session, screen)
    else:
        _draw_enter(session, screen)


def _draw_enter(session: Session, screen: Trainer) -> None:
    texts = state.texts()
    arrive("trainer")
    heading(texts("workshop.title"))
    soft(texts("workshop.for_trainers"))
    st.text_input(plain(texts("workshop.code")), key="workshop_code", max_chars=LONGEST["code"], autocomplete="off")
    _secret("workshop.pin", "trainer_pin", "pin")
    link_button(texts("workshop.to_create"), "to_create")
    link_button(texts("workshop.to_overview"), "to_overview")
    with foot():
        _refusal(session, screen)
        main_button(texts("workshop.enter"), "enter")


def _draw_create(session: Session, screen: Trainer) -> None:
    texts = state.texts()
    arrive("create")
    heading(texts("workshop.create"))
    soft(texts("workshop.language_about"))
    for key, name in (("workshop_name", "name"), ("workshop_place", "place"), ("workshop_date", "date")):
        st.text_input(plain(texts(f"workshop.{name}")), key=key, max_chars=LONGEST[name], autocomplete="off")
    labels = _part_labels(texts)
    st.pills(
        plain(texts("workshop.parts")),
        list(labels),
        format_func=labels.__getitem__,
        selection_mode="multi",
        key=PARTS_KEY,
    )
    soft(texts("workshop.parts_about"))
    _secret("workshop.trainer_code", "trainer_code", "trainer_code")
    soft(texts("workshop.trainer_code_about"))
    with foot():
        _refusal(session, screen)
        side_button(texts("app.back"), "back")
        main_button(texts("workshop.open"), "create")


def _part_labels(texts: Texts) -> dict[str, str]:
    return {each.id: plain(each.name[texts.language]) for each in state.content().dimensions}


def _secret(label: str, key: str, name: str) -> None:
    shown = plain(state.texts()(label))
    st.text_input(shown, key=key, max_chars=LONGEST[name], type="password", autocomplete="off")


def _refusal(session: Session, screen: Trainer) -> None:
    show_problem(session)
    if screen.refused and not session.problem:
        alert(state.texts()(f"workshop.refused.{screen.refused}"))


PAGE = Page(Trainer, apply, draw)
