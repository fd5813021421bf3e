"""The file and line of each thing in content/, for problems to name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from canvas.content.documents import Document, Route
from canvas.content.models import Content


@dataclass(frozen=True)
class Loaded:
    """What `content` says, with the file and line of each of its things."""

    content: Content
    documents: Mapping[str, Document]
    places: Mapping[tuple[str, str], tuple[str, Route]]

    def place(self, kind: str, identifier: str, *route: str | int) -> tuple[str, int]:
        """File and line of a part of a thing, such as ("question", "cash_records", "ask", "en")."""
        file, base = self.places[(kind, identifier)]
        return file, self.documents[file].line((*base, *route))
