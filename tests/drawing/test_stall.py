"""The stall: one drawing from nine values, which holds in every sector, state, theme and language."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from xml.etree import ElementTree

import pytest

from canvas.drawing.colours import SCHEMES, WAITING, WHITE, Theme
from canvas.drawing.lettering import width_of
from canvas.drawing.marks import Label, Outline, Path, lower_part
from canvas.drawing.parts import part_states, state_of
from canvas.drawing.shapes import shape, shape_names
from canvas.drawing.stall import FIGURES, Part, Stall, goods_of, object_of, stall_of
from canvas.drawing.stall_picture import (
    HEIGHT,
    WIDTH,
    object_paths,
    object_picture,
    share_picture,
    sign_lines,
    stall_picture,
)
from canvas.drawing.svg import svg_of
from canvas.i18n import texts_for
from canvas.report.typesetting.breaking import single_line
from canvas.scoring import score
from tests.builders import FOOD_OWNER, assessment, complete, real_content

CONTENT = real_content()
SECTORS = ("food", "craft", "trade", "services", "farming")
STATES = ("none", "half", "full")
THEMES: tuple[Theme, ...] = ("light", "dark", "print", "contrast")
LONG_NAME = "Warung Sembako Berkah Jaya Ibu Hj. Sumarni Kebonagung Pakisaji"


def stall(sector: str = "food", state: str = "half", **values: object) -> Stall:
    """A stall whose parts are all this far."""
    parts = tuple(
        Part(dimension.id, object_of(CONTENT, dimension.id, sector), dimension.name["id"], state)
        for dimension in CONTENT.dimensions
    )
    drawn = Stall("Keripik Bu Sri", parts, CONTENT.settings.stall.goods[sector], "scarf", "Lapak Keripik Bu Sri.")
    return replace(drawn, **values)


def labels(marks) -> list[str]:
    return [mark.text for mark in marks if isinstance(mark, Label)]


@pytest.mark.parametrize("theme", THEMES)
def test_every_stall_is_an_svg_that_any_program_can_draw(theme) -> None:
    for sector, state in product(SECTORS, STATES):
        drawn = svg_of(stall_picture(stall(sector, state), theme, words=True), "id")
        root = ElementTree.fromstring(drawn)
        assert {element.tag.split("}")[1] for element in root} == {"path", "text"}, (sector, state)
        assert not re.search(r"var\(|clip-path|style=|class=|url\(|NaN", drawn), (sector, state)


def test_every_shape_draws_something() -> None:
    for name in shape_names() - {"ground", "inside", "front", "sign", "badge"}:
        assert all(path.fill or path.edge for path in shape(name)), name


def test_the_state_of_a_part_comes_from_its_score() -> None:
    begun, strong = CONTENT.settings.stall.begun_from, CONTENT.settings.stall.strong_from
    assert [state_of(CONTENT, value) for value in (None, 0, begun - 1, begun, strong - 1, strong, 100)] == [
        "none",
        "none",
        "none",
        "half",
        "half",
        "full",
        "full",
    ]


def test_a_rich_business_has_every_part_strong_and_a_beginner_none() -> None:
    for level, state in ((0, "none"), (-1, "full")):
        person = complete(CONTENT, level=level)
        assert set(part_states(CONTENT, score(CONTENT, person)).values()) == {state}


def test_states_differ_by_shape_without_colour() -> None:
    def bare(name, state):
        return [(path.outlines, path.dashes, bool(path.fill), bool(path.edge)) for path in object_paths(name, state)]

    for name in {part.object for sector in SECTORS for part in stall(sector).parts}:
        none, half, full = (bare(name, state) for state in STATES)
        assert any(dashes for _, dashes, _, _ in half), name
        assert not any(dashes for _, dashes, _, _ in (*none, *full)), name
        assert full[: len(none)] == none, name
        assert len(full) > len(none), f"{name}: a strong part has a badge"


def test_the_lower_part_of_a_path_ends_at_the_line() -> None:
    circle = shape("handshake")[0]
    filled, edged = lower_part(circle, 34)
    for path in (filled, edged):
        heights = [point[1] for outline in path.outlines for segment in outline.segments for point in segment]
        assert min(heights) == pytest.approx(34, abs=0.01)
        assert max(heights) == pytest.approx(61, abs=0.01)
    assert not any(outline.closed for outline in edged.outlines), "no line is drawn along the cut"


def test_a_path_above_the_line_leaves_nothing() -> None:
    roof = Path((Outline((0, 0), (((10, 0),), ((10, 10),)), closed=True),), "#ffffff", "#000000")
    assert list(lower_part(roof, 34)) == []


def contrast(first: str, second: str) -> float:
    """By WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_and_outlines_can_be_seen() -> None:
    assert contrast(WAITING, WHITE) >= 3
    for scheme in SCHEMES.values():
        assert contrast(scheme.sign, scheme.sign_words) >= 4.5
        assert contrast(scheme.plate, scheme.words) >= 4.5


