"""The plan: a few chosen steps with date and name, what they cost and win, and the files to take home."""

from canvas.advice import advise
from canvas.planning import is_full, plan_cost, plan_steps, what_if
from canvas.scoring import score
from canvas.ui import downloads, screens, state
from canvas.ui.steps import show_advised, show_chosen
from canvas.ui.way_back import show_way_back
from canvas.ui.widgets import arrive, foot, heading, link_button, paragraph, side_button, soft

SHOWN_ADVICE = 5

assessment, texts, content = screens.work(), state.texts(), state.content()
most = content.settings.plan.most_steps
result = score(content, assessment)
chosen = plan_steps(content, assessment)
advised = [advice for advice in advise(content, assessment, result) if advice.step not in [step for _, step in chosen]]

arrive("plan")
heading(texts("plan.headline"))
paragraph(texts("plan.about", most=most))

heading(texts("plan.chosen", count=len(chosen), most=most), 2)
if not chosen:
    soft(texts("plan.none_chosen"))
for planned, step in chosen:
    show_chosen(planned, step)
if chosen:
    cost = plan_cost(content, assessment)
    then = what_if(content, assessment, [step.id for _, step in chosen])
    paragraph(texts("plan.total_cost", cost=texts.cost(cost.min, cost.max)))
    paragraph(texts("plan.what_if", now=texts.number(result.overall), then=texts.number(then.overall)))

heading(texts("plan.suggested"), 2)
if is_full(content, assessment):
    soft(texts("plan.full", most=most))
elif not advised:
    paragraph(texts("plan.no_advice"))
for advice in advised if state.flag("more_advice") else advised[:SHOWN_ADVICE]:
    show_advised(advice)
if len(advised) > SHOWN_ADVICE and not state.flag("more_advice") and link_button(texts("plan.more"), "more_advice"):
    state.set_flag("more_advice", True)
    state.redraw()

heading(texts("plan.take_home"), 2)
if chosen:
    downloads.calendar()
    downloads.share()
downloads.answers()
soft(texts("plan.download_about"))
show_way_back()

with foot():
    if side_button(texts("app.back"), "back"):
        screens.go("canvas")
    downloads.plan()
