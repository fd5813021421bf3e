"""The questions, one a screen; before them the consent, after them the review of all answers."""

from canvas.questionnaire import Stop, first_unanswered, neighbour, stops, unanswered
from canvas.ui import screens, state
from canvas.ui.consent import ask_consent, consent_hint, settle_consent
from canvas.ui.question import ask, hint, settle
from canvas.ui.review import CHANGE, OPEN, review
from canvas.ui.widgets import foot, main_button, side_button

assessment, texts, content = screens.work(), state.texts(), state.content()
way = stops(content, assessment)
visit = state.visit()
agreed = visit is not None and visit.agreed


def consent() -> str | None:
    """Before the questions; gives the place to go to."""
    answer = ask_consent()
    with foot():
        consent_hint(answer)
        if side_button(texts("app.back"), "back"):
            screens.go("home")
        if main_button(texts("app.next"), "next"):
            left = first_unanswered(content, assessment)
            begin = way[0].id if not assessment.answers else left.id if left else state.REVIEW
            return begin if settle_consent(answer) else state.CONSENT
    return None


def all_answers() -> str | None:
    """After the questions; gives the place to go to, and remembers what for."""
    jump, purpose = review(assessment, way)
    with foot():
        if side_button(texts("app.back"), "back"):
            jump = before_review()
        if main_button(texts("assess.finish"), "finish"):
            state.finish()
            screens.go("result")
    state.set_flag("from_review", purpose)
    return jump


def one_question(stop: Stop) -> str | None:
    """A question, or something about the business; gives the place to go to."""
    purpose = state.flag("from_review")
    onward = after(stop, purpose)
    jump = ask(assessment, stop, way, onward)
    if jump == state.REVIEW:
        state.set_flag("came_from", stop.id)
    with foot():
        hint(screens.work(), stop)
        if side_button(texts("app.back"), "back"):
            jump = state.REVIEW if purpose else before(stop)
        if main_button(texts("assess.to_review" if purpose == CHANGE else "app.next"), "next"):
            jump = onward if settle(screens.work(), stop) else stop.id
    return jump


def before(stop: Stop) -> str:
    """The place before; before the first one the consent, unless it was given."""
    earlier = neighbour(way, stop.id, -1)
    if earlier is None and agreed:
        screens.go("home")
    return earlier or state.CONSENT


def before_review() -> str:
    """Where somebody came to the review from."""
    came_from: str | None = state.flag("came_from")
    if came_from is None and state.is_finished():
        screens.go("result")
    return came_from or way[-1].id


def after(stop: Stop, purpose: str | None) -> str:
    """The next place: on the way, among the open questions, or back at the review that sent somebody here."""
    if purpose == CHANGE:
        return state.REVIEW
    if purpose == OPEN:
        ids = [other.id for other in way]
        left = [question.id for question in unanswered(content, assessment)]
        return next((name for name in ids[ids.index(stop.id) + 1 :] if name in left), state.REVIEW)
    return neighbour(way, stop.id, +1) or state.REVIEW


def open_place() -> str:
    """Where the person is, or where the browser's own back has led them.

    Consent comes before anything else. An answer may have changed the way: a place that is no longer on it gives
    way to the first one that is.
    """
    if state.place() == state.CONSENT:
        return state.CONSENT
    places = [*(stop.id for stop in way), state.REVIEW]
    screens.follow(places)
    here = state.place()
    return here if here in places else places[0]


here = open_place()
screens.put_into_address(screens.AT, here)
if here == state.CONSENT:
    state.move(consent())
elif here == state.REVIEW:
    state.move(all_answers())
else:
    state.move(one_question(next(stop for stop in way if stop.id == here)))
