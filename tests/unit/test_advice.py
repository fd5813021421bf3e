"""Which step is advised first, and why."""

from canvas.advice import Advice, advise
from canvas.scoring import score
from tests.builders import assessment, complete


def advised(content, person) -> dict[str, Advice]:
    return {advice.step.id: advice for advice in advise(content, person, score(content, person))}


def test_nothing_is_advised_to_somebody_at_the_top(content) -> None:
    assert advised(content, complete(content, level=3)) == {}


def test_nothing_is_advised_about_an_open_question(content) -> None:
    assert set(advised(content, assessment(cash_records="none"))) == {"nightly-notebook"}


def test_only_the_next_rung(content) -> None:
    # LED lamps lift from the same rung, but further than switching off.
    assert "change-to-led-lamps" not in advised(content, assessment(energy="no_thought"))
    assert "change-to-led-lamps" in advised(content, assessment(energy="switches_off"))


def test_a_step_of_another_sector_is_not_advised(content) -> None:
    person = assessment(waste="mixed")
    assert set(advised(content, person)) == {"two-sacks-at-work", "collect-and-sell-used-oil"}
    assert set(advised(content, person.with_profile("sector", "craft"))) == {"two-sacks-at-work"}


def test_ones_own_challenge_puts_a_step_first(content) -> None:
    person = assessment(social_protection="none", network="alone")
    assert list(advised(content, person)) == ["check-health-and-work-cover", "visit-two-fellow-owners"]
    advice = advised(content, person.with_answer("challenges", ("resource_management",)))
    assert list(advice) == ["visit-two-fellow-owners", "check-health-and-work-cover"]
    assert advice["visit-two-fellow-owners"].eases == ("resource_management",)


def test_priority_is_the_product_that_the_method_names(content) -> None:
    # 100 points hang on one question; the step wins two of three rungs, eases one challenge, and is free.
    person = assessment(cash_records="none", challenges=("capital_access", "marketing"))
    advice = advised(content, person)["nightly-notebook"]
    assert round(advice.points, 9) == round(100 * 2 / 3, 9)
    assert round(advice.priority, 9) == round(100 * 2 / 3 * (1 + 2) * 1 * 1, 9)


def test_a_loan_needs_bookkeeping_first(content) -> None:
    saver = assessment(capital_readiness="none_or_moneylender")
    for books in ("none", "sometimes", "unknown"):
        steps = advised(content, saver.with_answer("cash_records", books))
        assert not [advice for advice in steps.values() if advice.step.needs_loan]


def test_a_loan_may_be_advised_to_somebody_who_keeps_books(content) -> None:
    borrower = assessment(capital_readiness="none_or_moneylender", cash_records="daily_profit")
    assert "interest-free-loan" in advised(content, borrower)


def test_one_step_may_lift_two_questions(content) -> None:
    crafter = assessment({"sector": "craft"}, water="saves", materials_saving="no_thought")
    advice = advised(content, crafter)["catch-wax-and-dye"]
    assert advice.lifts == {"water": "reuses", "materials_saving": "leftovers"}
    assert advice.dimension in ("energy_water", "materials")
