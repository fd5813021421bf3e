"""Indicators of the group's picture (indicators.yaml)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from canvas.content.models.base import Condition, Frozen, Identifier, Percent, Text


class Indicator(Frozen):
    """One line of the group's picture: who counts, and what the paper's Table 1 says in percent.

    `among` is the indicator whose people the share is of; without one, it is of the whole group. An indicator of the
    group "bases" is only counted for that, and not shown.
    """

    id: Identifier
    group: Literal["challenges", "practices", "wishes", "bases"]
    name: Text
    when: Condition
    among: str | None = None
    published: Percent | None = None
    sources: tuple[str, ...]


class IndicatorFile(Frozen):
    indicators: tuple[Indicator, ...] = Field(min_length=1)
