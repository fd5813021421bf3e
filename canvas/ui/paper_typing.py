"""Typing a paper form by keyboard: the keys of the answers are on their buttons, Enter goes on."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from canvas.paper.screen import Paper, Said
from canvas.paper.typing import KEYS, Typing
from canvas.session import Session, showing
from canvas.store import Held
from canvas.ui import state
from canvas.ui.paper import draw_said
from canvas.ui.sent import Sent
from canvas.ui.widgets import heading, paragraph, plain, soft


def begun(screen: Paper, language: str) -> Paper:
    """The panel for typing, at the number of the first form, or where it was left."""
    typing = screen.typing if screen.typing.language else Typing(language=language)
    return replace(screen, panel="typing", typing=typing, said=())


def apply(session: Session, screen: Paper, held: Held, sent: Sent) -> Session:
    """What a key does. The form is kept after its last question. Raises: KanvasError."""
    content, today, typing = state.content(), state.services().today(), screen.typing
    way = typing.way(content, today)
    asked = next((each for each in way if each.id == typing.here), None)
    key = sent.after("key_")
    if sent.tapped == "go_back":
        typing = typing.moved(way, -1)
    elif key is not None and key.isdecimal() and asked is None:
        typing = typing.digit(int(key))
    elif key is not None and key.isdecimal() and asked and int(key) < len(asked.choices):
        typing = typing.chosen(asked, asked.choices[int(key)].value)
        if asked.kind == "one":
            return _onward(session, screen, held, typing)
    elif sent.tapped == "go_on":
        return _onward(session, screen, held, typing)
    return showing(session, replace(screen, typing=typing, said=()))


def _onward(session: Session, screen: Paper, held: Held, typing: Typing) -> Session:
    """To the next question; after the last one the form is kept."""
    services, content = state.services(), state.content()
    if typing.here is None and not typing.number:
        return showing(session, replace(screen, said=(Said("typing_number"),)))
    after = typing.moved(typing.way(content, services.today()), 1)
    if after.here is not None:
        return showing(session, replace(screen, typing=after, said=()))
    if not typing.assessment(content, services.today()).answers:
        return showing(session, replace(screen, typing=after, said=(Said("table_row_without_answers"),)))
    _, kept = services.paper.keep(held.id, str(typing.number), typing.assessment(content, services.today()))
    said = Said(f"paper_{kept.value}", (("number", typing.number),))
    return showing(session, replace(screen, typing=typing.begun_anew(), said=(said,)))


def draw(screen: Paper) -> None:
    """The number, or one question with its answers, each with its key."""
    texts, content, typing = state.texts(), state.content(), screen.typing
    way = typing.way(content, state.services().today())
    asked = next((each for each in way if each.id == typing.here), None)
    draw_said(screen.said)
    if asked is None:
        heading(texts("form.number"), 2)
        paragraph(str(typing.number or "–"))
        with st.container(key="digits", horizontal=True):
            for digit in (1, 2, 3, 4, 5, 6, 7, 8, 9, 0):
                st.button(str(digit), key=f"key_{digit}", shortcut=str(digit))
    else:
        soft(texts("paper.typing_at", number=typing.number, position=way.index(asked) + 1, total=len(way)))
        heading(asked.ask, 2)
        if asked.kind == "several":
            soft(texts("form.several"))
        chosen = typing.answers.get(asked.id, ())
        for index, (key, choice) in enumerate(zip(KEYS, asked.choices, strict=False)):
            st.button(
                plain(choice.label),
                key=f"key_{index}",
                shortcut=key,
                type="primary" if choice.value in chosen else "secondary",
                width="stretch",
            )
    with st.container(key="foot", horizontal=True):
        st.button(plain(texts("app.back")), key="go_back", shortcut="backspace")
        st.button(plain(texts("app.next")), key="go_on", shortcut="enter", type="primary", width="stretch")
    soft(texts("paper.typing_about"))
