"""One screen of the way: a question or something about the business, with all that helps to answer it."""

from __future__ import annotations

from html import escape

import streamlit as st

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Answer, Assessment
from canvas.content.models import ProfileField, ProfileOption, Question
from canvas.i18n import Texts
from canvas.questionnaire import Stop, accepts
from canvas.ui import state
from canvas.ui.way_back import show_way_back
from canvas.ui.widgets import alert, arrive, details, drawing_html, heading, link_button, plain, soft
from canvas.wording import answer_in_words, option_in_words


def ask(assessment: Assessment, stop: Stop, way: tuple[Stop, ...], onward: str) -> str | None:
    """Draws a stop and keeps what is answered; gives the place to go to where it is skipped or left.

    `onward` is the place that comes next.
    """
    texts = state.texts()
    where = st.empty()
    if isinstance(stop, Question):
        _scene(stop, texts)
    else:
        heading(stop.ask[texts.language])
    if stop.help:
        soft(stop.help[texts.language])
    visit = state.visit()
    earlier = answer_in_words(stop, visit.previous, texts) if visit and visit.previous else None
    if earlier:
        soft(texts("again.before", answer=earlier))
    given = _field(assessment, stop, texts) if isinstance(stop, ProfileField) else _question(assessment, stop, texts)
    state.keep(given)
    where.html(_where(given, stop, way, texts))
    arrive(stop.id)
    if isinstance(stop, Question):
        _example(assessment, stop, texts)
        details(texts("assess.why"), f"<p>{escape(stop.why[texts.language])}</p>", style="quiet")
        show_way_back()
    return _side_ways(given, stop, onward, texts)


def is_answered(assessment: Assessment, stop: Stop) -> bool:
    """Whether one may go on: a text may stay empty, of choices none may fit."""
    if isinstance(stop, ProfileField):
        return stop.kind == "text" or bool(assessment.profile.get(stop.id))
    return stop.takes_several or stop.id in assessment.answers


def hint(assessment: Assessment, stop: Stop) -> None:
    """What to do, for who wanted to go on without an answer."""
    if state.flag("hint") == stop.id and not is_answered(assessment, stop):
        alert(state.texts()("assess.choose_first" if isinstance(stop, Question) else "assess.choose_first_plain"))


def settle(assessment: Assessment, stop: Stop) -> bool:
    """Called on the way onward: keeps "none of these" for untouched choices; False asks for an answer first."""
    if not is_answered(assessment, stop):
        state.set_flag("hint", stop.id)
        return False
    if isinstance(stop, Question) and stop.id not in assessment.answers:
        state.keep(assessment.with_answer(stop.id, ()))
    return True


def _scene(question: Question, texts: Texts) -> None:
    drawing = drawing_html(question.picture.file, question.picture.alt[texts.language])
    st.html(f'<div class="scene">{drawing}<h1 class="heading">{escape(question.ask[texts.language])}</h1></div>')


def _example(assessment: Assessment, question: Question, texts: Texts) -> None:
    """How somebody of the same trade does it; below the answers, so that it suggests none."""
    example = question.example.get(assessment.sector or "")
    if example:
        soft(texts("assess.example", example=example[texts.language]))


def _field(assessment: Assessment, field: ProfileField, texts: Texts) -> Assessment:
    key, kept = f"q_{field.id}", assessment.profile.get(field.id)
    label = plain(field.ask[texts.language])
    if field.kind == "text":
        state.seed(key, kept or "")
        value: str | None = st.text_input(
            label, key=key, max_chars=field.longest, label_visibility="collapsed", autocomplete="off"
        )
    else:
        labels = {option.id: _with_hint(option, texts) for option in field.options}
        state.seed(key, kept)
        value = st.radio(
            label, list(labels), format_func=labels.__getitem__, index=None, key=key, label_visibility="collapsed"
        )
    given = (value or "").strip()
    return assessment if not given and not kept else assessment.with_profile(field.id, given)


