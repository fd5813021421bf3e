"""The coming week as a strip of seven days: what to begin on Monday, and what is due."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape

import streamlit as st

from canvas.assessment import Assessment
from canvas.i18n import Texts
from canvas.schedule import coming_monday, schedule
from canvas.ui import state


def show_week(assessment: Assessment) -> None:
    """Seven days from the coming Monday on; nothing where no step is open."""
    content, texts = state.content(), state.texts()
    today = state.services().today()
    scheduled = schedule(content, assessment, today)
    if not scheduled:
        return
    monday, first = coming_monday(today), scheduled[0]
    due = {each.planned.due for each in scheduled}
    days = "".join(_day(monday + timedelta(days=number), first.begins, due, texts) for number in range(7))
    begins = texts("plan.begins_on", day=texts.weekday_date(first.begins), first=first.step.first_step[texts.language])
    st.html(
        f'<div class="week"><p class="chip sun">{escape(texts("plan.begin_small"))}</p>'
        f'<p class="paragraph"><b>{escape(begins)}</b></p><ol class="days">{days}</ol></div>'
    )


def _day(day: date, begins: date, due: set[date], texts: Texts) -> str:
    """A day with its marks in words: the first begins the plan; on others a step is due."""
    marks = [texts("plan.begins")] if day == begins else []
    marks += [texts("plan.due_here")] if day in due else []
    style = "begins" if day == begins else "due" if day in due else ""
    said = f"<small>{escape(', '.join(marks))}</small>" if marks else ""
    name = texts.weekday_letters()[day.weekday()]
    return f'<li class="{style}"><b>{escape(name)}</b> {day.day}{said}</li>'
