"""What surrounds every screen: where else to go, and the language."""

from __future__ import annotations

import streamlit as st

from canvas.ui import screens, state
from canvas.ui.widgets import plain


def top() -> None:
    """The row above every screen."""
    texts = state.texts()
    pages, query = screens.pages(), st.query_params.to_dict()
    with st.container(key="top", horizontal=True):
        st.page_link(pages["home"], label=plain(texts("app.name")), query_params=query)
        _language()
    if state.is_finished():
        with st.container(key="menu", horizontal=True):
            for name in screens.AFTER_THE_QUESTIONS:
                st.page_link(pages[name], label=plain(texts(f"{name}.title")), query_params=query)


def _language() -> None:
    content, texts = state.content(), state.texts()
    state.seed("language", state.language())
    chosen = st.radio(
        texts("app.language"),
        [language.id for language in content.settings.languages],
        format_func=str.upper,
        key="language",
        horizontal=True,
        label_visibility="collapsed",
    )
    state.speak(chosen)
