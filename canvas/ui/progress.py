"""Where somebody is: one counter through everything, the nine objects of the stall, and the rests between the parts."""

from __future__ import annotations

from html import escape

import streamlit as st

from canvas.drawing.parts import State, part_states
from canvas.drawing.stall import stall_of
from canvas.i18n import Texts
from canvas.questionnaire import Asked
from canvas.scoring import score
from canvas.session import Declined, ErasedElsewhere, Route, Visit
from canvas.stops import AboutBusiness, Rest, Stop, minutes
from canvas.ui import state
from canvas.ui.stall import object_html, stall_html
from canvas.ui.widgets import arrive, heading, link_button, soft


def where_html(visit: Visit, stop: Stop, route: Route, texts: Texts) -> str:
    """HTML of the counter, the part, whether the answer is kept, and the objects of the stall so far."""
    position = texts("assess.position", position=route.stops.index(stop) + 1, total=len(route.stops))
    answered = _is_answered(visit, stop)
    kept = _kept(visit, texts) if answered else ""
    return (
        f'<div class="where"><div class="counter"><span><b>{escape(position)}</b> · {escape(topic(stop, texts))}</span>'
        f'<span role="status">{escape(kept)}</span></div>{_objects(visit, stop, texts)}</div>'
    )


def topic(stop: Stop | Asked, texts: Texts) -> str:
    """The topic that a stop, a field or a question belongs to, by name."""
    content, dimension = state.content(), _part_of(stop)
    if dimension:
        return content.dimension[dimension].name[texts.language]
    return texts("assess.closing" if stop in content.closing else "assess.about")


def _part_of(stop: Stop | Asked) -> str | None:
    if isinstance(stop, Rest):
        return stop.dimension
    return state.content().dimension_of.get(stop.id)


def _is_answered(visit: Visit, stop: Stop) -> bool:
    if isinstance(stop, AboutBusiness):
        return any(visit.assessment.profile.get(field.id) for field in stop.fields)
    return stop.id in visit.assessment.answers


def _objects(visit: Visit, stop: Stop, texts: Texts) -> str:
    """The nine objects in a row, as far as they are; the one of this part is underlined."""
    content, here = state.content(), _part_of(stop)
    stall = stall_of(content, texts, visit.assessment, score(content, visit.assessment))
    objects = "".join(
        f'<span class="{"here" if part.id == here else ""}">{object_html(part)}</span>' for part in stall.parts
    )
    return f'<div class="small row" role="img" aria-label="{escape(stall.meaning)}">{objects}</div>'


def _kept(visit: Visit, texts: Texts) -> str:
    """What is said beside an answer: saved only when the store has it."""
    match visit.storage:
        case Declined() | ErasedElsewhere():
            return texts("consent.not_kept")
    return texts("app.saved") if visit.is_stored else ""


def rest(visit: Visit, stop: Rest, route: Route) -> None:
    """A part is complete: its object lights up, and somebody may stop here."""
    texts, content, language = state.texts(), state.content(), state.texts().language
    st.html(where_html(visit, stop, route, texts))
    if stop.dimension:
        name = content.dimension[stop.dimension].name[language]
        heading(texts("rest.part", part=name, done=stop.done, total=stop.total))
    else:
        heading(texts("rest.stall"))
    arrive(stop.id)
    outcome = score(content, visit.assessment)
    before: dict[str, State] = {stop.dimension: "none"} if stop.dimension else dict.fromkeys(content.dimension, "none")
    shown = {name: before.get(name, known) for name, known in part_states(content, outcome).items()}
    st.html(stall_html(stall_of(content, texts, visit.assessment, outcome), texts, before=shown))
    left = route.stops[route.stops.index(stop) + 1 :]
    if left:
        soft(texts("rest.left", minutes=texts.number(minutes(content, visit.assessment, left, language))))
    else:
        soft(texts("rest.nothing_left"))
    link_button(texts("assess.overview"), "overview")
