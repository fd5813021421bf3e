"""Walks past every screen. What is looked at there is up to the caller.

A state that another one holds whole, such as a question before a remark on it, is not looked at on its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from canvas.answers_file import read_answers
from canvas.assessment import Assessment
from tests.browser.visitor import Visitor
from tests.builders import FOOD_OWNER, SAMPLES, TODAY, assessment, complete, real_content

BAD_FILE = {"name": "jawaban.json", "mimeType": "application/json", "buffer": b'{"format": 1, "answers": {"x": "y"}}'}
PICTURE = {"name": "foto.png", "mimeType": "image/png", "buffer": b"PNG"}


def bu_sri() -> Assessment:
    """A business that has answered everything, written on its canvas and chosen three steps."""
    return read_answers(SAMPLES[0].read_bytes(), real_content(), TODAY)


def states(visitor: Visitor, language: str) -> Iterator[str]:
    """Brings the visitor to every state that looks different, one after the other, and names it."""
    yield from _beginning(visitor, language)
    yield from _questions(visitor, language)
    come_back(visitor, bu_sri(), language)
    for part in (_result, _canvas, _plan, _home_again):
        yield from part(visitor)
    yield from _then_and_now(visitor, language)


def screens(visitor: Visitor, language: str) -> Iterator[str]:
    """Brings the visitor once to every screen, in the state with the most on it, and names it."""
    visitor.open().speak(language).unfold_all()
    yield "home, topics"
    visitor.tap("from_file").upload("upload", BAD_FILE)
    yield "home, bad file"
    visitor.tap("to_method").unfold_all()
    yield "method"
    visitor.tap("back").tap("start").choose("q_consent", 1)
    yield "consent, not kept"
    at_question(visitor, assessment(), "role", language)
    yield "fields, several on a screen"
    visitor.tap("next").mark("q_goods", 0)
    yield "chips"
    visitor.open("/assess?at=cash_records").choose("q_cash_records", 2).unfold_all()
    yield "ladder, answered, menu and help"
    visitor.tap("overview")
    yield "review"
    _come_back_a_second_time(visitor, language)
    visitor.tap("to_result").unfold_all().tap("figure")
    yield "result, then and now, open"
    visitor.tap("next").tap("other_templates").tap("edit_channels")
    yield "canvas, editing"
    visitor.write("new_channels", "Pasar Minggu Pakisaji").tap("save_channels").tap("next")
    visitor.tap("more_advice").unfold_all()
    yield "plan, open"
    visitor.open().tap("erase_me")
    yield "welcome back, erase, asking"


def come_back(
    visitor: Visitor,
    assessment: Assessment,
    language: str,
    *,
    address: str = "/",
    finished: bool = True,
    earlier: Assessment | None = None,
) -> None:
    """Opens an address as somebody whose work the server keeps, on a device that knew nobody.

    `earlier`: what they finished the first time.
    """
    previous = visitor.server.keep(earlier, finished=True).id if earlier else None
    keys = visitor.server.keep(replace(assessment, language=language), finished=finished, previous=previous)
    visitor.context.clear_cookies()
    # The link alone, whose cookie the browser gets: its page need not be drawn before the one that is wanted.
    visitor.context.request.get(f"{visitor.server.address}/?r={keys.token}")
    visitor.open(address)


def at_question(visitor: Visitor, assessment: Assessment, question: str, language: str = "id") -> Visitor:
    """Comes back to a question as somebody who has answered some of them earlier."""
    come_back(visitor, assessment, language, address=f"/assess?at={question}", finished=False)
    assert visitor.place() == question
    return visitor


def at_the_last_question(visitor: Visitor, language: str) -> Visitor:
    """Comes back as somebody whose other questions were all answered earlier."""
    whole = complete(real_content(), level=2)
    *_, last = whole.answers
    others = {question: answer for question, answer in whole.answers.items() if question != last}
    return at_question(visitor, replace(whole, answers=others), last, language)


def fill_the_plan(visitor: Visitor) -> None:
    """Ticks one step after another until the plan takes no more."""
    free = visitor.page.locator("[class*='st-key-choose_'] label:has(input:enabled:not(:checked))")
    while free.count():
        with visitor.answered():
            free.first.click()


def _beginning(visitor: Visitor, language: str) -> Iterator[str]:
    visitor.open()
    if visitor.offers("next_person"):
        visitor.tap("next_person").tap("next_person_confirm")
    visitor.speak(language)
    yield "home"
    visitor.page.locator(".aloud").click()
    visitor.page.locator("#notice:not(:empty)").wait_for()
    visitor.unfold_all()
    yield "home, topics, no voice to read aloud"
    visitor.tap("have_code").type("resume_code", "222-222-222-2222")
    yield "home, wrong code"
    visitor.tap("back").tap("from_file")
    yield "home, file"
    visitor.upload("upload", BAD_FILE)
    yield "home, bad file"
    visitor.widget("upload").locator("input[type=file]").set_input_files(PICTURE)  # refused without the server
    visitor.widget("upload").get_by_role("alert").wait_for()
    yield "home, picture for a file"
    visitor.tap("to_method").unfold_all()
    yield "method"
    visitor.tap("back").tap("start")
    visitor.choose("q_consent", 1)
    yield "consent, not kept"
    visitor.choose("q_consent", 0).tap("next")


def _questions(visitor: Visitor, language: str) -> Iterator[str]:
    visitor.write("q_business_name", "Keripik")
    yield "field, text"
    visitor.type("q_business_name", FOOD_OWNER["business_name"]).tap("next")
    visitor.tap("next")
    yield "field, choice, hint"
    at_question(visitor, assessment(), "role", language)
    yield "fields, several on a screen"
    visitor.tap("next").mark("q_goods", 0)
    yield "chips"
    visitor.open("/assess?at=cash_records")
    yield "ladder"
    visitor.unfold_all()
    yield "ladder, menu and help"
    visitor.choose("q_cash_records", 2)
    yield "ladder, answered"
    visitor.tap("overview").tap("change_challenges")
    visitor.mark("q_challenges", 0)
    yield "choices, marked"
    visitor.tap("overview")
    yield "review"


def _result(visitor: Visitor) -> Iterator[str]:
    visitor.tap("to_result")
    yield "result"
    visitor.unfold_all().tap("figure")
    yield "result, open"
    visitor.tick(visitor.keys("whatif_")[1])
    yield "result, tried out"


def _canvas(visitor: Visitor) -> Iterator[str]:
    visitor.tap("next")
    yield "canvas"
    visitor.tap("other_templates")
    visitor.tap("edit_channels")
    yield "canvas, editing"
    visitor.write("new_channels", "Pasar Minggu Pakisaji").tap("save_channels")
    yield "canvas, changed"
    for number, template in ((1, "nine blocks"), (2, "three layers")):
        visitor.choose("template", number)
        yield f"canvas, {template}"


def _plan(visitor: Visitor) -> Iterator[str]:
    visitor.tap("next")
    yield "plan"
    visitor.tap("more_advice").unfold_all().tick("calculator_change-to-led-lamps")
    with visitor.answered():
        visitor.widget(visitor.keys("chip_")[0]).get_by_role("radio").last.click()
    yield "plan, open"
    fill_the_plan(visitor)
    yield "plan, full"


def _home_again(visitor: Visitor) -> Iterator[str]:
    visitor.open()
    yield "welcome back"
    visitor.tap("new_code").tap("again")
    yield "again, asking"
    visitor.tap("again_cancel").tap("erase_me")
    yield "erase, asking"


def _then_and_now(visitor: Visitor, language: str) -> Iterator[str]:
    _come_back_a_second_time(visitor, language)
    visitor.tap("to_result")
    yield "result, then and now"
    visitor.tap("back").tap("change_cash_records")
    with visitor.server.busy():
        visitor.widget("q_cash_records").get_by_test_id("stRadioOption").nth(3).click()
        visitor.widget("trouble").get_by_role("alert").wait_for()
        yield "trouble"
    damaged = visitor.server.keep(replace(bu_sri(), language=language))
    visitor.server.damage(damaged.id)
    visitor.open("/").tap("next_person")
    yield "next person, asking"
    visitor.tap("next_person_confirm").tap("have_code").type("resume_code", damaged.code)
    yield "failure"


def _come_back_a_second_time(visitor: Visitor, language: str) -> None:
    """Comes back as somebody who answered everything once before."""
    come_back(visitor, bu_sri(), language, earlier=complete(real_content(), level=1))
