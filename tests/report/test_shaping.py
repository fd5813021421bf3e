from __future__ import annotations

import subprocess
import sys

import pytest

from canvas.report.typesetting.fonts import MISSING_GLYPH, face_for, text_face
from canvas.report.typesetting.shaping import REPLACEMENT, clusters, plain, runs_of
from tests.builders import ROOT


def test_our_own_texts_are_one_run_of_the_text_face() -> None:
    (run,) = runs_of("Rencana kerja – Rp5.000 · “ya”")
    assert run.face is text_face(False)
    assert run.glyphs is None


@pytest.mark.parametrize(
    ("letter", "face"),
    [
        ("🌶", "NotoEmoji"),
        ("ب", "IBMPlexSansArabic"),
        ("ש", "NotoSansHebrew"),
        ("ꦏ", "NotoSansJavanese"),
        ("ж", "NotoSans"),
        ("ไ", "NotoSansThai"),
        ("→", "NotoSansSymbols"),
    ],
)
def test_a_letter_the_text_face_lacks_comes_from_another(letter: str, face: str) -> None:
    found = face_for(letter, False)
    assert found is not None
    assert found.name == face


def test_without_the_optional_typefaces_a_letter_is_a_box_and_the_log_says_why() -> None:
    code = """
import importlib.util, logging, sys
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name == "manimgx_fonts" else found(name, *more)
logging.basicConfig(stream=sys.stdout)
from canvas.report.typesetting.shaping import runs_of
print([glyph.number for run in runs_of("ไไ") for glyph in run.glyphs])
print(runs_of("Keripik é")[0].glyphs)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    *notes, boxes, own_letters = done.stdout.splitlines()
    assert len(notes) >= 1
    assert all("requirements-typefaces.txt" in note for note in notes)
    assert boxes == f"[{MISSING_GLYPH}, {MISSING_GLYPH}]"
    assert own_letters == "None"


def test_an_emoji_of_many_parts_is_one_glyph() -> None:
    (run,) = runs_of("👩🏽‍🌾")
    assert run.glyphs is not None
    assert [glyph.text for glyph in run.glyphs] == ["👩🏽‍🌾"]


@pytest.mark.parametrize("letter", ["\ue000", "\U000f0000", "\u0378", "字", "한"])
def test_what_no_face_has_is_a_visible_box(letter: str) -> None:
    (run,) = runs_of(letter)
    assert run.glyphs is not None
    assert [(glyph.number, glyph.text) for glyph in run.glyphs] == [(MISSING_GLYPH, REPLACEMENT)]
    assert run.width > 0


def test_right_to_left_words_stand_from_right_to_left_and_are_read_in_order() -> None:
    runs = runs_of("שלום abc עולם", rightward=False)
    assert [run.text for run in runs if run.text.strip()] == ["עולם", "abc", "שלום"]
    assert [run.text for run in sorted(runs, key=lambda run: run.rank) if run.text.strip()] == ["שלום", "abc", "עולם"]


def test_bracketed_words_keep_their_brackets() -> None:
    assert "".join(sorted(run.text for run in runs_of("كتاب (abc)", rightward=False))).count("(") == 1


def test_clusters_keep_together_what_belongs_together() -> None:
    assert list(clusters("e\u0301a👩🏽‍🌾🇮🇩🇮🇩1️⃣")) == ["e\u0301", "a", "👩🏽‍🌾", "🇮🇩", "🇮🇩", "1️⃣"]


def test_signs_that_only_steer_leave_no_trace() -> None:
    assert "".join(run.text for run in runs_of("a\u200eb\ufeffc\u00add")) == "abcd"


def test_plain_text_has_composed_letters_and_no_control_characters() -> None:
    assert plain("e\u0301 \x00\x1b[31m\x7f\x9f ok") == "é [31m ok"
    assert plain("lone \ud83d") == "lone \ufffd"
    assert plain("a\r\nb\u2028c") == "a\nb\nc"
