"""The questions, one a screen; before them the consent, after them the review of all answers."""

from canvas.questionnaire import first_unanswered, neighbour, stops
from canvas.ui import screens, state
from canvas.ui.consent import ask_consent, settle_consent
from canvas.ui.question import ask, settle
from canvas.ui.review import review
from canvas.ui.widgets import foot, main_button, side_button

assessment, texts, content = screens.work(), state.texts(), state.content()
way = stops(content, assessment)
here = state.place()
jump = None

if here == state.CONSENT:
    answer = ask_consent()
    with foot():
        if side_button(texts("app.back"), "back"):
            screens.go("home")
        if main_button(texts("app.next"), "next"):
            unanswered = first_unanswered(content, assessment)
            onward = way[0].id if not assessment.answers else unanswered.id if unanswered else state.REVIEW
            jump = onward if settle_consent(answer) else state.CONSENT
elif here == state.REVIEW:
    jump = review(assessment, way)
    with foot():
        if side_button(texts("app.back"), "back"):
            jump = way[-1].id
        if main_button(texts("assess.finish"), "finish"):
            state.finish()
            screens.go("result")
else:
    # An answer may have changed the way; a place that is no longer on it gives way to the first one that is.
    stop = next((stop for stop in way if stop.id == here), way[0])
    jump = ask(assessment, stop, way)
    with foot():
        if side_button(texts("app.back"), "back"):
            jump = neighbour(way, stop.id, -1)
            if jump is None:
                screens.go("home")
        if main_button(texts("app.next"), "next"):
            onward = neighbour(way, stop.id, +1) or state.REVIEW
            jump = onward if settle(screens.work(), stop) else stop.id
state.move(jump)
