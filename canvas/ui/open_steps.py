"""The open steps of the plan, asked about when their owner comes back: done, not yet, or another one."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from canvas.planning import dropped
from canvas.schedule import plan_steps
from canvas.session import Home, PlanScreen, Session, Visit, changed, opened, showing, with_visit
from canvas.ui import state
from canvas.ui.sent import Sent
from canvas.ui.widgets import heading, side_button

DONE, NOT_YET, CHANGE = "step_done_", "step_not_yet_", "step_change_"
"""Beginnings of the keys of the buttons."""

MOST = 3
"""So many steps are asked about at once."""


def apply_open_steps(session: Session, sent: Sent) -> Session:
    """Ticks a step, leaves it for another day, or takes it out of the plan to choose another."""
    visit, screen = session.visit, session.screen
    assert visit is not None
    assert isinstance(screen, Home)
    if step := sent.after(DONE):
        planned = next((each for each in visit.assessment.plan if each.step == step), None)
        if planned is None:
            return session
        done = replace(planned, done=state.services().today())
        return with_visit(session, changed(visit, visit.assessment.with_step(done)))
    if step := sent.after(NOT_YET):
        return showing(session, replace(screen, not_yet=screen.not_yet | {step}))
    if step := sent.after(CHANGE):
        without = dropped(state.content(), visit.assessment, step, state.services().today())
        return opened(with_visit(session, changed(visit, without)), PlanScreen)
    return session


def ask_about_open_steps(visit: Visit, screen: Home) -> None:
    """A card a step that was begun and not done, in the order of the plan."""
    texts, content = state.texts(), state.content()
    open_steps = [
        step
        for planned, step in plan_steps(content, visit.assessment)
        if planned.done is None and step.id not in screen.not_yet
    ]
    if not open_steps:
        return
    heading(texts("home.steps"), 2)
    for step in open_steps[:MOST]:
        with st.container(key=f"open_{step.id}"):
            st.html(f'<p class="paragraph"><b>{escape(step.title[texts.language])}</b></p>')
            with st.container(key=f"answers_{step.id}", horizontal=True):
                side_button(texts("home.step_yes"), f"{DONE}{step.id}")
                side_button(texts("home.step_not_yet"), f"{NOT_YET}{step.id}")
                side_button(texts("home.step_change"), f"{CHANGE}{step.id}")
