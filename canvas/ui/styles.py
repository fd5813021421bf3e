"""The grid of a canvas template on a wide screen."""

from __future__ import annotations

import streamlit as st

from canvas.content.models import CanvasPage


def canvas_grid(page: CanvasPage) -> None:
    """Places the blocks of a page on its grid; on a phone they stay a list."""
    areas = "".join(
        f".st-key-page_{page.id} > :has(> .st-key-block_{block.id}),.st-key-page_{page.id} > .st-key-block_{block.id}"
        f"{{grid-area:{block.row + 1}/{block.column + 1}/span {block.height}/span {block.width}}}"
        for block in page.blocks
    )
    columns = f".st-key-page_{page.id}{{display:grid;grid-template-columns:repeat({page.columns},minmax(0,1fr))}}"
    st.html(f"<style>@media (min-width:64rem){{{columns}{areas}}}</style>")
