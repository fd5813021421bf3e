"""What can go wrong, in the words of the person it happens to.

An error carries a code and details; its sentence is in messages.yaml in every language, so that the
command line and the screens say the same. Messages do not live in content/, because they must also be
there when content/ is damaged.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

import yaml

_MESSAGES = Path(__file__).with_name("messages.yaml")


@cache
def _messages() -> Mapping[str, Mapping[str, str]]:
    # PyYAML's parser in C: its Python one takes a fifth of a second for this file, in every command.
    loaded: Mapping[str, Mapping[str, str]] = yaml.load(_MESSAGES.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


def message(code: str, language: str, /, **details: object) -> str:
    """The sentence for a code in a language (Bahasa Indonesia where that language has none)."""
    texts = _messages()[code]
    return texts.get(language, texts["id"]).format(**details)


class Reported(Protocol):
    """An error that can say what is wrong in a language."""

    def in_language(self, language: str) -> str: ...


LANGUAGES = ("id", "en")
"""Whoever is not known yet is addressed in both."""


class KanvasError(Exception):
    """The input is at fault; `in_language` returns one clear line about it."""

    def __init__(self, code: str, /, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def in_language(self, language: str) -> str:
        return message(self.code, language, **self.details)

    def __str__(self) -> str:
        return self.in_language("en")


class AnswersFileError(KanvasError):
    """An answers file (or upload) cannot be read."""


class OutputError(KanvasError):
    """A file cannot be written where it was asked for."""


class PhotoError(KanvasError):
    """A file is no photo that can be read."""


def in_every_language(code: str, error: Reported) -> str:
    """A sentence and the problem, in both languages, for whoever watches the server."""
    return "\n".join(f"{message(code, language)}\n{error.in_language(language)}" for language in LANGUAGES)
