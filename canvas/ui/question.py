"""One screen of the questions: a question or something about the business, with all that helps to answer it."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Answer, Assessment
from canvas.content.models import ProfileField, ProfileOption, Question
from canvas.i18n import Texts
from canvas.questionnaire import Stop, accepts
from canvas.session import Declined, ErasedElsewhere, Route, Session, Visit
from canvas.ui import state
from canvas.ui.sent import Sent
from canvas.ui.way_back import show_way_back
from canvas.ui.widgets import alert, arrive, details, drawing_html, heading, link_button, plain, soft
from canvas.wording import answer_in_words, option_in_words

LONGEST_TEXT = 60
"""Letters of a text about the business, where the content names no other limit."""


def answered(visit: Visit, stop: Stop, sent: Sent) -> Assessment:
    """The assessment with what the browser holds as the answer to a stop."""
    assessment, key = visit.assessment, f"q_{stop.id}"
    labels = partial(_labels, stop, visit)
    if isinstance(stop, ProfileField):
        kept = assessment.profile.get(stop.id, "")
        if stop.kind == "text":
            typed = sent.text(key, stop.longest or LONGEST_TEXT)
            given = kept if typed is None else typed.strip()
        else:
            given = sent.option(key, state.wordings(labels)) or kept
        return assessment if given == kept else assessment.with_profile(stop.id, given)
    before = assessment.answers.get(stop.id)
    chosen: Answer | None
    if not stop.takes_several:
        chosen = sent.option(key, state.wordings(labels))
    else:
        chosen = sent.options(key, state.wordings(labels)) or (() if before and key in sent.values else None)
    return assessment if chosen is None or chosen == before else assessment.with_answer(stop.id, chosen)


def is_answered(assessment: Assessment, stop: Stop) -> bool:
    """Whether one may go on: a text may stay empty, of choices none may fit."""
    if isinstance(stop, ProfileField):
        return stop.kind == "text" or bool(assessment.profile.get(stop.id))
    return stop.takes_several or stop.id in assessment.answers


def ask(session: Session, stop: Stop, route: Route) -> None:
    """Draws a stop, above the buttons of its foot."""
    texts, visit = state.texts(), session.visit
    assert visit is not None
    st.html(_where(visit, stop, route, texts))
    if isinstance(stop, Question):
        _scene(stop, texts)
    else:
        heading(stop.ask[texts.language])
    if stop.help:
        soft(stop.help[texts.language])
    earlier = answer_in_words(stop, visit.earlier.assessment, texts) if visit.earlier else None
    if earlier:
        soft(texts("again.before", answer=earlier))
    _field(visit, stop, texts)
    arrive(stop.id)
    if isinstance(stop, Question):
        _example(visit.assessment, stop, texts)
        details(texts("assess.why"), f"<p>{escape(stop.why[texts.language])}</p>", style="quiet")
        show_way_back(session)
    _side_buttons(visit.assessment, stop, texts)


def hint(stop: Stop) -> None:
    """What to do, for who wanted to go on without an answer."""
    alert(state.texts()("assess.choose_first" if isinstance(stop, Question) else "assess.choose_first_plain"))


def topic(stop: Stop, texts: Texts) -> str:
    """The topic a stop belongs to, by name."""
    content = state.content()
    if isinstance(stop, ProfileField):
        return texts("assess.about")
    dimension = content.dimension_of.get(stop.id)
    return content.dimension[dimension].name[texts.language] if dimension else texts("assess.closing")


def _scene(question: Question, texts: Texts) -> None:
    drawing = drawing_html(question.picture.file, question.picture.alt[texts.language])
    st.html(f'<div class="scene">{drawing}<h1 class="heading">{escape(question.ask[texts.language])}</h1></div>')


def _example(assessment: Assessment, question: Question, texts: Texts) -> None:
    """How somebody of the same trade does it; below the answers, so that it suggests none."""
    example = question.example.get(assessment.sector or "")
    if example:
        soft(texts("assess.example", example=example[texts.language]))


def _labels(stop: Stop, visit: Visit, texts: Texts) -> dict[str, str]:
    """What the browser shows, and sends, for each option."""
    if isinstance(stop, ProfileField):
        return {option.id: _with_hint(option, texts) for option in stop.options}
    sector = visit.assessment.sector
    options = [option.id for option in stop.options_for(sector)]
    if stop.takes_several:
        own_words = [words for words in _answer(visit, stop) or () if words not in options]
        options += own_words
    else:
        options += [UNKNOWN] if stop.unknown else []
        options += [NOT_APPLICABLE] if stop.not_applicable else []
    return {option: plain(option_in_words(stop, option, sector, texts)) for option in options}


def _with_hint(option: ProfileOption, texts: Texts) -> str:
    label = plain(option.label[texts.language])
    return f"{label} :small[{plain(option.hint[texts.language])}]" if option.hint else label


def _field(visit: Visit, stop: Stop, texts: Texts) -> None:
    """The widget of a stop. Until a question is answered it shows the answer of the assessment before this one."""
    key, label = f"q_{stop.id}", plain(stop.ask[texts.language])
    labels = _labels(stop, visit, texts)
    if isinstance(stop, ProfileField) and stop.kind == "text":
        state.seed(key, visit.assessment.profile.get(stop.id, ""))
        longest = stop.longest or LONGEST_TEXT
        st.text_input(label, key=key, max_chars=longest, label_visibility="collapsed", autocomplete="off")
    elif isinstance(stop, ProfileField) or not stop.takes_several:
        kept = visit.assessment.profile.get(stop.id) or None if isinstance(stop, ProfileField) else _answer(visit, stop)
        state.seed(key, kept)
        st.radio(label, list(labels), format_func=labels.__getitem__, index=None, key=key, label_visibility="collapsed")
    else:
        state.seed(key, list(_answer(visit, stop) or ()))
        st.pills(
            label,
            list(labels),
            format_func=labels.__getitem__,
            selection_mode="multi",
            key=key,
            label_visibility="collapsed",
        )


def _answer(visit: Visit, question: Question) -> Answer | None:
    """The answer, or that of the assessment before this one if the question still offers it."""
    earlier = visit.earlier.assessment.answers.get(question.id) if visit.earlier else None
    offered = earlier if earlier is not None and accepts(question, earlier) else None
    return visit.assessment.answers.get(question.id, offered)


def _where(visit: Visit, stop: Stop, route: Route, texts: Texts) -> str:
    """HTML of the topic, the position, the bar, and whether the answer is kept."""
    kind = ProfileField if isinstance(stop, ProfileField) else Question
    group = [other.id for other in route.stops if isinstance(other, kind)]
    position = texts("assess.position", position=group.index(stop.id) + 1, total=len(group))
    gone = 100 * (route.stops.index(stop) + 1) / len(route.stops)
    kept = _kept(visit, texts) if answer_in_words(stop, visit.assessment, texts) else ""
    return (
        f'<div class="where"><span><b>{escape(position)}</b> · {escape(topic(stop, texts))}</span>'
        f'<span role="status">{escape(kept)}</span></div>'
        f'<div class="progress" aria-hidden="true"><i style="width:{gone:.0f}%"></i></div>'
    )


def _kept(visit: Visit, texts: Texts) -> str:
    """What is said beside an answer: saved only when the store has it."""
    match visit.storage:
        case Declined() | ErasedElsewhere():
            return texts("consent.not_kept")
    return texts("app.saved") if visit.is_stored else ""


def _side_buttons(assessment: Assessment, stop: Stop, texts: Texts) -> None:
    with st.container(key="side_ways", horizontal=True):
        if not is_answered(assessment, stop):
            link_button(texts("assess.skip"), "skip")
        link_button(texts("assess.overview"), "overview")
