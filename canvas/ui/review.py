"""All answers at a glance, each with a way back to its question."""

from __future__ import annotations

from html import escape
from itertools import groupby

import streamlit as st

from canvas.assessment import Assessment
from canvas.content.models import Question
from canvas.i18n import Texts
from canvas.questionnaire import Stop
from canvas.ui import state
from canvas.ui.question import topic
from canvas.ui.widgets import alert, arrive, heading, link_button, soft
from canvas.wording import answer_in_words


def review(assessment: Assessment, way: tuple[Stop, ...]) -> str | None:
    """Draws all answers by topic; gives the place to jump to where one is to be changed."""
    texts = state.texts()
    heading(texts("assess.review_title"))
    arrive(state.REVIEW)
    soft(texts("assess.review_about"))
    missing = [stop for stop in way if isinstance(stop, Question) and stop.id not in assessment.answers]
    if missing:
        alert(texts("assess.review_open", count=len(missing)))
    jump = None
    for name, stops in groupby(way, key=lambda stop: topic(stop, texts)):
        heading(name, 2)
        for stop in stops:
            jump = _line(assessment, stop, texts) or jump
    return jump


def _line(assessment: Assessment, stop: Stop, texts: Texts) -> str | None:
    told = answer_in_words(stop, assessment, texts)
    short = stop.short if isinstance(stop, Question) else stop.ask
    nothing = texts("assess.not_answered") if isinstance(stop, Question) else texts("assess.left_empty")
    with st.container(key=f"line_{stop.id}", horizontal=True):
        st.html(
            f'<p class="paragraph"><b>{escape(short[texts.language])}</b><br>'
            f'<span class="soft">{escape(told or nothing)}</span></p>'
        )
        label = texts("assess.change") if told else texts("assess.answer_now")
        if link_button(label, f"change_{stop.id}"):
            return stop.id
    return None
