"""The plan: a few chosen steps with date and name, what they cost and win, and the files to take home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from canvas.advice import Advice, advise
from canvas.assessment import PlannedStep
from canvas.planning import is_full, plan_cost, what_if
from canvas.schedule import plan_steps
from canvas.scoring import Score, score, shown
from canvas.session import CanvasScreen, PlanScreen, Session, Visit, changed, opened, showing, with_visit
from canvas.ui import downloads, state
from canvas.ui.router import Page
from canvas.ui.sent import Sent
from canvas.ui.steps import KEEP, figures, planned_as_sent, result_kept, show_step
from canvas.ui.way_back import apply_way_back, offer_next_person, show_problem, show_way_back
from canvas.ui.week import show_week
from canvas.ui.widgets import arrive, card, foot, heading, link_button, paragraph, side_button, soft, tally
from canvas.wording import cost_in_words, reasons_in_words

SHOWN_FIRST, SHOWN_ADVICE = 2, 3


def apply(session: Session, sent: Sent) -> Session:
    """Keeps the plan as it is ticked and typed, then does what the tap asks. Raises `StoreError`."""
    visit, screen = session.visit, session.screen
    assert visit is not None
    assert isinstance(screen, PlanScreen)
    before = {planned.step for planned in visit.assessment.plan}
    visit = changed(visit, planned_as_sent(visit.assessment, sent))
    screen = replace(screen, dropped=(screen.dropped | before) - {planned.step for planned in visit.assessment.plan})
    session = showing(with_visit(session, replace(visit, figures=figures(visit, sent))), screen)
    match sent.tapped:
        case "more_advice":
            return showing(session, replace(screen, more=True))
        case "back":
            return opened(session, CanvasScreen)
    if step := sent.after(KEEP):
        return with_visit(session, result_kept(_visit(session), step))
    return apply_way_back(session, sent)


def _visit(session: Session) -> Visit:
    assert session.visit is not None
    return session.visit


@dataclass(frozen=True)
class _Steps:
    """What is chosen and what is advised, and why, by step id."""

    result: Score
    chosen: Mapping[str, PlannedStep]
    advised: Mapping[str, Advice]
    reasons: Mapping[str, str]


def draw(session: Session) -> None:
    """The steps of the plan in their order, those that are advised besides, and what can be taken home."""
    texts, content, visit, screen = state.texts(), state.content(), session.visit, session.screen
    assert visit is not None
    assert isinstance(screen, PlanScreen)
    result = score(content, visit.assessment)
    advised = advise(content, visit.assessment, result)
    steps = _Steps(
        result,
        {step.id: planned for planned, step in plan_steps(content, visit.assessment)},
        {advice.step.id: advice for advice in advised},
        reasons_in_words(content, visit.assessment, advised, texts),
    )
    most = content.settings.plan.most_steps
    count = texts("plan.chosen", count=len(steps.chosen), most=most)
    arrive("plan")
    heading(texts("plan.headline"))
    paragraph(texts("plan.about", most=most))
    show_week(visit.assessment)
    if steps.chosen:
        heading(texts("plan.in_plan"), 2)
        _show(visit, steps, list(steps.chosen))
    _show_advice(visit, screen, steps, [name for name in steps.advised if name not in steps.chosen])
    _show_take_home(session, visit, steps, count)
    with foot():
        tally(count, downloaded=texts("plan.downloaded"), undelivered=texts("app.undelivered"))
        side_button(texts("app.back"), "back")
        downloads.plan(session)


def _show(visit: Visit, steps: _Steps, names: list[str]) -> None:
    for name in names:
        show_step(visit, state.content().recommendation[name], steps.reasons.get(name, ""), steps.chosen.get(name))


def _show_advice(visit: Visit, screen: PlanScreen, steps: _Steps, others: list[str]) -> None:
    """What comes first because of danger, debt or law, then the steps that fit; more only for those who ask."""
    texts = state.texts()
    urgent = [name for name in others if steps.advised[name].track == "first"]
    fitting = [name for name in others if name not in urgent]
    first = _in_sight(urgent, screen, SHOWN_FIRST)
    if first:
        heading(texts("plan.first"), 2)
        _show(visit, steps, first)
    heading(texts("plan.suggested"), 2)
    if is_full(state.content(), visit.assessment):
        soft(texts("plan.full", most=state.content().settings.plan.most_steps))
    elif not others:
        paragraph(texts("plan.no_advice" if steps.result.questions else "plan.no_answers"))
    shown = _in_sight(fitting, screen, SHOWN_ADVICE - len(first))
    _show(visit, steps, shown)
    if len(first) + len(shown) < len(others):
        link_button(texts("plan.more"), "more_advice")


def _in_sight(names: list[str], screen: PlanScreen, most: int) -> list[str]:
    """The first of these steps, and those that were just taken out of the plan; all for those who ask for more."""
    return [name for number, name in enumerate(names) if screen.more or number < most or name in screen.dropped]


def _show_take_home(session: Session, visit: Visit, steps: _Steps, count: str) -> None:
    texts = state.texts()
    heading(texts("plan.take_home"), 2)
    if steps.chosen:
        _show_total(visit, steps, count)
        downloads.calendar(session)
        downloads.share(session)
    downloads.lender(session)
    downloads.answers(session)
    soft(texts("plan.download_about"))
    heading(texts("plan.leaving"), 2)
    show_problem(session)
    show_way_back(session)
    offer_next_person(session)


def _show_total(visit: Visit, steps: _Steps, count: str) -> None:
    """What all steps cost, and the score they lead to where that is shown and rises."""
    texts, content = state.texts(), state.content()
    cost = plan_cost(content, visit.assessment)
    now, then = steps.result, what_if(content, visit.assessment, list(steps.chosen))
    total = texts("plan.total_cost", cost=cost_in_words(cost.once, cost.monthly, texts))
    rises = not now.provisional and shown(then.overall) > shown(now.overall)
    reached = texts("plan.what_if", now=texts.number(now.overall), then=texts.number(then.overall)) if rises else ""
    card(total, reached, chip=count)


PAGE = Page(PlanScreen, apply, draw)
