"""What surrounds every screen: where else to go, and the language."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from canvas.errors import KanvasError, message
from canvas.ui import failure, screens, state
from canvas.ui.aloud import speaker_html
from canvas.ui.widgets import alert, plain, word_html

RETRY_SECONDS = 5
STREAMLITS_WORDS = {
    '[data-testid="stSkipToContent"]': "app.skip",
    '[data-testid="stAlertContentError"]': "app.part_missing",  # its code did not come over a weak signal
    '[data-testid="stDownloadButtonError"]': "app.download_failed",
}


def top() -> None:
    """The row above every screen."""
    texts = state.texts()
    pages, query = screens.pages(), screens.query()
    with st.container(key="top", horizontal=True):
        st.page_link(pages["home"], label=plain(texts("app.name")), query_params=query)
        _language()
        st.html(speaker_html() + "".join(word_html(part, text=texts(key)) for part, key in STREAMLITS_WORDS.items()))
    if state.is_finished():
        with st.container(key="menu", horizontal=True):
            for name in screens.AFTER_THE_QUESTIONS:
                st.page_link(pages[name], label=plain(texts(f"{name}.title")), query_params=query)


def name(title: str) -> None:
    """Gives the browser's tab its name and picture."""
    texts = state.texts()
    st.set_page_config(
        page_title=texts("app.page_title", title=title, name=texts("app.name")),
        page_icon=str(state.content().directory / "pictures" / "logo.svg"),
    )


def trouble() -> None:
    """Says over every screen when something could not be stored or opened, and tries again by itself.

    Drawn last, because a screen may have met the trouble only just now.
    """
    visit = state.visit()
    with st.container(key="trouble"):
        if visit and visit.trouble:
            _try_again()
        elif state.flag("trouble"):
            _look_again()


@st.fragment(run_every=RETRY_SECONDS)
def _try_again() -> None:
    """Tells the trouble at once; a failed write is tried again only in the turns after that."""
    with failure.told():
        visit = state.visit()
        if visit and state.flag("told") is visit.trouble:
            state.try_to_store()
            visit = state.visit()
        if visit is None or visit.trouble is None:
            st.rerun()
        state.set_flag("told", visit.trouble)
        alert(f"{state.texts()('trouble.not_stored')} {_told(visit.trouble)}")


@st.fragment(run_every=RETRY_SECONDS)
def _look_again() -> None:
    """Work that could not be opened is looked for again, from the top of the screen."""
    with failure.told():
        found = state.flag("trouble")
        if state.flag("told") is found:
            st.rerun()
        state.set_flag("told", found)
        alert(_told(found))


def _told(error: KanvasError) -> str:
    """In the person's language; of the store only the name, for where it lies is nobody's business here."""
    store = PurePath(str(error.details.get("store", ""))).name
    return message(error.code, state.language(), **{**error.details, "store": store})


def _language() -> None:
    content, texts = state.content(), state.texts()
    state.seed("language", state.language())
    chosen = st.radio(
        texts("app.language"),
        [language.id for language in content.settings.offered],
        format_func=str.upper,
        key="language",
        horizontal=True,
        label_visibility="collapsed",
    )
    state.speak(chosen)
