"""The parts of the result: what the score is, what carries it, and what would lift it."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from canvas.advice import Advice
from canvas.assessment import Assessment
from canvas.comparison import compare
from canvas.content.models import Content, Question, Recommendation
from canvas.i18n import Texts
from canvas.planning import choose, is_full, what_if
from canvas.questionnaire import path
from canvas.scoring import Score, held_back_by, is_weak
from canvas.session import Visit
from canvas.ui import state, told
from canvas.ui.sent import Sent
from canvas.ui.widgets import alert, bullets, card, details, heading, meter, paragraph, plain, side_button, soft
from canvas.wording import answer_in_words

SHOWN_STRENGTHS = 3
SHOWN_GAPS = 3
OFFERED_STEPS = 3
TRIED_STEPS = 2
TRY = "whatif_"


def show_headline(assessment: Assessment, outcome: Score) -> None:
    """The score, the stage in words that can be repeated at home, and what both are not."""
    texts, content = state.texts(), state.content()
    language, overall = texts.language, texts.number(outcome.overall)
    business = assessment.profile.get("business_name", "")
    key = "result.headline" if business else "result.headline_unnamed"
    heading(texts(key, business=business, overall=overall))
    stage = content.stage[outcome.stage]
    paragraph(texts("result.stage", stage=stage.name[language]), "lead")
    st.html(_stages(content, outcome.stage, language))
    paragraph(stage.meaning[language])
    weakest = held_back_by(content, outcome)
    if weakest:
        paragraph(texts("result.weakest_pillar", pillar=weakest.name[language]))
    counts = {"answered": outcome.answered, "applicable": outcome.applicable}
    if outcome.answered < outcome.applicable:
        alert(texts("result.provisional", **counts))
    soft(texts("result.answered", date=texts.long_date(state.services().today()), **counts))
    soft(texts("app.self_declared"))


def _stages(content: Content, reached: str, language: str) -> str:
    """HTML of all stages in a row, up to the one that is reached."""
    items, style = "", ' class="reached"'
    for stage in content.settings.stages:
        here = ' aria-current="step"' if stage.id == reached else ""
        items += f"<li{style}{here}>{escape(stage.name[language])}</li>"
        style = "" if here else style
    return f'<ol class="stages">{items}</ol>'


def show_strengths(assessment: Assessment, outcome: Score) -> None:
    """The strongest answers, each with what to do with it; the rest at a tap."""
    texts, content = state.texts(), state.content()
    heading(texts("result.strengths"), 2)
    if not outcome.strengths:
        paragraph(texts("result.no_strengths"))
    strong = [content.question[name] for name in outcome.strengths]
    for question in strong[:SHOWN_STRENGTHS]:
        use = question.strength[texts.language] if question.strength else ""
        card(answer_in_words(question, assessment, texts) or "", use, chip=question.short[texts.language])
    rest = strong[SHOWN_STRENGTHS:]
    if rest:
        lines = [_line(question, assessment) for question in rest]
        details(texts("result.more_strengths", count=len(rest)), bullets(lines))


def show_first_step(advised: tuple[Advice, ...]) -> None:
    """The one next step."""
    texts, content = state.texts(), state.content()
    if not advised:
        paragraph(texts("plan.no_advice"))
        return
    heading(texts("result.next_step"), 2)
    step = advised[0].step
    chip = texts("result.first_step", cost=told.cost(step, texts), horizon=told.horizon(content, step, texts))
    first = texts("result.first_today", first=step.first_step[texts.language])
    card(step.title[texts.language], first, chip=chip, tone="sun", remark=told.reason(content, advised[0], texts))


def show_what_if(visit: Visit, outcome: Score, advised: tuple[Advice, ...]) -> None:
    """The first steps to try out by ticking: what they would do to the score."""
    if not advised:
        return
    texts, content = state.texts(), state.content()
    heading(texts("result.what_if"), 2)
    soft(texts("result.what_if_about"))
    if visit.tried:
        rise = told.rise(outcome.overall, what_if(content, visit.assessment, visit.tried).overall, texts)
        st.html(f'<p class="paragraph lead" role="status">{escape(rise)}</p>')
    for advice in advised[:OFFERED_STEPS]:
        _tries(advice.step, visit.tried, texts)
    if visit.tried:
        _offer_plan(visit.assessment, visit.tried, texts)


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


def _offer_plan(assessment: Assessment, ticked: tuple[str, ...], texts: Texts) -> None:
    content = state.content()
    if set(ticked) <= {planned.step for planned in assessment.plan}:
        soft(texts("result.what_if_planned"))
    elif is_full(content, assessment):
        soft(texts("plan.full", most=content.settings.plan.most_steps))
    else:
        side_button(texts("plan.choose"), "what_if_to_plan")


def _tries(step: Recommendation, ticked: tuple[str, ...], texts: Texts) -> None:
    key = f"{TRY}{step.id}"
    state.seed(key, step.id in ticked)
    full = len(ticked) >= TRIED_STEPS and step.id not in ticked
    st.checkbox(plain(step.title[texts.language]), key=key, disabled=full)


def show_gaps(assessment: Assessment, outcome: Score) -> None:
    """Where most points are still to be won."""
    if outcome.gaps:
        heading(state.texts()("result.gaps"), 2)
        questions = [state.content().question[name] for name in outcome.gaps[:SHOWN_GAPS]]
        st.html(f'<div class="listing">{bullets(_line(question, assessment) for question in questions)}</div>')


def show_parts(assessment: Assessment, outcome: Score) -> None:
    """Every dimension as a bar that opens to the answers behind it, then the pillars."""
    texts, content = state.texts(), state.content()
    heading(texts("result.parts"), 2)
    soft(texts("result.parts_about"))
    asked = path(content, assessment)
    rows = []
    for dimension in content.dimensions:
        bar = _meter(dimension.name[texts.language], outcome.dimensions[dimension.id])
        questions = [question for question in content.questions_of[dimension.id] if question in asked]
        lines = bullets(
            [_behind(question, assessment, outcome) for question in questions] or [texts("result.not_asked")]
        )
        rows.append(f'<details class="details"><summary>{bar}</summary>{lines}</details>')
    st.html("".join(rows))
    heading(texts("result.pillars"), 2)
    pillars = [_meter(pillar.name[texts.language], outcome.pillars[pillar.id]) for pillar in content.settings.pillars]
    st.html('<div class="pillars">' + "".join(pillars) + "</div>")


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
            then=told.number(texts, found.then.dimensions[dimension.id]),
            now=told.number(texts, found.now.dimensions[dimension.id]),
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


def show_charts(outcome: Score) -> None:
    """Charts only for those who ask: drawing them costs a phone some 300 KB."""
    texts, content = state.texts(), state.content()
    if not st.toggle(plain(texts("result.charts")), key="charts"):
        return
    from canvas.charts import Bar, bars  # noqa: PLC0415 (loads 100 MB, for those who ask)

    parts = [(dimension.name, outcome.dimensions[dimension.id]) for dimension in content.dimensions]
    pillars = [(pillar.name, outcome.pillars[pillar.id]) for pillar in content.settings.pillars]
    for key, values in (("chart_dimensions", parts), ("chart_pillars", pillars)):
        rows = [
            Bar(name[texts.language], value, is_weak(content, value)) for name, value in values if value is not None
        ]
        spoken = texts.listed([f"{row.name} {texts.number(row.value)}" for row in rows])
        st.altair_chart(bars(rows, texts), width="stretch", alt=texts(f"result.{key}", values=spoken), key=key)


def _line(question: Question, assessment: Assessment) -> str:
    texts = state.texts()
    answer = answer_in_words(question, assessment, texts) or texts("assess.not_answered")
    return texts("result.line", question=question.short[texts.language], answer=answer)


def _meter(name: str, value: float | None) -> str:
    return meter(name, value, told.number(state.texts(), value), weak=is_weak(state.content(), value))


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
