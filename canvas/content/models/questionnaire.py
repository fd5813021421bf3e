"""Questions with their options, and the dimensions they belong to (questionnaire/*.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from canvas.content.models.base import CanvasNote, Condition, Frozen, Identifier, Picture, Text, Weight, Worded


class Option(Worded):
    """One answer to choose; on a ladder it is a rung with a level from 0 upward.

    `sectors`: where it is offered; empty means in every sector.
    """

    id: Identifier
    level: int | None = Field(None, ge=0)
    label: Text
    sectors: tuple[str, ...] = ()
    canvas: tuple[CanvasNote, ...] = ()
    picture: Picture | None = None


class Question(Worded):
    """A question.

    `ladder`: one rung of several; `choice`: one option; `choices`: several options; `chips`: several options and
    words of one's own. Only a ladder scores, unless `scored` is false. What is `private` appears in no picture of a
    group, no export, and on no page for others. `canvas` is what any chosen option says on the canvas; `otherwise` is
    what its slot says in other notes while it has no answer. Below the rung `strong_from`, where one is named, it is no
    strength.
    """

    id: Identifier
    kind: Literal["ladder", "choice", "choices", "chips"]
    short: Text
    ask: Text
    why: Text
    help: Text
    example: dict[str, Text] = {}
    strength: Text | None = None
    picture: Picture
    ask_when: Condition | None = None
    scored: bool = True
    private: bool = False
    weight: Weight = 1.0
    strong_from: str | None = None
    unknown: bool = False
    not_applicable: bool = False
    not_applicable_label: Text | None = None
    otherwise: Text | None = None
    canvas: tuple[CanvasNote, ...] = ()
    sources: tuple[str, ...]
    options: tuple[Option, ...] = Field(min_length=2)

    @property
    def is_ladder(self) -> bool:
        return self.kind == "ladder"

    @property
    def is_scored(self) -> bool:
        return self.is_ladder and self.scored

    @property
    def takes_several(self) -> bool:
        return self.kind in ("choices", "chips")

    @cached_property
    def rungs(self) -> Mapping[str, int]:
        """Option id → level; empty for a question that is not a ladder."""
        return {option.id: option.level for option in self.options if option.level is not None}

    @cached_property
    def max_level(self) -> int:
        return max(self.rungs.values(), default=0)

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)

    def options_for(self, sector: str | None) -> tuple[Option, ...]:
        """The options offered in a sector; all of them while the sector is not known."""
        return tuple(option for option in self.options if not (sector and option.sectors) or sector in option.sectors)


class Dimension(Worded):
    id: Identifier
    pillar: Identifier
    order: int
    name: Text
    about: Text


class DimensionFile(Frozen):
    """questionnaire/<dimension>.yaml; a file without a dimension has a `position` before or after all of them."""

    dimension: Dimension | None = None
    position: Literal["first", "last"] | None = None
    questions: tuple[Question, ...] = Field(min_length=1)
