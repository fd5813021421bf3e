"""A problem found in content/: where it is, what it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from canvas.errors import message


class Severity(StrEnum):
    """A NOTE needs no fix: a fact that is due for another look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, order=True)
class Problem:
    """One defect; `code` names its sentence in messages.yaml."""

    file: str
    line: int
    code: str
    severity: Severity = Severity.ERROR
    details: Mapping[str, object] = field(default_factory=dict, compare=False)

    def in_language(self, language: str) -> str:
        """`file:line: message [code]`"""
        details = dict(self.details)
        if "kind" in details:  # the name of a sort of thing, such as "question", is a word of the language too
            details["kind"] = message(f"kind_{details['kind']}", language)
        return f"{self.file}:{self.line}: {message(self.code, language, **details)} [{self.code}]"

    def __str__(self) -> str:
        return self.in_language("en")
