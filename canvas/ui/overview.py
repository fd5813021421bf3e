"""What the screen of all workshops shows: what their pictures add up to, and a list."""

from __future__ import annotations

from collections.abc import Iterable

from canvas.cohort import Cohort
from canvas.store import Listed, Overview
from canvas.ui import state
from canvas.ui.widgets import bullets, card, details, heading, meter, paragraph, soft

MOST_LISTED = 50


def draw_sum(found: Overview) -> None:
    """What all pictures add up to."""
    texts, cohort = state.texts(), found.picture.cohort
    heading(texts("organisation.picture"), 2)
    paragraph(texts("organisation.holds", workshops=texts.number(found.workshops), people=texts.number(found.people)))
    if found.otherwise:
        soft(texts("organisation.otherwise", people=texts.number(found.otherwise)))
    if cohort.suppressed:
        soft(texts("organisation.none", smallest=state.content().settings.group.smallest))
        return
    details(texts("organisation.table"), "".join(_table(cohort)), opened=True)
    details(texts("wall.parts"), "".join(_parts(cohort)), opened=True)
    details(texts("wall.stages"), bullets(_stages(cohort)))
    for name, counts in found.traits.items():
        field = state.content().field[name]
        labels = {option.id: option.label[texts.language] for option in field.options}
        lines = [f"{labels.get(value, value)}: {texts.number(count)}" for value, count in counts.items()]
        if lines:
            details(field.ask[texts.language], bullets(lines))
    soft(texts("organisation.picture_about"))


def _table(cohort: Cohort) -> Iterable[str]:
    texts, counted = state.texts(), cohort.indicators
    for indicator in state.content().indicators:
        if indicator.id in counted:
            percent, name = counted[indicator.id].percent, indicator.name[texts.language]
            if indicator.published is not None:
                name = texts("organisation.then", name=name, percent=texts.percent(indicator.published))
            yield meter(name, percent, texts.percent(percent), weak=False)


def _parts(cohort: Cohort) -> Iterable[str]:
    texts = state.texts()
    for dimension in state.content().dimensions:
        if spread := cohort.dimensions.get(dimension.id):
            half = texts("wall.from_to", q1=texts.number(spread.q1), q3=texts.number(spread.q3))
            name = f"{dimension.name[texts.language]} ({half})"
            yield meter(name, spread.median, texts.number(spread.median), weak=False)


def _stages(cohort: Cohort) -> Iterable[str]:
    texts = state.texts()
    for stage in state.content().settings.stages:
        if stage.id in cohort.stages:
            yield f"{stage.name[texts.language]}: {texts.number(cohort.stages[stage.id])}"
    if cohort.without_stage:
        yield texts("group.without_stage", count=texts.number(cohort.without_stage))


def draw_list(listed: tuple[Listed, ...]) -> None:
    """The newest workshops; what is in them takes their PIN."""
    texts = state.texts()
    heading(texts("organisation.workshops"), 2)
    if not listed:
        paragraph(texts("organisation.no_workshops"))
    if len(listed) == MOST_LISTED:
        soft(texts("organisation.newest", most=MOST_LISTED))
    for each in listed:
        workshop = each.held.workshop
        where = texts.long_date(workshop.held_on) + (f" · {workshop.place}" if workshop.place else "")
        counts = texts("organisation.joined", joined=each.joined, finished=each.finished)
        card(workshop.name, where, chip=texts(f"organisation.is.{workshop.state.value}"), remark=counts)
