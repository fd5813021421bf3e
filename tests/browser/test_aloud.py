"""Reading aloud: the browser's voice reads the screen to whoever has switched it on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Arrives
from tests.browser.visitor import Visitor
from tests.builders import assessment

# A browser's speech that records what it has to say, and drops it when it is cancelled.
SPEECH = """
window.said = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const speech = new EventTarget();
speech.getVoices = () => VOICES.map((lang) => ({ lang }));
speech.speak = ({ lang, voice, text }) => said.push({ lang, voice: voice.lang, text });
speech.cancel = () => { said.length = 0; };
Object.defineProperty(window, "speechSynthesis", { value: speech });
"""
LETTERS_SHOWN = "label => label.getBoundingClientRect().width > 30 && getComputedStyle(label).clipPath === 'none'"
PICTURE_AND_GROUND = """button => {
  const before = getComputedStyle(button, "::before");
  return [before.backgroundColor, getComputedStyle(button).backgroundColor];
}"""
NO_SPEECH = "Object.defineProperty(window, 'speechSynthesis', { value: undefined });"


def can_speak(visitor: Visitor, *voices: str) -> Visitor:
    """A tab of the visitor's browser in which it has these voices."""
    return tab_with(visitor, SPEECH.replace("VOICES", str(list(voices))))


def tab_with(visitor: Visitor, script: str) -> Visitor:
    visitor.page = visitor.context.new_page()
    visitor.page.add_init_script(script)
    return visitor


def said(visitor: Visitor, count: int = 1) -> list[str]:
    """What is being said, once there is as much as that."""
    visitor.page.wait_for_function("count => window.said.length >= count", arg=count)
    return [str(passage) for passage in visitor.page.evaluate("said.map((passage) => passage.text)")]


def silent(visitor: Visitor) -> bool:
    """Whether nothing is said, nor begun to be said."""
    visitor.page.wait_for_timeout(700)
    return visitor.page.evaluate("said.length") == 0


def tap_speaker(visitor: Visitor) -> Visitor:
    visitor.page.locator(".aloud").click()
    return visitor


def pressed(visitor: Visitor) -> str | None:
    visitor.page.wait_for_selector(".aloud")
    return visitor.page.locator(".aloud").get_attribute("aria-pressed")


def notice(visitor: Visitor) -> str:
    return visitor.page.locator("#notice").inner_text()


def test_nothing_is_said_until_it_is_asked_for(visitor: Visitor) -> None:
    can_speak(visitor, "id-ID").open().tap("start")
    assert pressed(visitor) == "false"
    assert silent(visitor)


def test_question_options_and_buttons_are_read(visitor: Visitor) -> None:
    keys = visitor.server.keep(assessment(), position="separate_money")
    can_speak(visitor, "id-ID").open(f"/?r={keys.token}").tap("go_on")
    heading, *rest = said(tap_speaker(visitor), 8)
    question = visitor.question()
    assert question
    assert heading == question.ask["id"]
    options = [option.label["id"] for option in question.options]
    assert [text for text in rest if text in options] == options
    assert rest[-2:] == ["Kembali", "Lewati"]
    assert "Kanvas Lestari" not in rest


@pytest.mark.parametrize(
    ("language", "voice", "tag"), [("id", "id_ID", "id-ID"), ("id", "in-ID", "id-ID"), ("en", "en-US", "en-GB")]
)
def test_it_is_read_in_the_voice_of_the_language(visitor: Visitor, language: str, voice: str, tag: str) -> None:
    can_speak(visitor, "jv-ID", voice).open().speak(language).tap("start")
    said(tap_speaker(visitor))
    assert visitor.page.evaluate("[...new Set(said.map(({ lang, voice }) => `${lang} ${voice}`))]") == [
        f"{tag} {voice}"
    ]


