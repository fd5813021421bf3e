"""The canvas as a grid of boxes on one screen, for a laptop and a projector; a phone leaves it out (styles.css)."""

from __future__ import annotations

from html import escape

import streamlit as st

from canvas.content.models import Block, CanvasPage
from canvas.i18n import Texts
from canvas.prefill import Canvas, Note, NoteKind

NARROWEST, WIDEST = 0.6, 1.8
"""Bounds of a column's width, as a share of the average."""
KINDS: tuple[NoteKind, ...] = ("now", "next", "mine")


def grid(canvas: Canvas, texts: Texts) -> None:
    """Every page of the template, and what the edges of the notes mean."""
    legend = "".join(f'<span class="note {kind}">{escape(texts(f"canvas.kind.{kind}"))}</span>' for kind in KINDS)
    several = len(canvas.template.pages) > 1
    pages = "".join(_page(page, canvas, texts.language, titled=several) for page in canvas.template.pages)
    st.html(f'<div class="sheet">{pages}<p class="legend">{legend}</p></div>')


def _page(page: CanvasPage, canvas: Canvas, language: str, *, titled: bool) -> str:
    title = f'<h2 class="heading">{escape(page.name[language])}</h2>' if titled else ""
    boxes = "".join(_box(block, canvas.notes[block.id], language) for block in page.blocks)
    tracks = " ".join(f"minmax(0,{share:.2f}fr)" for share in _shares(page, canvas))
    return f'{title}<div class="grid" style="grid-template-columns:{tracks}">{boxes}</div>'


def _shares(page: CanvasPage, canvas: Canvas) -> list[float]:
    """How wide each column is beside the others: by how much is written in it, so that none is empty."""
    letters = [0.0] * page.columns
    for block in page.blocks:
        written = sum(len(note.text) for note in canvas.notes[block.id])
        for column in range(block.column, block.column + block.width):
            letters[column] += written / block.width
    average = sum(letters) / len(letters) or 1.0
    return [min(max(each / average, NARROWEST), WIDEST) for each in letters]


def _box(block: Block, notes: tuple[Note, ...], language: str) -> str:
    area = f"grid-area:{block.row + 1}/{block.column + 1}/span {block.height}/span {block.width}"
    listed = "".join(f'<li class="note {note.kind}">{escape(note.text)}</li>' for note in notes)
    return f'<section class="box" style="{area}"><h3>{escape(block.name[language])}</h3><ul>{listed}</ul></section>'
