"""Questions with their options, and the dimensions they belong to (questionnaire/*.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from canvas.content.models.base import CanvasNote, Condition, Frozen, Identifier, Picture, Text, Weight


class Option(Frozen):
    """One answer to choose; on a ladder it is a rung with a level from 0 upward."""

    id: Identifier
    level: int | None = Field(None, ge=0)
    label: Text
    sector_labels: dict[str, Text] = {}
    canvas: tuple[CanvasNote, ...] = ()
    picture: Picture | None = None

    def label_for(self, sector: str | None) -> Text:
        """The wording for a sector, where it has one of its own."""
        return self.sector_labels.get(sector or "", self.label)


class Question(Frozen):
    id: Identifier
    kind: Literal["ladder", "choices"]
    short: Text
    ask: Text
    why: Text
    help: Text
    example: dict[str, Text] = {}
    strength: Text | None = None
    picture: Picture
    ask_when: Condition | None = None
    weight: Weight = 1.0
    unknown: bool = False
    not_applicable: bool = False
    sources: tuple[str, ...]
    options: tuple[Option, ...] = Field(min_length=2)

    @property
    def is_ladder(self) -> bool:
        return self.kind == "ladder"

    @cached_property
    def rungs(self) -> Mapping[str, int]:
        """Option id → level; empty for a question that does not score."""
        return {option.id: option.level for option in self.options if option.level is not None}

    @property
    def max_level(self) -> int:
        return max(self.rungs.values(), default=0)

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


class Dimension(Frozen):
    id: Identifier
    pillar: Identifier
    order: int
    weight: Weight = 1.0
    name: Text
    about: Text


class DimensionFile(Frozen):
    """questionnaire/<dimension>.yaml; the questions that do not score stand in a file with `position: last`."""

    dimension: Dimension | None = None
    position: Literal["last"] | None = None
    questions: tuple[Question, ...] = Field(min_length=1)
