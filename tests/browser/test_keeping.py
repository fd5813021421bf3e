"""Nothing that was answered is lost, and nothing that should go stays."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.browser.walk import at_question, bu_sri, come_back
from tests.builders import assessment

NOTE_WORDS = """() => {
  window.reported = [];
  new MutationObserver(() => reported.push(document.querySelector("#notice").textContent))
    .observe(document.querySelector("#notice"), { childList: true });
}"""


def at_the_second_question(visitor: Visitor) -> Visitor:
    return at_question(visitor, assessment(cash_records="daily"), "separate_money")


def test_a_short_interruption_is_not_worth_a_word_and_the_language_changes_nothing_else(visitor: Visitor) -> None:
    at_the_second_question(visitor).answer_here(1)
    visitor.page.evaluate(NOTE_WORDS)
    visitor.page.evaluate("for (const socket of sockets) socket.close()")
    visitor.page.wait_for_function("() => sockets.length > 1 && sockets.at(-1).readyState === 1")
    visitor.connected().page.wait_for_timeout(2000)
    assert visitor.page.evaluate("window.reported") == []
    visitor.complaints.clear()

    visitor.speak("en")
    assert visitor.place() == "separate_money"
    assert visitor.chosen("q_separate_money") == 1
    assert "saved ✓" in visitor.sees()
    assert visitor.page.locator("html").get_attribute("lang") == "en"
    visitor.tap("next")
    assert visitor.place() == "unit_cost"


def test_what_cannot_be_stored_is_said_above_the_question_and_not_over_it(visitor: Visitor) -> None:
    at_the_second_question(visitor)
    with visitor.server.busy():
        visitor.widget("q_separate_money").get_by_test_id("stRadioOption").nth(1).click()
        warning, question = visitor.widget("trouble").get_by_role("alert"), visitor.page.locator("h1")
        warning.wait_for()
        said, asked = warning.bounding_box(), question.bounding_box()
    assert said is not None
    assert asked is not None
    assert said["y"] + said["height"] <= asked["y"]


def test_the_browsers_own_back_leads_to_the_question_before(visitor: Visitor) -> None:
    at_the_second_question(visitor).answer_here(1).tap("next").tap("next")
    assert visitor.place() == "capital_readiness"
    for place in ("unit_cost", "separate_money"):
        assert goes_back(visitor) == place
    assert visitor.chosen("q_separate_money") == 1
    with visitor.answered():
        visitor.page.go_forward()
    assert visitor.place() == "unit_cost"
    visitor.tap("back")
    assert visitor.chosen("q_separate_money") == 1
    visitor.choose("q_separate_money", 3).tap("overview").tap("change_separate_money")
    assert visitor.chosen("q_separate_money") == 3


def test_one_press_of_the_browsers_back_leads_from_the_first_question_to_the_start(visitor: Visitor) -> None:
    visitor.open().tap("start")
    assert goes_back(visitor) == "welcome_back"
    visitor.tap("go_on").choose("q_consent", 0).tap("next")
    assert visitor.place() == "business_name"
    assert goes_back(visitor) == "welcome_back"
    with visitor.answered():
        visitor.page.go_forward()
    assert visitor.place() == "business_name"


def goes_back(visitor: Visitor) -> str:
    with visitor.answered():
        visitor.page.go_back()
    return visitor.place()


def test_a_reload_and_a_new_tab_come_back(visitor: Visitor) -> None:
    at_the_second_question(visitor).answer_here(2).reload()
    assert visitor.place() == "separate_money"
    assert visitor.chosen("q_separate_money") == 2
    after = visitor.tap("next").place()
    visitor.new_tab()
    assert "Selamat datang kembali, Keripik Bu Sri" in visitor.sees()
    visitor.tap("go_on")
    assert visitor.place() == after


def test_the_next_person_finds_nothing(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/result")
    visitor.tap("next")
    visitor.page.locator(".st-key-top a").click()
    visitor.page.locator(".st-key-next_person button").wait_for()
    visitor.tap("next_person").tap("next_person_confirm")
    finds_nothing(visitor)
    visitor.page.go_back()
    finds_nothing(visitor)
    visitor.page.go_back()
    finds_nothing(visitor)
    finds_nothing(visitor.reload())
    finds_nothing(visitor.open("/result"))
    finds_nothing(visitor.new_tab())


def finds_nothing(visitor: Visitor) -> None:
    """The first screen, and no word of the earlier person."""
    expect(visitor.page.locator(".st-key-start button")).to_be_visible()
    assert "Bu Sri" not in visitor.page.content()


def test_a_double_tap_skips_nothing(visitor: Visitor) -> None:
    # The second tap comes at once, or meets the screen that the first one has opened. The language is changed each
    # time: that is answered only after all taps before it.
    at_question(visitor, assessment({}), "business_name").double_tap("next", slow=False).speak("en")
    assert visitor.place() == "sector"
    visitor.choose("q_sector", 0).double_tap("next", slow=True).speak("id")
    assert visitor.place() == "food_kind"
    visitor.double_tap("back", slow=False).speak("en")
    assert visitor.place() == "sector"
    visitor.double_tap("back", slow=True).speak("id")
    assert visitor.place() == "business_name"
