"""The parts of the result: what the score is, what carries it, and what would lift it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape

import streamlit as st

from canvas.advice import Advice, part_of
from canvas.assessment import Assessment
from canvas.comparison import compare
from canvas.content.models import Content, Dimension, Question, Recommendation
from canvas.drawing.parts import State, part_states, strong_parts
from canvas.drawing.stall import Stall, object_of, stall_of
from canvas.highlights import rarest_strength, strongest_answer
from canvas.i18n import Texts
from canvas.planning import choose, is_full, step_to_begin
from canvas.questionnaire import path
from canvas.scoring import Score, is_weak
from canvas.session import Result, Session, Visit, changed
from canvas.stops import minutes_left
from canvas.ui import state
from canvas.ui.question import answered, draw_field
from canvas.ui.sent import Sent
from canvas.ui.stall import is_further, object_html, stall_html, states_of
from canvas.ui.widgets import (
    bullets,
    details,
    heading,
    heading_html,
    link_button,
    meter,
    paragraph,
    paragraph_html,
    plain,
    soft,
)
from canvas.wording import answer_in_words, held_back_in_words, reason_in_words, what_if_in_words

OFFERED_STEPS = 3
TRIED_STEPS = 2
TRY = "whatif_"
HALF = 50
"""Percent of businesses from which one does not say "only"."""


def show_first(
    visit: Visit, outcome: Score, advised: tuple[Advice, ...], stall: Stall, states: Mapping[str, State]
) -> None:
    """What is seen without scrolling: the stall, how much is strong, the rarest strength, one step for Monday."""
    texts = state.texts()
    parts = [
        _stall(visit, stall, states, texts),
        _headline(visit.assessment, outcome, len(strong_parts(states)), len(advised[:OFFERED_STEPS]), texts),
        _rarest(visit.assessment, outcome, texts),
        _first_step(visit, outcome, advised, states, texts),
    ]
    st.html(f'<div class="outcome">{"".join(parts)}</div>')
    if not advised:
        paragraph(texts("plan.no_advice"))
    if outcome.provisional:
        link_button(texts("result.complete"), "complete")


def _stall(visit: Visit, stall: Stall, states: Mapping[str, State], texts: Texts) -> str:
    """HTML of the business as a picture. What the ticked steps would bring is coloured in; a follow-up has the
    picture of the assessment before beside it.
    """
    content = state.content()
    if not visit.earlier:
        return stall_html(stall, texts, before=states, opens=True)
    earlier = visit.earlier.assessment
    then = states_of(earlier)
    pictures = {
        "then": stall_html(stall_of(content, texts, earlier, then), texts),
        "now": stall_html(stall, texts, before=then),
    }
    figures = (
        f"<figure>{html}<figcaption>{escape(texts(f'again.{when}'))}</figcaption></figure>"
        for when, html in pictures.items()
    )
    return f'<div class="then-and-now">{"".join(figures)}</div>'


def _headline(assessment: Assessment, outcome: Score, strong: int, steps: int, texts: Texts) -> str:
    """HTML of how many parts are strong, and how many steps can be tried; stage and number in one line that opens."""
    headline = texts("result.strong" if strong else "result.open", strong=strong, steps=steps)
    if outcome.provisional:
        left = minutes_left(state.content(), assessment, texts.language)
        line = texts("result.provisional", minutes=texts.number(left))
        below = f'<p class="paragraph soft">{escape(line)}</p>'
    else:
        below = _stage_line(outcome, texts)
    return f'<h1 class="heading">{escape(headline)}</h1>{below}'


def _stage_line(outcome: Score, texts: Texts) -> str:
    content, language = state.content(), texts.language
    stage, held_back = content.stage[outcome.stage], held_back_in_words(content, outcome, texts)
    sentences = [stage.meaning[language], *([held_back] if held_back else [])]
    counts = {"answered": outcome.answered, "applicable": outcome.applicable}
    sentences.append(texts("result.answered", date=texts.long_date(state.services().today()), **counts))
    sentences.append(texts("app.self_declared"))
    body = _stages(content, outcome.stage, language) + "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    line = texts("result.stage", stage=stage.name[language], overall=texts.number(outcome.overall))
    return f'<details class="details quiet"><summary>{escape(line)}</summary>{body}</details>'


def _rarest(assessment: Assessment, outcome: Score, texts: Texts) -> str:
    """HTML of one strength to be proud of, and how few others do so, as far as the paper says."""
    content = state.content()
    found = rarest_strength(content, assessment, outcome)
    if found is None:
        return ""
    chip = texts("result.strongest")
    if found.published is not None:
        key = "result.published" if found.published >= HALF else "result.published_few"
        chip = texts(key, percent=texts.percent(found.published))
    words = f"<small>{escape(chip)}</small><b>{escape(_line(content.question[found.question], assessment))}</b>"
    return f'<div class="rare"><i class="badge"></i><p class="paragraph">{words}</p></div>'


def _first_step(
    visit: Visit, outcome: Score, advised: tuple[Advice, ...], states: Mapping[str, State], texts: Texts
) -> str:
    """HTML of what is done on Monday, for the first step of the plan or, before there is one, for the best advice.

    What the whole step costs is on the plan: the first act of it is small.
    """
    content = state.content()
    found = step_to_begin(content, visit.assessment, advised, state.services().today())
    if found is None:
        return ""
    step, begins = found
    day = texts("result.begins", date=texts.weekday_date(begins))
    part = part_of(content, advised, step)
    name = object_of(content, part, visit.assessment.sector)
    reason = step.why[texts.language]
    advice = next((each for each in advised if each.step.id == step.id), None)
    if advice and not outcome.provisional:
        reason = reason_in_words(content, visit.assessment, advice, texts)
    return (
        f'<div class="card monday"><span class="chip sun">{escape(day)}</span>'
        f'<div class="row"><i class="object {name} {states[part]}"></i>'
        f'<h2 class="card-title">{escape(step.first_step[texts.language])}</h2></div>'
        f'<p class="paragraph soft">{escape(reason)}</p></div>'
    )


def _stages(content: Content, reached: str, language: str) -> str:
    """HTML of all stages in a row, up to the one that is reached."""
    items, style = "", ' class="reached"'
    for stage in content.settings.stages:
        here = ' aria-current="step"' if stage.id == reached else ""
        items += f"<li{style}{here}>{escape(stage.name[language])}</li>"
        style = "" if here else style
    return f'<ol class="stages">{items}</ol>'


FIGURE = "figure"
"""The field that says who is drawn behind the counter."""


def offer_figure(session: Session, stall: Stall) -> None:
    """A choice of who is drawn behind the counter, for those who ask for it, below the stall once more."""
    field, texts = state.content().field.get(FIGURE), state.texts()
    if field is None or session.visit is None:
        return
    if isinstance(session.screen, Result) and session.screen.figure_offered:
        heading(field.ask[texts.language], 2)
        st.html(stall_html(stall, texts))
        with st.container(key=f"short_{FIGURE}"):
            draw_field(session.visit, field, texts)
    else:
        link_button(field.ask[texts.language], FIGURE)


def with_figure(visit: Visit, sent: Sent) -> Visit:
    """The work with the figure that was chosen."""
    field = state.content().field.get(FIGURE)
    return changed(visit, answered(visit, field, sent)) if field else visit


def show_strengths(assessment: Assessment, outcome: Score, strong: tuple[str, ...]) -> None:
    """Every strong part with its best answer and what to do with it, and the other strong answers; both folded."""
    texts, content = state.texts(), state.content()
    best = {part: strongest_answer(content, outcome, part) for part in strong}
    if strong:
        lines = (_strong_part(part, name, assessment, texts) for part, name in best.items())
        details(texts("result.strengths"), bullets(lines))
    others = [content.question[name] for name in outcome.strengths if name not in best.values()]
    if others:
        summary = texts("result.more_strengths", count=len(others))
        details(summary, bullets(_line(question, assessment) for question in others))


def _strong_part(part: str, best: str | None, assessment: Assessment, texts: Texts) -> str:
    content, language = state.content(), texts.language
    name = content.dimension[part].name[language]
    if best is None:
        return name
    question = content.question[best]
    use = question.strength[language] if question.strength else ""
    return f"{name}. {_line(question, assessment)}. {use}".strip()


def show_what_if(visit: Visit, advised: tuple[Advice, ...], then: Stall, states: Mapping[str, State]) -> None:
    """The first steps to try out by ticking, each beside the object that it colours."""
    if not advised:
        return
    texts = state.texts()
    heading(texts("result.what_if"), 2)
    soft(texts("result.what_if_about"))
    parts = {part.id: part for part in then.parts}
    for advice in advised[:OFFERED_STEPS]:
        with st.container(key=f"try_{advice.step.id}", horizontal=True):
            if part := parts.get(advice.dimension):
                st.html(object_html(part, is_new=is_further(part, states)))
            _tries(advice.step, visit.tried, texts)
    if visit.tried:
        soft(_what_becomes_of_tried(visit))


def is_only_tried(visit: Visit) -> bool:
    """Whether something that is tried out could be taken into the plan."""
    return not _is_planned(visit) and not is_full(state.content(), visit.assessment)


def _is_planned(visit: Visit) -> bool:
    return {planned.step for planned in visit.assessment.plan}.issuperset(visit.tried)


def _what_becomes_of_tried(visit: Visit) -> str:
    """Whether what is tried out is in the plan, could be taken there, or has no room there."""
    texts, content = state.texts(), state.content()
    if _is_planned(visit):
        return texts("result.what_if_planned")
    if is_full(content, visit.assessment):
        return texts("plan.full", most=content.settings.plan.most_steps)
    return texts("result.what_if_only")


def rise_in_words(visit: Visit, outcome: Score, reached: Score) -> str:
    """How the ticked steps lead to the score `reached`, or else what they change; empty where none is ticked."""
    if not visit.tried:
        return ""
    return what_if_in_words(state.content(), visit.assessment, outcome, reached, visit.tried, state.texts())


def tried(visit: Visit, sent: Sent) -> tuple[str, ...]:
    """The steps that are ticked to be tried out, in the order of their ticking."""
    boxes = {step_id: sent.is_on(key) for step_id, key in sent.keys(TRY).items()}
    kept = [step_id for step_id in visit.tried if boxes.get(step_id) is not False]
    added = [step_id for step_id, is_on in boxes.items() if is_on and step_id not in kept]
    return tuple([*kept, *added][:TRIED_STEPS])


def planned(visit: Visit, today: date) -> Assessment:
    """The assessment with what was tried out in its plan, as far as there is room."""
    assessment = visit.assessment
    for step_id in visit.tried:
        assessment = choose(state.content(), assessment, step_id, today)
    return assessment


def _tries(step: Recommendation, ticked: tuple[str, ...], texts: Texts) -> None:
    key = f"{TRY}{step.id}"
    state.seed(key, step.id in ticked)
    full = len(ticked) >= TRIED_STEPS and step.id not in ticked
    st.checkbox(plain(step.title[texts.language]), key=key, disabled=full)


def show_parts(assessment: Assessment, outcome: Score, advised: tuple[Advice, ...]) -> None:
    """Every dimension as a bar that opens to the answers behind it and one step, then the pillars; folded."""
    texts, content = state.texts(), state.content()
    asked = path(content, assessment)
    rows = []
    for dimension in content.dimensions:
        bar = _part(content, dimension, outcome, texts)
        questions = [question for question in content.questions_of[dimension.id] if question in asked]
        lines = [_behind(question, assessment, outcome) for question in questions] or [texts("result.not_asked")]
        step = next((advice.step for advice in advised if advice.dimension == dimension.id), None)
        next_step = texts("result.part_step", step=step.title[texts.language]) if step else ""
        body = f"{bullets(lines)}<p><b>{escape(next_step)}</b></p>" if step else bullets(lines)
        rows.append(f'<details class="details" id="part_{dimension.id}"><summary>{bar}</summary>{body}</details>')
    body = paragraph_html(texts("result.parts_about"), "soft") + "".join(rows)
    if not outcome.provisional:
        pillars = [
            _meter(pillar.name[texts.language], outcome.pillars[pillar.id]) for pillar in content.settings.pillars
        ]
        body += heading_html(texts("result.pillars"), 2) + f'<div class="pillars">{"".join(pillars)}</div>'
    details(texts("result.parts"), body)


def show_then_and_now(then: Assessment, now: Assessment) -> None:
    """A re-assessment beside the one before it: the scores, what moved, and which answers changed."""
    texts, content = state.texts(), state.content()
    language, found = texts.language, compare(content, then, now)
    heading(texts("again.title"), 2)
    overall = {"then": texts.number(found.then.overall), "now": texts.number(found.now.overall)}
    paragraph(texts("again.overall", date=texts.long_date(then.started), **overall))
    parts = [
        texts(
            "again.part",
            part=dimension.name[language],
            then=_number(texts, found.then.dimensions[dimension.id]),
            now=_number(texts, found.now.dimensions[dimension.id]),
        )
        for dimension in content.dimensions
        if round(found.moved.get(dimension.id, 0.0))
    ]
    if parts:
        st.html(f'<div class="listing">{bullets(parts)}</div>')
    changes = [
        texts(
            "again.change",
            question=content.question[change.question].short[language],
            then=answer_in_words(content.question[change.question], then, texts) or texts("assess.not_answered"),
            now=answer_in_words(content.question[change.question], now, texts) or texts("assess.not_answered"),
        )
        for change in found.changes
    ]
    if changes:
        details(texts("again.changed"), bullets(changes))
    else:
        soft(texts("again.nothing_changed"))


def _line(question: Question, assessment: Assessment) -> str:
    texts = state.texts()
    answer = answer_in_words(question, assessment, texts) or texts("assess.not_answered")
    return texts("result.line", question=question.short[texts.language], answer=answer)


def _part(content: Content, dimension: Dimension, outcome: Score, texts: Texts) -> str:
    """The bar of a dimension: with its number, or in a word how far it is while there is no number for the whole."""
    name, value = dimension.name[texts.language], outcome.dimensions[dimension.id]
    if not outcome.provisional:
        return _meter(name, value)
    word = texts(f"stall.state.{part_states(content, outcome)[dimension.id]}")
    return meter(name, value, word, weak=is_weak(content, value))


def _meter(name: str, value: float | None) -> str:
    return meter(name, value, _number(state.texts(), value), weak=is_weak(state.content(), value))


def _behind(question: Question, assessment: Assessment, outcome: Score) -> str:
    """The answer behind a number, and what it brings."""
    texts, part = state.texts(), outcome.questions.get(question.id)
    if part is None:
        return _line(question, assessment)
    possible = texts.number(part.points_possible, 1)
    if part.unknown:
        return texts("result.behind_unknown", question=question.short[texts.language], points_possible=possible)
    return texts(
        "result.behind",
        line=_line(question, assessment),
        points=texts.number(part.points, 1),
        points_possible=possible,
    )


def _number(texts: Texts, score: float | None) -> str:
    """A score (0–100) without decimals, or a dash where there is none."""
    return texts("result.no_answer") if score is None else texts.number(score)
