"""The first screen: what this is, what one gets, the start, and the return to earlier work."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from canvas.links import UNKNOWN
from canvas.session import (
    CONSENT,
    Home,
    Method,
    Panel,
    Questions,
    Result,
    Screen,
    Session,
    Visit,
    begun,
    opened,
    parts_asked,
    showing,
    with_visit,
)
from canvas.stops import minutes_left
from canvas.ui import arrival, state
from canvas.ui.fields import field
from canvas.ui.membership import invited
from canvas.ui.open_steps import apply_open_steps, ask_about_open_steps
from canvas.ui.router import Page
from canvas.ui.sent import Sent
from canvas.ui.way_back import (
    LONGEST_CODE,
    apply_code,
    apply_way_back,
    apply_ways_out,
    ask_code,
    offer_again,
    offer_erasing,
    offer_next_person,
    show_problem,
    show_way_back,
)
from canvas.ui.welcome import parts_in_words, promise_parts, title_html
from canvas.ui.widgets import (
    alert,
    arrive,
    foot,
    heading,
    link_button,
    main_button,
    name_uploader,
    paragraph,
    plain,
    side_button,
    soft,
)
from canvas.wall import Trainer

ELSEWHERE: Mapping[str, type[Screen]] = {
    "to_method": Method,
    "go_on": Questions,
    "to_result": Result,
    "to_trainer": Trainer,
}
PANELS: Mapping[str, Panel] = {"have_code": "code", "from_file": "file", "have_join_code": "workshop"}
"""What the buttons of this screen open: another screen, or a part of this one."""


def apply(session: Session, sent: Sent) -> Session:
    """Where the tap leads from here. Raises `KanvasError`."""
    screen = session.screen
    assert isinstance(screen, Home)
    if screen.linked:
        return _after_choice(session, screen.linked, sent)
    if sent.tapped in ELSEWHERE:
        return opened(session, ELSEWHERE[sent.tapped])
    if session.visit is not None:
        session = apply_way_back(apply_open_steps(session, sent), sent)
        is_here = session.visit is not None and isinstance(session.screen, Home)
        return apply_ways_out(session, sent) if is_here else session
    if screen.panel == "code":
        return apply_code(session, sent)
    return _after_welcome(session, screen, sent)


def _after_welcome(session: Session, screen: Home, sent: Sent) -> Session:
    if sent.tapped == "start":
        visit = begun(state.services().today(), session.language, state.content().settings.version)
        return opened(with_visit(session, visit), Questions)
    if sent.tapped in PANELS:
        return showing(session, Home(panel=PANELS[sent.tapped]))
    if screen.panel == "workshop" and (typed := sent.text("join_code", LONGEST_CODE)):
        return showing(invited(session, typed), Home())
    if screen.panel == "file" and (uploaded := state.widget_value("upload")):
        return arrival.from_file(session, uploaded.getvalue())
    return session


def _after_choice(session: Session, linked: str, sent: Sent) -> Session:
    """Whose work is opened on a device that holds other work than a link names."""
    if sent.tapped == "open_linked":
        return arrival.by_link(session, linked)
    if sent.tapped == "keep_own":
        return showing(session, Home())
    return apply_way_back(session, sent)


def draw(session: Session) -> None:
    """For a newcomer, for who comes back, for who has a code, and for a device that a link brought other work to."""
    screen = session.screen
    assert isinstance(screen, Home)
    if screen.linked and session.visit:
        _draw_choice(session, session.visit)
        return
    if screen.panel == "code":
        _draw_code(session)
        return
    arrive("welcome_back" if session.visit else "home")
    if UNKNOWN in st.query_params:
        del st.query_params[UNKNOWN]
        alert(state.texts()("home.address_unknown"))
    if session.visit is None:
        _welcome(session, screen)
    else:
        _welcome_back(session, screen, session.visit)
    link_button(state.texts()("home.method"), "to_method")
    link_button(state.texts()("workshop.to_trainer"), "to_trainer")
    with foot():
        _begin_or_go_on(session, session.visit)


def _welcome(session: Session, screen: Home) -> None:
    texts, content = state.texts(), state.content()
    st.html(title_html(content, texts))
    if screen.lost:
        alert(texts("home.lost"))
    if screen.erased:
        soft(texts("erase.done"))
    if session.invitation:
        paragraph(texts("workshop.invited", name=session.invitation.name), "lead")
        if session.invitation.parts:
            soft(texts("workshop.parts_few", **parts_in_words(content, session.invitation.parts, texts)))
    for part in promise_parts(content, texts):
        st.html(part)
    link_button(texts("way_back.have"), "have_code")
    if screen.panel == "workshop":
        field(texts("workshop.join_code"), "join_code", longest=LONGEST_CODE)
        side_button(texts("workshop.join"), "join_workshop")
    elif session.invitation is None:
        link_button(texts("workshop.join_code"), "have_join_code")
    if screen.panel == "file":
        _ask_file(session)
    else:
        link_button(texts("home.from_file"), "from_file")


def _ask_file(session: Session) -> None:
    """The start with an answers file; the uploader is drawn only for those who ask for it."""
    texts = state.texts()
    st.file_uploader(plain(texts("home.from_file_label")), type="json", key="upload")
    name_uploader("upload", texts("home.from_file_label"), texts("home.from_file_refused"))
    if session.problem:
        alert(f"{session.problem.in_language(texts.language)} {texts('home.from_file_kept')}")


def _welcome_back(session: Session, screen: Home, visit: Visit) -> None:
    texts = state.texts()
    business = visit.assessment.profile.get("business_name", "")
    heading(texts("home.welcome_back_named", business=business) if business else texts("home.welcome_back"))
    show_problem(session)
    if visit.work.finished:
        ask_about_open_steps(visit, screen)
    show_way_back(session)
    offer_next_person(session)
    if visit.work.finished:
        offer_again(screen)
    elif visit.earlier:
        link_button(texts("again.back"), "again_back")
    offer_erasing(screen)


def _draw_choice(session: Session, visit: Visit) -> None:
    """Asks which work to open; the one that is not chosen stays stored, and its code opens it."""
    texts = state.texts()
    business = visit.assessment.profile.get("business_name", "")
    arrive("choice")
    heading(texts("choice.ask"))
    paragraph(texts("choice.about_named", business=business) if business else texts("choice.about"))
    soft(texts("choice.code"))
    show_problem(session)
    show_way_back(session)
    with foot():
        side_button(texts("choice.open_linked"), "open_linked")
        main_button(texts("choice.keep_own"), "keep_own")


def _draw_code(session: Session) -> None:
    """The screen for who has a code."""
    arrive("code")
    heading(state.texts()("way_back.have"))
    ask_code(session)


def _begin_or_go_on(session: Session, visit: Visit | None) -> None:
    """The one main button: on from where this person is."""
    texts = state.texts()
    if visit is None:
        main_button(texts("home.start"), "start")
    elif visit.work.finished and visit.work.position != CONSENT:
        main_button(texts("home.see_result"), "to_result")
    else:
        left = minutes_left(state.content(), visit.assessment, texts.language, parts_asked(state.content(), session))
        main_button(texts("home.go_on", minutes=texts.number(left)), "go_on")


PAGE = Page(Home, apply, draw)
