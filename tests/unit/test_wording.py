"""A fact of a step carries the month it was checked, until a question takes its place."""

from __future__ import annotations

from datetime import date

from canvas.content.models import Content
from canvas.i18n import texts_for
from canvas.wording import fact_in_words


def test_a_fact_is_said_with_its_month_and_later_asked(content: Content):
    step, texts = content.recommendation["take-work-accident-cover"], texts_for(content, "id")
    assert step.fact is not None
    said = fact_in_words(content, step, date(2026, 11, 26), texts)
    assert said == f"{step.fact.say['id']} Diperiksa Februari 2026."
    assert fact_in_words(content, step, date(2027, 4, 1), texts) == step.fact.ask["id"]


def test_a_step_without_a_fact_says_none(content: Content):
    assert (
        fact_in_words(content, content.recommendation["two-purses"], date(2026, 11, 26), texts_for(content, "id"))
        is None
    )
