"""The score and why: strengths first, then the one next step, then the rest."""

from __future__ import annotations

from dataclasses import replace

from canvas.advice import advise
from canvas.scoring import Score, score
from canvas.session import REVIEW, CanvasScreen, Questions, Result, Session, Visit, changed, moved, opened, with_visit
from canvas.ui import state
from canvas.ui.outcome import (
    planned,
    show_charts,
    show_first_step,
    show_gaps,
    show_headline,
    show_parts,
    show_strengths,
    show_then_and_now,
    show_what_if,
    tried,
)
from canvas.ui.router import Page
from canvas.ui.sent import Sent
from canvas.ui.widgets import arrive, foot, heading, main_button, paragraph, side_button


def apply(session: Session, sent: Sent) -> Session:
    """Notes which steps are tried out, then goes where the tap leads."""
    assert session.visit is not None
    visit = replace(session.visit, tried=tried(session.visit, sent))
    session = with_visit(session, visit)
    match sent.tapped:
        case "what_if_to_plan":
            return with_visit(session, changed(visit, planned(visit, state.services().today())))
        case "back":
            return opened(with_visit(session, moved(visit, REVIEW)), Questions)
        case "to_questions":
            return opened(session, Questions)
        case "next":
            return opened(session, CanvasScreen)
    return session


def draw(session: Session) -> None:
    """The result; or what is missing for one."""
    visit = session.visit
    assert visit is not None
    arrive("result")
    outcome = score(state.content(), visit.assessment)
    if outcome.questions:
        _draw_outcome(visit, outcome)
    else:
        _draw_nothing_yet()


def _draw_outcome(visit: Visit, outcome: Score) -> None:
    texts, assessment = state.texts(), visit.assessment
    show_headline(assessment, outcome)
    if visit.earlier:
        show_then_and_now(visit.earlier.assessment, assessment)
    show_strengths(assessment, outcome)
    advised = advise(state.content(), assessment, outcome)
    show_first_step(advised)
    show_what_if(visit, outcome, advised)
    show_gaps(assessment, outcome)
    show_parts(assessment, outcome)
    show_charts(outcome)
    with foot():
        side_button(texts("result.to_answers"), "back")
        main_button(texts("result.to_canvas"), "next")


def _draw_nothing_yet() -> None:
    texts = state.texts()
    heading(texts("result.title"))
    paragraph(texts("result.nothing_yet"))
    with foot():
        main_button(texts("result.to_questions"), "to_questions")


PAGE = Page(Result, apply, draw)
