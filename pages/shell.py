"""Runs on every visit: who this is, the language, the stylesheet, and the way to the screens."""

import streamlit as st

from canvas.ui import frame, resume, screens, state, styles

st.set_page_config(page_title=state.texts()("app.name"), page_icon=str(state.content().directory / "pictures/logo.svg"))
styles.apply()
resume.come_back()
frame.top()
page = st.navigation(list(screens.pages().values()), position="hidden")
page.run()
frame.trouble()
