from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from uniseg.linebreak import line_break_units

from canvas.report.typesetting.breaking import break_lines, single_line
from tests.report.reading import squeezed

ROOM = 20.0


def texts(text: str, room: float = ROOM) -> list[str]:
    return [line.text for line in break_lines(text, room)]


def test_a_line_breaks_between_words() -> None:
    assert texts("Catatan uang masuk dan uang keluar setiap hari") == [
        "Catatan uang masuk dan uang keluar setiap",
        "hari",
    ]


def test_line_ends_are_kept_and_white_space_is_not() -> None:
    assert texts("  satu \t dua\r\ntiga  ") == ["satu dua", "tiga"]


def test_ten_thousand_letters_are_broken_within_the_word() -> None:
    broken = break_lines("x" * 10_000, ROOM)
    assert "".join(line.text for line in broken) == "x" * 10_000
    assert max(line.width for line in broken) <= ROOM + 0.001


def test_a_long_word_breaks_at_its_joint() -> None:
    assert texts("Rp20.000–Rp60.000", 6) == ["Rp20.000–", "Rp60.000"]
    assert texts("sehari-hari", 4) == ["sehari-", "hari"]


def test_scripts_without_spaces_break_between_letters_but_not_before_a_full_stop() -> None:
    # No installed typeface has these letters: each is a box about half as wide as it is high.
    assert texts("中文字符和日本語。", 4.3) == ["中文字符和日本", "語。"]


def test_a_box_narrower_than_a_letter_takes_one_letter_a_line() -> None:
    assert texts("abc", 0.1) == ["a", "b", "c"]


def test_nothing_becomes_no_line() -> None:
    assert texts("") == []
    assert texts(" \n ") == []


@pytest.mark.parametrize(("text", "rightward"), [("abc שלום", True), ("שלום abc", False), ("123", True)])
def test_the_first_letter_with_a_direction_decides_where_a_line_starts(text: str, rightward: bool) -> None:
    assert single_line(text).rightward is rightward


@given(st.text(max_size=200), st.floats(min_value=2, max_value=40))
@example("👩🏽‍🌾🌱 dan 🇮🇩", 3.0)
@example("a\u0302\u0323b", 2.0)
@example("مرحبا بالزبائن في السوق", 5.0)
def test_no_visible_letter_is_lost(text: str, room: float) -> None:
    """However a text is broken, its lines together are the text (composed, and without what cannot be shown)."""
    together = squeezed("".join(line.text for line in break_lines(text, room)))
    assert together == squeezed("".join(line.text for line in break_lines(text, 10_000)))


@given(st.text(st.characters(codec="latin-1"), max_size=200), st.floats(min_value=2, max_value=40))
def test_no_line_is_wider_than_its_box(text: str, room: float) -> None:
    assert all(line.width <= room + 0.001 for line in break_lines(text, room))


@given(st.text(st.sampled_from("шжїשלבִםمرحباĀđ7٣ε\u0301\u200d"), min_size=1, max_size=30))
def test_no_line_may_end_within_a_word_of_an_alphabet(word: str) -> None:
    """What `_parts_of_word` relies on instead of asking for every pair of letters."""
    assert list(line_break_units(word)) == [word]


def test_a_javanese_conjunct_is_never_torn_at_the_end_of_a_line() -> None:
    word = "ꦲꦏ꧀ꦱꦫꦗꦮ"
    conjunct = "ꦏ꧀ꦱ"
    for room in range(5, 15):
        lines = [line.text for line in break_lines(word, room / 2)]
        assert "".join(lines) == word
        assert any(conjunct in line for line in lines), lines
