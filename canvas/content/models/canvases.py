"""Canvas templates: pages, blocks and their grid (canvases/*.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from canvas.content.models.base import Identifier, Text, Worded


class Lead(Worded):
    """How a block begins when it is read as a sentence, such as "I sell", and which sentence it is."""

    order: int = Field(ge=1)
    words: Text


Hand = Literal["good", "heavy"]
"""What a block weighs for nature and people."""


class Block(Worded):
    """A box of the canvas on a grid of columns and rows, with the notes of other blocks it takes in.

    On a phone a block with a `lead` is read as a sentence, one with a `hand` as what is good or still heavy.
    """

    id: Identifier
    name: Text
    column: int = Field(ge=0)
    row: int = Field(ge=0)
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    prompt: Text
    example: dict[str, Text] = {}
    receives: tuple[str, ...] = ()
    lead: Lead | None = None
    hand: Hand | None = None


class CanvasPage(Worded):
    id: Identifier
    name: Text
    columns: int = Field(ge=1)
    rows: int = Field(ge=1)
    blocks: tuple[Block, ...] = Field(min_length=1)


class CanvasTemplate(Worded):
    id: Identifier
    order: int
    name: Text
    about: Text
    sources: tuple[str, ...]
    pages: tuple[CanvasPage, ...] = Field(min_length=1)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of every page, in order."""
        return tuple(block for page in self.pages for block in page.blocks)

    @cached_property
    def home_of(self) -> Mapping[str, str]:
        """Any block id → the block of this template that shows its notes."""
        homes = {block.id: block.id for block in self.blocks}
        for block in self.blocks:
            homes.update(dict.fromkeys(block.receives, block.id))
        return homes
