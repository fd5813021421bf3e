"""Coming back to work that was begun earlier: by the address, the device, a typed code, or a file."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

import segno
import streamlit as st

from canvas.answers_file import read_answers
from canvas.questionnaire import first_unanswered
from canvas.report import WayBack
from canvas.server.address import public_address
from canvas.server.device import COOKIE
from canvas.store import Keys, StoreError
from canvas.store.codes import read_code
from canvas.ui import screens, state

TOKEN = "r"


def come_back() -> None:
    """On every visit: brings the work back that the address or the device names, and names it in the address.

    While the store cannot be asked, the address stays as it is: it may be the only way back.
    """
    trouble = None
    if state.visit() is None and not state.flag("left"):
        trouble = _by_token(st.query_params.get(TOKEN) or st.context.cookies.get(COOKIE, ""))
    state.set_flag("trouble", trouble)
    token = state.token()
    if token:
        screens.put_into_address(TOKEN, token)
    elif TOKEN in st.query_params and trouble is None:
        del st.query_params[TOKEN]


def _by_token(token: str) -> StoreError | None:
    if not token:
        return None
    try:
        found = state.store().find(token)
        if found:
            state.resume(Keys(found, token, ""))
    except StoreError as error:
        return error
    return None


def by_code(typed: str) -> bool:
    """Opens the work that a code names; False where there is none. Raises `StoreError`, as for too many guesses."""
    found = state.store().find_by_code(typed, state.network_address())
    if found is None:
        return False
    state.resume(Keys(found, state.store().new_token(found), read_code(typed) or ""))
    return True


def open_file(upload_id: str, data: bytes) -> None:
    """Takes over the work in an uploaded file, once an upload. Raises `AnswersFileError`; nothing changes then."""
    if state.flag("opened") == upload_id:
        return
    found = read_answers(data, state.content(), state.today())
    state.adopt(found, finished=first_unanswered(state.content(), found) is None)
    state.set_flag("opened", upload_id)


def address(token: str) -> str:
    """The address that brings somebody back, as a phone of this room reaches us."""
    here = urlsplit(st.context.url or "")
    settings = state.settings()
    if settings.public_url or here.hostname in (None, "localhost", "127.0.0.1"):
        return f"{public_address(settings, here.port or 8501)}/?{TOKEN}={token}"
    return urlunsplit((here.scheme, here.netloc, "/", f"{TOKEN}={token}", ""))


def on_paper() -> WayBack | None:
    """The way back to print: its token is one of its own, so that it opens long after this device has forgotten."""
    visit = state.visit()
    if visit is None or visit.keys is None:
        return None
    try:
        return WayBack(address(state.paper_token()), visit.keys.code)
    except StoreError:
        return None  # a plan without a way back is better than no plan


def qr_image(token: str) -> str:
    """The address as a QR code, as an image that holds itself."""
    return _qr_of(address(token))


@lru_cache(maxsize=256)
def _qr_of(address: str) -> str:
    """Worked out once for an address, though every question shows it."""
    image: str = segno.make(address, error="m").svg_data_uri(scale=4, border=3, light="#fff")
    return image
