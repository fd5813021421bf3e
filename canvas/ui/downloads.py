"""The files a person takes home."""

from __future__ import annotations

import re
import unicodedata

import streamlit as st

from canvas.answers_file import write_answers
from canvas.report import action_plan
from canvas.ui import screens, state
from canvas.ui.widgets import plain


def plan() -> None:
    """The button for the PDF, which is made only when it is tapped."""
    content, texts, assessment, today = state.content(), state.texts(), screens.work(), state.today()
    template = state.flag("template") or content.settings.template
    st.download_button(
        plain(texts("plan.download_pdf")),
        lambda: action_plan(content, assessment, language=texts.language, today=today, template=template),
        f"{_named('plan.file_name')}.pdf",
        "application/pdf",
        key="download_pdf",
        type="primary",
        on_click="ignore",
        width="stretch",
    )


def answers() -> None:
    """The button for the answers file."""
    assessment = screens.work()
    st.download_button(
        plain(state.texts()("plan.download_json")),
        lambda: write_answers(assessment),
        f"{_named('plan.answers_file_name')}.json",
        "application/json",
        key="download_json",
        on_click="ignore",
    )


def _named(key: str) -> str:
    """A file name that every device can keep: letters, digits and dashes only."""
    texts, content = state.texts(), state.content()
    business = screens.work().profile.get("business_name") or content.settings.version
    simple = unicodedata.normalize("NFKD", texts(key, business=business)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", simple).strip("-")[:60]
