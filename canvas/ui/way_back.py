"""The ways back to one's work, and the ways out of it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from canvas.errors import KanvasError
from canvas.ui import resume, screens, state
from canvas.ui.widgets import alert, details, foot, link_button, main_button, plain, side_button, soft


def show_way_back(*, opened: bool = False) -> None:
    """The code and the QR code, for writing down or photographing; at once, or at a tap."""
    texts, visit = state.texts(), state.visit()
    if visit is None or visit.keys is None:
        return
    if not visit.keys.code:
        if link_button(texts("way_back.new"), "new_code"):
            state.set_flag("new_code", _told(state.new_code))
            st.rerun()
        return
    image = f'<img class="qr" src="{resume.qr_image(visit.keys.token)}" alt="{escape(texts("way_back.qr"))}">'
    details(
        texts("way_back.title"),
        f'<div class="way-back"><p class="code" translate="no">{escape(visit.keys.code)}</p>{image}'
        f"<p>{escape(texts('way_back.about'))}</p><p>{escape(texts('way_back.secret'))}</p></div>",
        style="quiet",
        opened=opened or bool(state.flag("new_code")),
    )


def need_code() -> None:
    """Makes a code where none is known on this device: at the end somebody takes it home."""
    visit = state.visit()
    if visit and visit.keys and not visit.keys.code:
        _told(state.new_code)


def ask_code() -> None:
    """A field for a code typed by hand; it opens the work that the code names."""
    texts = state.texts()
    typed = st.text_input(plain(texts("way_back.type")), key="resume_code", max_chars=40, autocomplete="off")
    soft(texts("way_back.type_hint"))
    with foot():
        if side_button(texts("app.back"), "back"):
            state.set_flag("code", False)
            st.rerun()
        tapped = main_button(texts("way_back.open"), "resume")
    if not typed:
        if tapped:
            alert(texts("way_back.type_first"))
        return
    try:
        if resume.by_code(typed):
            st.rerun()
        alert(texts("way_back.unknown"))
    except KanvasError as error:
        alert(error.in_language(texts.language))


def offer_next_person() -> None:
    """The end of this person's session on a shared phone."""
    texts = state.texts()
    soft(texts("home.next_person_about"))
    if side_button(texts("home.next_person"), "next_person") and _told(state.forget):
        st.rerun()


def offer_again() -> None:
    """Answering all questions anew; asked once more, because the questions come first from then on."""
    texts = state.texts()
    soft(texts("again.about"))
    if not state.flag("again"):
        if link_button(texts("again.start"), "again"):
            state.set_flag("again", True)
            st.rerun()
        return
    if _sure("again", texts("again.sure"), texts("again.cancel"), texts("again.confirm")):
        state.begin_again()
        screens.go("assess")


def offer_erasing() -> None:
    """The deletion of everything, asked once more."""
    texts = state.texts()
    if not state.flag("erase"):
        if link_button(texts("erase.title"), "erase_me"):
            state.set_flag("erase", True)
            st.rerun()
        return
    if _sure("erase", texts("erase.about"), texts("erase.cancel"), texts("erase.confirm")) and _told(state.erase):
        state.set_flag("erased", True)
        st.rerun()


def _sure(name: str, question: str, no: str, yes: str) -> bool:
    """Asks once more; True at a yes, and after a no it is as if nothing had been tapped."""
    alert(question)
    with st.container(key=f"{name}_choice", horizontal=True):
        if side_button(no, f"{name}_cancel"):
            state.set_flag(name, False)
            st.rerun()
        return side_button(yes, f"{name}_confirm")


def _told(action: Callable[[], None]) -> bool:
    """Does it; where the store cannot, says so and gives False."""
    try:
        action()
    except KanvasError as error:
        alert(error.in_language(state.language()))
        return False
    return True
