"""The questions, one a screen, and the review of all answers."""

from canvas.questionnaire import neighbour, stops
from canvas.ui import screens, state
from canvas.ui.question import ask, settle
from canvas.ui.review import review
from canvas.ui.widgets import foot, main_button, side_button

assessment, texts = screens.work(), state.texts()
way = stops(state.content(), assessment)
here = state.place() or way[0].id

if here == state.REVIEW:
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
