"""What is on the wall, as HTML."""

from __future__ import annotations

import re

import pytest

from canvas.cohort import cohort
from canvas.group import group_picture
from canvas.i18n import texts_for
from canvas.ui.scenes import scene_html
from canvas.wall import SCENES
from tests.builders import FOOD_OWNER, assessment


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_of_people_who_have_hardly_answered_is_not_blank(content, scene: str, language: str) -> None:
    group = [assessment(FOOD_OWNER)] * 6
    html = scene_html(
        scene, content, group_picture(content, cohort(content, group), group), texts_for(content, language)
    )
    words = re.sub(r"<h1>.*?</h1>|<[^>]+>", "", html)
    assert words.strip() or "<img" in html


def test_the_ten_respondents_have_table_1_on_the_wall(content, group_report) -> None:
    html = scene_html("table", content, group_report.picture, texts_for(content, "id"))
    for here, then in ((80, 80), (70, 70), (60, 60), (50, 50), (30, 30), (100, 100)):
        assert f"<td>{here}%</td><td>{then}%</td>" in html
