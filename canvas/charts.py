"""Values → Altair charts: bars from 0 to 100, readable without colour."""

from __future__ import annotations

from dataclasses import dataclass

import altair
import pandas

from canvas.i18n import Texts

LEAF, SUN = "#2e8354", "#c06a10"  # at 3:1 or better on the light ground and on the dark one
ROW_HEIGHT = 34
NAMES = altair.Axis(labelLimit=160, minExtent=150, labelFontSize=14, ticks=False, domain=False)
SCALE = altair.Scale(domain=[0, 108])  # room for the number behind a bar of 100


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its value 0–100, and whether it is weak."""

    name: str
    value: float
    weak: bool


def bars(rows: list[Bar], texts: Texts) -> altair.LayerChart:
    """Horizontal bars in the order given, each with its number at the end."""
    frame = pandas.DataFrame(
        {
            "name": [row.name for row in rows],
            "value": [row.value for row in rows],
            "weak": [row.weak for row in rows],
            "told": [texts.number(row.value) for row in rows],
        }
    )
    base = altair.Chart(frame).encode(
        y=altair.Y("name:N", sort=None, title=None, axis=NAMES),
        x=altair.X("value:Q", title=None, scale=SCALE, axis=None),
    )
    colour = altair.condition("datum.weak", altair.value(SUN), altair.value(LEAF))
    drawn = base.mark_bar(aria=False, height=16, cornerRadiusEnd=6).encode(color=colour)
    numbers = base.mark_text(aria=False, align="left", dx=5, fontSize=14).encode(text="told:N")
    chart = altair.LayerChart(layer=[drawn, numbers], height=ROW_HEIGHT * len(rows))
    # The chart is told in words beside it; Vega's own words for its parts are English.
    framed: altair.LayerChart = chart.configure(view=altair.ViewConfig(stroke=None), aria=False)
    return framed
