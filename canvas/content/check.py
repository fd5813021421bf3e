"""Meaning: what a trainer would want to hear about content that loads, before a workshop stakes on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

from canvas.conditions import holds
from canvas.content.documents import Document, Route
from canvas.content.loader import ContentError, read_content
from canvas.content.models import DEFAULT_LANGUAGE, Question, Recommendation
from canvas.content.places import Loaded
from canvas.content.problems import Problem, Severity
from canvas.content.references import problem
from canvas.content.words import sentences, word_count

_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True)
class CheckReport:
    """Every problem found, in the order of files and lines."""

    problems: tuple[Problem, ...]

    def count(self, severity: Severity) -> int:
        return sum(found.severity is severity for found in self.problems)


def check(directory: Path, today: date) -> CheckReport:
    """Everything that is wrong with content/: shape and references first, then meaning."""
    try:
        loaded = read_content(directory)
    except ContentError as error:
        return CheckReport(error.problems)
    found = [problem for rule in RULES for problem in rule(loaded, today)]
    return CheckReport(tuple(sorted(found)))


def languages_complete(loaded: Loaded, today: date) -> Iterator[Problem]:
    """Every text stands in every language of settings.yaml, and in no other."""
    known = {language.id for language in loaded.content.settings.languages}
    for document, route, text in _texts(loaded):
        where, line = ".".join(map(str, route)), document.line(route)
        place = {"id": document.file, "where": where}
        for language in sorted(known - text.keys()):
            yield _at(document, line, "language_missing", language=language, **place)
        for language in sorted(text.keys() - known):
            yield _at(document, line, "language_unknown", language=language, **place)


def slots_sound(loaded: Loaded, today: date) -> Iterator[Problem]:
    """Slots such as {village} are closed, the same in every language, and outside the interface a profile field."""
    for document, route, text in _texts(loaded):
        place, line = {"id": document.file, "where": ".".join(map(str, route))}, document.line(route)
        try:
            slots = [frozenset(_slots(sentence)) for sentence in text.values()]
        except ValueError:
            yield _at(document, line, "slot_broken", **place)
            continue
        if len(set(slots)) > 1:
            yield _at(document, line, "slots_differ", **place)
        elif document.file != "interface.yaml":
            for slot in sorted(slots[0] - loaded.content.field.keys()):
                yield _at(document, line, "slot_unknown", slot=slot, **place)


def sentences_short(loaded: Loaded, today: date) -> Iterator[Problem]:
    """No sentence above the limit, and a low average in the default language."""
    reading = loaded.content.settings.reading
    lengths: list[int] = []
    for document, route, text in _texts(loaded):
        for language, words in text.items():
            counts = [word_count(sentence) for sentence in sentences(words)]
            lengths += counts if language == DEFAULT_LANGUAGE else []
            longest = max(counts, default=0)
            if longest > reading.longest_sentence:
                details = {"id": document.file, "where": ".".join(map(str, route)), "language": language}
                yield _at(
                    document,
                    document.line((*route, language)),
                    "sentence_too_long",
                    words=longest,
                    longest=reading.longest_sentence,
                    **details,
                )
    average = sum(lengths) / max(len(lengths), 1)
    if average > reading.average_sentence:
        yield Problem(
            "settings.yaml",
            loaded.documents["settings.yaml"].line(("reading", "average_sentence")),
            "sentences_long_on_average",
            Severity.ERROR,
            {
                "id": "settings",
                "words": round(average, 1),
                "longest": reading.average_sentence,
                "language": DEFAULT_LANGUAGE,
            },
        )


def steps_short(loaded: Loaded, today: date) -> Iterator[Problem]:
    """What to do, and the first step, are short enough to be remembered."""
    reading = loaded.content.settings.reading
    for step in loaded.content.recommendations:
        for key, text, longest in (
            ("do", step.do, reading.longest_do),
            ("first_step", step.first_step, reading.longest_first_step),
        ):
            for language, words in text.languages.items():
                if (count := word_count(words)) > longest:
                    details: dict[str, Any] = {"where": key, "language": language, "words": count, "longest": longest}
                    yield problem(loaded, "text_too_long", ("recommendation", step.id), (key, language), **details)


def rungs_covered(loaded: Loaded, today: date) -> Iterator[Problem]:
    """Every rung below the top is lifted by some step, in every sector where the question is asked."""
    content = loaded.content
    for question in content.questions:
        for sector in sectors_asked(loaded, question):
            for index, option in enumerate(question.options[:-1] if question.is_ladder else ()):
                if not any(_lifts(step, question, option.id, sector) for step in content.recommendations):
                    place, route = ("question", question.id), ("options", index)
                    yield problem(loaded, "rung_without_step", place, route, option=option.id, sector=sector)


def sectors_asked(loaded: Loaded, question: Question) -> tuple[str, ...]:
    """The sectors in which somebody may be asked this question."""
    condition = question.ask_when
    return tuple(
        sector
        for sector in loaded.content.sectors
        if condition is None or holds(condition, {"sector": sector}, {}, loaded.content.question) is not False
    )


def _lifts(step: Recommendation, question: Question, option: str, sector: str) -> bool:
    return sector in step.sectors and any(
        lift.question == question.id and option in lift.from_options for lift in step.lifts
    )


def everything_reachable(loaded: Loaded, today: date) -> Iterator[Problem]:
    """Every step can come up, every block of every template can be filled, every source is used."""
    content = loaded.content
    for step in content.recommendations:
        asked = (sectors_asked(loaded, content.question[lift.question]) for lift in step.lifts)
        if not any(sector in step.sectors for sectors in asked for sector in sectors):
            yield problem(loaded, "step_unreachable", ("recommendation", step.id))
    spoken = [option.canvas for question in content.questions for option in question.options]
    written = {note.block for notes in (*spoken, *(step.canvas for step in content.recommendations)) for note in notes}
    for template in content.templates:
        filled = {template.home_of[block] for block in written}
        for block in template.blocks:
            if block.id not in filled:
                yield problem(loaded, "block_unreachable", ("template", template.id), ("pages",), block=block.id)
    used = _used_sources(loaded)
    for source in content.sources:
        if source.id not in used:
            yield problem(loaded, "source_unused", ("source", source.id))


def _used_sources(loaded: Loaded) -> set[str]:
    content = loaded.content
    citing: list[Iterable[str]] = [
        *(question.sources for question in content.questions),
        *(step.sources for step in content.recommendations),
        *(indicator.sources for indicator in content.indicators),
        *(template.sources for template in content.templates),
        *(helper.sources for region in content.regions for helper in region.helpers),
        content.settings.result.stage_sources,
    ]
    return {source for sources in citing for source in sources}


def questions_whole(loaded: Loaded, today: date) -> Iterator[Problem]:
    """A ladder says what to do with a strength, and has an example for each sector that is asked."""
    for question in loaded.content.questions:
        place = ("question", question.id)
        if not question.is_ladder:
            continue
        if question.strength is None:
            yield problem(loaded, "strength_missing", place)
        for sector in sectors_asked(loaded, question):
            if sector not in question.example:
                yield problem(loaded, "example_missing", place, ("example",), sector=sector)


def pictures_exist(loaded: Loaded, today: date) -> Iterator[Problem]:
    """Every picture named is there; its alternative text is part of its shape."""
    pictures = {path.name for path in (loaded.content.directory / "pictures").glob("*.svg")}
    for question in loaded.content.questions:
        place = ("question", question.id)
        if question.picture.file not in pictures:
            yield problem(loaded, "picture_missing", place, ("picture",), file=question.picture.file)
        for index, option in enumerate(question.options):
            if option.picture and option.picture.file not in pictures:
                route: Route = ("options", index, "picture")
                yield problem(loaded, "picture_missing", place, route, file=option.picture.file)


def grids_covered(loaded: Loaded, today: date) -> Iterator[Problem]:
    """The blocks of a page tile its grid: no hole, no overlap."""
    for template in loaded.content.templates:
        for index, page in enumerate(template.pages):
            cells = [
                (column, row)
                for block in page.blocks
                for column in range(block.column, block.column + block.width)
                for row in range(block.row, block.row + block.height)
            ]
            sheet = {(column, row) for column in range(page.columns) for row in range(page.rows)}
            if set(cells) != sheet or len(cells) != len(sheet):
                place = ("template", template.id)
                yield problem(loaded, "grid_not_covered", place, ("pages", index), page=page.id)


def facts_fresh(loaded: Loaded, today: date) -> Iterator[Problem]:
    """Facts checked too long ago are listed as due: a note, because they may still be true."""
    for step in loaded.content.recommendations:
        year, month = map(int, step.checked.split("-"))
        age = (today.year - year) * 12 + today.month - month
        if age > loaded.content.settings.facts_good_for_months:
            place = ("recommendation", step.id)
            yield problem(loaded, "fact_due", place, ("checked",), Severity.NOTE, checked=step.checked)


def contacts_sourced(loaded: Loaded, today: date) -> Iterator[Problem]:
    """No telephone number or address that nobody can trace."""
    for region in loaded.content.regions:
        for index, helper in enumerate(region.helpers):
            if helper.contact and not helper.sources:
                place = ("region", region.region.id)
                yield problem(loaded, "contact_without_source", place, ("helpers", index), helper=helper.id)


def enough_free(loaded: Loaded, today: date) -> Iterator[Problem]:
    """At least half of the steps cost nothing: eight in ten owners cannot get capital."""
    steps = loaded.content.recommendations
    free = [step for step in steps if step.cost.max == 0]
    if 2 * len(free) < len(steps):
        details = {"id": "recommendations", "free": len(free), "all": len(steps)}
        yield Problem("recommendations", 1, "too_few_free_steps", Severity.ERROR, details)


Rule = Callable[[Loaded, date], Iterator[Problem]]
RULES: tuple[Rule, ...] = (
    languages_complete,
    slots_sound,
    sentences_short,
    steps_short,
    rungs_covered,
    everything_reachable,
    questions_whole,
    pictures_exist,
    grids_covered,
    facts_fresh,
    contacts_sourced,
    enough_free,
)


def _at(document: Document, line: int, code: str, **details: object) -> Problem:
    return Problem(document.file, line, code, Severity.ERROR, details)


def _texts(loaded: Loaded) -> Iterator[tuple[Document, Route, dict[str, str]]]:
    """Every text of every file: a mapping that holds the default language as a sentence."""
    for document in loaded.documents.values():
        yield from ((document, route, text) for route, text in _texts_within(document.value, ()))


def _texts_within(value: object, route: Route) -> Iterator[tuple[Route, dict[str, str]]]:
    if isinstance(value, dict):
        if _is_text(value):
            yield route, value
        else:
            for key, part in value.items():
                yield from _texts_within(part, (*route, key))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _texts_within(part, (*route, index))


def _is_text(value: dict[str, object]) -> bool:
    return (
        DEFAULT_LANGUAGE in value
        and all(_LANGUAGE.fullmatch(key) for key in value)
        and all(isinstance(part, str) for part in value.values())
    )


def _slots(sentence: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(sentence) if name)
