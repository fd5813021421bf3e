"""The result: the stall and what is strong, one step for Monday, then the reasons."""

from __future__ import annotations

from dataclasses import replace

from canvas.advice import advise
from canvas.drawing.parts import part_states, strong_parts
from canvas.drawing.stall import stall_of
from canvas.planning import parts_not_strong, what_if
from canvas.scoring import Score, score
from canvas.session import (
    REVIEW,
    CanvasScreen,
    Questions,
    Result,
    Session,
    Visit,
    changed,
    moved,
    onward,
    opened,
    parts_asked,
    route_of,
    showing,
    with_all_parts,
    with_visit,
)
from canvas.stops import Rest
from canvas.ui import downloads, state
from canvas.ui.outcome import (
    is_only_tried,
    offer_figure,
    planned,
    rise_in_words,
    show_first,
    show_parts,
    show_strengths,
    show_then_and_now,
    show_what_if,
    tried,
    with_figure,
)
from canvas.ui.router import Page
from canvas.ui.sent import Sent
from canvas.ui.widgets import arrive, foot, heading, link_button, main_button, paragraph, side_button, tally


def apply(session: Session, sent: Sent) -> Session:
    """Notes which steps are tried out, then goes where the tap leads."""
    assert session.visit is not None
    visit = with_figure(replace(session.visit, tried=tried(session.visit, sent)), sent)
    session = with_visit(session, visit)
    match sent.tapped:
        case "what_if_to_plan":
            return with_visit(session, changed(visit, planned(visit, state.services().today())))
        case "figure":
            return showing(session, Result(figure_offered=True))
        case "back":
            return opened(with_visit(session, moved(visit, REVIEW)), Questions)
        case "to_questions" | "complete":
            return _on_with_questions(session, visit)
        case "next":
            return opened(session, CanvasScreen)
    return session


def _on_with_questions(session: Session, visit: Visit) -> Session:
    """To what is open, past a rest; once nothing is in the parts that a workshop asks for, to the other parts."""
    content = state.content()
    parts = parts_asked(content, session)
    route = route_of(content, visit, parts)
    if parts and not route.open:
        return with_all_parts(content, session)
    here = visit.work.position or ""
    if isinstance(route.stop(here), Rest):  # it led here, and was read
        session = with_visit(session, moved(visit, onward(route, here, None)))
    return opened(session, Questions)


def draw(session: Session) -> None:
    """The result; or what is missing for one."""
    visit = session.visit
    assert visit is not None
    arrive("result")
    outcome = score(state.content(), visit.assessment)
    if outcome.questions:
        _draw_outcome(session, visit, outcome)
    else:
        _draw_nothing_yet()


def _draw_outcome(session: Session, visit: Visit, outcome: Score) -> None:
    texts, content, assessment = state.texts(), state.content(), visit.assessment
    advised, today = advise(content, assessment, outcome), state.services().today()
    states = part_states(content, outcome, parts_not_strong(content, assessment, advised, today))
    reached = what_if(content, assessment, visit.tried)
    still = parts_not_strong(content, assessment, advised, today, visit.tried)
    then = stall_of(content, texts, assessment, part_states(content, reached, still))
    show_first(visit, outcome, advised, then, states)
    offer_figure(session, then)
    if visit.earlier:
        show_then_and_now(visit.earlier.assessment, assessment)
    show_what_if(visit, advised, then, states)
    show_strengths(assessment, outcome, strong_parts(states))
    show_parts(assessment, outcome, advised)
    link_button(texts("result.to_answers"), "back")
    with foot():
        downloaded, undelivered = texts("result.picture_downloaded"), texts("app.undelivered")
        tally(rise_in_words(visit, outcome, reached), downloaded=downloaded, undelivered=undelivered)
        if is_only_tried(visit):
            side_button(texts("plan.choose"), "what_if_to_plan")
        else:
            downloads.picture(session)
        main_button(texts("result.to_canvas"), "next")


def _draw_nothing_yet() -> None:
    texts = state.texts()
    heading(texts("result.title"))
    paragraph(texts("result.nothing_yet"))
    with foot():
        main_button(texts("result.to_questions"), "to_questions")


PAGE = Page(Result, apply, draw)
