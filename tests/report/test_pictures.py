"""Drawings in SVG, placed on a sheet."""

import pytest

from canvas.report.layout.pictures import picture_marks, picture_size
from canvas.report.model.sheet import Outline, Shape, Words
from tests.builders import ROOT

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">'


def only(body: str, x: float = 0, y: float = 0, width: float = 100) -> Shape | Words:
    (mark,) = picture_marks(f"{HEAD}{body}</svg>", x, y, width)
    assert isinstance(mark, Shape | Words)
    return mark


def test_a_drawing_is_placed_and_scaled_as_a_whole() -> None:
    line = only('<path d="M0 0L100 50" stroke="#112233" stroke-width="3" stroke-dasharray="4 2"/>', 10, 20, 50)
    assert line == Shape((Outline((10, 20), (((60, 45),),), closed=False),), "#000000", "#112233", 1.5, (2, 1))


def test_groups_hand_on_colours_and_transforms() -> None:
    group = '<g fill="none" stroke="#1f6b45" transform="translate(10 0) scale(2)">'
    triangle = only(f'{group}<path d="M0 0h5v5z" stroke-width="1"/></g>')
    assert isinstance(triangle, Shape)
    assert (triangle.fill, triangle.edge, triangle.edge_width) == (None, "#1f6b45", 2)
    assert triangle.outlines == (Outline((10, 0), (((20, 0),), ((20, 10),)), closed=True),)


@pytest.mark.parametrize(
    "figure",
    [
        '<circle cx="50" cy="25" r="20"/>',
        '<ellipse cx="50" cy="25" rx="20" ry="20"/>',
        '<path d="M30 25a20 20 0 1 1 0 1z"/>',
    ],
)
def test_round_figures_become_curves(figure: str) -> None:
    shape = only(figure)
    assert isinstance(shape, Shape)
    ends = [segment[-1] for segment in shape.outlines[0].segments if len(segment) > 1]
    assert len(ends) >= 4
    assert all((x - 50) ** 2 + (y - 25) ** 2 == pytest.approx(400, rel=0.06) for x, y in ends)


def test_a_line_of_text_stays_text() -> None:
    words = only(
        '<text x="50" y="30" font-size="8" font-weight="bold" text-anchor="middle" fill="#ffffff">Bu Siti</text>'
    )
    assert isinstance(words, Words)
    assert words.line.text == "Bu Siti"
    assert words.x + words.width / 2 == pytest.approx(50)
    assert (words.type.size, words.type.bold, words.type.colour) == (8, True, "#ffffff")


def test_what_has_no_colour_leaves_no_mark() -> None:
    assert (
        picture_marks(
            f'{HEAD}<path fill="none" d="M0 0h9"/><rect width="9" height="9" fill-opacity="0"/></svg>', 0, 0, 9
        )
        == ()
    )


@pytest.mark.parametrize("file", sorted((ROOT / "content" / "pictures").glob("*.svg")), ids=lambda file: file.stem)
def test_every_drawing_of_the_content_comes_out_within_its_frame(file) -> None:
    drawing = file.read_text(encoding="utf-8")
    width, height = picture_size(drawing)
    marks = picture_marks(drawing, 0, 0, width)
    points = [
        point
        for mark in marks
        for outline in mark.outlines
        for point in (outline.start, *(s[-1] for s in outline.segments))
    ]
    assert marks
    assert all(-1 <= x <= width + 1 and -1 <= y <= height + 1 for x, y in points)
