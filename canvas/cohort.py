"""Many outcomes → the group's picture, in the form of the paper's Table 1.

Nothing is shown of a group smaller than the content's `group.smallest`: no count, no percentage, no median.
The picture is made in two steps, so that a database can do the first: `totals` counts, and `cohort_of` draws
percentages and quartiles from what was counted.

Some lines are about a part of the group: those who have a stage, a score of a dimension, or a use for materials. Who
is in that part may be known in a room. So a cell (`canvas.pictures`) of which fewer than `group.differ_by` are in it
counts as if none were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from canvas.assessment import Assessment
from canvas.content.conditions import asked_by
from canvas.content.models import Content, Indicator
from canvas.outcome import Outcome, outcome_of


@dataclass(frozen=True)
class Tally:
    """How many people an indicator counts, and in percent of the people it is about (`of`)."""

    count: int
    percent: float
    of: int


@dataclass(frozen=True)
class Spread:
    """Lower quartile, median and upper quartile of a dimension's scores, 0–100."""

    median: float
    q1: float
    q3: float


@dataclass(frozen=True)
class Cohort:
    """The group's picture. When `suppressed`, every mapping is empty."""

    n: int
    suppressed: bool
    challenges: Mapping[str, Tally]
    practices: Mapping[str, Tally]
    wishes: Mapping[str, Tally]
    dimensions: Mapping[str, Spread]
    stages: Mapping[str, int]
    """Empty where fewer than the smallest group have a stage."""

    @property
    def indicators(self) -> Mapping[str, Tally]:
        """Challenges, practices and wishes together, by the id of the indicator."""
        return {**self.challenges, **self.practices, **self.wishes}

    @property
    def without_stage(self) -> int:
        """How many are not counted in a stage: while too much is unanswered, a business has none."""
        return self.n - sum(self.stages.values())


@dataclass(frozen=True)
class Totals:
    """What is counted over the outcomes of a group."""

    n: int
    indicators: Mapping[str, int]
    """How many each indicator holds for; one about a part of the group, among those of that part."""
    stages: Mapping[str, int]
    dimensions: Mapping[str, Sequence[float]]
    """The scores there are of each dimension, in ascending order."""


def cohort(content: Content, assessments: Iterable[Assessment]) -> Cohort:
    """The picture of a group, with small-group privacy; all are in one cell."""
    return cohort_of(content, totals(content, [[outcome_of(content, assessment) for assessment in assessments]]))


def totals(content: Content, cells: Sequence[Sequence[Outcome]]) -> Totals:
    """What a group's outcomes add up to, cell by cell."""

    def part(belongs: Callable[[Outcome], bool]) -> list[Outcome]:
        found = ([outcome for outcome in cell if belongs(outcome)] for cell in cells)
        return [outcome for some in found if len(some) >= content.settings.group.differ_by for outcome in some]

    def spoken_of(base: str) -> list[Outcome]:
        return part(lambda outcome: base in outcome.indicators)

    def scores(dimension: str) -> list[float]:
        known = part(lambda outcome: outcome.dimensions[dimension] is not None)
        return sorted(value for outcome in known if (value := outcome.dimensions[dimension]) is not None)

    everybody = [outcome for cell in cells for outcome in cell]
    among = {base: spoken_of(base) for base in bases(content)}
    return Totals(
        n=len(everybody),
        indicators={
            indicator.id: sum(
                indicator.id in outcome.indicators for outcome in among.get(base_of(indicator), everybody)
            )
            for indicator in content.indicators
        },
        stages=Counter(stage for outcome in part(lambda each: each.stage is not None) if (stage := outcome.stage)),
        dimensions={dimension.id: scores(dimension.id) for dimension in content.dimensions},
    )


def bases(content: Content) -> frozenset[str]:
    """The indicators that say whom others are about."""
    return frozenset(indicator.among for indicator in content.indicators if indicator.among)


def base_of(indicator: Indicator) -> str:
    """The indicator whose people this one is about, if it is about a part of the group; a base is about its own."""
    return indicator.among or indicator.id


def cohort_of(content: Content, group: Totals, parts: Collection[str] = ()) -> Cohort:
    """The picture that totals make, with small-group privacy.

    `parts` are the dimensions that the group was asked for, empty for all: nothing is counted of what nobody was asked.
    """
    if group.n < content.settings.group.smallest:
        return Cohort(group.n, True, {}, {}, {}, {}, {})
    return Cohort(
        n=group.n,
        suppressed=False,
        challenges=_tallies(content, group, "challenges", parts),
        practices=_tallies(content, group, "practices", parts),
        wishes=_tallies(content, group, "wishes", parts),
        dimensions=_spreads(content, group),
        stages=_stages(content, group),
    )


def _tallies(content: Content, group: Totals, name: str, parts: Collection[str]) -> dict[str, Tally]:
    """The tallies of one group of indicators; one about fewer people than the smallest group is left out."""
    tallies = {}
    for indicator in content.indicators:
        of = group.n if indicator.among is None else group.indicators.get(indicator.among, 0)
        asked = {content.dimension_of.get(question) for question in asked_by(indicator.when)} - {None}
        if parts and not asked <= {*parts}:
            continue
        if indicator.group == name and of >= content.settings.group.smallest:
            count = group.indicators.get(indicator.id, 0)
            tallies[indicator.id] = Tally(count, 100 * count / of, of)
    return tallies


def _spreads(content: Content, group: Totals) -> dict[str, Spread]:
    """A dimension that fewer than the smallest group answered is left out, as a separate group."""
    return {
        dimension.id: quartiles(values)
        for dimension in content.dimensions
        if len(values := group.dimensions.get(dimension.id, ())) >= content.settings.group.smallest
    }


def _stages(content: Content, group: Totals) -> dict[str, int]:
    counts = {stage.id: group.stages.get(stage.id, 0) for stage in content.settings.stages}
    return counts if sum(counts.values()) >= content.settings.group.smallest else {}


def quartiles(values: Sequence[float]) -> Spread:
    """Quartiles of two or more values in ascending order, by linear interpolation that includes both ends.

    The formula is that of `statistics.quantiles(method="inclusive")`, which would sort once more.
    """

    def cut(quarter: int) -> float:
        below, rest = divmod(quarter * (len(values) - 1), 4)
        above = min(below + 1, len(values) - 1)
        return float((values[below] * (4 - rest) + values[above] * rest) / 4)

    return Spread(median=cut(2), q1=cut(1), q3=cut(3))
