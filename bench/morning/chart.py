"""The two pictures of docs/scale.md as one SVG."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

Rows = list[dict[str, Any]]
WIDTH, HEIGHT = 460, 260
GREEN, ORANGE = "#1f6b45", "#b85c00"
GROUND = "#fbfaf5"


def draw(held: Rows, morning: Rows, file: Path) -> None:
    """Writes the picture.

    `held`: phones, kind ("measured" or "simulated"), measure ("median" or "p95"), ms.
    `morning`: minute, replicas, ms.
    """
    colour = alt.Color("measure:N", title=None, scale=alt.Scale(domain=["median", "p95"], range=[GREEN, ORANGE]))
    base = alt.Chart(alt.Data(values=held)).encode(
        x=alt.X("phones:Q", title="phones, one answer with its Next in 5 s each", scale=alt.Scale(domainMin=0)),
        y=alt.Y("ms:Q", title="ms until stored and the next question", scale=alt.Scale(type="log")),
        color=colour,
    )
    simulated = base.transform_filter("datum.kind == 'simulated'").mark_line()
    measured = base.transform_filter("datum.kind == 'measured'").mark_point(filled=True, size=70)
    left = (simulated + measured).properties(
        width=WIDTH, height=HEIGHT, title="Small cluster on two cores: measured (points), simulated (lines)"
    )
    right = (
        alt.Chart(alt.Data(values=morning))
        .mark_line()
        .encode(
            x=alt.X("minute:Q", title="minutes after nine"),
            y=alt.Y("ms:Q", title="p95, ms", scale=alt.Scale(type="log")),
            color=alt.Color("replicas:N", title="replicas"),
            strokeDash=alt.StrokeDash("replicas:N", legend=None),
        )
        .properties(width=WIDTH, height=HEIGHT, title="2,000 workshops with 25 phones each start at nine (simulated)")
    )
    picture = alt.hconcat(left, right).resolve_scale(color="independent").configure(background=GROUND)
    file.write_text(vl_convert.vegalite_to_svg(picture.to_dict()), encoding="utf-8")
