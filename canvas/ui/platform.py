"""The only module of the screens that uses private names of Streamlit (1.67), or what it does not promise.

- `get_script_run_ctx().session_state.get_widget_states()` and `user_key_from_element_id`: the widgets' values as the
  browser sent them. Public names know a value only once its widget is drawn, and a tap is applied before that.
- `ctx.session_state._state._new_widget_state.states`: emptied where a browser sent what no widget of ours sends.
- `ctx.pages_manager`, `Page._script_hash`: which page the browser asks for, and which one this run shows instead.
  The public `st.switch_page` draws a second time.
- `BidiComponentManager.discover_and_register_components`: replaced, so that it looks for nothing.
- `app_session._populate_theme_msg`: replaced, so that the theme is read from the settings once.
- `streamlit.navigation.page.calc_hash`: replaced, so that the hash of a page's address is worked out once.
- The context of a run belongs to one session, and takes attributes: what the session holds is kept there.
- `ctx.is_history_navigation`: whether the browser's own back or forward led here.

tests/screens/test_platform.py fails by name where an upgrade changes one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.navigation import page as navigation_page
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state.common import user_key_from_element_id
from streamlit.util import calc_hash

from canvas.links import COOKIE
from canvas.ui.sent import Sent, Value

HELD = "kanvas"
"""The entry of a session's state that is ours."""


def without_components() -> None:
    """No component of another package is used: to look for them in every package would take a fifth of the start."""
    setattr(BidiComponentManager, "discover_and_register_components", lambda _manager: None)  # noqa: B010


def page_hashes_worked_out_once() -> None:
    """A run asks each page for its hash four times; it depends on the page's address only."""
    setattr(navigation_page, "calc_hash", cache(calc_hash))  # noqa: B010


def theme_read_once() -> None:
    """Every run sends the theme. Read from the settings each time, in six parts, it took a tenth of a tap."""
    read = app_session._populate_theme_msg

    @cache
    def part(section: str) -> CustomThemeConfig:
        found = CustomThemeConfig()
        read(found, section)
        return found

    def populate(message: CustomThemeConfig, section: str = "theme") -> None:
        if part(section).ListFields():  # an empty part is left out
            message.MergeFrom(part(section))

    setattr(app_session, "_populate_theme_msg", populate)  # noqa: B010


def sent(pages: Mapping[str, st.Page]) -> Sent:
    """What the browser sent with this run. `pages` are the screens' pages by name, the first one the beginning."""
    context = _context()
    tapped, values = "", {}
    for state in _widget_states(context):
        key = user_key_from_element_id(state.id)
        if key and state.trigger_value:
            tapped = key
        elif key and (value := _value(state)) is not None:
            values[key] = value
    query = {name: str(value) for name, value in st.query_params.to_dict().items()}
    return Sent(_asked(context, pages), tapped, values, query, _by_history(context))


def show(page: st.Page) -> None:
    """Makes this the page that the run draws, whichever the browser asked for. Its address follows."""
    _context().pages_manager.set_script_intent(page._script_hash, "")


def held() -> dict[str, Any]:
    """What this session holds beside the values of its widgets: an entry of its state, looked up once a run.

    At each look, the state also asks whether the run shall end: sixty looks were a tenth of a tap.
    """
    context = _context()
    found: dict[str, Any] | None = getattr(context, HELD, None)
    if found is None:
        state = context.session_state
        if HELD not in state:
            state[HELD] = {}
        found = state[HELD]
        setattr(context, HELD, found)
    return found


def device() -> str:
    """The token of this device, from its cookie; empty where the browser keeps none."""
    return st.context.cookies.get(COOKIE, "")


def network_address() -> str:
    """Where this visitor's requests come from; used only to limit guesses of codes."""
    return st.context.ip_address or ""


def _context() -> ScriptRunContext:
    context = get_script_run_ctx()
    assert context is not None, "screens are drawn in a run of Streamlit only"
    return context


def _widget_states(context: ScriptRunContext) -> Sequence[WidgetState]:
    """The widgets' values as they were sent; none if one of them has a type that its widget cannot have."""
    try:
        return context.session_state.get_widget_states()
    except (TypeError, ValueError, AttributeError):
        context.session_state._state._new_widget_state.states.clear()
        return ()


def _by_history(context: ScriptRunContext) -> bool:
    return context.is_history_navigation


def _asked(context: ScriptRunContext, pages: Mapping[str, st.Page]) -> str:
    """The name of the page that the browser shows or asks for."""
    manager = context.pages_manager
    asked, named = manager.intended_page_script_hash, manager.intended_page_name
    names = [name for name, page in pages.items() if (page._script_hash == asked if asked else name == named)]
    return names[0] if names else next(iter(pages))


def _value(state: WidgetState) -> Value | None:
    match state.WhichOneof("value"):
        case "string_value":
            return state.string_value
        case "bool_value":
            return state.bool_value
        case "string_array_value":
            return tuple(state.string_array_value.data)
    return None
