"""The beginning: what this is, what one gets, the way in, and the ways back."""

from html import escape

import streamlit as st

from canvas.errors import KanvasError
from canvas.questionnaire import progress
from canvas.server.frame import UNKNOWN
from canvas.ui import resume, screens, state
from canvas.ui.way_back import ask_code, offer_again, offer_erasing, offer_next_person, show_way_back
from canvas.ui.widgets import (
    alert,
    arrive,
    bullets,
    details,
    drawing_html,
    foot,
    heading,
    link_button,
    main_button,
    paragraph,
    plain,
    soft,
    word_html,
)

texts, content = state.texts(), state.content()
language = texts.language
UPLOADER = '[data-testid="stFileUploader"]'
GIFTS = ("gift_score", "gift_canvas", "gift_plan")


def welcome() -> None:
    logo = drawing_html("logo.svg", texts("home.logo"))
    st.html(f'<div class="welcome">{logo}<h1 class="heading">{escape(texts("home.welcome"))}</h1></div>')
    if state.flag("erased"):
        soft(texts("erase.done"))
    paragraph(texts("home.promise"))
    gifts = "".join(f"<li><b>{number}</b>{escape(texts(f'home.{gift}'))}</li>" for number, gift in enumerate(GIFTS, 1))
    st.html(f'<ol class="gifts">{gifts}</ol>')
    soft(texts("home.minutes", minutes=texts.number(content.settings.minutes)))
    soft(texts("home.no_right_answer"))
    topics = [f"{dimension.name[language]}: {dimension.about[language]}" for dimension in content.dimensions]
    details(texts("home.topics"), bullets(topics))
    if link_button(texts("way_back.have"), "have_code"):
        state.set_flag("code", True)
        st.rerun()
    offer_file()


def offer_file() -> None:
    """A way in with an answers file; the uploader is drawn only for those who ask for it."""
    if not state.flag("file") and not link_button(texts("home.from_file"), "from_file"):
        return
    state.set_flag("file", True)
    uploaded = st.file_uploader(plain(texts("home.from_file_label")), type="json", key="upload")
    st.html("".join(word_html(f"{UPLOADER} {part}", **words) for part, words in uploaders_words().items()))
    if uploaded is None:
        return
    try:
        resume.open_file(uploaded.file_id, uploaded.getvalue())
    except KanvasError as error:
        alert(f"{error.in_language(language)} {texts('home.from_file_kept')}")
    else:
        st.rerun()


def uploaders_words() -> dict[str, dict[str, str]]:
    """What parts of the uploader are called."""
    choose = texts("home.upload")
    return {
        "input": {"label": texts("home.from_file_label")},
        "button p": {"text": choose},
        '[data-testid="stBaseButton-borderlessIcon"]': {"label": choose},
        '[data-testid="stFileChipDeleteBtn"] button': {"label": texts("home.from_file_remove")},
        '[data-testid="stFileChip"] [role="alert"]': {"text": texts("home.from_file_refused")},
    }


def welcome_back(visit: state.Visit) -> None:
    business = visit.work.assessment.profile.get("business_name", "")
    heading(texts("home.welcome_back_named", business=business) if business else texts("home.welcome_back"))
    show_way_back()
    offer_next_person()
    if visit.work.finished:
        offer_again()
    elif visit.previous and link_button(texts("again.back"), "again_back"):
        state.end_again()
        st.rerun()
    offer_erasing()


def type_code() -> None:
    """A screen of its own for who has a code."""
    arrive("code")
    heading(texts("way_back.have"))
    ask_code()


def begin_or_go_on() -> None:
    """The one main button: on from where this person stands."""
    if visit is None:
        if main_button(texts("home.start"), "start"):
            state.begin()
            screens.go("assess")
        return
    done = progress(content, visit.work.assessment)
    if visit.work.finished and visit.work.place != state.CONSENT:
        if main_button(texts("home.see_result"), "to_result"):
            screens.go("result")
        return
    go_on = texts("home.go_on", answered=done.answered, total=done.total) if done.answered else texts("home.continue")
    if main_button(go_on, "go_on"):
        screens.go("assess")


def beginning() -> None:
    """For a newcomer, and for who comes back."""
    arrive("welcome_back" if visit else "home")
    if UNKNOWN in st.query_params:
        del st.query_params[UNKNOWN]
        alert(texts("home.address_unknown"))
    if visit is None:
        welcome()
    else:
        welcome_back(visit)
    if link_button(texts("home.method"), "to_method"):
        screens.go("method")
    with foot():
        begin_or_go_on()


visit = state.visit()
if visit is None and state.flag("code"):
    type_code()
else:
    beginning()
