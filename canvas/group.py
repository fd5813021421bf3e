"""Everything a picture of a group shows: the cohort, and what the room is strong in, lacks, and could do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from canvas.advice import Advice, advise
from canvas.assessment import Assessment
from canvas.change import Change
from canvas.cohort import Cohort, Spread, Tally, quartiles
from canvas.content.models import Content, Question
from canvas.i18n import Texts
from canvas.planning import what_if
from canvas.questionnaire import counted_answers, path
from canvas.scoring import score
from canvas.workshop import Workshop

MOST_NAMED = 3
"""So many strengths and gaps are named."""


@dataclass(frozen=True)
class Strength:
    """A question that many are strong in."""

    question: str
    tally: Tally


@dataclass(frozen=True)
class Gap:
    """A question that many are weak in, and the step that is advised most often for it; None where none is."""

    question: str
    tally: Tally
    step: str | None
    dimensions: Mapping[str, Spread]
    """The dimensions whose scores move, as they would be if everybody did the step whom it helps."""


@dataclass(frozen=True)
class GroupPicture:
    """A picture as it is frozen: it does not change when somebody's answers do. `content`: the version it rests on."""

    content: str
    cohort: Cohort
    strengths: tuple[Strength, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True)
class Respondent:
    """Somebody of a picture, without a name: what may be said of them, their answers, and their cell.

    See `canvas.pictures`.
    """

    traits: Mapping[str, str]
    assessment: Assessment
    cell: int


@dataclass(frozen=True)
class GroupReport:
    """What an export or a report is made of: the workshop, its newest picture, and the people in it.

    `change`: how far those have moved who were in the earlier workshop of that name, too; None without one.
    """

    workshop: Workshop
    taken_on: date
    picture: GroupPicture
    respondents: tuple[Respondent, ...]
    change: tuple[str, Change] | None = None


def may_show(question: Question) -> bool:
    """Whether a group may see what was answered to a question."""
    return not question.private


def group_picture(
    content: Content, picture: Cohort, group: Sequence[Assessment], parts: Collection[str] = ()
) -> GroupPicture:
    """The picture of these people, whose cohort is known; only their number where they are too few.

    `parts` are the dimensions that they were asked for, empty for all.
    """
    if picture.suppressed:
        return GroupPicture(content.settings.version, picture)
    scores = [score(content, person) for person in group]
    asked = asked_of_all(content, group, parts)
    strengths = _commonest(content, asked, (each.strengths for each in scores))
    gaps = _commonest(content, asked, (each.gaps for each in scores))
    advised = [advise(content, person, own) for person, own in zip(group, scores, strict=True)]
    return GroupPicture(
        content=content.settings.version,
        cohort=picture,
        strengths=tuple(Strength(name, _tally(count, group)) for name, count in strengths),
        gaps=tuple(_gap(content, group, picture, advised, name, count) for name, count in gaps),
    )


def as_known(content: Content, picture: GroupPicture) -> GroupPicture:
    """A picture without what this content does not know any more."""
    strengths = tuple(each for each in picture.strengths if each.question in content.question)
    gaps = tuple(
        each
        for each in picture.gaps
        if each.question in content.question
        and (each.step is None or each.step in content.recommendation)
        and each.dimensions.keys() <= content.dimension.keys()
    )
    return replace(picture, strengths=strengths, gaps=gaps)


def to_discuss(content: Content, picture: GroupPicture, texts: Texts) -> dict[str, str]:
    """A question for pairs beside each gap, by the gap's question; a part of the business is discussed once."""
    first: dict[str, str] = {}
    for gap in picture.gaps:
        if dimension := content.dimension_of.get(gap.question):
            first.setdefault(dimension, gap.question)
    return {
        question: texts(key)
        for dimension, question in first.items()
        if (key := f"group.discuss.{dimension}") in texts.interface
    }


def wishes_ranked(group: Cohort) -> tuple[tuple[str, Tally], ...]:
    """The wishes that somebody has, most wanted first."""
    wanted = [(name, tally) for name, tally in group.wishes.items() if tally.count]
    return tuple(sorted(wanted, key=lambda pair: -pair[1].count))


def asked_of_all(content: Content, group: Sequence[Assessment], parts: Collection[str] = ()) -> frozenset[str]:
    """The questions that everybody was asked, or has answered without being asked for that part of the business.

    One that only some were asked would speak of those alone.
    """
    asked = [{question.id for question in path(content, person, parts)} for person in group]
    return (frozenset(set.intersection(*asked)) if asked else frozenset()) | answered_by_all(content, group)


def answered_by_all(content: Content, group: Sequence[Assessment]) -> frozenset[str]:
    """The questions that everybody has answered."""
    answered = [counted_answers(content, person).keys() for person in group]
    return frozenset(set.intersection(*map(set, answered))) if answered else frozenset()


def _commonest(content: Content, asked: frozenset[str], named: Iterable[Iterable[str]]) -> list[tuple[str, int]]:
    """The questions that are named most often; in the order of the questionnaire where equally often."""
    counts = Counter(name for names in named for name in names)
    shown = [question.id for question in content.questions if may_show(question) and question.id in asked]
    counted = [(name, counts[name]) for name in shown if counts[name]]
    return sorted(counted, key=lambda pair: -pair[1])[:MOST_NAMED]


def _tally(count: int, group: Sequence[Assessment]) -> Tally:
    return Tally(count, 100 * count / len(group), len(group))


def _gap(
    content: Content,
    group: Sequence[Assessment],
    picture: Cohort,
    advised: Iterable[Iterable[Advice]],
    question: str,
    count: int,
) -> Gap:
    step = _step_for(advised, question)
    return Gap(question, _tally(count, group), step, _after(content, group, picture, step) if step else {})


def _step_for(advised: Iterable[Iterable[Advice]], question: str) -> str | None:
    """The step that is the first to lift this question for most of those who were advised."""
    named = (next((advice.step.id for advice in own if question in advice.lifts), None) for own in advised)
    firsts = Counter(step for step in named if step)
    return min(firsts, key=lambda step: (-firsts[step], step)) if firsts else None


def _after(content: Content, group: Sequence[Assessment], picture: Cohort, step: str) -> dict[str, Spread]:
    smallest = content.settings.group.smallest
    scores = [what_if(content, person, [step]) for person in group]
    moved = {}
    for name, before in picture.dimensions.items():
        values = sorted(value for each in scores if (value := each.dimensions[name]) is not None)
        if len(values) >= smallest and (after := quartiles(values)) != before:
            moved[name] = after
    return moved
