"""Many assessments → the group's picture, in the form of the paper's Table 1.

Nothing is told of a group smaller than the content's `group.smallest`: no count, no percentage, no median.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import quantiles

from canvas.assessment import Assessment
from canvas.content.conditions import holds
from canvas.content.models import Content, Indicator
from canvas.questionnaire import counted_answers
from canvas.scoring import Score, score


@dataclass(frozen=True)
class Tally:
    """How many of the group an indicator counts, and in percent of the group."""

    count: int
    percent: float


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


def cohort(content: Content, assessments: Iterable[Assessment]) -> Cohort:
    """The picture of a group, with small-group privacy."""
    group = tuple(assessments)
    if len(group) < content.settings.group.smallest:
        return Cohort(len(group), True, {}, {}, {}, {}, {})
    scores = [score(content, assessment) for assessment in group]
    return Cohort(
        n=len(group),
        suppressed=False,
        challenges=_tallies(content, group, "challenges"),
        practices=_tallies(content, group, "practices"),
        wishes=_tallies(content, group, "wishes"),
        dimensions=_spreads(content, scores),
        stages=_stages(content, scores),
    )


def _tallies(content: Content, group: tuple[Assessment, ...], name: str) -> dict[str, Tally]:
    answers = [(assessment.profile, counted_answers(content, assessment)) for assessment in group]

    def tally(indicator: Indicator) -> Tally:
        count = sum(holds(indicator.when, profile, given, content.question) is True for profile, given in answers)
        return Tally(count, 100 * count / len(group))

    return {indicator.id: tally(indicator) for indicator in content.indicators if indicator.group == name}


def _spreads(content: Content, scores: list[Score]) -> dict[str, Spread]:
    """A dimension that fewer than the smallest group answered is left out, as a group of its own."""
    spreads = {}
    for dimension in content.dimensions:
        values = [value for each in scores if (value := each.dimensions[dimension.id]) is not None]
        if len(values) >= content.settings.group.smallest:
            q1, median, q3 = quantiles(values, n=4, method="inclusive")
            spreads[dimension.id] = Spread(median, q1, q3)
    return spreads


def _stages(content: Content, scores: list[Score]) -> dict[str, int]:
    counts = Counter(each.stage for each in scores)
    return {stage.id: counts[stage.id] for stage in content.settings.stages}
