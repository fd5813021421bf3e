"""Pieces that several screens are made of. What a person typed goes through `escape`, never into Markdown."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from canvas.content.models import Content
from canvas.ui import state

# Streamlit reads a label as Markdown on the screen, but hands it to screen readers letter by letter: so only
# those signs are escaped that would mean something where they are.
_MARKDOWN = re.compile(
    r"[\\`*_\[\]<>~$|]"
    r"|:(?=\S)"  # an icon, a colour, an address
    r"|&(?=#?\w+;)|(?<=\bwww)\.|(?<=\w)@(?=\w)"
    r"|^\s*[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]",
    re.MULTILINE,
)


@lru_cache(maxsize=4096)  # the texts of the content; a screen has fifteen of them
def plain(text: str) -> str:
    """A text for a label of Streamlit, which reads Markdown: every sign means itself."""
    return _MARKDOWN.sub(lambda sign: f"{sign[0][:-1]}\\{sign[0][-1]}", text)


def heading(text: str, level: int = 1) -> None:
    """A heading; each screen has one of level 1."""
    st.html(heading_html(text, level))


def heading_html(text: str, level: int = 1) -> str:
    """HTML of a heading."""
    return f'<h{level} class="heading">{escape(text)}</h{level}>'


def paragraph(text: str, style: str = "") -> None:
    """A paragraph, with an optional style such as `soft`."""
    st.html(paragraph_html(text, style))


def paragraph_html(text: str, style: str = "") -> str:
    """HTML of a paragraph."""
    return f'<p class="paragraph {style}">{_lines(text)}</p>'


def soft(text: str) -> None:
    """A remark in the quieter colour."""
    paragraph(text, "soft")


def card(title: str, text: str = "", *, chip: str = "", tone: str = "leaf", remark: str = "") -> None:
    """One message: a chip that says what kind, the title, a text and a remark."""
    parts = [
        f'<span class="chip {tone}">{escape(chip)}</span>' if chip else "",
        f'<h3 class="card-title">{escape(title)}</h3>',
        f'<p class="paragraph">{_lines(text)}</p>' if text else "",
        f'<p class="paragraph soft">{_lines(remark)}</p>' if remark else "",
    ]
    st.html(f'<div class="card">{"".join(parts)}</div>')


def alert(text: str, *, code: str = "") -> None:
    """Something the person should act on; read out by a screen reader as it appears. A `code` in it is no word."""
    lines = _lines(text)
    if code:
        lines = lines.replace(code, f'<b translate="no">{code}</b>')
    st.html(f'<p class="alert" role="alert">{lines}</p>')


def details(summary: str, body_html: str, *, style: str = "", opened: bool = False) -> None:
    """A part that opens at a tap, without a word to the server."""
    st.html(details_html(summary, body_html, style=style, opened=opened))


def details_html(summary: str, body_html: str, *, style: str = "", opened: bool = False) -> str:
    """HTML of such a part."""
    is_open = " open" if opened else ""
    return f'<details class="details {style}"{is_open}><summary>{escape(summary)}</summary>{body_html}</details>'


def meter(name: str, value: float | None, shown: str, *, weak: bool) -> str:
    """HTML of a bar from 0 to 100 with its number; a weak one is hatched as well as coloured."""
    width = 0 if value is None else max(value, 1.5)
    style = "meter low" if weak else "meter"
    return (
        f'<span class="{style}"><span>{escape(name)}</span>'
        f'<span class="track" aria-hidden="true"><i style="width:{width:.1f}%"></i></span>'
        f'<span class="figure">{escape(shown)}</span></span>'
    )


def bullets(items: Iterable[str]) -> str:
    """HTML of a list of sentences."""
    return "<ul>" + "".join(f"<li>{_lines(item)}</li>" for item in items) + "</ul>"


def arrive(position: str, changed: str | None = None) -> None:
    """Marks the position that is drawn: the browser shows a new one from its top, with the focus on its heading.

    `changed` begins with the key of a part that has just been changed: the browser shows it, or else the part that has
    been opened on the screen. The number of the run reports to the browser that its tap has been answered, even where
    the answer looks the same (kanvas.js).
    """
    shown = changed or state.current().screen.opened_part or ""
    st.html(
        f'<span class="place" data-place="{escape(position)}" data-language="{state.language()}"'
        f' data-run="{state.run_number()}" data-changed="{escape(shown)}"></span>'
    )


@lru_cache(maxsize=256)  # every screen has the same five
def word_html(part: str, *, text: str = "", label: str = "", where: str = "") -> str:
    """HTML that sets the text or label of a part of Streamlit's own, named by a CSS selector (kanvas.js).

    With `where`, the text is given only to a part whose own text contains it.
    """
    return (
        f'<span class="word" data-part="{escape(part)}" data-text="{escape(text)}" data-label="{escape(label)}"'
        f' data-where="{escape(where)}"></span>'
    )


def name_uploader(key: str, label: str, refused: str) -> None:
    """Says what the parts of an uploader are called, which Streamlit has in English only.

    `refused` is what it says of a file of another kind.
    """
    texts = state.texts()
    choose = texts("home.upload")
    parts = {
        "input": {"label": label},
        "button p": {"text": choose},
        '[data-testid="stBaseButton-borderlessIcon"]': {"label": choose},
        '[data-testid="stFileChipDeleteBtn"] button': {"label": texts("home.from_file_remove")},
    }
    alerts = {"not allowed": refused, "must be": texts("home.file_too_large"), "Error": texts("home.file_not_sent")}
    st.html(
        "".join(word_html(f".st-key-{key} {part}", **words) for part, words in parts.items())
        + "".join(
            word_html(f'.st-key-{key} [data-testid="stFileChip"] [role="alert"]', text=text, where=where)
            for where, text in alerts.items()
        )
        + f'<span class="not-sent" data-text="{escape(texts("home.file_not_sent"))}"></span>'
    )


def picture_address(file: str) -> str:
    """Where the browser finds a file of content/pictures; it changes when the file does. Empty where there is none."""
    drawing = state.content().directory / "pictures" / Path(file).name
    return f"./pictures/{drawing.stat().st_mtime_ns:x}/{drawing.name}" if drawing.is_file() else ""


def drawing_of(content: Content, file: str, alt: str) -> str:
    """HTML of a file of content/pictures on its tile; empty where there is none."""
    drawing = content.directory / "pictures" / Path(file).name
    if not drawing.is_file():
        return ""
    source = _drawing(drawing, drawing.stat().st_mtime_ns)
    return f'<img class="picture" src="{source}" alt="{escape(alt)}">'


@cache
def _drawing(file: Path, _changed: int) -> str:
    """A drawing as an address that holds the drawing itself: no further request over a weak signal."""
    return f"data:image/svg+xml;base64,{b64encode(file.read_bytes()).decode()}"


@contextmanager
def foot() -> Iterator[None]:
    """The bar in thumb reach with the one main button."""
    with st.container(key="foot", horizontal=True):
        yield


def tally(text: str, *, downloaded: str, undelivered: str) -> None:
    """A line above the buttons of the foot that follows every tap; a download is reported there too (kanvas.js)."""
    attributes = f'data-downloaded="{escape(downloaded)}" data-undelivered="{escape(undelivered)}"'
    st.html(f'<p class="paragraph soft tally" role="status" {attributes}>{escape(text)}</p>')


def main_button(label: str, key: str) -> bool:
    """The one main button of a screen; True when it was tapped."""
    return st.button(plain(label), key=key, type="primary", width="stretch")


def side_button(label: str, key: str) -> bool:
    """A button beside the main one."""
    return st.button(plain(label), key=key)


def back_button() -> bool:
    """The way to the stop before: an arrow; the row above has its word for screen readers (frame.py)."""
    return st.button("‹", key="back")


def link_button(label: str, key: str) -> bool:
    """A quiet button that reads as a link."""
    return st.button(plain(label), key=key, type="tertiary")


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
