"""All answers at a glance, each with a way back to its question."""

from __future__ import annotations

from html import escape
from itertools import groupby

import streamlit as st

from canvas.assessment import Assessment
from canvas.content.models import Question
from canvas.i18n import Texts
from canvas.questionnaire import Stop, unanswered
from canvas.ui import state
from canvas.ui.question import topic
from canvas.ui.widgets import alert, arrive, heading, link_button, soft
from canvas.wording import answer_in_words

CHANGE, OPEN = "change", "open"
"""What somebody leaves the review for: to change one answer, or to answer what is still open."""


def review(assessment: Assessment, way: tuple[Stop, ...]) -> tuple[str | None, str | None]:
    """Draws all answers by topic; gives the place to go to, and what for."""
    texts = state.texts()
    heading(texts("assess.review_title"))
    arrive(state.REVIEW)
    soft(texts("assess.review_about"))
    jump, purpose = None, None
    left = unanswered(state.content(), assessment)
    if left:
        alert(texts("assess.review_open", count=len(left)))
        if link_button(texts("assess.answer_open"), "answer_open"):
            jump, purpose = left[0].id, OPEN
    for name, stops in groupby(way, key=lambda stop: topic(stop, texts)):
        heading(name, 2)
        for stop in stops:
            if _line(assessment, stop, texts):
                jump, purpose = stop.id, CHANGE
    return jump, purpose


def _line(assessment: Assessment, stop: Stop, texts: Texts) -> bool:
    """One answer; True where it is to be changed."""
    told = answer_in_words(stop, assessment, texts)
    short = stop.short if isinstance(stop, Question) else stop.ask
    nothing = texts("assess.not_answered") if isinstance(stop, Question) else texts("assess.left_empty")
    style = "soft" if told or not isinstance(stop, Question) else "open"
    with st.container(key=f"line_{stop.id}", horizontal=True):
        st.html(
            f'<p class="paragraph"><b>{escape(short[texts.language])}</b><br>'
            f'<span class="{style}">{escape(told or nothing)}</span></p>'
        )
        label = texts("assess.change") if told else texts("assess.answer_now")
        return link_button(label, f"change_{stop.id}")
