"""The files a person takes home."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlencode

import streamlit as st

from canvas.answers_file import write_answers
from canvas.planning import plan_steps
from canvas.reminders import calendar_file, has_reminders
from canvas.report import Extras, action_plan
from canvas.ui import resume, screens, state
from canvas.ui.widgets import plain


def plan() -> None:
    """The button for the PDF, which is made only when it is tapped."""
    content, texts, assessment, today = state.content(), state.texts(), screens.work(), state.today()
    visit = state.visit()
    extras = Extras(state.flag("template"), resume.on_paper(), visit.previous if visit else None)
    st.download_button(
        plain(texts("plan.download_pdf")),
        lambda: action_plan(content, assessment, language=texts.language, today=today, extras=extras),
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


def calendar() -> None:
    """The button for the calendar file with reminders, if anything of the plan is ahead."""
    content, texts, assessment, visit = state.content(), state.texts(), screens.work(), state.visit()
    today = state.today()
    if not has_reminders(content, assessment, today):
        return
    owner = visit.keys.id if visit and visit.keys else None
    st.download_button(
        plain(texts("plan.calendar")),
        lambda: calendar_file(content, assessment, texts, now=state.now(), today=today, owner=owner) or b"",
        f"{_named('plan.calendar_file')}.ics",
        "text/calendar",
        key="download_ics",
        on_click="ignore",
    )


def share() -> None:
    """A link that opens WhatsApp with the steps in words; who gets them is chosen there."""
    content, texts = state.content(), state.texts()
    language = texts.language
    steps = [pair for pair in plan_steps(content, screens.work()) if pair[0].done is None]
    lines = [
        texts(
            "plan.share_step",
            number=number,
            step=step.title[language],
            first=step.first_step[language],
            due=texts.long_date(planned.due),
        )
        for number, (planned, step) in enumerate(steps, 1)
    ]
    message = texts("plan.share_text", steps="\n".join(lines))
    st.link_button(plain(texts("plan.share")), f"https://wa.me/?{urlencode({'text': message}, quote_via=quote)}")


def _named(key: str) -> str:
    """A file name that every device can keep: letters, digits and dashes only."""
    texts, content = state.texts(), state.content()
    business = screens.work().profile.get("business_name") or content.settings.version
    simple = unicodedata.normalize("NFKD", texts(key, business=business)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", simple).strip("-")[:60]
