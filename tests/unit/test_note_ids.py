"""The ids of notes on the canvas."""

from __future__ import annotations

import re

import pytest

from canvas.note_ids import PATTERN, answer_note, origin_of, own_note, result_note, step_note

IDS = {
    answer_note("channels", "channels"): "channels",
    answer_note("goods", "value_proposition", "crisps"): "goods",
    step_note("two-purses", "cost_structure"): "two-purses",
    result_note("full-unit-cost", "cost_structure"): "full-unit-cost",
    own_note(7): "",
}


@pytest.mark.parametrize(("name", "origin"), IDS.items())
def test_an_id_is_well_formed_and_names_its_origin(name: str, origin: str) -> None:
    assert re.fullmatch(PATTERN, name)
    assert origin_of(name) == origin


def test_no_two_kinds_of_note_share_an_id() -> None:
    assert len(IDS) == 5
    assert result_note("two-purses", "cost_structure") != step_note("two-purses", "cost_structure")
