"""Runs on every visit: who this is, the language, and the way to the screens."""

import streamlit as st

from canvas.ui import failure, frame, resume, screens, state

with failure.told():
    resume.come_back()
    frame.top()
    page = st.navigation(list(screens.pages().values()), position="hidden")
    frame.name(page.title)
    state.enter(page.url_path)
    page.run()
    frame.trouble()
