"""Bibliography (sources.yaml)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from canvas.content.models.base import Frozen, Identifier, Text


class Source(Frozen):
    id: Identifier
    reference: str
    kind: Literal["article", "book", "regulation", "press", "site"]
    year: str
    used_for: Text


class SourceFile(Frozen):
    sources: tuple[Source, ...] = Field(min_length=1)
