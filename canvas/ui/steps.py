"""A step on the plan page: to be ticked; once it is, with its date and who does it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape

import streamlit as st

from canvas.advice import Advice
from canvas.assessment import PlannedStep
from canvas.calculators import results
from canvas.content.models import Calculator, CalculatorInput, Recommendation
from canvas.i18n import Texts
from canvas.planning import choose, due_date, is_full
from canvas.ui import screens, state, told
from canvas.ui.widgets import alert, card, details, paragraph, plain, soft


def show_step(step: Recommendation, advice: Advice | None, planned: PlannedStep | None) -> None:
    """A step: why it is advised, and where it is planned, when and who. The box stays in its place when ticked."""
    texts = state.texts()
    with st.container(key=f"{'chosen' if planned else 'advice'}_{step.id}"):
        _card(step, texts, told.reason(state.content(), advice, texts) if advice else "")
        _tick(step, texts, ticked=planned is not None)
        if planned:
            _plan(planned, step, texts)
        _how(step, texts)


def _plan(planned: PlannedStep, step: Recommendation, texts: Texts) -> None:
    due = _due(planned, step, texts)
    soft(texts("plan.due_date", date=texts.long_date(due)))
    who = _who(planned, step, texts)
    changed = replace(planned, due=due, who=who, done=_done(planned, step, texts))
    state.keep(screens.work().with_step(changed))


def _card(step: Recommendation, texts: Texts, reason: str) -> None:
    days = texts.number(step.effort_days, 1)
    facts = texts("plan.facts", cost=told.cost(step, texts), days=days)
    first = texts("result.first_today", first=step.first_step[texts.language])
    card(step.title[texts.language], first, chip=facts, tone="sun", remark=reason)


def _tick(step: Recommendation, texts: Texts, *, ticked: bool) -> None:
    """The box that puts a step into the plan or takes it out."""
    content, assessment = state.content(), screens.work()
    key = f"choose_{step.id}"
    state.seed(key, ticked)
    full = is_full(content, assessment) and not ticked
    now = st.checkbox(plain(texts("plan.choose")), key=key, disabled=full)
    if now == ticked:
        return
    state.keep(choose(content, assessment, step.id, state.today()) if now else assessment.without_step(step.id))
    state.redraw()


def _due(planned: PlannedStep, step: Recommendation, texts: Texts) -> date:
    """By when, as a choice of spans from today; a date set on another day stays until a span is tapped."""
    content = state.content()
    spans = {item.id: due_date(content, item.id, state.today()) for item in content.settings.plan.horizons}
    names = {item.id: item.name[texts.language] for item in content.settings.plan.horizons}
    key = f"due_{step.id}"
    state.seed(key, next((name for name, due in spans.items() if due == planned.due), None))
    chosen = st.radio(
        plain(texts("plan.due")),
        list(spans),
        format_func=lambda name: plain(names[name]),
        index=None,
        key=key,
        horizontal=True,
    )
    return spans[chosen] if chosen else planned.due


def _who(planned: PlannedStep, step: Recommendation, texts: Texts) -> str:
    key = f"who_{step.id}"
    state.seed(key, planned.who)
    return st.text_input(plain(texts("plan.who")), key=key, placeholder=texts("plan.who_hint"), autocomplete="off")


def _done(planned: PlannedStep, step: Recommendation, texts: Texts) -> date | None:
    """The day a step was done; ticking says today."""
    key = f"done_{step.id}"
    state.seed(key, planned.done is not None)
    if not st.checkbox(plain(texts("plan.done")), key=key):
        return None
    day = planned.done or state.today()
    soft(texts("plan.done_on", date=texts.long_date(day)))
    return day


def _how(step: Recommendation, texts: Texts) -> None:
    """What to do, why, and who can help, opened at a tap."""
    content, language = state.content(), texts.language
    helpers = "".join(f"<li>{told.helper(content.helper[name], texts)}</li>" for name in step.helpers)
    body = f"<p>{escape(step.do[language])}</p><p>{escape(step.why[language])}</p>"
    if helpers:
        body += f"<p><b>{escape(texts('plan.helpers'))}</b></p><ul>{helpers}</ul>"
    checked = texts("plan.checked", checked=texts.month(step.checked))
    details(texts("plan.how"), f'{body}<p class="soft">{escape(checked)}</p>', style="quiet")
    if step.calculator and st.toggle(plain(texts("plan.calculator")), key=f"calculator_{step.id}"):
        _calculate(step.id, step.calculator, texts)


def _number(key: str, item: CalculatorInput, texts: Texts) -> float | None:
    """A field for a number as the language writes it; says so where what was typed is none."""
    example = texts.number(item.example, 2)
    state.seed(key, example)
    meanings = texts.meanings(st.text_input(plain(item.label[texts.language]), key=key, autocomplete="off"))
    if not meanings:
        alert(texts("plan.calculator_number", example=example))
    elif len(meanings) > 1:
        alert(texts("plan.calculator_which", choices=texts.either([texts.plainly(value) for value in meanings])))
    return meanings[0] if len(meanings) == 1 else None


def _calculate(step_id: str, calculator: Calculator, texts: Texts) -> None:
    """A small form whose results follow at once; it begins with the worked example."""
    soft(texts("plan.calculator_about"))
    given = {item.id: _number(f"calculator_{step_id}_{item.id}", item, texts) for item in calculator.inputs}
    values = {name: value for name, value in given.items() if value is not None}
    if len(values) < len(given):
        return
    found = results(calculator, values)
    for item in calculator.results:
        value, label = found[item.id], item.label[texts.language]
        if value is None:
            soft(texts("plan.calculator_impossible", label=label))
        else:
            paragraph(texts("plan.calculator_result", label=label, value=told.measured(value, item.unit, texts)))
