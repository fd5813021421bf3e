"""The route through the questions, screen by screen, and how long it takes.

Short choices about the business are together on a screen. After the first question of every part of the business its
stall can be drawn, and after the last question of each part there is a rest: somebody may stop there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from canvas.assessment import Assessment
from canvas.content.models import Content, ProfileField, Question
from canvas.content.words import word_count
from canvas.questionnaire import Rounds, rounds, screens_of_profile

STALL_DRAWN = "rest"
"""The rest after the first round."""


@dataclass(frozen=True)
class AboutBusiness:
    """One or several short choices about the business."""

    fields: tuple[ProfileField, ...]

    @property
    def id(self) -> str:
        """That of the first field."""
        return self.fields[0].id


@dataclass(frozen=True)
class Rest:
    """A stop without a question: a part is complete, the `done`th of `total`; without a part, the first round is."""

    dimension: str | None
    done: int
    total: int

    @property
    def id(self) -> str:
        return f"{STALL_DRAWN}_{self.dimension}" if self.dimension else STALL_DRAWN


Stop = AboutBusiness | Question | Rest


def stops(content: Content, assessment: Assessment, parts: Collection[str] = ()) -> tuple[Stop, ...]:
    """Everything on this person's way, in order; of the dimensions only `parts`, where there are any."""
    found = rounds(content, assessment, parts)
    about = (AboutBusiness(fields) for fields in screens_of_profile(content, assessment))
    return (*about, *found.about, *found.first, *_rests(content, found), *found.last)


def positions(content: Content) -> tuple[str, ...]:
    """Every position that there could be, whatever somebody answers, in order."""
    of_parts = (
        name
        for dimension in content.dimensions
        for name in (
            *(question.id for question in content.questions_of[dimension.id]),
            Rest(dimension.id, 0, 0).id,
        )
    )
    return (
        *(field.id for field in content.profile),
        *(question.id for question in content.about),
        STALL_DRAWN,
        *of_parts,
        *(question.id for question in content.closing),
    )


def _rests(content: Content, found: Rounds) -> Iterator[Stop]:
    """The questions of the second round; a part that has none there was complete after the first."""
    asked = [dimension.id for dimension in content.dimensions if _is_asked(content, dimension.id, found)]
    deepened = [name for name in asked if found.deepen[name]]
    done = len(asked) - len(deepened)
    yield Rest(None, done, len(asked))
    for number, name in enumerate(deepened, start=done + 1):
        yield from found.deepen[name]
        yield Rest(name, number, len(asked))


def _is_asked(content: Content, dimension: str, found: Rounds) -> bool:
    return any(content.dimension_of.get(question.id) == dimension for question in found.first)


def minutes(content: Content, assessment: Assessment, way: Iterable[Stop], language: str) -> int:
    """How long these stops take somebody, in whole minutes, rounded up: the words to read and the taps to make."""
    pace, sector = content.settings.pace, assessment.sector
    seconds = sum(
        60 * words(stop, sector, language) / pace.words_a_minute + pace.seconds_a_tap * taps(stop) for stop in way
    )
    return ceil(seconds / 60)


def words(stop: Stop, sector: str | None, language: str) -> int:
    """The words that somebody reads at a stop: what is asked and every answer. What opens at a tap is not counted."""
    if isinstance(stop, Rest):
        return 0
    if isinstance(stop, AboutBusiness):
        return sum(_words_of_field(field, language) for field in stop.fields)
    labels = (option.label[language] for option in stop.options_for(sector))
    return word_count(stop.ask[language]) + sum(map(word_count, labels))


def _words_of_field(field: ProfileField, language: str) -> int:
    return word_count(field.ask[language]) + sum(word_count(option.label[language]) for option in field.options)


def taps(stop: Stop) -> int:
    """The taps at a stop: one an answer, two where several may be chosen, and one to go on."""
    if isinstance(stop, Rest):
        return 1
    if isinstance(stop, AboutBusiness):
        return len(stop.fields) + 1
    return (2 if stop.takes_several else 1) + 1


def until_the_stall(way: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """The stops up to the first picture of the stall."""
    drawn = next((number for number, stop in enumerate(way) if stop.id == STALL_DRAWN), len(way))
    return way[:drawn]
