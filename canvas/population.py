"""Owners drawn at random, to see how far the advice reaches: which steps ever lead a list, and why the first is there.

A population is described in a file (tests/cases/random/owners.yaml). Practices go together: each owner has one level of
habit, evenly drawn from 0 to 1, and every rung lies around it, some owners' closely and some owners' widely. The random
source is passed in, so the same seed draws the same owners.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Annotated

import yaml
from pydantic import Field, TypeAdapter

from canvas.advice import advise
from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Answer, Assessment
from canvas.content.conditions import holds
from canvas.content.models import Condition, Content, Question
from canvas.content.models.base import Frozen
from canvas.errors import KanvasError
from canvas.people import FIRST_FEW
from canvas.questionnaire import path
from canvas.scoring import score

Share = Annotated[float, Field(ge=0, le=1)]


class Drawn(Frozen):
    """How often each option of a profile field is drawn, relative to the others, for those for whom `when` holds."""

    field: str
    shares: Mapping[str, Annotated[float, Field(ge=0)]]
    when: Condition | None = None


class Chosen(Frozen):
    """The share of those for whom `when` holds that chooses an option of a question."""

    question: str
    option: str
    share: Share
    when: Condition | None = None


class Population(Frozen):
    """How owners are drawn.

    `spread`: how far an owner's rungs lie around the habit, as a share of the ladder (standard deviation), from the
    evenest owner to the most uneven. A profile field without shares is drawn evenly. A question with choices but
    without any in `choices` gets one or two options; nothing chosen is "none" where that can be answered.
    """

    seed: int
    owners: Annotated[int, Field(gt=0)]
    spread: tuple[Share, Share]
    unknown: Share
    not_applicable: Share
    profile: tuple[Drawn, ...]
    choices: tuple[Chosen, ...]


@dataclass(frozen=True)
class Reach:
    """What a population is advised.

    `first_few`: step id → for how many owners it is among the first five. Then of those who state a challenge, how many
    there are and for how many the first advice eases one; the same of those among them whom nothing of the track
    "first" applies to; and how many owners the track "first" leads.
    """

    owners: int
    first_few: Mapping[str, int]
    stated: int
    eased: int
    stated_without_first: int
    eased_without_first: int
    led_by_first: int

    @property
    def never(self) -> tuple[str, ...]:
        """The steps that are among the first five of nobody."""
        return tuple(step for step, count in self.first_few.items() if not count)


def read_population(file: Path) -> Population:
    """How owners are drawn, from a file.

    Raises:
        KanvasError: the file is missing or does not describe a population.
    """
    try:
        described = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        return TypeAdapter(Population).validate_python(described, strict=False)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise KanvasError("population_unreadable", file=file.name) from error


def draw(content: Content, population: Population, today: date, random: Random) -> Iterator[Assessment]:
    """The owners of a population, one after the other."""
    for _ in range(population.owners):
        yield _owner(content, population, today, random)


def reach(content: Content, owners: Iterable[Assessment]) -> Reach:
    """What these owners are advised."""
    first_few: Counter[str] = Counter({step.id: 0 for step in content.recommendations})
    count: Counter[str] = Counter()
    can_be_eased = {challenge for step in content.recommendations for challenge in step.eases}
    for owner in owners:
        advice = advise(content, owner, score(content, owner))
        first_few.update(each.step.id for each in advice[:FIRST_FEW])
        leads = bool(advice) and advice[0].track == "first"
        states = bool(set(owner.answers.get("challenges", ())) & can_be_eased)
        eases = bool(advice) and bool(advice[0].eases)
        count.update(owners=1, led=leads, stated=states, eased=states and eases)
        count.update(stated_without_first=states and not leads, eased_without_first=states and eases and not leads)
    return Reach(
        owners=count["owners"],
        first_few=first_few,
        stated=count["stated"],
        eased=count["eased"],
        stated_without_first=count["stated_without_first"],
        eased_without_first=count["eased_without_first"],
        led_by_first=count["led"],
    )


def _owner(content: Content, population: Population, today: date, random: Random) -> Assessment:
    owner = Assessment(
        started=today, content_version=content.settings.version, profile=_profile(content, population, random)
    )
    habit, spread = random.random(), random.uniform(*population.spread)
    for question in path(content, owner):
        answer: Answer | None
        if question.is_ladder:
            answer = _rung(population, question, random, habit, spread)
        else:
            answer = _choices(content, population, owner, question, random)
        if answer is not None:
            owner = owner.with_answer(question.id, answer)
    return owner


def _profile(content: Content, population: Population, random: Random) -> dict[str, str]:
    profile: dict[str, str] = {}
    for field in content.field.values():
        if field.options and _applies(content, field.ask_when, profile, {}):
            shares = {option.id: 1.0 for option in field.options}
            for drawn in population.profile:
                if drawn.field == field.id and _applies(content, drawn.when, profile, {}):
                    shares = dict(drawn.shares)
            profile[field.id] = random.choices(list(shares), weights=list(shares.values()))[0]
    return profile


def _rung(population: Population, question: Question, random: Random, habit: float, spread: float) -> Answer:
    """`unknown` and `not_applicable` now and then; else the rung nearest to the habit and its spread."""
    if question.not_applicable and random.random() < population.not_applicable:
        return NOT_APPLICABLE
    if question.unknown and random.random() < population.unknown:
        return UNKNOWN
    level = round(question.max_level * random.gauss(habit, spread))
    return question.options[min(max(level, 0), question.max_level)].id


def _choices(
    content: Content, population: Population, owner: Assessment, question: Question, random: Random
) -> Answer | None:
    """What an owner chooses: by the shares of the population, or one or two at random."""
    open_to = {option.id for option in question.options_for(owner.sector)}
    rules = [chosen for chosen in population.choices if chosen.question == question.id and chosen.option in open_to]
    known = sorted(open_to - {"none", "other"})
    if not question.takes_several:
        return random.choice(known)
    if not rules:
        return tuple(random.sample(known, min(len(known), random.choice((1, 2)))))
    picked = {
        rule.option
        for rule in rules
        if _applies(content, rule.when, owner.profile, owner.answers) and random.random() < rule.share
    }
    if picked:
        return tuple(sorted(picked))
    return ("none",) if "none" in open_to else None


def _applies(
    content: Content, when: Condition | None, profile: Mapping[str, str], answers: Mapping[str, Answer]
) -> bool:
    return when is None or holds(when, profile, answers, content.question) is True
