"""The private names of Streamlit that the screens rely on: an upgrade that changes one fails here, by its name."""

from __future__ import annotations

import inspect

import pytest
import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime import app_session
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state.common import user_key_from_element_id
from streamlit.runtime.state.safe_session_state import SafeSessionState

from canvas.ui.platform import theme_read_once


@pytest.mark.parametrize("name", ["session_state", "pages_manager", "is_history_navigation"])
def test_a_run_has(name: str) -> None:
    assert name in ScriptRunContext.__dataclass_fields__


def test_a_run_belongs_to_one_session_and_takes_attributes() -> None:
    assert "session_id" in ScriptRunContext.__dataclass_fields__
    assert not hasattr(ScriptRunContext, "__slots__")


@pytest.mark.parametrize("name", ["intended_page_script_hash", "intended_page_name", "set_script_intent"])
def test_the_pages_manager_has(name: str) -> None:
    assert hasattr(PagesManager, name)


def test_a_session_returns_the_values_of_its_widgets() -> None:
    assert not inspect.signature(SafeSessionState.get_widget_states).parameters.keys() - {"self"}


def test_components_are_looked_for_by() -> None:
    assert hasattr(BidiComponentManager, "discover_and_register_components")


THEME_PARTS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


@pytest.mark.parametrize("part", THEME_PARTS)
def test_the_theme_read_once_is_the_theme(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read = app_session._populate_theme_msg
    monkeypatch.setattr(app_session, "_populate_theme_msg", read)  # put back afterwards
    theme_read_once()
    expected, once, twice = CustomThemeConfig(), CustomThemeConfig(), CustomThemeConfig()
    read(expected, part)
    app_session._populate_theme_msg(once, part)
    app_session._populate_theme_msg(twice, part)
    assert once == twice == expected


def test_a_page_has_its_hash() -> None:
    assert isinstance(st.Page._script_hash, property)


def test_the_hash_of_a_page_is_made_of_its_address_only() -> None:
    assert inspect.getsource(st.Page._script_hash.fget).strip().endswith("return calc_hash(self._url_path)")


def test_a_widgets_id_ends_with_its_key() -> None:
    assert user_key_from_element_id("$$ID-9776a0e0a416db596d0741bc8f778078-q_water-use") == "q_water-use"


@pytest.mark.parametrize("kind", ["trigger_value", "string_value", "bool_value", "string_array_value"])
def test_a_widget_sends(kind: str) -> None:
    assert kind in WidgetState.DESCRIPTOR.fields_by_name
