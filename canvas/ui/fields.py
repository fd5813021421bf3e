"""Fields for what people write themselves. A text that is too long stays as it was typed, and the screen says so.

Streamlit's own limit would drop a long paste without a word.
"""

from __future__ import annotations

from typing import Any, Literal

import streamlit as st

from canvas.ui import state
from canvas.ui.sent import is_longer
from canvas.ui.widgets import alert, plain


def field(
    label: str,
    key: str,
    kept: str | None = None,
    *,
    longest: int,
    separator: str | None = None,
    kind: Literal["line", "area"] = "line",
    **options: Any,
) -> str:
    """A field that shows what is kept, or whatever was typed where that is too long; returns its text.

    With a `separator`, each part may have so many characters.
    """
    typed = state.widget_value(key)
    too_long = isinstance(typed, str) and is_longer(typed, longest, separator)
    if kept is not None and not too_long:
        state.seed(key, kept)
    if kind == "area":
        text = st.text_area(plain(label), key=key, height="content", **options)
    else:
        text = st.text_input(plain(label), key=key, autocomplete="off", **options)
    if too_long:
        texts = state.texts()
        alert(texts("app.part_too_long" if separator else "app.too_long", most=texts.number(longest)))
    return text or ""
