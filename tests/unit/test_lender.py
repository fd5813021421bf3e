"""The page for a lender: what is on it, and what never is."""

from dataclasses import replace
from datetime import date

from canvas.assessment import PlannedStep
from canvas.lender import LenderPage, lender_page
from tests.builders import FOOD_OWNER, TODAY, assessment, complete

ANSWERS = {
    "goods": ("crisps",),
    "cash_records": "daily",
    "permits": "nib",
    "marks": ("halal",),
    "debt": ("moneylender",),
    "bon": "not_noted",
    "takings": "up_to_500",
    "hazards": ("frying_oil",),
}


def everything_on(page: LenderPage) -> str:
    return "\n".join(f"{line.about}: {line.stated}" for section in page.sections for line in section.lines)


def test_it_says_what_the_business_is_and_keeps_and_plans(content) -> None:
    person = complete(content, level=2, rungs=ANSWERS).with_step(PlannedStep("two-purses", date(2026, 12, 8)))
    page = lender_page(content, person, "id", TODAY)
    said = everything_on(page)
    for words in ("Keripik", "Kebonagung", "Dicatat setiap hari", "NIB sudah ada", "Sertifikat halal", "8 Des 2026"):
        assert words in said
    assert page.business == FOOD_OWNER["business_name"]
    assert "24 November 2026" in page.declaration


def test_nothing_about_debts_unless_the_owner_ticks_it_and_nothing_else_private(content) -> None:
    person = complete(content, level=2, rungs=ANSWERS)
    private = [question for question in content.questions if question.private]
    without = everything_on(lender_page(content, person, "id", TODAY))
    assert not [question.id for question in private if f"{question.short['id']}:" in without]
    with_debts = everything_on(lender_page(content, person, "id", TODAY, with_debts=True))
    assert "rentenir" in with_debts
    assert not [
        question.id for question in private if question.id != "debt" and f"{question.short['id']}:" in with_debts
    ]


def test_what_is_missing_is_not_held_against_anybody(content) -> None:
    person = complete(content, level=0)
    kept = lender_page(content, person, "id", TODAY).sections
    assert "Belum punya NIB" not in "\n".join(line.stated for section in kept for line in section.lines)


def test_no_number_and_no_stage_while_too_little_is_answered(content) -> None:
    said = everything_on(lender_page(content, assessment(cash_records="daily_profit"), "id", TODAY))
    assert not [stage.name["id"] for stage in content.settings.stages if f"{stage.name['id']} (" in said]


def test_an_empty_assessment_makes_a_page_without_empty_sections(content) -> None:
    empty = replace(assessment({}), answers={})
    for language in ("id", "en"):
        assert all(section.lines for section in lender_page(content, empty, language, TODAY).sections)


def test_what_is_practised_is_not_counted_as_strong_parts(content) -> None:
    page = lender_page(content, complete(content, level=2), "id", TODAY)
    said = everything_on(page)
    assert "Yang sudah dijalankan: " in said
    assert "kuat" not in said
