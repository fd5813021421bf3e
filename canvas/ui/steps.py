"""A step on the plan page: to be ticked; once it is, with its date and who does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html import escape

import streamlit as st

from canvas.advice import fact_of
from canvas.assessment import LONGEST_WHO, Assessment, PlannedStep
from canvas.calculators import results
from canvas.content.models import Calculator, CalculatorInput, Helper, Recommendation, Unit
from canvas.i18n import Texts
from canvas.planning import choose, dropped, due_within, horizon_of, is_full, kept_result, person_of, with_result
from canvas.prefill import fill_slots
from canvas.schedule import Scheduled, schedule
from canvas.session import Visit, changed
from canvas.ui import state
from canvas.ui.fields import field
from canvas.ui.sent import Sent
from canvas.ui.widgets import alert, card, details, paragraph, plain, side_button, soft
from canvas.wording import begins_in_words, cost_in_words, effort_in_words, terms_in_words

CHOOSE, DUE, WHO, CHIP, DONE = "choose_", "due_", "who_", "chip_", "done_"
CALCULATOR, KEEP = "calculator_", "keep_"
"""Beginnings of the keys of a step's widgets."""

LONGEST_NUMBER = 40


def planned_as_sent(assessment: Assessment, sent: Sent) -> Assessment:
    """The assessment with the plan as the browser shows it: ticked steps, their dates, who does them, what is done."""
    content, today = state.content(), state.services().today()
    for step_id, key in sent.keys(CHOOSE).items():
        ticked = any(planned.step == step_id for planned in assessment.plan)
        wanted = sent.is_on(key)
        if wanted and not ticked and step_id in content.recommendation:
            assessment = choose(content, assessment, step_id, today)
        elif wanted is False and ticked:
            assessment = dropped(content, assessment, step_id, today)
    for each in schedule(content, assessment, today):
        horizon = sent.option(f"{DUE}{each.step.id}", state.wordings(_span_labels))
        if horizon and horizon != horizon_of(content, each):
            assessment = due_within(content, assessment, each.step.id, horizon, today)
    for planned in assessment.plan:
        assessment = assessment.with_step(_as_sent(planned, sent, today))
    return assessment


def figures(visit: Visit, sent: Sent) -> Mapping[str, str]:
    """The numbers typed into calculators, by key; the worked example is none."""
    typed = {key: sent.text(key, LONGEST_NUMBER) for key in sent.keys(CALCULATOR).values()}
    return {**visit.figures, **{key: number for key, number in typed.items() if number is not None}}


def _as_sent(planned: PlannedStep, sent: Sent, today: date) -> PlannedStep:
    planned = replace(planned, who=_who_as_sent(planned, sent))
    done = sent.is_on(f"{DONE}{planned.step}")
    if done is not None and done != (planned.done is not None):
        planned = replace(planned, done=today if done else None)  # ticking says today
    return planned


def _who_as_sent(planned: PlannedStep, sent: Sent) -> str:
    """Who does it: the chip just tapped, or else the other name in the field.

    Beside a chip the field is empty, or still has a name that is too long.
    """
    key, chip = f"{WHO}{planned.step}", _chip_of(planned.who)
    tapped = sent.options(f"{CHIP}{planned.step}", state.wordings(_people))
    if tapped is not None and tapped != chip:
        people = _people(state.texts())
        return people[tapped[0]] if tapped else ""
    typed = sent.text(key, LONGEST_WHO)
    if typed is None or (chip and (not typed or sent.is_too_long(key, LONGEST_WHO))):
        return planned.who
    return typed


def _people(texts: Texts) -> dict[str, str]:
    """Those who most often do a step, by id."""
    return {person.id: person.name[texts.language] for person in state.content().settings.plan.people}


def _chip_of(who: str) -> tuple[str, ...]:
    """The chip of who does it, in whichever language it was tapped; none for any other name."""
    chosen = person_of(state.content(), who)
    return (chosen.id,) if chosen else ()


def _span_labels(texts: Texts) -> dict[str, str]:
    return {item.id: plain(item.name[texts.language]) for item in state.content().settings.plan.horizons}