@pytest.mark.parametrize("name", ["Es", "Keripik Tempe Bu Siti", LONG_NAME, "W" * 60, "Toko " + "M" * 40, "🌿" * 30])
def test_any_name_fits_the_sign(name) -> None:
    lines, size = sign_lines(name)
    assert len(lines) <= 2
    assert " ".join(lines) == name
    for line in lines:
        assert single_line(line, bold=True).width * size <= 178


def test_a_long_name_appears_on_two_lines_and_a_short_one_is_large() -> None:
    assert len(sign_lines(LONG_NAME)[0]) == 2
    lines, size = sign_lines("Bu Sri")
    assert (lines, size) == (("Bu Sri",), 17)


def test_what_was_typed_stays_text() -> None:
    drawn = svg_of(stall_picture(stall(sign="<b>&\x00"), words=True))
    assert "&lt;b&gt;&amp;\ufffd" in drawn


def test_nobody_is_behind_the_counter_unless_the_owner_chose() -> None:
    def of(**profile):
        person = complete(CONTENT, profile=FOOD_OWNER | profile)
        return stall_of(CONTENT, texts_for(CONTENT, "id"), person, part_states(CONTENT, score(CONTENT, person)))

    assert of().figure is None
    assert [of(figure=figure).figure for figure in (*FIGURES, "nobody", "king")] == [*FIGURES, None, None]


def test_goods_and_tools_are_those_of_the_sector() -> None:
    drawn = {sector: (stall(sector).goods, object_of(CONTENT, "operations", sector)) for sector in SECTORS}
    assert len({goods for goods, _ in drawn.values()}) == 5
    assert len({tool for _, tool in drawn.values()}) == 5


def test_the_goods_on_the_counter_are_those_she_sells() -> None:
    def goods(*sold):
        return goods_of(CONTENT, assessment(goods=sold))

    assert goods("crisps", "drinks", "herbal_drinks") == ("goods_packet", "goods_bottle")
    assert goods() == goods("sagu bakar") == CONTENT.settings.stall.goods["food"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_alternative_text_is_the_whole_picture(language) -> None:
    person = complete(CONTENT, level=1)
    texts, outcome = texts_for(CONTENT, language), score(CONTENT, person)
    meaning = stall_of(CONTENT, texts, person, part_states(CONTENT, outcome)).meaning
    assert "Keripik Bu Sri" in meaning
    for dimension, state in part_states(CONTENT, outcome).items():
        assert f"{CONTENT.dimension[dimension].name[language]}: {texts(f'stall.state.{state}')}." in meaning


def test_words_stand_beside_the_objects_for_who_wants_them() -> None:
    assert labels(stall_picture(stall()).marks) == ["Keripik Bu Sri"]
    wording = " ".join(labels(stall_picture(stall(), words=True).marks))
    assert all(part.name in wording for part in stall().parts)


def test_words_are_in_the_picture() -> None:
    for mark in stall_picture(stall(sign=LONG_NAME), words=True).marks:
        if isinstance(mark, Label):
            half = width_of(mark.text, mark.size) / 2
            assert mark.x - half >= 0
            assert mark.x + half <= WIDTH
            assert mark.y <= HEIGHT


def test_the_shared_picture_holds_nothing_but_strengths() -> None:
    person = complete(CONTENT, level=1)
    drawn = stall_of(CONTENT, texts_for(CONTENT, "id"), person, part_states(CONTENT, score(CONTENT, person)))
    picture = share_picture(drawn, "8 hal sudah kuat", "Kanvas Lestari, November 2026")
    assert picture.width == picture.height
    assert labels(picture.marks) == ["Keripik Bu Sri", "8 hal sudah kuat", "Kanvas Lestari, November 2026"]


def test_an_object_alone_has_room_for_its_badge() -> None:
    picture = object_picture("sack", "full")
    points = [p for mark in picture.marks for o in mark.outlines for p in (o.start, *(s[-1] for s in o.segments))]
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in points)
