"""How facts, effort and abbreviations of steps are put into words."""

from __future__ import annotations

from datetime import date

import pytest

from canvas.advice import advise
from canvas.content.models import Content
from canvas.i18n import texts_for
from canvas.scoring import score
from canvas.wording import effort_in_words, fact_in_words, reasons_in_words, terms_in_words
from tests.builders import complete


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


def test_abbreviations_are_explained_each_once_in_their_order(content) -> None:
    texts = texts_for(content, "id")
    found = terms_in_words(texts, "Urus izin PIRT (SPP-IRT)", "Ajukan PIRT lewat OSS di HP.")
    assert [line.split(":")[0] for line in found] == ["PIRT", "SPP-IRT", "OSS"]
    assert terms_in_words(texts, "Catat uang setiap malam") == []


@pytest.mark.parametrize(("days", "words"), [(0.5, "setengah hari kerja"), (1, "satu hari kerja"), (3, "3 hari kerja")])
def test_effort_is_said_in_words(content, days: float, words: str) -> None:
    assert effort_in_words(days, texts_for(content, "id")) == words


def test_what_is_hard_is_named_once_and_then_what_a_step_brings(content: Content) -> None:
    person = complete(content, level=0, challenges=["marketing"])
    advised = advise(content, person, score(content, person))
    reasons = reasons_in_words(content, person, advised, texts_for(content, "id"))
    assert list(reasons) == [advice.step.id for advice in advised]
    eased = [advice.step for advice in advised if advice.track == "next" and advice.eases]
    assert len(eased) > 1
    assert reasons[eased[0].id] == "Membantu yang Anda sebut sulit: pemasaran."
    assert all(step.why["id"].startswith(reasons[step.id]) for step in eased[1:])
