"""The palette of .streamlit/config.toml can be read by people who see little."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.builders import ROOT

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
STYLES = (ROOT / "canvas" / "ui" / "styles.css").read_text(encoding="utf-8")
SCHEMES = ("light", "dark")
TEXTS = ("textColor", "linkColor", "grayTextColor", "greenTextColor", "orangeTextColor", "blueTextColor")

# Option of the theme → variable of styles.css
SAME_COLOURS = {
    "backgroundColor": "paper",
    "secondaryBackgroundColor": "card",
    "borderColor": "line",
    "textColor": "ink",
    "grayTextColor": "soft",
    "greenColor": "leaf",
    "orangeColor": "sun",
    "orangeTextColor": "sun-ink",
    "blueColor": "sky",
}


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_stands_out_from_its_ground(scheme: str, ground: str, text: str) -> None:
    assert contrast(THEME[scheme][text], THEME[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_button_and_the_white_text_on_it_stand_out(scheme: str) -> None:
    colours = THEME[scheme]
    assert contrast("#ffffff", colours["primaryColor"]) >= 4.5
    assert contrast(colours["primaryColor"], colours["backgroundColor"]) >= 3


def test_both_schemes_name_the_same_colours() -> None:
    assert THEME["light"].keys() == THEME["dark"].keys()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_theme_and_the_stylesheet_share_one_palette(scheme: str) -> None:
    blocks = re.findall(r":root\s*{(.*?)}", STYLES, re.DOTALL)
    variables = dict(re.findall(r"--([a-z-]+):\s*(#\w+)", blocks[SCHEMES.index(scheme)]))
    themed = {variable: THEME[scheme][option] for option, variable in SAME_COLOURS.items()}
    assert themed == {variable: whole(variables[variable]) for variable in themed}


def whole(colour: str) -> str:
    """#fff is #ffffff."""
    return colour if len(colour) == len("#rrggbb") else "#" + "".join(2 * digit for digit in colour[1:])


def test_no_font_is_downloaded() -> None:
    fonts = [THEME[name] for name in ("font", "headingFont", "codeFont")]
    assert not any(re.search(r"https?:|url|Source", font) for font in fonts)
    assert "fontFaces" not in THEME
