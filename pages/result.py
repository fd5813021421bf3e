"""The score and why: strengths first, then the one next step, then the rest."""

from canvas.advice import advise
from canvas.scoring import score
from canvas.ui import screens, state
from canvas.ui.outcome import (
    show_charts,
    show_first_step,
    show_gaps,
    show_headline,
    show_parts,
    show_strengths,
    show_then_and_now,
    show_what_if,
)
from canvas.ui.widgets import arrive, foot, heading, main_button, paragraph, side_button

assessment, texts, content = screens.work(), state.texts(), state.content()
outcome = score(content, assessment)
arrive("result")


def show_outcome() -> None:
    show_headline(assessment, outcome)
    visit = state.visit()
    if visit and visit.previous:
        show_then_and_now(visit.previous, assessment)
    show_strengths(assessment, outcome)
    advised = advise(content, assessment, outcome)
    show_first_step(advised)
    show_what_if(assessment, outcome, advised)
    show_gaps(assessment, outcome)
    show_parts(assessment, outcome)
    show_charts(outcome)
    with foot():
        if side_button(texts("result.to_answers"), "back"):
            state.go_to(state.REVIEW)
            screens.go("assess")
        if main_button(texts("result.to_canvas"), "next"):
            screens.go("canvas")


def show_nothing_yet() -> None:
    heading(texts("result.title"))
    paragraph(texts("result.nothing_yet"))
    with foot():
        if main_button(texts("result.to_questions"), "to_questions"):
            screens.go("assess")


if outcome.questions:
    show_outcome()
else:
    show_nothing_yet()
