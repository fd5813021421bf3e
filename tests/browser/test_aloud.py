"""Reading aloud: the browser's voice reads the screen to whoever has switched it on."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Arrives
from tests.browser.visitor import Visitor
from tests.browser.walk import at_question
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


def forget_what_was_said(visitor: Visitor) -> None:
    visitor.page.evaluate("said.length = 0")


def voices_heard(visitor: Visitor) -> list[str]:
    """The language and the voice of what is being said, each pair once."""
    return [
        str(pair) for pair in visitor.page.evaluate("[...new Set(said.map(({lang, voice}) => `${lang} ${voice}`))]")
    ]


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


def test_it_is_off_until_it_is_asked_for_and_a_second_tap_stops_it_at_once(visitor: Visitor) -> None:
    can_speak(visitor, "id-ID").open().tap("start")
    assert pressed(visitor) == "false"
    assert silent(visitor)
    said(tap_speaker(visitor))
    assert pressed(visitor) == "true"
    assert silent(tap_speaker(visitor))
    assert pressed(visitor) == "false"
    assert silent(visitor.tap("back"))
    speaker = visitor.page.get_by_role("button", name="Bacakan")
    speaker.focus()
    for key, state in (("Enter", "true"), ("Space", "false")):
        visitor.page.keyboard.press(key)
        visitor.page.wait_for_selector(f'.aloud[aria-pressed="{state}"]')
        assert visitor.is_focused(speaker)


def test_question_options_and_buttons_are_read(visitor: Visitor) -> None:
    at_question(can_speak(visitor, "jv-ID", "in-ID"), assessment(), "separate_money")
    heading, *rest = said(tap_speaker(visitor), 8)
    assert voices_heard(visitor) == ["id-ID in-ID"]
    question = visitor.question()
    assert question
    assert heading == question.ask["id"]
    options = [option.label["id"] for option in question.options]
    assert [text for text in rest if text in options] == options
    assert rest[-2:] == ["Kembali", "Lewati"]
    assert "Kanvas Lestari" not in rest


def test_each_place_is_read_as_it_opens_in_the_voice_of_its_language(visitor: Visitor) -> None:
    can_speak(visitor, "jv-ID", "id_ID", "en-US").open()
    said(tap_speaker(visitor))
    assert said(visitor.tap("start"), 5)[0] == "Boleh jawaban Anda disimpan?"
    assert voices_heard(visitor) == ["id-ID id_ID"]
    forget_what_was_said(visitor)
    assert said(visitor.tap("next")) == ["Pilih satu jawaban dulu."], "a warning is read alone"
    forget_what_was_said(visitor)
    assert silent(visitor.choose("q_consent", 0)), "a tap on an answer says nothing"
    assert said(visitor.speak("en"), 5)[0] == "May your answers be kept?"
    assert voices_heard(visitor) == ["en-GB en-US"]
    assert said(visitor.open(), 8)[0] == "Lihat usaha Anda secara utuh", "the device remembers that it is wanted"
    assert pressed(visitor) == "true"


def test_the_button_says_what_it_does_on_a_phone_and_has_its_picture_in_forced_colours(arrives: Arrives) -> None:
    visitor = arrives(forced_colors="active").open()
    label = visitor.page.locator(".aloud span")
    for language, words in (("id", "Bacakan"), ("en", "Read aloud")):
        visitor.speak(language)
        expect(label).to_have_text(words)
        for width in (320, 360):
            visitor.page.set_viewport_size({"width": width, "height": 640})
            assert label.evaluate(LETTERS_SHOWN)
            row, switch = (visitor.page.locator(part).bounding_box() for part in (".aloud", ".st-key-language"))
            assert row
            assert switch
            assert row["y"] < switch["y"] + switch["height"], "it is in the row of the language"
    picture, ground = visitor.page.locator(".aloud").evaluate(PICTURE_AND_GROUND)
    assert picture != ground


def test_a_phone_without_the_voice_says_so(visitor: Visitor) -> None:
    can_speak(visitor, "jv-ID").open()
    for language, words in (("id", "suara Bahasa Indonesia"), ("en", "no English voice")):
        tap_speaker(visitor.speak(language))
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