def show_step(visit: Visit, step: Recommendation, reason: str, planned: PlannedStep | None) -> None:
    """A step: why it is advised, and where it is planned, when and who. The box stays in its place when ticked."""
    texts = state.texts()
    with st.container(key=f"{'chosen' if planned else 'advice'}_{step.id}"):
        found = schedule(state.content(), visit.assessment, state.services().today()) if planned else ()
        scheduled = next((each for each in found if each.step.id == step.id), None)
        _card(step, scheduled, reason, texts)
        _tick(visit, step, texts, ticked=planned is not None)
        if planned:
            _plan(planned, scheduled, step, texts)
        _how(visit, step, texts)


def _plan(planned: PlannedStep, scheduled: Scheduled | None, step: Recommendation, texts: Texts) -> None:
    if scheduled:
        _due(scheduled, texts)
    soft(texts("plan.due_date", date=texts.long_date(planned.due)))
    people = _people(texts)
    chip = _chip_of(planned.who)
    state.seed(f"{CHIP}{step.id}", next(iter(chip), None))
    st.pills(
        plain(texts("plan.who")),
        list(people),
        format_func=lambda name: plain(people[name]),
        key=f"{CHIP}{step.id}",
    )
    who, hint = texts("plan.who_else"), texts("plan.who_hint")
    field(who, f"{WHO}{step.id}", "" if chip else planned.who, longest=LONGEST_WHO, placeholder=hint)
    state.seed(f"{DONE}{step.id}", planned.done is not None)
    st.checkbox(plain(texts("plan.done")), key=f"{DONE}{step.id}")
    if planned.done:
        soft(texts("plan.done_on", date=texts.long_date(planned.done)))


def _card(step: Recommendation, scheduled: Scheduled | None, reason: str, texts: Texts) -> None:
    """The step with what is done first, and on which day where it is planned."""
    cost, effort = cost_in_words(step.cost, step.monthly, texts), effort_in_words(step.effort_days, texts)
    facts = texts("plan.facts", cost=cost, effort=effort)
    first = begins_in_words(step, scheduled.begins if scheduled else None, texts)
    title = step.title[texts.language]
    remark = "\n".join([*([reason] if reason else []), *terms_in_words(texts, title, first)])
    card(title, first, chip=facts, tone="sun", remark=remark)


def _tick(visit: Visit, step: Recommendation, texts: Texts, *, ticked: bool) -> None:
    """The box that puts a step into the plan or takes it out."""
    state.seed(f"{CHOOSE}{step.id}", ticked)
    full = is_full(state.content(), visit.assessment) and not ticked
    st.checkbox(plain(texts("plan.choose")), key=f"{CHOOSE}{step.id}", disabled=full)


def _due(scheduled: Scheduled, texts: Texts) -> None:
    """By when, as a choice of spans from the day the step begins; the date stays until another span is tapped."""
    labels = _span_labels(texts)
    state.seed(f"{DUE}{scheduled.step.id}", horizon_of(state.content(), scheduled))
    st.radio(
        plain(texts("plan.due")),
        list(labels),
        format_func=labels.__getitem__,
        index=None,
        key=f"{DUE}{scheduled.step.id}",
        horizontal=True,
    )


def _how(visit: Visit, step: Recommendation, texts: Texts) -> None:
    """What to do, why, and who can help, opened at a tap."""
    content, language = state.content(), texts.language
    helpers = "".join(f"<li>{_helper_html(content.helper[name], texts)}</li>" for name in step.helpers)
    body = f"<p>{escape(step.do[language])}</p><p>{escape(step.why[language])}</p>"
    fact = fact_of(content, step, state.services().today(), language)
    if fact:
        body += f"<p>{escape(fact)}</p>"
    if helpers:
        body += f"<p><b>{escape(texts('plan.helpers'))}</b></p><ul>{helpers}</ul>"
    terms = terms_in_words(texts, step.do[language], step.why[language], fact or "")
    body += f'<p class="soft">{"<br>".join(map(escape, terms))}</p>' if terms else ""
    checked = texts("plan.checked", checked=texts.month(step.checked))
    details(texts("plan.how"), f'{body}<p class="soft">{escape(checked)}</p>', style="quiet")
    if kept := kept_result(visit.assessment, step.id):
        paragraph(texts("plan.kept_result", result=kept))
    if step.calculator and st.toggle(plain(texts("plan.calculator")), key=f"{CALCULATOR}{step.id}"):
        _calculate(visit, step.id, step.calculator, texts)


