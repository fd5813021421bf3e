"""Meaning: what a trainer would want to hear about content that loads, before a workshop stakes on it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

from canvas.content.conditions import holds
from canvas.content.documents import Route
from canvas.content.languages import languages_complete
from canvas.content.limits import limits_held
from canvas.content.loader import ContentError, read_content
from canvas.content.models import DEFAULT_LANGUAGE, Question, Recommendation, Text, Worded
from canvas.content.places import Loaded
from canvas.content.problems import Problem, Severity
from canvas.content.references import problem
from canvas.content.texts import PlacedText, all_texts
from canvas.content.words import sentence_lengths, word_count
from canvas.dates import months_since

_MEANT = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)
"""How the name of a file ends that is meant to be read."""


@dataclass(frozen=True)
class CheckReport:
    """Every problem found, in the order of files and lines."""

    problems: tuple[Problem, ...]
    loaded: Loaded | None = field(default=None, repr=False)
    """What was read; None where it cannot be used."""

    def count(self, severity: Severity) -> int:
        return sum(found.severity is severity for found in self.problems)


def check(directory: Path, today: date) -> CheckReport:
    """Everything that is wrong with content/: shape and references first, then meaning."""
    try:
        loaded = read_content(directory)
    except ContentError as error:
        return CheckReport(error.problems)
    found = [problem for rule in RULES for problem in rule(loaded, today)]
    return CheckReport(tuple(sorted(found)), loaded)


def slots_sound(loaded: Loaded, today: date) -> Iterator[Problem]:
    """Slots such as {village} are closed, the same in every language, and outside the interface say what is known."""
    for text in all_texts(loaded):
        try:
            slots = [frozenset(_slots(sentence)) for sentence in text.languages.values()]
        except ValueError:
            yield _at(text, text.line(), "slot_broken")
            continue
        if len(set(slots)) > 1:
            yield _at(text, text.line(), "slots_differ")
        elif text.document.file != "interface.yaml":
            for slot in sorted(slots[0] - loaded.content.slots):
                known = ", ".join(sorted(loaded.content.slots))
                yield _at(text, text.line(), "slot_unknown", slot=slot, known=known)


def sentences_short(loaded: Loaded, today: date) -> Iterator[Problem]:
    """No sentence above the limit, and a low average in the default language."""
    reading = loaded.content.settings.reading
    lengths: list[int] = []
    for text in all_texts(loaded):
        for language, words in text.languages.items():
            counts = sentence_lengths(words)
            lengths += counts if language == DEFAULT_LANGUAGE else []
            longest = max(counts, default=0)
            if longest > reading.longest_sentence:
                details = {"language": language, "words": longest, "longest": reading.longest_sentence}
                yield _at(text, text.line(language), "sentence_too_long", **details)
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
        for key, longest in (("do", reading.longest_do), ("first_step", reading.longest_first_step)):
            for route, text in _wordings(step, key):
                for language, words in text.languages.items():
                    if (count := word_count(words)) > longest:
                        details: dict[str, Any] = {
                            "where": key, "language": language, "words": count, "longest": longest
                        }  # fmt: skip
                        thing = ("recommendation", step.id)
                        yield problem(loaded, "text_too_long", thing, (*route, language), **details)


def questions_short(loaded: Loaded, today: date) -> Iterator[Problem]:
    """A question and its options fit on the screen of a phone, in the words of every sector."""
    reading = loaded.content.settings.reading
    for question in loaded.content.questions:
        texts: list[tuple[Route, Text, int]] = [
            (route, text, reading.longest_ask) for route, text in _wordings(question, "ask")
        ]
        for index, option in enumerate(question.options):
            texts += [
                (("options", index, *route), text, reading.longest_option) for route, text in _wordings(option, "label")
            ]
        for route, text, longest in texts:
            for language, words in text.languages.items():
                if (count := word_count(words)) > longest:
                    details: dict[str, Any] = {
                        "where": route[0], "language": language, "words": count, "longest": longest
                    }  # fmt: skip
                    yield problem(loaded, "text_too_long", ("question", question.id), (*route, language), **details)


def _wordings(worded: Worded, field: str) -> Iterator[tuple[Route, Text]]:
    """A text as everybody reads it, and as a sector does, each with its place."""
    yield (field,), getattr(worded, field)
    for sector, wording in worded.in_sector.items():
        if field in wording:
            yield ("in_sector", sector, field), wording[field]


def rungs_covered(loaded: Loaded, today: date) -> Iterator[Problem]:
    """Every rung below the top is lifted by some step, in every sector where the question is asked."""
    for question, rungs in coverage(loaded).items():
        for index, (rung, by_sector) in enumerate(rungs.items()):
            bare = [sector for sector, steps in by_sector.items() if not steps]
            if bare:
                place, route = ("question", question), ("options", index)
                yield problem(loaded, "rung_without_step", place, route, option=rung, sector=", ".join(bare))


def coverage(loaded: Loaded) -> Mapping[str, Mapping[str, Mapping[str, Sequence[Recommendation]]]]:
    """Ladder → rung below the top → sector in which it is asked → the steps that lift the rung there."""
    lifting: dict[tuple[str, str, str], list[Recommendation]] = defaultdict(list)
    for step in loaded.content.recommendations:
        for question, rung in {(lift.question, option) for lift in step.lifts for option in lift.from_options}:
            for sector in step.sectors:
                lifting[question, rung, sector].append(step)
    return {
        ladder.id: {
            option.id: {sector: lifting[ladder.id, option.id, sector] for sector in sectors_asked(loaded, ladder)}
            for option in ladder.options[:-1]
        }
        for ladder in loaded.content.questions
        if ladder.is_ladder
    }


def sectors_asked(loaded: Loaded, question: Question) -> tuple[str, ...]:
    """The sectors in which somebody may be asked this question."""
    condition = question.ask_when
    return tuple(
        sector
        for sector in loaded.content.sectors
        if condition is None or holds(condition, {"sector": sector}, {}, loaded.content.question) is not False
    )


def everything_reachable(loaded: Loaded, today: date) -> Iterator[Problem]:
    """Every step can come up, every block of every template can be filled, every source is used."""
    content = loaded.content
    for step in content.recommendations:
        asked = (sectors_asked(loaded, content.question[lift.question]) for lift in step.lifts)
        if step.lifts and not any(sector in step.sectors for sectors in asked for sector in sectors):
            yield problem(loaded, "step_unreachable", ("recommendation", step.id))
    spoken = [
        notes
        for question in content.questions
        for notes in (question.canvas, *(option.canvas for option in question.options))
    ]
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
        missing = [sector for sector in sectors_asked(loaded, question) if sector not in question.example]
        if missing:
            yield problem(loaded, "example_missing", place, ("example",), sector=", ".join(missing))


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


def files_read(loaded: Loaded, today: date) -> Iterator[Problem]:
    """No file waits in vain to be read: an editor may have saved it under another kind of name, or elsewhere."""
    directory = loaded.content.directory
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if _MEANT.search(name) and name not in loaded.documents:
            yield Problem(name, 1, "file_ignored", Severity.WARNING)


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
        if months_since(step.checked, today) > loaded.content.settings.facts_good_for_months:
            place = ("recommendation", step.id)
            yield problem(loaded, "fact_due", place, ("checked",), Severity.NOTE, checked=step.checked)


def helpers_help(loaded: Loaded, today: date) -> Iterator[Problem]:
    """Whoever is named for a step helps with something that the step is about."""
    topics: dict[str, set[str]] = defaultdict(set)
    for region in loaded.content.regions:
        for helper in region.helpers:
            topics[helper.id].update(helper.topics)
    for step in loaded.content.recommendations:
        for name in step.helpers:
            if step.about.isdisjoint(topics[name]):
                yield problem(loaded, "helper_beside_the_step", ("recommendation", step.id), ("helpers",), helper=name)


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
    free = [step for step in steps if step.is_free]
    if 2 * len(free) < len(steps):
        details = {"id": "recommendations", "free": len(free), "all": len(steps)}
        yield Problem("recommendations", 1, "too_few_free_steps", Severity.ERROR, details)


Rule = Callable[[Loaded, date], Iterator[Problem]]
RULES: tuple[Rule, ...] = (
    languages_complete,
    slots_sound,
    sentences_short,
    steps_short,
    questions_short,
    rungs_covered,
    limits_held,
    everything_reachable,
    questions_whole,
    pictures_exist,
    files_read,
    grids_covered,
    facts_fresh,
    helpers_help,
    contacts_sourced,
    enough_free,
)


def _at(text: PlacedText, line: int, code: str, **details: object) -> Problem:
    file = text.document.file
    return Problem(file, line, code, Severity.ERROR, {"id": file, "where": text.where, **details})


def _slots(sentence: str) -> Iterator[str]:
    """The names of the slots. Raises: ValueError, where one is not a name in two brackets and no more."""
    for _, name, form, conversion in Formatter().parse(sentence):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(name)
        yield name
