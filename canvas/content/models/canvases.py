"""Canvas templates: pages, blocks and their grid (canvases/*.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from pydantic import Field

from canvas.content.models.base import Frozen, Identifier, Text


class Block(Frozen):
    """A box of the canvas on a grid of columns and rows, with the notes of other blocks it takes in."""

    id: Identifier
    name: Text
    column: int = Field(ge=0)
    row: int = Field(ge=0)
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    prompt: Text
    example: dict[str, Text] = {}
    receives: tuple[str, ...] = ()


class CanvasPage(Frozen):
    id: Identifier
    name: Text
    columns: int = Field(ge=1)
    rows: int = Field(ge=1)
    blocks: tuple[Block, ...] = Field(min_length=1)


class CanvasTemplate(Frozen):
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
