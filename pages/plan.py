"""The plan: a few chosen steps with date and name, what they cost and win, and the files to take home."""

from canvas.advice import Advice, advise
from canvas.planning import is_full, plan_cost, plan_steps, what_if
from canvas.scoring import score
from canvas.ui import downloads, screens, state
from canvas.ui.steps import show_step
from canvas.ui.way_back import need_code, offer_next_person, show_way_back
from canvas.ui.widgets import arrive, card, foot, heading, link_button, paragraph, side_button, soft, tally

SHOWN_ADVICE = 5

assessment, texts, content = screens.work(), state.texts(), state.content()
most = content.settings.plan.most_steps
result = score(content, assessment)
chosen = {step.id: planned for planned, step in plan_steps(content, assessment)}
advised = {advice.step.id: advice for advice in advise(content, assessment, result)}
count = texts("plan.chosen", count=len(chosen), most=most)


def chosen_before() -> tuple[str, ...]:
    """The steps that were chosen when this screen opened: a card that is ticked or emptied stays where it is."""
    before: tuple[str, ...] | None = state.flag("chosen_before")
    if before is None:
        before = tuple(chosen)
        state.set_flag("chosen_before", before)
    return before


def show(step_ids: list[str]) -> None:
    for name in step_ids:
        show_step(content.recommendation[name], advised.get(name), chosen.get(name))


def show_advice(others: list[Advice]) -> None:
    """The steps that fit, the best first; more than a few only for those who ask."""
    heading(texts("plan.suggested"), 2)
    if is_full(content, assessment):
        soft(texts("plan.full", most=most))
    elif not others:
        paragraph(texts("plan.no_advice" if result.questions else "plan.no_answers"))
    names = [advice.step.id for advice in others]
    show(names if state.flag("more_advice") else names[:SHOWN_ADVICE])
    if len(others) > SHOWN_ADVICE and not state.flag("more_advice") and link_button(texts("plan.more"), "more_advice"):
        state.set_flag("more_advice", True)
        state.redraw()


def show_total() -> None:
    cost = plan_cost(content, assessment).once
    then = what_if(content, assessment, list(chosen))
    total = texts("plan.total_cost", cost=texts.cost(cost.min, cost.max))
    reached = texts("plan.what_if", now=texts.number(result.overall), then=texts.number(then.overall))
    card(total, reached, chip=count)


arrive("plan")
heading(texts("plan.headline"))
paragraph(texts("plan.about", most=most))
first = [name for name in chosen_before() if name in chosen or name in advised]
if first:
    heading(texts("plan.in_plan"), 2)
    show(first)
show_advice([advice for name, advice in advised.items() if name not in first])

heading(texts("plan.take_home"), 2)
if chosen:
    show_total()
    downloads.calendar()
    downloads.share()
downloads.answers()
soft(texts("plan.download_about"))
heading(texts("plan.leaving"), 2)
need_code()
show_way_back(opened=True)
offer_next_person()

with foot():
    tally(count, downloaded=texts("plan.downloaded"))
    if side_button(texts("app.back"), "back"):
        screens.go("canvas")
    downloads.plan()
