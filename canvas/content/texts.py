"""Every text of content/ with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from canvas.content.documents import Document, Route
from canvas.content.models import DEFAULT_LANGUAGE
from canvas.content.places import Loaded

_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True)
class PlacedText:
    """A text, by language, and its place."""

    document: Document
    route: Route
    languages: Mapping[str, str]

    @property
    def where(self) -> str:
        """The keys that lead to it: `questions.0.ask`."""
        return ".".join(map(str, self.route))

    def line(self, *further: str) -> int:
        """The line on which it begins, or a part of it, such as its English."""
        return self.document.line((*self.route, *further))


def all_texts(loaded: Loaded) -> Iterator[PlacedText]:
    """The texts of all files, file by file."""
    for document in loaded.documents.values():
        yield from texts_of(document)


@lru_cache(maxsize=1024)
def texts_of(document: Document) -> tuple[PlacedText, ...]:
    """The texts of a file: every mapping that holds a sentence in the default language.

    They are kept, as several rules look at the texts of every file.
    """
    return tuple(PlacedText(document, route, text) for route, text in _within(document.value, ()))


def _within(value: object, route: Route) -> Iterator[tuple[Route, dict[str, str]]]:
    if isinstance(value, dict):
        if _is_text(value):
            yield route, value
        else:
            for key, part in value.items():
                yield from _within(part, (*route, key))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _within(part, (*route, index))


def _is_text(value: dict[str, object]) -> bool:
    return (
        DEFAULT_LANGUAGE in value
        and all(_LANGUAGE.fullmatch(key) for key in value)
        and all(isinstance(part, str) for part in value.values())
    )
