"""A label of Streamlit is Markdown on the screen and letters to a screen reader: both must render the text itself."""

from __future__ import annotations

import pytest

from canvas.ui.widgets import plain


@pytest.mark.parametrize(
    "text",
    [
        "‹ Kembali",
        "Energi & air",
        "Harga listrik per kWh (contoh; lihat tagihan sendiri)",
        "Rp0–Rp50.000 · 0,5 hari kerja",
        "Tahap: Mulai. Selesai!",
        "Catatan 1",
    ],
)
def test_an_ordinary_label_is_handed_on_as_it_is(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("**a** _b_ `c` $d$ ~e~", r"\*\*a\*\* \_b\_ \`c\` \$d\$ \~e\~"),
        ("[a](b) <b>x</b> a|b", r"\[a\](b) \<b\>x\</b\> a\|b"),
        (":smile: :material/check: :red[x]", r"\:smile: \:material/check: \:red\[x\]"),
        ("http://a.id www.a.id a@b.id", r"http\://a.id www\.a.id a\@b.id"),
        ("&lt; &#60;", r"\&lt; \&#60;"),
        ("# a\n- b\n+ c\n= d", "\\# a\n\\- b\n\\+ c\n\\= d"),
        ("1. a\n12) b", "1\\. a\n12\\) b"),
        ("a\\b", r"a\\b"),
    ],
)
def test_what_markdown_would_change_is_escaped(text: str, escaped: str) -> None:
    assert plain(text) == escaped
