"""Who helps, by region (helpers/*.yaml)."""

from __future__ import annotations

from canvas.content.models.base import Frozen, Identifier, Text


class Helper(Frozen):
    """Who helps; an address or a contact only with a source.

    `topics` are the questions they help with. They are the same in every region, and named in one.
    """

    id: Identifier
    name: Text
    helps_with: Text
    topics: tuple[str, ...] = ()
    where: Text | None = None
    contact: str | None = None
    sources: tuple[str, ...] = ()


class RegionName(Frozen):
    id: Identifier
    name: Text


class Region(Frozen):
    """helpers/<region>.yaml"""

    region: RegionName
    villages: tuple[str, ...] = ()
    helpers: tuple[Helper, ...]
