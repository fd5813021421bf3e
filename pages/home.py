"""The beginning: what this is, what one gets, and the way in."""

from html import escape

import streamlit as st

from canvas.content.models import Picture
from canvas.errors import KanvasError
from canvas.questionnaire import progress
from canvas.ui import screens, state
from canvas.ui.resume import open_file
from canvas.ui.widgets import (
    alert,
    bullets,
    details,
    foot,
    heading,
    link_button,
    main_button,
    paragraph,
    picture_html,
    plain,
    side_button,
    soft,
)

texts, content, assessment = state.texts(), state.content(), state.assessment()
language = texts.language
GIFTS = ("gift_score", "gift_canvas", "gift_plan")


def welcome() -> None:
    logo = picture_html(Picture.model_validate({"file": "logo.svg", "alt": {"id": "logo"}}), texts("home.logo"))
    st.html(f'<div class="welcome">{logo}<h1 class="heading">{escape(texts("home.welcome"))}</h1></div>')
    paragraph(texts("home.promise"))
    gifts = "".join(f"<li><b>{number}</b>{escape(texts(f'home.{gift}'))}</li>" for number, gift in enumerate(GIFTS, 1))
    st.html(f'<ol class="gifts">{gifts}</ol>')
    soft(texts("home.minutes", minutes=texts.number(content.settings.minutes)))
    soft(texts("home.no_right_answer"))
    topics = [f"{dimension.name[language]}: {dimension.about[language]}" for dimension in content.dimensions]
    details(texts("home.topics"), bullets(topics))


def welcome_back(business: str) -> None:
    heading(texts("home.welcome_back_named", business=business) if business else texts("home.welcome_back"))
    soft(texts("home.next_person_about"))
    if side_button(texts("home.next_person"), "next_person"):
        state.forget()
        st.rerun()


def offer_file() -> None:
    """A way in with an answers file; the uploader is drawn only for those who ask for it."""
    if not state.flag("file") and not link_button(texts("home.from_file"), "from_file"):
        return
    state.set_flag("file", True)
    uploaded = st.file_uploader(plain(texts("home.from_file_label")), type="json", key="upload")
    if uploaded is None:
        return
    try:
        open_file(uploaded.file_id, uploaded.getvalue())
        soft(texts("home.from_file_done"))
    except KanvasError as error:
        alert(f"{error.in_language(language)} {texts('home.from_file_kept')}")


if assessment is None:
    welcome()
else:
    welcome_back(assessment.profile.get("business_name", ""))
offer_file()
if link_button(texts("home.method"), "to_method"):
    screens.go("method")

with foot():
    current = state.assessment()
    if current is None:
        if main_button(texts("home.start"), "start"):
            state.begin()
            screens.go("assess")
    elif state.is_finished():
        if main_button(texts("home.see_result"), "to_result"):
            screens.go("result")
    else:
        done = progress(content, current)
        if main_button(texts("home.go_on", answered=done.answered, total=done.total), "go_on"):
            screens.go("assess")