def test_the_next_place_is_read_as_it_opens_and_in_the_other_language_when_that_changes(visitor: Visitor) -> None:
    can_speak(visitor, "id-ID", "en-GB").open()
    said(tap_speaker(visitor))
    assert said(visitor.tap("start"), 5)[0] == "Boleh jawaban Anda disimpan?"
    assert said(visitor.speak("en"), 5)[0] == "May your answers be kept?"


def test_a_tap_on_an_answer_says_nothing_and_a_warning_is_said(visitor: Visitor) -> None:
    can_speak(visitor, "id-ID").open().start().tap("next")
    said(tap_speaker(visitor), 5)
    visitor.page.evaluate("said.length = 0")
    assert said(visitor.tap("next")) == ["Pilih satu jawaban dulu."]
    visitor.page.evaluate("said.length = 0")
    assert silent(visitor.choose("q_sector", 0))


def test_a_second_tap_stops_it_at_once(visitor: Visitor) -> None:
    can_speak(visitor, "id-ID").open()
    said(tap_speaker(visitor))
    assert pressed(visitor) == "true"
    assert silent(tap_speaker(visitor))
    assert pressed(visitor) == "false"
    assert silent(visitor.tap("start"))


def test_it_is_worked_by_keyboard(visitor: Visitor) -> None:
    can_speak(visitor, "id-ID").open()
    speaker = visitor.page.get_by_role("button", name="Bacakan")
    speaker.focus()
    for key, state in (("Enter", "true"), ("Space", "false")):
        visitor.page.keyboard.press(key)
        visitor.page.wait_for_selector(f'.aloud[aria-pressed="{state}"]')
        assert visitor.is_focused(speaker)


def test_the_device_remembers_that_somebody_wants_it(visitor: Visitor) -> None:
    can_speak(visitor, "id-ID").open()
    said(tap_speaker(visitor))
    assert said(visitor.reload(), 8)[0] == "Lihat usaha Anda secara utuh"
    assert pressed(visitor) == "true"


@pytest.mark.parametrize(("language", "words"), [("id", "Bacakan"), ("en", "Read aloud")])
def test_the_button_says_what_it_does_on_a_phone(visitor: Visitor, language: str, words: str) -> None:
    visitor.open().speak(language)
    label = visitor.page.locator(".aloud span")
    expect(label).to_have_text(words)
    for width in (320, 360):
        visitor.page.set_viewport_size({"width": width, "height": 640})
        assert label.evaluate(LETTERS_SHOWN)
        row, switch = (visitor.page.locator(part).bounding_box() for part in (".aloud", ".st-key-language"))
        assert row
        assert switch
        assert row["y"] < switch["y"] + switch["height"], "it is in the row of the language"


def test_its_picture_is_there_in_forced_colours(arrives: Arrives) -> None:
    visitor = arrives(forced_colors="active").open()
    picture, ground = visitor.page.locator(".aloud").evaluate(PICTURE_AND_GROUND)
    assert picture != ground


@pytest.mark.parametrize(("language", "words"), [("id", "suara Bahasa Indonesia"), ("en", "no English voice")])
def test_a_phone_without_the_voice_says_so(visitor: Visitor, language: str, words: str) -> None:
    can_speak(visitor, "jv-ID").open().speak(language)
    tap_speaker(visitor)
    visitor.page.wait_for_selector("#notice:not(:empty)")
    assert words in notice(visitor)
    assert pressed(visitor) == "false"
    line, below = (visitor.page.locator(part).bounding_box() for part in ("#notice", ".st-key-top"))
    assert line
    assert below
    assert below["y"] >= line["y"] + line["height"], "it hides nothing"
    visitor.page.locator("h1").click()
    assert notice(visitor) == ""


def test_a_browser_without_speech_says_so(visitor: Visitor) -> None:
    tap_speaker(tab_with(visitor, NO_SPEECH).open())
    visitor.page.wait_for_selector("#notice:not(:empty)")
    assert "belum bisa membacakan" in notice(visitor)
