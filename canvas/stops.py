"""The route through the questions, screen by screen, and how long it takes.

Short choices about the business are together on a screen. After the first question of every part of the business its
stall can be drawn, and from then on there is a rest whenever some questions have been answered and a part is complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Assessment, worked_out_once
from canvas.content.models import Content, ProfileField, Question, ScreenReading
from canvas.content.words import word_count
from canvas.i18n import Texts, texts_for
from canvas.questionnaire import Rounds, rounds, screens_of_profile
from canvas.wording import option_in_words

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
    """A stop without a question: `done` of `total` parts are complete, `parts` since the rest before.

    Without parts, the first round is complete.
    """

    parts: tuple[str, ...]
    done: int
    total: int

    @property
    def id(self) -> str:
        """That of the last part."""
        return f"{STALL_DRAWN}_{self.parts[-1]}" if self.parts else STALL_DRAWN


Stop = AboutBusiness | Question | Rest


@worked_out_once
def stops(content: Content, assessment: Assessment, parts: tuple[str, ...] = ()) -> tuple[Stop, ...]:
    """Everything on this person's way, in order; of the dimensions only `parts`, where there are any."""
    found = rounds(content, assessment, parts)
    about = (AboutBusiness(fields) for fields in screens_of_profile(content, assessment))
    return (*about, *found.about, *found.first, *_deepened(content, found), *found.last)


def positions(content: Content) -> tuple[str, ...]:
    """Every position that there could be, whatever somebody answers, in order."""
    of_parts = (
        name
        for dimension in content.dimensions
        for name in (
            *(question.id for question in content.questions_of[dimension.id]),
            Rest((dimension.id,), 0, 0).id,
        )
    )
    return (
        *(field.id for field in content.profile),
        *(question.id for question in content.about),
        STALL_DRAWN,
        *of_parts,
        *(question.id for question in content.closing),
    )


def _deepened(content: Content, found: Rounds) -> Iterator[Stop]:
    """The questions of the second round and its rests; a part that has none there was complete after the first."""
    begun = {content.dimension_of.get(question.id) for question in found.first}
    asked = [dimension.id for dimension in content.dimensions if dimension.id in begun]
    deepened = [name for name in asked if found.deepen[name]]
    done = len(asked) - len(deepened)
    yield Rest((), done, len(asked))
    since: tuple[str, ...] = ()
    answered = 0
    for number, name in enumerate(deepened, start=done + 1):
        yield from found.deepen[name]
        since, answered = (*since, name), answered + len(found.deepen[name])
        if answered >= content.settings.pace.rest_after:
            yield Rest(since, number, len(asked))
            since, answered = (), 0


def until_the_stall(way: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """The stops up to the first picture of the stall."""
    drawn = next((number for number, stop in enumerate(way, 1) if stop.id == STALL_DRAWN), len(way))
    return way[:drawn]


def minutes(
    content: Content, assessment: Assessment, way: Iterable[Stop], language: str, *beside: ScreenReading
) -> int:
    """How long these stops take somebody, in whole minutes, rounded up: the words to read and the taps to make.

    `beside`: screens that are no stops but are read as well.
    """
    pace, texts = content.settings.pace, texts_for(content, language)
    found = list(way)
    read = sum(words(stop, assessment.sector, texts) for stop in found) + sum(screen.words for screen in beside)
    tapped = sum(map(taps, found)) + sum(screen.taps for screen in beside)
    return ceil(read / pace.words_a_minute + pace.seconds_a_tap * tapped / 60)


def longest(content: Content, language: str, parts: tuple[str, ...] = ()) -> tuple[int, int]:
    """Minutes until the stall is drawn and until the result, for somebody of whom nothing is known: of the sectors,
    the longest.
    """
    until, whole = zip(
        *(_both_minutes(content.for_sector(name), _newcomer(name), language, parts) for name in content.sectors),
        strict=True,
    )
    return max(until), max(whole)


@cache
def _newcomer(sector: str) -> Assessment:
    """Somebody of whom only the sector is known. It is one value, so that what was worked out for it is kept."""
    return Assessment(started=date.min, profile={"sector": sector})


@worked_out_once
def _both_minutes(content: Content, person: Assessment, language: str, parts: tuple[str, ...]) -> tuple[int, int]:
    """Minutes until the stall is drawn, and until the result."""
    way, pace = stops(content, person, parts), content.settings.pace
    until = minutes(content, person, until_the_stall(way), language, pace.home, pace.consent)
    return until, minutes(content, person, way, language, pace.home, pace.consent, pace.result)


def minutes_left(content: Content, assessment: Assessment, language: str, parts: tuple[str, ...] = ()) -> int:
    """Minutes for what somebody has not answered yet, and for the result; `parts` as for `stops`."""
    way = [stop for stop in stops(content, assessment, parts) if _is_open(stop, assessment)]
    return minutes(content, assessment, way, language, content.settings.pace.result)


def _is_open(stop: Stop, assessment: Assessment) -> bool:
    if isinstance(stop, AboutBusiness):
        return any(field.kind == "choice" and field.id not in assessment.profile for field in stop.fields)
    return isinstance(stop, Question) and stop.id not in assessment.answers


def words(stop: Stop, sector: str | None, texts: Texts) -> int:
    """The words that somebody reads at a stop, those of its buttons too. What opens at a tap is not counted."""
    return sum(map(word_count, _texts_at(stop, sector, texts)))


def _texts_at(stop: Stop, sector: str | None, texts: Texts) -> Iterator[str]:
    language = texts.language
    yield texts("app.next")
    if isinstance(stop, Rest):
        yield texts("rest.part", done=stop.done, total=stop.total) if stop.parts else texts("rest.stall")
        yield texts("rest.left", minutes=1)
        yield texts("rest.to_stall")
        yield texts("stall.unnamed")
        return
    if isinstance(stop, AboutBusiness):
        for field in stop.fields:
            yield from _texts_of_field(field, language, alone=len(stop.fields) == 1)
    else:
        yield texts("assess.skip")
        yield stop.ask[language]
        yield from (option.label[language] for option in stop.options_for(sector))
        yield from (option_in_words(stop, name, texts) for name in (UNKNOWN, NOT_APPLICABLE) if getattr(stop, name))
        if stop.kind == "chips":
            yield texts("assess.own_words")
    yield texts("app.saved")


def _texts_of_field(field: ProfileField, language: str, *, alone: bool) -> Iterator[str]:
    """A field's question and choices; alone on its screen also what explains them."""
    yield field.ask[language]
    if field.help and (alone or field.kind == "text"):
        yield field.help[language]
    for option in field.options:
        yield option.label[language]
        if option.hint and alone:
            yield option.hint[language]


def taps(stop: Stop) -> int:
    """The taps at a stop: one an answer, two where several may be chosen, and one to go on."""
    if isinstance(stop, Rest):
        return 1
    if isinstance(stop, AboutBusiness):
        return len(stop.fields) + 1
    return (2 if stop.takes_several else 1) + 1
