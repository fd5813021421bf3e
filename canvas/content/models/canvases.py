"""Canvas templates: pages, blocks and their grid (canvases/*.yaml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    `example` is by sector, or by what is sold, which goes first.
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


@dataclass(frozen=True)
class BlockExample:
    """What somebody else wrote into a block, and who that is, where it is said."""

    words: Text
    whose: Text | None


class CanvasTemplate(Worded):
    """A canvas. `example_of` says whose the examples of a sector, or of what is sold, are."""

    id: Identifier
    order: int
    name: Text
    about: Text
    sources: tuple[str, ...]
    example_of: dict[str, Text] = {}
    pages: tuple[CanvasPage, ...] = Field(min_length=1)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of every page, in order."""
        return tuple(block for page in self.pages for block in page.blocks)

    def example_for(self, block: Block, goods: Iterable[str], sector: str | None) -> BlockExample | None:
        """The example of a block for what somebody sells, else for their sector; None where there is none."""
        key = next((key for key in (*goods, sector or "") if key in block.example), None)
        return BlockExample(block.example[key], self.example_of.get(key)) if key else None

    @cached_property
    def home_of(self) -> Mapping[str, str]:
        """Any block id → the block of this template that shows its notes."""
        homes = {block.id: block.id for block in self.blocks}
        for block in self.blocks:
            homes.update(dict.fromkeys(block.receives, block.id))
        return homes
