"""All workshops of a trainer or an organisation: what their pictures add up to, and a list. Nothing without a code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from canvas.errors import KanvasError
from canvas.session import Session, showing
from canvas.ui import overview, state, trainer_code
from canvas.ui.router import Page
from canvas.ui.sent import Sent
from canvas.ui.wall import style
from canvas.ui.way_back import show_problem
from canvas.ui.widgets import (
    alert,
    arrive,
    card,
    foot,
    heading,
    link_button,
    main_button,
    plain,
    side_button,
    soft,
    word_html,
)
from canvas.wall import Overview, Trainer
from canvas.workshop import LONGEST_NAME, one_line


def apply(session: Session, sent: Sent) -> Session:
    """Where the tap leads. Raises: KanvasError, as for a code that was ended."""
    screen = session.screen
    assert isinstance(screen, Overview)
    if sent.tapped == "to_workshop":
        return showing(session, Trainer())
    if not screen.entered:
        return _entered(session, screen, sent) if sent.tapped == "enter_overview" else session
    elsewhere: Mapping[str, Overview] = {
        "leave_overview": Overview(),
        "back": replace(screen, panel=None, refused=None),
        "to_trainers": replace(screen, panel="trainer", made=""),
        "to_delete": replace(screen, panel="delete", made=""),
    }
    if sent.tapped in elsewhere:
        return showing(session, elsewhere[sent.tapped])
    if sent.tapped == "add_trainer":
        return _with_trainer(session, screen, sent)
    return _deleted(session, screen, sent) if sent.tapped == "delete" else session


def _entered(session: Session, screen: Overview, sent: Sent) -> Session:
    account = trainer_code.account_of(sent)
    if account is None:
        return showing(session, replace(screen, refused="trainer_code"))
    return showing(session, Overview(entered=True, trainer=account.trainer))


def _with_trainer(session: Session, screen: Overview, sent: Sent) -> Session:
    name = one_line(sent.text("trainer_name", LONGEST_NAME) or "")
    if not name:
        return showing(session, replace(screen, refused="trainer_name"))
    code = state.services().organisations.add_trainer(_led(screen), name)
    return showing(session, replace(screen, panel=None, made=code, refused=None))


def _deleted(session: Session, screen: Overview, sent: Sent) -> Session:
    state.services().organisations.delete(_led(screen), sent.text("delete_name", LONGEST_NAME) or "")
    return showing(session, Trainer())


def _led(screen: Overview) -> str:
    """The id of the organisation that this trainer leads. Raises: KanvasError, where there is none."""
    account = state.services().organisations.account(screen.trainer)
    if not account.leads or account.organisation is None:
        raise KanvasError("organisation_gone")
    return account.organisation


def draw(session: Session) -> None:
    """A field for the code, or what it opens."""
    screen, texts = session.screen, state.texts()
    assert isinstance(screen, Overview)
    style()
    arrive(screen.panel or ("overview" if screen.entered else "overview_code"))
    if not screen.entered:
        _draw_enter(session, screen)
        return
    try:
        account = state.services().organisations.account(screen.trainer)
    except KanvasError as error:
        heading(texts("organisation.title"))
        alert(error.in_language(session.language))
        link_button(texts("app.back"), "leave_overview")
        return
    heading(account.name or texts("organisation.laptop"))
    show_problem(session)
    if screen.panel == "trainer":
        _draw_trainer(screen)
    elif screen.panel == "delete":
        _draw_delete(account.organisation_name)
    else:
        _draw_overview(screen)


def _draw_enter(session: Session, screen: Overview) -> None:
    texts = state.texts()
    heading(texts("organisation.title"))
    soft(texts("organisation.about"))
    label = plain(texts("workshop.trainer_code"))
    st.text_input(label, key=trainer_code.KEY, max_chars=trainer_code.LONGEST, type="password", autocomplete="off")
    st.html(word_html(".st-key-trainer_code button", label=texts("workshop.show_typed")))
    link_button(texts("app.back"), "to_workshop")
    with foot():
        show_problem(session)
        if screen.refused and not session.problem:
            alert(texts("workshop.refused.trainer_code"))
        main_button(texts("workshop.enter"), "enter_overview")


def _draw_overview(screen: Overview) -> None:
    texts, services = state.texts(), state.services()
    account = services.organisations.account(screen.trainer)
    if screen.made:
        card(texts("organisation.code_is", code=screen.made), texts("organisation.code_about"))
    overview.draw_sum(services.organisations.overview(account.owner))
    overview.draw_list(services.workshops.of(account).all(overview.MOST_LISTED))
    with st.container(key="more", horizontal=True):
        if account.leads and account.organisation:
            side_button(texts("organisation.to_trainers"), "to_trainers")
            side_button(texts("organisation.to_delete"), "to_delete")
        link_button(texts("workshop.leave_screen"), "leave_overview")


def _draw_trainer(screen: Overview) -> None:
    texts = state.texts()
    heading(texts("organisation.to_trainers"), 2)
    if screen.refused:
        alert(texts("organisation.name_missing"))
    st.text_input(
        plain(texts("organisation.trainer_name")), key="trainer_name", max_chars=LONGEST_NAME, autocomplete="off"
    )
    main_button(texts("organisation.add"), "add_trainer")
    link_button(texts("app.back"), "back")


def _draw_delete(name: str) -> None:
    """Asks for the name, so that nobody deletes an organisation by mistake."""
    texts = state.texts()
    alert(texts("organisation.delete_about", name=name))
    st.text_input(plain(texts("organisation.name")), key="delete_name", max_chars=LONGEST_NAME, autocomplete="off")
    side_button(texts("organisation.delete"), "delete")
    link_button(texts("app.back"), "back")


PAGE = Page(Overview, apply, draw)
