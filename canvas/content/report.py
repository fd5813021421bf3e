"""What content/ covers, how it reads and what is due, as tables for a terminal (`check --report`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from canvas.content.check import coverage
from canvas.content.languages import shares, total
from canvas.content.models import CanvasNote, Recommendation
from canvas.content.places import Loaded
from canvas.content.texts import all_texts
from canvas.content.words import sentence_lengths, word_count
from canvas.dates import months_since
from canvas.errors import message
from canvas.i18n import Texts, texts_for

WIDTH = 100
LONGEST_TEXTS = 10
_NAME = 30
_NUMBER = 12
_NOT_ASKED = "–"


@dataclass(frozen=True)
class Reading:
    """How many texts, words and sentences there are, and the length of each sentence."""

    texts: int
    words: int
    lengths: tuple[int, ...]

    @property
    def average(self) -> float:
        return sum(self.lengths) / max(len(self.lengths), 1)


def report_lines(loaded: Loaded, today: date, language: str) -> Iterator[str]:
    """The whole report in a language, line by line, none longer than WIDTH."""
    texts = texts_for(loaded.content, language)
    yield from _section("coverage", texts, _coverage(loaded, texts))
    yield from _section("blocks", texts, _blocks(loaded, texts))
    yield from _section("reading", texts, _reading(loaded, texts))
    yield from _section("longest", texts, _longest(loaded))
    yield from _section("facts", texts, _facts(loaded, today, texts))
    yield from _section("languages", texts, _languages(loaded, texts))


def filled_by(loaded: Loaded) -> Mapping[str, Mapping[str, tuple[list[str], list[str]]]]:
    """Template → block → the answers (question.option) and the steps that write into it."""
    content = loaded.content
    answers: list[tuple[str, Iterable[CanvasNote]]] = [
        (f"{question.id}.{option.id}", option.canvas) for question in content.questions for option in question.options
    ]
    steps: list[tuple[str, Iterable[CanvasNote]]] = [(step.id, step.canvas) for step in content.recommendations]
    found: dict[str, dict[str, tuple[list[str], list[str]]]] = {}
    for template in content.templates:
        blocks: dict[str, tuple[list[str], list[str]]] = {block.id: ([], []) for block in template.blocks}
        for kind, speakers in enumerate((answers, steps)):
            for speaker, notes in speakers:
                for home in {template.home_of[note.block] for note in notes}:
                    blocks[home][kind].append(speaker)
        found[template.id] = blocks
    return found


def readings(loaded: Loaded) -> Mapping[str, Mapping[str, Reading]]:
    """Language → kind of file → how it reads."""
    by_kind: dict[tuple[str, str], list[str]] = defaultdict(list)
    for text in all_texts(loaded):
        for language, words in text.languages.items():
            by_kind[language, kind_of(text.document.file)].append(words)
    kinds = sorted({kind for _, kind in by_kind})
    return {
        language.id: {kind: _read(by_kind[language.id, kind]) for kind in kinds if by_kind[language.id, kind]}
        for language in loaded.content.settings.languages
    }


def kind_of(file: str) -> str:
    """The folder that a file is in, or the file that is one of its kind."""
    folder, slash, name = file.partition("/")
    return folder + slash if name else file


def _read(texts: list[str]) -> Reading:
    lengths = tuple(length for text in texts for length in sentence_lengths(text))
    return Reading(len(texts), sum(map(word_count, texts)), lengths)


def _section(name: str, texts: Texts, lines: Iterable[str]) -> Iterator[str]:
    title = message(f"report_{name}", texts.language)
    yield from ("", title, "=" * len(title), *wrap(message(f"report_{name}_about", texts.language), WIDTH), "")
    yield from lines


def _coverage(loaded: Loaded, texts: Texts) -> Iterator[str]:
    sectors = loaded.content.sectors
    yield _row(message("report_rung", texts.language), sectors)
    rungs = empty = 0
    for question, options in coverage(loaded).items():
        yield question
        for option, by_sector in options.items():
            counts = [str(len(by_sector[sector])) if sector in by_sector else _NOT_ASKED for sector in sectors]
            yield _row(f"  {option}", counts)
            yield from _indented(_steps_named(by_sector))
            rungs += len(by_sector)
            empty += sum(not steps for steps in by_sector.values())
    steps = loaded.content.recommendations
    free = sum(step.is_free for step in steps)
    yield ""
    yield from _sentence("report_coverage_sum", texts, rungs=rungs, empty=empty, steps=len(steps), free=free)


def _steps_named(by_sector: Mapping[str, Sequence[Recommendation]]) -> list[str]:
    """The steps of a rung; one that is not for every sector names those it is for."""
    sectors: dict[str, list[str]] = defaultdict(list)
    for sector, steps in by_sector.items():
        for step in steps:
            sectors[step.id].append(sector)
    return [step if len(where) == len(by_sector) else f"{step} ({' '.join(where)})" for step, where in sectors.items()]


def _blocks(loaded: Loaded, texts: Texts) -> Iterator[str]:
    for template, blocks in filled_by(loaded).items():
        yield template
        for block, sources in blocks.items():
            yield f"  {block}"
            for kind, speakers in zip(("answers", "steps"), sources, strict=True):
                name = message(f"report_{kind}", texts.language, count=len(speakers))
                yield from _indented([f"{name} {speakers[0]}", *speakers[1:]] if speakers else [name])


def _reading(loaded: Loaded, texts: Texts) -> Iterator[str]:
    columns = ("texts", "words", "sentences", "average", "longest_sentence")
    yield _row("", [message(f"report_{column}", texts.language) for column in columns])
    for language, kinds in readings(loaded).items():
        yield language
        for kind, reading in kinds.items():
            yield _row(f"  {kind}", _figures(reading, texts))
        parts = kinds.values()
        lengths = tuple(length for reading in parts for length in reading.lengths)
        whole = Reading(sum(part.texts for part in parts), sum(part.words for part in parts), lengths)
        yield _row(f"  {message('report_all', texts.language)}", _figures(whole, texts))


def _figures(reading: Reading, texts: Texts) -> list[str]:
    counts = (reading.texts, reading.words, len(reading.lengths))
    longest = max(reading.lengths, default=0)
    return [*map(texts.number, counts), texts.number(reading.average, 1), texts.number(longest)]


def _longest(loaded: Loaded) -> Iterator[str]:
    """The texts with most words, language by language."""
    for language in loaded.content.language:
        counted = [(word_count(text.languages.get(language, "")), text) for text in all_texts(loaded)]
        for words, text in sorted(counted, key=lambda pair: pair[0], reverse=True)[:LONGEST_TEXTS]:
            if words:
                yield f"{words:>4}  {language}  {text.document.file}:{text.line(language)}  {text.where}"[:WIDTH]


def _facts(loaded: Loaded, today: date, texts: Texts) -> Iterator[str]:
    by_month: dict[str, list[str]] = defaultdict(list)
    for step in loaded.content.recommendations:
        by_month[step.checked].append(step.id)
    for month, steps in sorted(by_month.items()):
        left = loaded.content.settings.facts_good_for_months - months_since(month, today)
        state = "report_due" if left < 0 else "report_good"
        yield f"{month}  {message(state, texts.language, left=left, count=len(steps))}"
        if left < 0:
            yield from _indented(steps)


def _languages(loaded: Loaded, texts: Texts) -> Iterator[str]:
    for language in loaded.content.settings.languages:
        parts = shares(loaded, language.id)
        whole = total(parts)
        state = "report_offered" if language.is_offered else "report_not_offered"
        counts = {"there": texts.number(whole.there), "all": texts.number(whole.all)}
        yield from _sentence(state, texts, language=f"{language.id} ({language.name})", **counts)
        if whole.there < whole.all:
            yield from _indented([f"{file} {part.there}/{part.all}" for file, part in parts.items() if part.there])


def _sentence(code: str, texts: Texts, **details: object) -> Iterator[str]:
    yield from wrap(message(code, texts.language, **details), WIDTH)


def _row(name: str, cells: Sequence[str]) -> str:
    """A name and figures; many columns are narrower ones."""
    width = min(_NUMBER, (WIDTH - _NAME) // max(len(cells), 1))
    return f"{name:<{_NAME}}" + "".join(f"{cell[: width - 1]:>{width}}" for cell in cells)


def _indented(items: Iterable[str]) -> Iterator[str]:
    """A list that goes on over as many lines as it needs; what belongs together stays together."""
    whole = ", ".join(item.replace(" ", "\xa0") for item in items)
    lines = wrap(whole, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 8, break_on_hyphens=False)
    yield from (line.replace("\xa0", " ") for line in lines)
