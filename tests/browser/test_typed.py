"""What a person types or hands over does no harm, and appears as it is."""

from __future__ import annotations

from pathlib import Path

from tests.browser.test_path import read_json, read_pdf
from tests.browser.visitor import Visitor
from tests.browser.walk import BAD_FILE, at_question
from tests.builders import assessment

TYPED = "**Sri** <b>x</b> $x$ :smile: `a` [b](c) سري 🌶️ Ñandú"
"""Markup of every kind, and letters of other scripts."""


def test_typed_text_appears_as_it_was_typed(visitor: Visitor, tmp_path: Path) -> None:
    at_question(visitor, assessment({"sector": "food"}, cash_records="daily"), "business_name")
    visitor.type("q_business_name", TYPED).tap("overview")
    visitor.tap("change_village").type("q_village", TYPED).tap("overview")
    assert visitor.sees().count(TYPED) == 2
    visitor.tap("finish")
    assert TYPED in visitor.sees()
    visitor.tap("next").tap("edit_channels").write("new_channels", TYPED).tap("save_channels")
    assert TYPED in visitor.widget("block_channels").inner_text()
    visitor.tap("next").tick(visitor.keys("choose_")[0]).type(visitor.keys("who_")[0], TYPED)
    assert read_json(visitor, tmp_path).profile["business_name"] == TYPED
    printed = read_pdf(visitor, tmp_path)
    assert all(word in printed for word in TYPED.split() if word.isascii())
    visitor.reload()
    assert visitor.field(visitor.keys("who_")[0]).input_value() == TYPED


def test_a_bad_file_keeps_everything(visitor: Visitor) -> None:
    visitor.open().tap("have_code").type("resume_code", "222").tap("back").tap("from_file").upload("upload", BAD_FILE)
    assert "'answers.x' tidak dikenal" in visitor.sees()
    assert "tidak berubah" in visitor.sees()
    assert visitor.offers("start")
    visitor.upload("upload", BAD_FILE | {"buffer": b"\xff\x00 no json"}).waits_for("tidak berubah")
    visitor.start()
    assert visitor.place() == "business_name"
