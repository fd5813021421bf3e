"""Which step is advised first, and why."""

from datetime import date

from canvas.advice import Advice, advise, fact_of
from canvas.assessment import PlannedStep
from canvas.scoring import score
from tests.builders import FOOD_OWNER, LONE_TRADER, assessment, complete


def advised(content, person) -> dict[str, Advice]:
    return {advice.step.id: advice for advice in advise(content, person, score(content, person))}


def test_no_step_lifts_somebody_at_the_top(content) -> None:
    assert all(not advice.lifts for advice in advised(content, complete(content, level=3)).values())


def test_nothing_is_lifted_about_an_open_question(content) -> None:
    found = advised(content, assessment(LONE_TRADER, cash_records="none"))
    assert {name for advice in found.values() for name in advice.lifts} == {"cash_records"}


def test_only_the_next_rung(content) -> None:
    # LED lamps lift from the same rung, but further than switching off.
    assert "change-to-led-lamps" not in advised(content, assessment(energy="no_thought"))
    assert "change-to-led-lamps" in advised(content, assessment(energy="switches_off"))


def test_a_step_of_another_sector_is_not_advised(content) -> None:
    person = assessment(hygiene="when_possible")
    assert "clean-hands-and-tools" in advised(content, person)
    assert "clean-hands-and-tools" not in advised(content, person.with_profile("sector", "craft"))


def test_ones_own_challenge_puts_a_step_ahead(content) -> None:
    def order(person) -> list[str]:
        named = ("two-purses", "visit-two-fellow-owners")
        return [name for name in advised(content, person) if name in named]

    person = assessment(LONE_TRADER, separate_money="often_mixed", network="alone")
    assert order(person) == ["visit-two-fellow-owners", "two-purses"]
    assert order(person.with_answer("challenges", ("capital_access",))) == [
        "two-purses",
        "visit-two-fellow-owners",
    ]


def test_priority_is_the_product_that_the_method_names(content) -> None:
    # 100 points hang on one question; the step wins two of three rungs, eases one challenge, and is free.
    person = assessment(LONE_TRADER, cash_records="none", challenges=("capital_access", "marketing"))
    advice = advised(content, person)["nightly-notebook"]
    assert round(advice.points, 9) == round(100 * 2 / 3, 9)
    assert round(advice.priority, 9) == round(100 * 2 / 3 * (1 + 2) * 1 * 1, 9)


def test_what_is_equal_follows_the_questionnaire(content) -> None:
    """The money book comes before the price that is worked out with it, though "full" sorts before "nightly"."""
    person = assessment(LONE_TRADER, cash_records="none", unit_cost="neighbours_price")
    advice = advised(content, person)
    assert advice["nightly-notebook"].priority == advice["full-unit-cost"].priority
    assert [step for step in advice if step in ("nightly-notebook", "full-unit-cost")] == [
        "nightly-notebook",
        "full-unit-cost",
    ]


def test_a_step_without_points_counts_as_what_the_settings_say(content) -> None:
    person = assessment(LONE_TRADER, bon="not_noted")
    advice = advised(content, person)["write-down-bon"]
    assert (advice.points, advice.track) == (0, "next")
    worth = content.settings.advice.worth_without_lift
    assert advice.priority == worth * content.settings.advice.quickness[advice.step.horizon]


def test_a_young_business_is_advised_what_helps_soon(content) -> None:
    def priority(years: str) -> float:
        return advised(content, assessment(LONE_TRADER | {"years": years}, learning="none"))["one-free-class"].priority

    assert priority("under_1") < priority("over_3")


def test_a_step_that_costs_money_counts_less_without_capital(content) -> None:
    person = assessment(energy="switches_off")
    without = person.with_answer("challenges", ("capital_access",))
    lamps = "change-to-led-lamps"
    assert advised(content, without)[lamps].priority == advised(content, person)[lamps].priority / 2


def test_debt_comes_first_and_says_why(content) -> None:
    person = assessment(LONE_TRADER, debt=("moneylender",), cash_records="daily", separate_money="one_purse")
    leading = next(iter(advised(content, person).values()))
    assert (leading.track, leading.step.first.kind) == ("first", "debt")


def test_a_loan_needs_bookkeeping_first(content) -> None:
    saver = assessment(capital_readiness="saving_or_member")
    for books in ("none", "sometimes", "unknown"):
        steps = advised(content, saver.with_answer("cash_records", books))
        assert not [advice for advice in steps.values() if advice.step.needs_loan]


def test_a_choice_without_interest_appears_beside_any_loan(content) -> None:
    for books in ("daily", "daily_profit"):
        for readiness in ("none_or_moneylender", "family_arisan", "saving_or_member"):
            found = advised(content, assessment(capital_readiness=readiness, cash_records=books)).values()
            if any(advice.step.needs_loan and not advice.step.without_interest for advice in found):
                assert any(advice.step.without_interest for advice in found)


def test_a_step_that_is_done_does_not_come_up_again(content) -> None:
    person = assessment(LONE_TRADER, cash_records="none")
    done = person.with_step(PlannedStep("nightly-notebook", date(2026, 12, 1), done=date(2026, 11, 30)))
    assert "nightly-notebook" in advised(content, person)
    assert "nightly-notebook" not in advised(content, done)


def test_an_employee_who_does_not_know_is_not_advised_about_it(content) -> None:
    person = assessment(FOOD_OWNER | {"role": "employee"}, cash_records="unknown")
    assert not [advice for advice in advised(content, person).values() if "cash_records" in advice.lifts]
    owner = assessment(FOOD_OWNER, cash_records="unknown")
    assert [advice for advice in advised(content, owner).values() if "cash_records" in advice.lifts]


def test_an_old_fact_becomes_a_question(content) -> None:
    step = next(step for step in content.recommendations if step.fact)
    year, month = map(int, step.checked.split("-"))
    assert fact_of(content, step, date(year, month, 28), "id") == step.fact.say["id"]
    assert fact_of(content, step, date(year + 1, month, 1), "id") == step.fact.say["id"]
    assert fact_of(content, step, date(year + 2, month, 1), "id") == step.fact.ask["id"]
    bare = next(step for step in content.recommendations if not step.fact)
    assert fact_of(content, bare, date(year, month, 28), "id") is None