def _number(visit: Visit, key: str, item: CalculatorInput, texts: Texts) -> float | None:
    """A field for a number as the language writes it; says so where what was typed is none."""
    example = texts.number(item.example, 2)
    label, hint = item.label[texts.language], texts("plan.calculator_example", example=example)
    typed = field(label, key, visit.figures.get(key, example), longest=LONGEST_NUMBER, placeholder=hint)
    meanings = texts.meanings(typed)
    if not meanings:
        alert(texts("plan.calculator_number", example=example))
    elif len(meanings) > 1:
        alert(texts("plan.calculator_which", choices=texts.either([texts.plainly(value) for value in meanings])))
    return meanings[0] if len(meanings) == 1 else None


def _calculate(visit: Visit, step_id: str, calculator: Calculator, texts: Texts) -> None:
    """A small form whose results follow at once; it begins with the worked example."""
    about = texts("plan.calculator_about", goods="{goods}")  # filled with what this person sells
    soft(fill_slots(state.content(), visit.assessment, about, texts.language) or "")
    given = {item.id: _number(visit, f"{CALCULATOR}{step_id}_{item.id}", item, texts) for item in calculator.inputs}
    values = {name: value for name, value in given.items() if value is not None}
    if len(values) < len(given):
        return
    found = results(calculator, values)
    for item in calculator.results:
        value, label = found[item.id], item.label[texts.language]
        if value is None:
            soft(texts("plan.calculator_impossible", label=label))
        else:
            paragraph(_result_line(label, value, item.unit, texts))
    if _is_own(visit, step_id, calculator):
        side_button(texts("plan.keep_result"), f"{KEEP}{step_id}")


def _is_own(visit: Visit, step_id: str, calculator: Calculator) -> bool:
    """Whether own numbers were put in: the worked example is not worth keeping."""
    texts = state.texts()
    typed = {item.id: visit.figures.get(f"{CALCULATOR}{step_id}_{item.id}") for item in calculator.inputs}
    return any(typed[item.id] not in (None, texts.number(item.example, 2)) for item in calculator.inputs)


def result_kept(visit: Visit, step_id: str) -> Visit:
    """With the results of a calculator as a note on the canvas, where plan and PDF show it too."""
    content, texts = state.content(), state.texts()
    step = content.recommendation.get(step_id)
    if step is None or step.calculator is None:
        return visit
    values = _own_values(visit, step_id, step.calculator, texts)
    found = results(step.calculator, values)
    shown = [(item, found[item.id]) for item in step.calculator.results]
    lines = [
        _result_line(item.label[texts.language], value, item.unit, texts) for item, value in shown if value is not None
    ]
    return changed(visit, with_result(visit.assessment, step_id, "; ".join(lines)))


def _result_line(label: str, value: float, unit: Unit, texts: Texts) -> str:
    return texts("plan.calculator_result", label=label, value=_measured(value, unit, texts))


def _own_values(visit: Visit, step_id: str, calculator: Calculator, texts: Texts) -> dict[str, float]:
    """The numbers typed in, as far as each means just one amount."""
    typed = {item.id: visit.figures.get(f"{CALCULATOR}{step_id}_{item.id}", "") for item in calculator.inputs}
    meant = {name: texts.meanings(text) for name, text in typed.items()}
    return {name: values[0] for name, values in meant.items() if len(values) == 1}


def _measured(value: float, unit: Unit, texts: Texts) -> str:
    """A result of a calculator with its unit."""
    if unit == "rupiah":
        return texts.rupiah(value)
    return texts.percent(value) if unit == "percent" else texts.number(value, 2)


def _helper_html(helper: Helper, texts: Texts) -> str:
    """Who helps, with what, where and how to reach them."""
    where = helper.where[texts.language] if helper.where else ""
    parts = [helper.helps_with[texts.language], where, helper.contact or ""]
    return f"<b>{escape(helper.name[texts.language])}</b>: {escape(' '.join(part for part in parts if part))}"
