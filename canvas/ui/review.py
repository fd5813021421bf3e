"""All answers at a glance, each with a button that leads to its question."""

from __future__ import annotations

from html import escape
from itertools import groupby

import streamlit as st

from canvas.assessment import Assessment
from canvas.content.models import Question
from canvas.i18n import Texts
from canvas.questionnaire import Asked
from canvas.session import REVIEW, Route
from canvas.ui import state
from canvas.ui.progress import topic
from canvas.ui.widgets import alert, arrive, heading, link_button, soft
from canvas.wording import answer_in_words

LINE = "line_"
"""Beginning of the key of a line."""


def review(assessment: Assessment, route: Route, changed: str | None = None) -> None:
    """Draws all answers by topic; the browser shows the line of what was just changed."""
    texts = state.texts()
    heading(texts("assess.review_title"))
    arrive(REVIEW, changed and f"{LINE}{changed}")
    soft(texts("assess.review_about"))
    if route.open:
        alert(texts("assess.review_open", count=len(route.open)))
        link_button(texts("assess.answer_open"), "answer_open")
    for name, group in groupby(_by_topic(route), key=lambda asked: topic(asked, texts)):
        heading(name, 2)
        for asked in group:
            _line(assessment, asked, texts)


def _by_topic(route: Route) -> list[Asked]:
    """All that is asked, the two rounds of a part together."""
    content = state.content()
    order = [*content.profile, *content.questions]
    return sorted(route.asked, key=order.index)


def _line(assessment: Assessment, asked: Asked, texts: Texts) -> None:
    """One answer, with a button to change it."""
    answer = answer_in_words(asked, assessment, texts)
    short = asked.short if isinstance(asked, Question) else asked.ask
    nothing = texts("assess.not_answered") if isinstance(asked, Question) else texts("assess.left_empty")
    style = "soft" if answer or not isinstance(asked, Question) else "open"
    with st.container(key=f"{LINE}{asked.id}", horizontal=True):
        st.html(
            f'<p class="paragraph"><b>{escape(short[texts.language])}</b><br>'
            f'<span class="{style}">{escape(answer or nothing)}</span></p>'
        )
        link_button(texts("assess.change") if answer else texts("assess.answer_now"), f"change_{asked.id}")
