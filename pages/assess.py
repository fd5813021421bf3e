"""The questions, one a screen; before them the consent, after them the review of all answers."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from canvas.content.models import Question
from canvas.i18n import Texts
from canvas.questionnaire import neighbour
from canvas.session import (
    CONSENT,
    CONSENTS,
    REVIEW,
    Home,
    Questions,
    Result,
    Route,
    Session,
    Visit,
    agreed,
    changed,
    declined,
    finished,
    first_position,
    moved,
    onward,
    opened,
    parts_asked,
    position_on,
    route_of,
    showing,
    with_all_parts,
    with_visit,
)
from canvas.stops import AboutBusiness, Rest, Stop
from canvas.ui import progress, state
from canvas.ui.arrival import AT
from canvas.ui.question import answered, ask, ask_about, is_answered, is_too_long
from canvas.ui.review import review
from canvas.ui.router import Page
from canvas.ui.sent import Sent
from canvas.ui.way_back import apply_way_back, show_way_back
from canvas.ui.widgets import (
    alert,
    arrive,
    back_button,
    foot,
    heading,
    link_button,
    main_button,
    paragraph,
    plain,
    side_button,
    soft,
)

CONSENT_KEY = "q_consent"
LEAVING = ("next", "finish", "to_stall", "overview", "back")
"""The buttons that lead from a stop; not while a text is longer than can be kept: its field says so."""


def apply(session: Session, sent: Sent) -> Session:
    """Keeps what was answered, then goes where the tap leads."""
    content = state.content()
    visit = _with_answers(_visit(session), sent)
    route = route_of(content, visit, parts_asked(content, session))
    here = position_on(content, route, visit)
    session = with_visit(session, moved(visit, here))
    shown = sent.query.get(AT, here)
    if sent.by_history and here != CONSENT and (shown == REVIEW or shown in route.ids):
        return at(session, shown)
    if shown != here:  # the tap was meant for a position that is gone: a double tap
        return session
    if here == CONSENT:
        return _after_consent(session, route, sent)
    if here == REVIEW:
        return _after_review(session, route, sent)
    return _after_question(session, route, sent)


def at(session: Session, position: str, screen: Questions | None = None) -> Session:
    """Another position; nothing that the screen remembered for the one before is left."""
    return showing(with_visit(session, moved(_visit(session), position)), screen or Questions())


def _visit(session: Session) -> Visit:
    assert session.visit is not None
    return session.visit


def _screen(session: Session) -> Questions:
    assert isinstance(session.screen, Questions)
    return session.screen


def _with_answers(visit: Visit, sent: Sent) -> Visit:
    """Every answer that the browser holds counts for what its key names, wherever the person is by now."""
    content = state.content()
    for name in sent.keys("q_"):
        asked = content.field.get(name) or content.question.get(name)
        if asked is not None:
            visit = changed(visit, answered(visit, asked, sent))
    return visit


def _after_consent(session: Session, route: Route, sent: Sent) -> Session:
    chosen = sent.option(CONSENT_KEY, state.wordings(_consent_labels))
    choice = next((consent for consent in CONSENTS if consent == chosen), _screen(session).consent)
    session = showing(session, replace(_screen(session), consent=choice))
    if sent.tapped == "back":
        return opened(session, Home)
    if sent.tapped != "next":
        return session
    visit = _visit(session)
    if choice is None:
        return showing(session, replace(_screen(session), hint=True))
    visit = agreed(visit, state.services().store.new_id()) if choice == "yes" else declined(visit)
    return at(with_visit(session, visit), first_position(route, visit))


def _after_review(session: Session, route: Route, sent: Sent) -> Session:
    if sent.tapped == "finish":
        return opened(with_visit(session, finished(_visit(session))), Result)
    if sent.tapped == "all_parts":
        return with_all_parts(state.content(), session)
    if sent.tapped == "answer_open" and route.open:
        return at(session, route.open[0], Questions(purpose="open"))
    if (name := sent.after("change_")) and (position := route.position_of(name)):
        return at(session, position, Questions(purpose="change", changing=name))
    return _before_review(session, route) if sent.tapped == "back" else apply_way_back(session, sent)


def _before_review(session: Session, route: Route) -> Session:
    came_from = _screen(session).came_from
    if came_from is None and _visit(session).work.finished:
        return opened(session, Result)
    return at(session, came_from if came_from in route.ids else route.ids[-1])


def _after_question(session: Session, route: Route, sent: Sent) -> Session:
    screen, visit = _screen(session), _visit(session)
    here = visit.work.position or route.ids[0]
    stop = route.stop(here)
    assert stop is not None
    if sent.tapped in LEAVING:
        return session if _is_too_long(visit, stop, sent) else _leaving(session, route, stop, sent)
    if screen.hint and _may_go_on(visit, stop):
        session = showing(session, replace(screen, hint=False))
    return apply_way_back(session, sent)


def _leaving(session: Session, route: Route, stop: Stop, sent: Sent) -> Session:
    """Where a button leads from a stop."""
    screen, visit = _screen(session), _visit(session)
    match sent.tapped:
        case "next" if not _may_go_on(visit, stop):
            return showing(session, replace(screen, hint=True))
        case "to_stall" | "finish":
            return opened(with_visit(session, finished(visit)), Result)
        case "overview":
            return at(session, REVIEW, Questions(came_from=stop.id))
        case "back":
            return _before(session, route, stop.id)
    return at(session, onward(route, stop.id, screen.purpose), _after_purpose(screen, route, stop.id))


def _is_too_long(visit: Visit, stop: Stop, sent: Sent) -> bool:
    """Whether more was typed at a stop than can be kept."""
    if isinstance(stop, Rest):
        return False
    asked = stop.fields if isinstance(stop, AboutBusiness) else (stop,)
    return any(is_too_long(visit.assessment, each, sent) for each in asked)


def _may_go_on(visit: Visit, stop: Stop) -> bool:
    """Whether what the route depends on is answered. A question may be skipped: then it stays open."""
    return not isinstance(stop, AboutBusiness) or all(is_answered(visit.assessment, each) for each in stop.fields)


def _after_purpose(screen: Questions, route: Route, here: str) -> Questions:
    """Somebody who answers the open questions goes on doing so until the review, which shows what was changed."""
    goes_on = screen.purpose == "open" and onward(route, here, "open") != REVIEW
    return Questions(purpose="open") if goes_on else Questions(changing=screen.changing)


def _before(session: Session, route: Route, here: str) -> Session:
    """The position before; before the first one the consent, unless it was given."""
    if _screen(session).purpose:
        return at(session, REVIEW, Questions(changing=_screen(session).changing))
    earlier = neighbour(route.ids, here, -1)
    if earlier is None and _visit(session).has_agreed:
        return opened(session, Home)
    return at(session, earlier or CONSENT)


def draw(session: Session) -> None:
    """The position where the person is."""
    visit = _visit(session)
    route = route_of(state.content(), visit, parts_asked(state.content(), session))
    here = position_on(state.content(), route, visit)
    if st.query_params.get(AT) != here:  # each change costs a message
        st.query_params[AT] = here
    stop = route.stop(here)
    if here == CONSENT:
        _draw_consent(_screen(session))
    elif stop is None:
        _draw_review(session, route)
    else:
        _draw_stop(session, stop, route)


def _draw_consent(screen: Questions) -> None:
    texts = state.texts()
    heading(texts("consent.ask"))
    arrive(CONSENT)
    paragraph(texts("consent.about"))
    soft(texts("consent.rights", days=texts.number(state.services().settings.keep_days)))
    if state.current().invitation:
        soft(texts("workshop.consent"))
    labels = _consent_labels(texts)
    state.seed(CONSENT_KEY, screen.consent)
    st.radio(
        plain(texts("consent.ask")),
        list(labels),
        format_func=labels.__getitem__,
        index=None,
        key=CONSENT_KEY,
        label_visibility="collapsed",
    )
    if screen.consent == "no":
        soft(texts("consent.no_about"))
    with foot():
        if screen.hint and screen.consent is None:
            alert(texts("assess.choose_first"))
        side_button(texts("app.back"), "back")
        main_button(texts("app.next"), "next")


def _consent_labels(texts: Texts) -> dict[str, str]:
    return {choice: plain(texts(f"consent.{choice}")) for choice in CONSENTS}


def _draw_review(session: Session, route: Route) -> None:
    texts = state.texts()
    review(_visit(session).assessment, route, _screen(session).changing)
    if parts_asked(state.content(), session):
        soft(texts("workshop.parts_rest"))
        link_button(texts("workshop.parts_go_on"), "all_parts")
    show_way_back(session)
    with foot():
        side_button(texts("app.back"), "back")
        main_button(texts("assess.finish"), "finish")


def _draw_stop(session: Session, stop: Stop, route: Route) -> None:
    texts, visit = state.texts(), _visit(session)
    if isinstance(stop, Rest):
        progress.rest(visit, stop, route)
        if not stop.parts:
            show_way_back(session)
    elif isinstance(stop, AboutBusiness):
        ask_about(session, stop, route)
    else:
        ask(session, stop, route)
    link_button(texts("assess.overview"), "overview")
    with foot():
        if _screen(session).hint:
            alert(_choose_first(visit, stop, texts))
        back_button()
        if isinstance(stop, Rest):
            side_button(texts("rest.to_stall"), "to_stall")
        _draw_onward(session, stop, route)


def _choose_first(visit: Visit, stop: Stop, texts: Texts) -> str:
    """That an answer is missing; where several are asked for at once, which one."""
    fields = stop.fields if isinstance(stop, AboutBusiness) else ()
    missing = next((each for each in fields if not is_answered(visit.assessment, each)), None)
    if missing is None or len(fields) == 1:
        return texts("assess.choose_first")
    return texts("assess.choose_first_of", question=missing.ask[texts.language])


def _draw_onward(session: Session, stop: Stop, route: Route) -> None:
    """The main button: on to the next stop, past an open question, back to all answers, or to the result."""
    texts, purpose = state.texts(), _screen(session).purpose
    if purpose is None and stop is route.stops[-1]:
        main_button(texts("assess.finish"), "finish")
    elif purpose == "change":
        main_button(texts("assess.to_review"), "next")
    elif isinstance(stop, Question) and not is_answered(_visit(session).assessment, stop):
        side_button(texts("assess.skip"), "next")
    else:
        main_button(texts("app.next"), "next")


PAGE = Page(Questions, apply, draw)
