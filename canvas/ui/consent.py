"""Asked before anything is stored: may these answers be kept?"""

from __future__ import annotations

import streamlit as st

from canvas.ui import state
from canvas.ui.widgets import alert, arrive, heading, paragraph, plain, soft

YES, NO = "yes", "no"


def ask_consent() -> str | None:
    """Draws the question; gives YES, NO, or None while it is open."""
    texts = state.texts()
    heading(texts("consent.ask"))
    arrive(state.CONSENT)
    paragraph(texts("consent.about"))
    soft(texts("consent.rights", days=texts.number(state.settings().keep_days)))
    state.seed("q_consent", None)
    answer: str | None = st.radio(
        plain(texts("consent.ask")),
        [YES, NO],
        format_func=lambda choice: plain(texts(f"consent.{choice}")),
        index=None,
        key="q_consent",
        label_visibility="collapsed",
    )
    if answer == NO:
        soft(texts("consent.no_about"))
    return answer


def consent_hint(answer: str | None) -> None:
    """What to do, for who wanted to go on without an answer."""
    if answer is None and state.flag("hint") == state.CONSENT:
        alert(state.texts()("assess.choose_first_plain"))


def settle_consent(answer: str | None) -> bool:
    """Called on the way onward; False where there is no answer yet."""
    if answer is None:
        state.set_flag("hint", state.CONSENT)
        return False
    if answer == YES:
        state.agree()
    return True