def _with_hint(option: ProfileOption, texts: Texts) -> str:
    label = plain(option.label[texts.language])
    return f"{label} :small[{plain(option.hint[texts.language])}]" if option.hint else label


def _question(assessment: Assessment, question: Question, texts: Texts) -> Assessment:
    ask_for = _choices if question.takes_several else _one
    given = ask_for(assessment, question, texts)
    return assessment if given is None else assessment.with_answer(question.id, given)


def _one(assessment: Assessment, question: Question, texts: Texts) -> Answer | None:
    options = [option.id for option in question.options_for(assessment.sector)]
    options += [UNKNOWN] if question.unknown else []
    options += [NOT_APPLICABLE] if question.not_applicable else []
    key = f"q_{question.id}"
    state.seed(key, assessment.answers.get(question.id, _earlier(question)))
    chosen: str | None = st.radio(
        plain(question.ask[texts.language]),
        options,
        format_func=lambda option: plain(option_in_words(question, option, assessment.sector, texts)),
        index=None,
        key=key,
        label_visibility="collapsed",
    )
    return chosen


def _choices(assessment: Assessment, question: Question, texts: Texts) -> Answer | None:
    key, kept = f"q_{question.id}", assessment.answers.get(question.id)
    offered = [option.id for option in question.options_for(assessment.sector)]
    own_words = [words for words in kept or _earlier(question) or () if words not in offered]
    state.seed(key, list(kept or _earlier(question) or ()))
    chosen = st.pills(
        plain(question.ask[texts.language]),
        [*offered, *own_words],
        format_func=lambda option: plain(option_in_words(question, option, assessment.sector, texts)),
        selection_mode="multi",
        key=key,
        label_visibility="collapsed",
    )
    return tuple(chosen) if chosen or kept else None


def _earlier(question: Question) -> Answer | None:
    """The answer of the assessment before this one, if the question still offers it."""
    visit = state.visit()
    answer = visit.previous.answers.get(question.id) if visit and visit.previous else None
    return answer if answer is not None and accepts(question, answer) else None


def _where(assessment: Assessment, stop: Stop, way: tuple[Stop, ...], texts: Texts) -> str:
    """HTML of the topic, the position, the bar, and whether the answer is kept."""
    kind = ProfileField if isinstance(stop, ProfileField) else Question
    group = [other.id for other in way if isinstance(other, kind)]
    position = group.index(stop.id) + 1
    told = texts("assess.position", position=position, total=len(group))
    gone = 100 * (way.index(stop) + 1) / len(way)
    kept = _kept(answer_in_words(stop, assessment, texts), texts)
    return (
        f'<div class="where"><span><b>{escape(told)}</b> · {escape(topic(stop, texts))}</span>'
        f'<span role="status">{escape(kept)}</span></div>'
        f'<div class="progress" aria-hidden="true"><i style="width:{gone:.0f}%"></i></div>'
    )


def _kept(told: str | None, texts: Texts) -> str:
    """What is said of an answer: saved only when the store has it."""
    visit = state.visit()
    if visit is None or not told:
        return ""
    if not visit.agreed:
        return texts("consent.not_kept")
    return texts("app.saved") if visit.is_stored else ""


def topic(stop: Stop, texts: Texts) -> str:
    """The topic a stop belongs to, by name."""
    content = state.content()
    if isinstance(stop, ProfileField):
        return texts("assess.about")
    dimension = content.dimension_of.get(stop.id)
    return content.dimension[dimension].name[texts.language] if dimension else texts("assess.closing")


def _side_ways(assessment: Assessment, stop: Stop, onward: str, texts: Texts) -> str | None:
    with st.container(key="side_ways", horizontal=True):
        if not is_answered(assessment, stop) and link_button(texts("assess.skip"), "skip"):
            return onward
        if link_button(texts("assess.overview"), "overview"):
            return state.REVIEW
    return None
