"""Who helps, by region (helpers/*.yaml)."""

from __future__ import annotations

from canvas.content.models.base import Frozen, Identifier, Text


class Helper(Frozen):
    """Who helps; an address or a contact only with a source."""

    id: Identifier
    name: Text
    helps_with: Text
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
