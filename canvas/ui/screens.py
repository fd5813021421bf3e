"""The screens and the ways between them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NoReturn

import streamlit as st

from canvas.assessment import Assessment
from canvas.ui import state

AT = "at"
"""In the address of the questions: the place. So the browser's own back leads to the question before."""

BACK = "back"
"""Put into the address by kanvas.js when the browser's own back or forward has led there."""

FILES = {
    "home": "home.py",
    "assess": "assess.py",
    "result": "result.py",
    "canvas": "business_model.py",
    "plan": "plan.py",
    "method": "method.py",
}
ADDRESSES = frozenset("/" if name == "home" else f"/{name}" for name in FILES)
AFTER_THE_QUESTIONS = ("result", "canvas", "plan")


def pages() -> dict[str, st.Page]:
    """The screens with their titles in the language spoken. The address of a screen is its name."""
    texts = state.texts()
    return {
        name: st.Page(
            file,
            title=texts(f"{name}.title"),
            url_path=None if name == "home" else name,
            default=name == "home",
        )
        for name, file in FILES.items()
    }


def query() -> dict[str, str]:
    """What stands in the address after the question mark and holds for every screen."""
    return {name: value for name, value in st.query_params.to_dict().items() if name not in (AT, BACK)}


def go(name: str) -> NoReturn:
    """Opens another screen."""
    place = state.place()
    at = {AT: place} if name == "assess" and place else {}
    st.switch_page(pages()[name], query_params=query() | at)


def follow(places: Collection[str]) -> None:
    """Goes where the browser's own back or forward has led, if that is one of these places.

    Any other address may be older than the last tap: then the person is where the store says.
    """
    if BACK in st.query_params:
        del st.query_params[BACK]
        asked = st.query_params.get(AT)
        if asked and asked in places:
            state.go_to(asked)


def put_into_address(name: str, value: str) -> None:
    """Names something in the address, unless it stands there: each time costs a message to the browser."""
    if st.query_params.get(name) != value:
        st.query_params[name] = value


def work() -> Assessment:
    """The work in hand; a visitor without any is sent to the beginning."""
    found = state.assessment()
    if found is None:
        go("home")
    return found
