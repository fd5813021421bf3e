"""The screens and the ways between them."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from canvas.assessment import Assessment
from canvas.ui import state

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


def go(name: str) -> NoReturn:
    """Opens another screen; what stands in the address after the question mark is kept."""
    st.switch_page(pages()[name], query_params=st.query_params.to_dict())


def work() -> Assessment:
    """The work in hand; a visitor without any is sent to the beginning."""
    found = state.assessment()
    if found is None:
        go("home")
    return found
