"""Which texts exist in which language: an error for a language that is complete, a note for one that is begun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from canvas.content.documents import Document
from canvas.content.models import Language
from canvas.content.places import Loaded
from canvas.content.problems import Problem, Severity
from canvas.content.references import problem
from canvas.content.texts import PlacedText, texts_of

NAMED = 3
"""So many places are named; how many more there are is counted."""


@dataclass(frozen=True)
class Share:
    """How many of the texts of a file there are in a language."""

    there: int
    all: int


def shares(loaded: Loaded, language: str) -> dict[str, Share]:
    """File → how much of it is there in a language, for the files that hold texts."""
    found = {}
    for document in loaded.documents.values():
        texts = texts_of(document)
        if texts:
            found[document.file] = Share(sum(language in text.languages for text in texts), len(texts))
    return found


def total(parts: dict[str, Share]) -> Share:
    """All files together."""
    return Share(sum(part.there for part in parts.values()), sum(part.all for part in parts.values()))


def languages_complete(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """Every text exists in every language that is complete, and in none that settings.yaml does not list."""
    languages = loaded.content.settings.languages
    complete = {language.id for language in languages if language.complete}
    for document in loaded.documents.values():
        texts = texts_of(document)
        for language in sorted(complete):
            missing = [text for text in texts if language not in text.languages]
            yield from _reported_once(document, missing, "language_missing", language)
        written = {language for text in texts for language in text.languages}
        for language in sorted(written - loaded.content.language.keys()):
            strange = [text for text in texts if language in text.languages]
            yield from _reported_once(document, strange, "language_unknown", language)
    for index, begun in enumerate(languages):
        if not begun.complete:
            yield from _begun(loaded, index, begun)


def _reported_once(document: Document, texts: list[PlacedText], code: str, language: str) -> Iterator[Problem]:
    """One problem a file, however many texts it is about."""
    if texts:
        named = [f"{text.where}:{text.line()}" for text in texts[:NAMED]] + ["…"] * (len(texts) > NAMED)
        details = {"id": document.file, "language": language, "count": len(texts), "where": ", ".join(named)}
        yield Problem(document.file, texts[0].line(), code, Severity.ERROR, details)


def _begun(loaded: Loaded, index: int, language: Language) -> Iterator[Problem]:
    """Notes on a language that is not complete: one for each file that is begun, and one for all files."""
    parts = shares(loaded, language.id)
    whole = total(parts)
    for file, part in parts.items():
        if 0 < part.there < part.all:
            details = {"id": file, "language": language.id, "there": part.there, "all": part.all}
            yield Problem(file, 1, "language_begun", Severity.NOTE, details)
    code = "language_finished" if whole.there == whole.all else "language_incomplete"
    yield problem(
        loaded,
        code,
        ("settings", "settings"),
        ("languages", index),
        Severity.NOTE,
        id=language.id,
        language=language.id,
        there=whole.there,
        all=whole.all,
        files=sum(part.there == part.all for part in parts.values()),
        all_files=len(parts),
    )
