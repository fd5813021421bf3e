"""Languages, pillars, stages, weights, limits and thresholds (settings.yaml)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from canvas.content.models.base import Condition, Frozen, Horizon, Identifier, Percent, Text


class Language(Frozen):
    """A language; one whose texts are not all there yet is shown in Bahasa Indonesia where they are missing."""

    id: Identifier
    name: str
    locale: str
    speech: str
    complete: bool = True
    offered: bool | None = None

    @property
    def is_offered(self) -> bool:
        """Whether a visitor may choose it; unless said otherwise, once it is complete."""
        return self.complete if self.offered is None else self.offered


class Pillar(Frozen):
    id: Identifier
    name: Text
    about: Text


class Stage(Frozen):
    """A stage begins at this overall score, 0–100, and may ask that no question is on its lowest rung."""

    id: Identifier
    starts_at: Percent
    allows_lowest_rung: bool = True
    name: Text
    meaning: Text


class Limits(Frozen):
    """Points of 100 that a question may be worth at most, and a pillar at least and at most, for every profile."""

    question_most: Percent
    pillar_least: Percent
    pillar_most: Percent


class ResultSettings(Frozen):
    """Shares of a ladder, 0–1: from which a question is a strength, up to which it is a gap.

    Below `provisional_below`, the share (0–1) of what applies that is answered, no number and no stage is shown.
    `unknown_drops_out` says for whom "I do not know" counts as not answered rather than as the lowest rung.
    """

    strength_from: float = Field(gt=0, le=1)
    gap_up_to: float = Field(ge=0, lt=1)
    provisional_below: float = Field(ge=0, le=1)
    unknown_drops_out: Condition
    limits: Limits
    stage_sources: tuple[str, ...]


class CheapnessBand(Frozen):
    """A step that costs at most `up_to` rupiah has this factor; the last band has no limit."""

    up_to: int | None = Field(None, ge=0)
    factor: float = Field(gt=0, le=1)


Quickness = dict[Horizon, Annotated[float, Field(gt=0, le=1)]]


class QuicknessFor(Frozen):
    """Other factors of quickness for those for whom a condition holds."""

    when: Condition
    quickness: Quickness


class AdviceSettings(Frozen):
    """Weights of the ranking.

    `worth_without_lift`: points of 100 that a step without points counts as, unless it says so itself. `specific`:
    factor of a step that wins points and is made for a business like this one (its own `when`, or one sector).
    `paid_without_capital`: factor of a step that costs money, for an owner for whom `no_capital` holds. Of the first
    `varied` steps at most `most_per_dimension` of the track "next" belong to one dimension; at most `first_shown` of
    the track "first" are among them.
    """

    challenge_bonus: float = Field(ge=0)
    worth_without_lift: float = Field(gt=0)
    specific: float = Field(ge=1)
    cheapness: tuple[CheapnessBand, ...] = Field(min_length=1)
    paid_without_capital: float = Field(gt=0, le=1)
    quickness: Quickness
    quickness_for: tuple[QuicknessFor, ...] = ()
    first_shown: int = Field(ge=1)
    varied: int = Field(ge=1)
    most_per_dimension: int = Field(ge=1)
    no_capital: Condition
    loan_after: Condition


class PlanHorizon(Frozen):
    id: Horizon
    days: int = Field(gt=0)
    name: Text


class PlanPerson(Frozen):
    """Somebody who often does a step, to be tapped instead of typed."""

    id: Identifier
    name: Text


class PlanSettings(Frozen):
    most_steps: int = Field(ge=1)
    people: tuple[PlanPerson, ...] = ()
    horizons: tuple[PlanHorizon, ...] = Field(min_length=1)


class GroupSettings(Frozen):
    """Nothing about fewer people than `smallest` is shown."""

    smallest: int = Field(ge=2)
    differ_by: int = Field(ge=3)


class ReadingSettings(Frozen):
    """Words that a sentence may have at most and on average; and a step, a question and an option at most."""

    longest_sentence: int = Field(gt=0)
    average_sentence: float = Field(gt=0)
    longest_do: int = Field(gt=0)
    longest_first_step: int = Field(gt=0)
    longest_ask: int = Field(gt=0)
    longest_option: int = Field(gt=0)


class ScreenReading(Frozen):
    """The words that somebody reads on a screen without a question, and their taps."""

    words: int = Field(gt=0)
    taps: int = Field(ge=0)


class PaceSettings(Frozen):
    """How fast somebody reads who is new to this, how long a tap takes them, and when they may rest.

    `rest_after`: the least number of questions between two rests.
    """

    words_a_minute: int = Field(gt=0)
    seconds_a_tap: float = Field(gt=0)
    rest_after: int = Field(gt=0)
    home: ScreenReading
    consent: ScreenReading
    result: ScreenReading


class StallSettings(Frozen):
    """How the picture of a business is drawn. Limits are scores of a part, 0–100; objects, tools and goods name
    shapes of canvas/drawing.
    """

    begun_from: Percent
    strong_from: Percent
    objects: dict[Identifier, str]
    """Dimension → object."""
    tools: dict[Identifier, str]
    """Sector → the shape drawn as the object `tool`."""
    goods: dict[Identifier, tuple[str, ...]]
    """Sector → what lies on the counter until the owner says what is sold."""
    sold: dict[Identifier, str] = {}
    """Option of the question `goods` → what lies on the counter for it."""


class ContentSettings(Frozen):
    version: str
    languages: tuple[Language, ...] = Field(min_length=1)
    region: Identifier
    template: Identifier
    pace: PaceSettings
    pillars: tuple[Pillar, ...] = Field(min_length=1)
    stages: tuple[Stage, ...] = Field(min_length=1)
    result: ResultSettings
    advice: AdviceSettings
    plan: PlanSettings
    group: GroupSettings
    reading: ReadingSettings
    stall: StallSettings
    facts_good_for_months: int = Field(gt=0)

    @property
    def offered(self) -> tuple[Language, ...]:
        """The languages that a visitor may choose from; the first is what a visitor meets."""
        return tuple(language for language in self.languages if language.is_offered)
