"""What surrounds every screen: links to the others, the language, and what could not be stored."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import PurePath

import streamlit as st

from canvas.errors import KanvasError, message
from canvas.session import ErasedElsewhere, Session, is_at_a_stop
from canvas.ui import failure, state
from canvas.ui.aloud import speaker_html
from canvas.ui.arrival import AT
from canvas.ui.widgets import alert, plain, word_html

RETRY_SECONDS = 5
AFTER_THE_QUESTIONS = ("result", "canvas", "plan")
STREAMLITS_WORDS = {
    '[data-testid="stSkipToContent"]': "app.skip",
    '[data-testid="stAlertContentError"]': "app.part_missing",  # its code did not come over a weak signal
    '[data-testid="stDownloadButtonError"]': "app.download_failed",
}


def top(session: Session, pages: Mapping[str, st.Page]) -> None:
    """The row above every screen."""
    texts = state.texts()
    query = {name: value for name, value in st.query_params.to_dict().items() if name != AT}
    with st.container(key="top", horizontal=True):
        st.page_link(pages["home"], label=plain(texts("app.name")), query_params=query)
        _language(session)
        words = "".join(word_html(part, text=texts(key)) for part, key in STREAMLITS_WORDS.items())
        st.html(speaker_html() + words + (_menu_html() if is_at_a_stop(session) else ""))
    if session.visit and session.visit.work.finished:
        with st.container(key="menu", horizontal=True):
            for name in AFTER_THE_QUESTIONS:
                st.page_link(pages[name], label=plain(texts(f"{name}.title")), query_params=query)


def _menu_html() -> str:
    """HTML of what opens the row at a stop, where it is out of the way until then (styles.css)."""
    texts = state.texts()
    menu = f'<details class="menu" id="menu"><summary aria-label="{escape(texts("app.menu"))}">☰</summary></details>'
    return menu + word_html(".st-key-back button", label=texts("app.back"))


def trouble() -> None:
    """Says below every screen's parts when something could not be stored or opened, and tries again automatically."""
    session = state.current()
    visit = session.visit
    erased = visit is not None and isinstance(visit.storage, ErasedElsewhere)
    waits = visit is not None and visit.trouble is not None
    if not (erased or waits or session.unreachable):
        return  # each part of a screen is one more message, an empty one too
    with st.container(key="trouble"):
        if erased:
            alert(state.texts()("erase.elsewhere"))
        elif waits:
            _try_again()
        else:
            _look_again()


@st.fragment(run_every=RETRY_SECONDS)
def _try_again() -> None:
    """Says at once that the write failed; it is tried again only in the turns after that."""
    with failure.reported():
        if state.is_said(state.current().visit):
            state.keep(state.settled(state.current()))
        visit = state.current().visit
        if visit is None or visit.trouble is None:
            st.rerun()
        else:
            state.say(visit)
            alert(f"{state.texts()('trouble.not_stored')} {_in_words(visit.trouble)}")


@st.fragment(run_every=RETRY_SECONDS)
def _look_again() -> None:
    """Work that could not be opened is looked for again, by a run of the whole screen."""
    with failure.reported():
        found = state.current().unreachable
        if found is None or state.is_said(found):
            st.rerun()
        else:
            state.say(found)
            alert(_in_words(found))


def _in_words(error: KanvasError) -> str:
    """In the person's language; of the store only its name, because its address concerns nobody here."""
    store = PurePath(str(error.details.get("store", ""))).name
    return message(error.code, state.language(), **{**error.details, "store": store})


def _language(session: Session) -> None:
    texts = state.texts()
    state.seed("language", session.language)
    st.radio(
        texts("app.language"),
        state.languages(),
        format_func=str.upper,
        key="language",
        horizontal=True,
        label_visibility="collapsed",
    )
