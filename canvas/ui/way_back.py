"""The ways back to one's work, and the ways out of it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from canvas.errors import KanvasError
from canvas.ui import resume, state
from canvas.ui.widgets import alert, details, link_button, main_button, plain, side_button, soft


def show_way_back() -> None:
    """The code and the QR code, for writing down or photographing."""
    texts, visit = state.texts(), state.visit()
    if visit is None or visit.keys is None:
        return
    if not visit.keys.code:
        if link_button(texts("way_back.new"), "new_code"):
            _told(state.new_code)
            st.rerun()
        return
    image = f'<img class="qr" src="{resume.qr_image(visit.keys.token)}" alt="{escape(texts("way_back.qr"))}">'
    details(
        texts("way_back.title"),
        f'<div class="way-back"><p class="code" translate="no">{escape(visit.keys.code)}</p>{image}'
        f"<p>{escape(texts('way_back.about'))}</p><p>{escape(texts('way_back.secret'))}</p></div>",
        style="quiet",
    )


def offer_code() -> bool:
    """A field for a code typed by hand; True once it has opened somebody's work."""
    texts = state.texts()
    if not state.flag("code") and not link_button(texts("way_back.have"), "have_code"):
        return False
    state.set_flag("code", True)
    typed = st.text_input(plain(texts("way_back.type")), key="resume_code", max_chars=40, autocomplete="off")
    if not (side_button(texts("way_back.open"), "resume") or typed):
        return False
    try:
        if resume.by_code(typed):
            return True
        alert(texts("way_back.unknown"))
    except KanvasError as error:
        alert(error.in_language(texts.language))
    return False


def offer_leaving() -> None:
    """The end of this person's session on a shared phone, and the deletion of everything."""
    texts = state.texts()
    soft(texts("home.next_person_about"))
    if side_button(texts("home.next_person"), "next_person") and _told(state.forget):
        st.rerun()
    if not state.flag("erase"):
        if link_button(texts("erase.title"), "erase_me"):
            state.set_flag("erase", True)
            st.rerun()
        return
    alert(texts("erase.about"))
    with st.container(key="erase_choice", horizontal=True):
        if side_button(texts("erase.cancel"), "erase_cancel"):
            state.set_flag("erase", False)
            st.rerun()
        if main_button(texts("erase.confirm"), "erase_confirm") and _told(state.erase):
            state.set_flag("erased", True)
            st.rerun()


def _told(action: Callable[[], None]) -> bool:
    """Does it; where the store cannot, says so and gives False."""
    try:
        action()
    except KanvasError as error:
        alert(error.in_language(state.language()))
        return False
    return True
