"""What a projector shows, drawn again once a second from one reading for all of them."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from canvas.errors import KanvasError
from canvas.i18n import Texts, texts_for
from canvas.store import Room
from canvas.ui import failure, state
from canvas.ui.arrival import qr_image, root_address
from canvas.ui.membership import CODE
from canvas.ui.scenes import change_html, scene_html
from canvas.ui.widgets import alert
from canvas.wall import CHANGE, SCENES, Projector
from canvas.workshop import State

SECRET = "s"
"""In the query of a projector's link: its token."""

SECONDS = 1.0

_STYLES = Path(__file__).with_name("wall.css")


def shown_address() -> str:
    """The address of this app as people type it."""
    return root_address().removeprefix("http://").removeprefix("https://")


def join_image(code: str) -> str:
    """The QR code of the address that joins a workshop, as an image that holds itself."""
    return qr_image(f"{root_address()}/?{CODE}={code}")


def style() -> None:
    """The styles of the wall and of the trainer's screen, which no phone needs."""
    st.html(_STYLES)


@st.fragment(run_every=SECONDS)
def show_wall() -> None:
    """The wall of the workshop that the link names."""
    with failure.reported():
        screen = state.current().screen
        if not isinstance(screen, Projector) or screen.workshop is None:
            return
        try:
            room = state.services().rooms.now(screen.workshop)
        except KanvasError as error:
            alert(error.in_language(state.language()))
        else:
            st.html(_html(room))


def _html(room: Room) -> str:
    """The scene that is revealed, or else how to join; below it the code and how many there are."""
    texts = _texts(room)
    scene = room.held.wall.scenes[-1] if room.held.wall.scenes and room.taken else None
    if scene == CHANGE and room.taken and room.earlier:
        body = change_html(state.content(), room.earlier, room.taken.picture, texts)
        people = texts("wall.people", n=room.taken.people)
    elif scene in SCENES and room.taken:
        body = _scene(room.held.id, room.taken.number, scene, texts.language)
        people = texts("wall.people", n=room.taken.people)
    else:
        body, people = _join_html(room), ""
    body = f'<div class="wall-body">{body}</div>{_foot_html(room, people)}'
    return f'<div class="wall" data-scene="{scene or "join"}">{body}</div>'


def _join_html(room: Room) -> str:
    workshop, texts = room.held.workshop, _texts(room)
    if workshop.state != State.OPEN:
        return f"<h1>{escape(workshop.name)}</h1><p>{escape(texts(f'wall.{workshop.state.value}'))}</p>"
    address, image = shown_address(), join_image(workshop.code)
    return (
        f'<h1>{escape(workshop.name)}</h1><div class="wall-join"><img src="{image}" alt="{escape(texts("wall.qr"))}">'
        f"<div><p>{escape(texts('wall.scan'))}</p><p><b>{escape(address)}</b></p><p>{escape(texts('wall.code'))}</p>"
        f'<p class="wall-code" translate="no">{escape(workshop.code)}</p></div></div>'
    )


def _foot_html(room: Room, people: str) -> str:
    texts = _texts(room)
    parts = [people] if people else []
    if room.held.wall.counts:
        live = room.live
        parts.append(texts("wall.counts", joined=live.joined, answering=live.answering, finished=live.finished))
    if people:
        parts.append(texts("wall.code_is", code=room.held.workshop.code))
    wall, now = room.held.wall, state.services().clock()
    if wall.ends_at and wall.ends_at > now:
        left = int((wall.ends_at - now).total_seconds())
        parts.append(texts("wall.left", minutes=left // 60, seconds=f"{left % 60:02}"))
    html = "".join(f"<span>{escape(part)}</span>" for part in parts)
    return f'<div class="wall-foot">{html}</div>'


@lru_cache(maxsize=64)
def _scene(workshop_id: str, number: int, scene: str, language: str) -> str:
    """A scene of a picture: drawn once, because a picture does not change."""
    taken = state.services().pictures.newest(workshop_id)
    assert taken is not None
    assert taken.number >= number
    content = state.content()
    return scene_html(scene, content, taken.picture, texts_for(content, language))


def _texts(room: Room) -> Texts:
    """The language of the workshop, whatever this browser's is."""
    return texts_for(state.content(), room.held.workshop.language)
