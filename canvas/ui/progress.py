"""Where somebody is: how much of the way is done, the nine objects of the stall, and the rests between the parts."""

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
from canvas.ui.stall import object_html, stall_html, states_of
from canvas.ui.widgets import arrive, heading, soft


def where_html(visit: Visit, stop: Stop, route: Route, texts: Texts) -> str:
    """HTML of how much of the way is done, whether the answer is kept, and the objects of the stall so far."""
    place, total = route.ids.index(stop.id) + 1, len(route.ids)
    position = texts("assess.position", position=place, total=total)
    kept = _kept(visit, texts) if _is_answered(visit, stop) else ""
    objects = "" if isinstance(stop, Rest) else _objects(visit, stop, texts)
    return (
        f'<div class="where"><div class="done"><span class="track" role="img" aria-label="{escape(position)}">'
        f'<i style="width:{100 * place / total:.0f}%"></i></span>'
        f'<span role="status">{escape(kept)}</span></div>{objects}</div>'
    )


def topic(asked: Asked, texts: Texts) -> str:
    """The topic that a field or a question belongs to, by name."""
    content = state.content()
    if dimension := content.dimension_of.get(asked.id):
        return content.dimension[dimension].name[texts.language]
    return texts("assess.closing" if asked in content.closing else "assess.about")


def _is_answered(visit: Visit, stop: Stop) -> bool:
    if isinstance(stop, AboutBusiness):
        return any(visit.assessment.profile.get(field.id) for field in stop.fields)
    return stop.id in visit.assessment.answers


def _objects(visit: Visit, stop: Stop, texts: Texts) -> str:
    """The nine objects in a row, as far as they are; the one of this part is underlined."""
    content = state.content()
    here = content.dimension_of.get(stop.id)
    stall = stall_of(content, texts, visit.assessment, part_states(content, score(content, visit.assessment)))
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
    """Some parts are complete: their objects light up, and somebody may stop here."""
    texts, content, assessment = state.texts(), state.content(), visit.assessment
    st.html(where_html(visit, stop, route, texts))
    heading(texts("rest.part", done=stop.done, total=stop.total) if stop.parts else texts("rest.stall"))
    arrive(stop.id)
    states = states_of(assessment)
    before: dict[str, State] = {**states, **dict.fromkeys(stop.parts or content.dimension, "none")}
    st.html(stall_html(stall_of(content, texts, assessment, states), texts, before=before))
    left = route.stops[route.ids.index(stop.id) + 1 :]
    took = minutes(content, assessment, left, texts.language, content.settings.pace.result)
    soft(texts("rest.left", minutes=texts.number(took)))
