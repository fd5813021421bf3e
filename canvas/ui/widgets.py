"""Pieces that several screens are made of. What a person typed goes through `escape`, never into Markdown."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from canvas.ui import state

_MARKDOWN = str.maketrans({letter: f"\\{letter}" for letter in "\\`*_{}[]()#+-.!|<>~$:&"})


def plain(text: str) -> str:
    """A text for a label of Streamlit, which reads Markdown: every sign stands for itself."""
    return text.translate(_MARKDOWN)


def heading(text: str, level: int = 1) -> None:
    st.html(f'<h{level} class="heading">{escape(text)}</h{level}>')


def paragraph(text: str, style: str = "") -> None:
    st.html(f'<p class="paragraph {style}">{_lines(text)}</p>')


def soft(text: str) -> None:
    """A remark in the quieter colour."""
    paragraph(text, "soft")


def card(title: str, text: str = "", *, chip: str = "", tone: str = "leaf", remark: str = "") -> None:
    """One message: a chip that says what kind, the title, a text and a remark."""
    parts = [
        f'<span class="chip {tone}">{escape(chip)}</span>' if chip else "",
        f'<p class="card-title">{escape(title)}</p>',
        f'<p class="paragraph">{_lines(text)}</p>' if text else "",
        f'<p class="paragraph soft">{_lines(remark)}</p>' if remark else "",
    ]
    st.html(f'<div class="card">{"".join(parts)}</div>')


def alert(text: str) -> None:
    """Something the person should act on; read out by a screen reader as it appears."""
    st.html(f'<p class="alert" role="alert">{_lines(text)}</p>')


def details(summary: str, body_html: str, *, style: str = "") -> None:
    """A part that opens at a tap, without a word to the server."""
    st.html(f'<details class="details {style}"><summary>{escape(summary)}</summary>{body_html}</details>')


def meter(name: str, value: float | None, told: str, *, weak: bool) -> str:
    """HTML of a bar from 0 to 100 with its number; a weak one is hatched as well as coloured."""
    width = 0 if value is None else max(value, 1.5)
    style = "meter low" if weak else "meter"
    return (
        f'<span class="{style}"><span>{escape(name)}</span>'
        f'<span class="track" aria-hidden="true"><i style="width:{width:.1f}%"></i></span>'
        f'<span class="figure">{escape(told)}</span></span>'
    )


def bullets(items: Iterable[str]) -> str:
    """HTML of a list of sentences."""
    return "<ul>" + "".join(f"<li>{_lines(item)}</li>" for item in items) + "</ul>"


def arrive(place: str) -> None:
    """Marks a newly opened place; the browser goes to its top and puts the focus on its heading (kanvas.js)."""
    st.html(
        f'<span class="place" data-place="{escape(place)}" data-language="{state.language()}"'
        f' data-token="{escape(state.token())}"></span>'
    )


def drawing_html(file: str, alt: str) -> str:
    """HTML of a file of content/pictures on its tile."""
    source = _drawing(state.content().directory / "pictures" / Path(file).name)
    return f'<img class="picture" src="{source}" alt="{escape(alt)}">' if source else ""


@cache
def _drawing(file: Path) -> str:
    """A drawing as an address that holds the drawing itself: no further request over a weak signal."""
    if not file.is_file():
        return ""
    return f"data:image/svg+xml;base64,{b64encode(file.read_bytes()).decode()}"


@contextmanager
def foot() -> Iterator[None]:
    """The bar in thumb reach with the one main button."""
    with st.container(key="foot", horizontal=True):
        yield


def main_button(label: str, key: str) -> bool:
    return st.button(plain(label), key=key, type="primary", width="stretch")


def side_button(label: str, key: str) -> bool:
    return st.button(plain(label), key=key)


def link_button(label: str, key: str) -> bool:
    """A quiet button that reads as a link."""
    return st.button(plain(label), key=key, type="tertiary")


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
