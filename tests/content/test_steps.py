"""What the steps say: no figure that grows old outside a fact, nothing dangerous sold, payments a month as such."""

from __future__ import annotations

import re

import pytest

from canvas import calculators
from canvas.content.models import Content, Recommendation
from canvas.i18n import texts_for

MONTH_AND_YEAR = re.compile(
    r"\b(Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember|"
    r"January|February|March|May|June|July|August|October|December) 20\d\d\b"
)
HAPPENED_THEN = {"copies-of-papers"}  # an earthquake keeps its date
NEVER_SOLD = ("engine_oil", "batteries_electronics")
PAID_EVERY_MONTH = ("take-work-accident-cover", "cover-one-worker", "cover-all-workers", "kur-super-mikro")


def texts_of(step: Recommendation) -> list[str]:
    return [sentence for text in (step.do, step.first_step, step.why) for sentence in text.languages.values()]


def test_a_date_appears_in_a_fact_that_turns_into_a_question(content: Content):
    dated = {step.id for step in content.recommendations if any(MONTH_AND_YEAR.search(text) for text in texts_of(step))}
    assert dated == HAPPENED_THEN


def test_a_fact_has_the_question_that_takes_over(content: Content):
    facts = [step.fact for step in content.recommendations if step.fact is not None]
    assert facts
    assert all(re.match(r"Tanyakan|Ask", text) for fact in facts for text in fact.ask.languages.values())


def test_no_step_refers_to_what_is_below(content: Content):
    """On a wall, in a calendar and in a message nothing is."""
    files = sorted((content.directory / "recommendations").glob("*.yaml"))
    referring = re.compile(r"\b(ada|hitungan|hitungannya|cicilannya) di bawah\b|\b(is|are|sums?|instalment) below\b")
    assert [file.name for file in files if referring.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("hazard", NEVER_SOLD)
def test_hazardous_leftovers_go_to_the_environment_office_and_are_never_sold(content: Content, hazard: str):
    called_for = [step for step in content.recommendations if step.first and hazard in (step.first.when.is_ or ())]
    assert called_for
    for step in called_for:
        assert "environment_office" in step.helpers
        assert not re.search(r"\b(jual|dijual|sell|sold)\b", " ".join(texts_of(step)).lower())


@pytest.mark.parametrize("step_id", PAID_EVERY_MONTH)
def test_what_is_paid_every_month_is_no_cost_paid_once(content: Content, step_id: str):
    step = content.recommendation[step_id]
    assert step.cost.max == 0
    assert step.monthly.min > 0


def test_a_choice_without_interest_appears_beside_every_loan(content: Content):
    loans = {lift.question for step in content.recommendations if step.needs_loan for lift in step.lifts}
    free = {lift.question for step in content.recommendations if step.without_interest for lift in step.lifts}
    assert loans <= free


def test_the_example_of_the_price_is_what_its_calculator_says(content: Content):
    step = content.recommendation["full-unit-cost"]
    assert step.calculator is not None
    results = calculators.results(step.calculator, calculators.examples(step.calculator))
    said = texts_for(content, "id")
    assert results["gain"] == step.calculator.inputs[-1].example
    for name in ("total_cost", "unit_cost", "price", "gain"):
        assert said.rupiah(results[name]) in step.why["id"]
