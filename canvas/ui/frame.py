"""What surrounds every screen: where else to go, and the language."""

from __future__ import annotations

import streamlit as st

from canvas.ui import screens, state
from canvas.ui.widgets import alert, plain

RETRY_SECONDS = 5


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


def trouble() -> None:
    """Says over every screen when something could not be stored or opened, and tries again by itself.

    Drawn last, because a screen may have met the trouble only just now.
    """
    visit = state.visit()
    with st.container(key="trouble"):
        if visit and visit.trouble:
            _try_again()
        elif state.flag("trouble"):
            alert(state.flag("trouble").in_language(state.language()))


@st.fragment(run_every=RETRY_SECONDS)
def _try_again() -> None:
    state.try_to_store()
    visit = state.visit()
    if visit is None or visit.trouble is None:
        st.rerun()
    alert(f"{state.texts()('trouble.not_stored')} {visit.trouble.in_language(state.language())}")


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
