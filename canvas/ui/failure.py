"""An error while a screen is drawn is a sentence on it; of one that nobody foresaw, the log has the details."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from canvas.content import ContentError
from canvas.errors import LANGUAGES, KanvasError, message
from canvas.ui import state
from canvas.ui.widgets import alert

LETTERS = "BCDFGHJKMNPQRSTVWXYZ"
LENGTH = 6

_log = logging.getLogger(__name__)


@contextmanager
def reported() -> Iterator[None]:
    """Reports an error inside instead of raising it. What Streamlit raises to stop or to run again is no error."""
    try:
        yield
    except KanvasError as error:  # foreseen, as a store that is away: it says itself what is wrong
        alert(error.in_language(state.language()))
    except Exception as error:
        reference = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        _log.exception(reference)
        code = "page_without_content" if isinstance(error, ContentError) else "page_failed"
        sentences = [message(code, language, reference=reference) for language in _languages()]
        with st.container(key="failure"):
            alert("\n".join(sentences))


def _languages() -> tuple[str, ...]:
    """The language spoken; all where content/ is too damaged to know it."""
    try:
        return (state.language(),)
    except Exception:
        return LANGUAGES
