"""A file is taken whole or refused with one line that names what is wrong and where."""

import json
from datetime import date

import pytest

from canvas.answers_file import LARGEST, printable, read_answers, write_answers
from canvas.assessment import CanvasEdit, PlannedStep
from canvas.errors import AnswersFileError
from tests.builders import SAMPLES, TODAY, assessment

DEEP = b'{"format": 1, "answers": ' + b"[" * 300 + b"]" * 300 + b"}"
VERY_DEEP = b"[" * 100_000


def file(**parts: object) -> bytes:
    return json.dumps({"format": 1, **parts}).encode()


def edit(note: str = "mine:1", block: str = "channels", text: object = "Pasar") -> dict[str, object]:
    return {"note": note, "block": block, "text": text}


def step(**parts: object) -> dict[str, object]:
    return {"step": "two-purses", "due": "2026-12-08", **parts}


NOT_OURS = [
    (b"", "answers_not_json", "line 1, column 1"),
    (b"halo", "answers_not_json", "line 1, column 1"),
    (b'{"format": 1,\n "plan": [}', "answers_not_json", "line 2, column 11"),
    (b"\xff\xfe\x00", "answers_not_utf8", "UTF-8"),
    (b"%PDF-1.7 \xe2\xe3", "answers_not_utf8", ".json"),
    (b"[1, 2]", "answers_not_an_object", "curly bracket"),
    (b'"text"', "answers_not_an_object", "curly bracket"),
    (b"null", "answers_not_an_object", "curly bracket"),
    (b" " * (LARGEST + 1), "answers_too_large", "1000001 bytes"),
    (b'{"format": 1, "note": "' + b"x" * 10_000_000 + b'"}', "answers_too_large", "1000000"),
    (VERY_DEEP, "answers_not_usable", "nested too deeply"),
    (DEEP, "answers_not_usable", "nested too deeply"),
    (b'{"format": 1, "plan": 1' + b"0" * 5_000 + b"}", "answers_not_usable", "number that is too large"),
    (b"{}", "answers_without_format", "reads format 1"),
    (b'{"format": null}', "answers_without_format", "reads format 1"),
    (b'{"format": 0}', "answers_other_format", "has format 0"),
    (b'{"format": 2}', "answers_other_format", "has format 2"),
    (b'{"format": true}', "answers_other_format", "has format True"),
    (b'{"format": "1"}', "answers_other_format", "reads format 1"),
    (b'{"format": "one\\ntwo"}', "answers_other_format", "has format one two"),
    (b'{"format": 1, "format": 1}', "answers_key_twice", "'format'"),
    (b'{"format": 1, "answers": {"water": "saves", "water": "reuses"}}', "answers_key_twice", "'water'"),
]

WRONG_SHAPE = [
    (file(colour="red"), "answers_key_unknown", "'colour'"),
    (file(plan=[step(price=1)]), "answers_key_unknown", "'plan.0.price'"),
    (file(profile="food"), "answers_wrong_type", "'profile'"),
    (file(profile={"village": 7}), "answers_wrong_type", "'profile.village'"),
    (file(answers=[]), "answers_wrong_type", "'answers'"),
    (file(answers={"cash_records": 2}), "answers_wrong_type", "'answers.cash_records'"),
    (file(answers={"challenges": ["marketing", 3]}), "answers_wrong_type", "'answers.challenges'"),
    (file(plan="two-purses"), "answers_wrong_type", "'plan'"),
    (file(canvas_edits={"mine:1": "Pasar"}), "answers_wrong_type", "'canvas_edits'"),
    (file(canvas_edits=[edit(text=5)]), "answers_wrong_type", "'canvas_edits.0.text'"),
    (file(canvas_edits=[edit(note="note 1")]), "answers_wrong_type", "'canvas_edits.0.note'"),
    (file(canvas_edits=[edit(note="mine:" + "9" * 5_000)]), "answers_wrong_type", "'canvas_edits.0.note'"),
    (file(canvas_edits=[{"note": "mine:1", "block": "channels"}]), "answers_key_missing", "'canvas_edits.0.text'"),
    (file(plan=[{"step": "two-purses"}]), "answers_key_missing", "'plan.0.due'"),
    (file(plan=[step(due="8 Desember")]), "answers_not_a_date", "'plan.0.due'"),
    (file(plan=[step(due="2026-02-30")]), "answers_not_a_date", "'plan.0.due'"),
    (file(started=20261124), "answers_not_a_date", "'started'"),
    (file(note=["constructed"]), "answers_wrong_type", "'note'"),
]

NOT_KNOWN = [
    (file(language="su"), "answers_unknown_language", "'su'"),
    (file(profile={"phone": "0812"}), "answers_unknown_field", "'profile.phone'"),
    (file(profile={"sector": "mining"}), "answers_unknown_option", "'mining'"),
    (file(answers={"height": "tall"}), "answers_unknown_question", "'answers.height'"),
    (file(answers={"cash_records": "weekly"}), "answers_unknown_option", "'weekly'"),
    (file(answers={"cash_records": "not_applicable"}), "answers_unknown_option", "'not_applicable'"),
    (file(answers={"materials_origin": "unknown"}), "answers_unknown_option", "'unknown'"),
    (file(answers={"cash_records": ["daily"]}), "answers_one_expected", "'answers.cash_records'"),
    (file(answers={"challenges": "marketing"}), "answers_list_expected", "'answers.challenges'"),
    (file(answers={"challenges": ["marketing", "weather"]}), "answers_unknown_option", "'weather'"),
    (file(answers={"challenges": ["papers", "papers"]}), "answers_named_twice", "'papers'"),
    (file(canvas_edits=[edit(block="attic")]), "answers_unknown_block", "'attic'"),
    (file(canvas_edits=[edit(), edit(text="Toko")]), "answers_named_twice", "'mine:1'"),
    (file(plan=[step(step="fly-to-the-moon")]), "answers_unknown_step", "'fly-to-the-moon'"),
    (file(plan=[step(), step(due="2026-12-09")]), "answers_named_twice", "'two-purses'"),
    (file(answers={"a\nb\u2028c" + "d" * 500: "x"}), "answers_unknown_question", "'answers.a b c"),
]

TOO_MUCH = [
    (file(plan=[step(due="9999-12-31")]), "answers_date_out_of_range", "'plan.0.due'"),
    (file(plan=[step(due="0001-01-01")]), "answers_date_out_of_range", "2000–2099"),
    (file(plan=[step(done="2100-01-01")]), "answers_date_out_of_range", "'plan.0.done'"),
    (file(started="1999-12-31"), "answers_date_out_of_range", "'started'"),
    (file(profile={"business_name": "x" * 10_001}), "answers_text_too_long", "'profile.business_name'"),
    (file(plan=[step(who="x" * 10_001)]), "answers_text_too_long", "10001 letters"),
    (
        file(canvas_edits=[edit(), edit(note="mine:2", text="x" * 10_001)]),
        "answers_text_too_long",
        "canvas_edits.1.text",
    ),
    (
        file(canvas_edits=[edit(note=f"mine:{number}", text="x" * 9_000) for number in range(6)]),
        "answers_texts_too_long",
        "54000 letters",
    ),
    (file(canvas_edits=[edit(note=f"mine:{number}") for number in range(301)]), "answers_too_many_edits", "301"),
]


@pytest.mark.parametrize(("data", "code", "says"), NOT_OURS + WRONG_SHAPE + NOT_KNOWN + TOO_MUCH)
def test_a_file_at_fault_gets_one_line_that_says_what_and_where(content, data, code, says) -> None:
    with pytest.raises(AnswersFileError) as refusal:
        read_answers(data, content, TODAY)
    assert refusal.value.code == code
    assert says in refusal.value.in_language("en")
    for language in ("id", "en"):
        line = refusal.value.in_language(language)
        assert len(line.splitlines()) == 1
        assert len(line) < 200


def test_the_smallest_file(content) -> None:
    person = read_answers(b'{"format": 1}', content, TODAY)
    assert (person.started, person.language, person.answers, person.plan) == (TODAY, "id", {}, ())


def test_the_sample_of_the_design(content) -> None:
    data = file(
        started="2026-11-24",
        profile={"business_name": "Keripik Bu Sri", "sector": "food"},
        answers={"cash_records": "daily", "training_wishes": ["digital_marketing"], "water": "not_applicable"},
        plan=[step(who="Bu Sri")],
    )
    person = read_answers(data, content, date(2030, 1, 1))
    assert person.started == date(2026, 11, 24)
    assert person.answers["training_wishes"] == ("digital_marketing",)
    assert person.plan == (PlannedStep("two-purses", date(2026, 12, 8), "Bu Sri"),)


def test_a_note_for_readers_of_the_file_is_ignored(content) -> None:
    assert read_answers(file(note="constructed"), content, TODAY) == read_answers(file(), content, TODAY)


def test_a_byte_order_mark_does_no_harm(content) -> None:
    assert read_answers(b"\xef\xbb\xbf" + file(), content, TODAY) == read_answers(file(), content, TODAY)


@pytest.mark.parametrize(
    "text",
    ["😀 keripik 🍌", "مرحبا", "<b>tebal</b> *miring* [x](javascript:1)", "=SUM(A1)", "a\nb\tc", "x" * 10_000],
)
def test_any_text_comes_back_as_that_text(content, text) -> None:
    person = assessment({"business_name": text}).with_edit(CanvasEdit("mine:1", "channels", text))
    assert read_answers(write_answers(person), content, TODAY) == person


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("a\r\nb\rc", "a\nbc"),
        ("x\ud83dy", "x�y"),
        ("\ud83d\ude00", "😀"),
        ("\u202eabc", "\u202eabc"),
    ],
)
def test_what_no_screen_can_show_is_taken_out_of_texts(content, given, kept) -> None:
    assert printable(given) == kept
    data = file(profile={"business_name": given}, plan=[step(who=given)], canvas_edits=[edit(text=given)])
    person = read_answers(data, content, TODAY)
    assert person.profile["business_name"] == person.plan[0].who == person.canvas_edits[0].text == kept


def test_a_file_that_was_written_is_read_by_people_too() -> None:
    text = write_answers(assessment(challenges=("marketing",))).decode("utf-8")
    assert json.loads(text)["answers"] == {"challenges": ["marketing"]}
    assert len(text.splitlines()) > 10


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_a_sample_comes_back_as_it_is(content, sample) -> None:
    person = read_answers(sample.read_bytes(), content, TODAY)
    assert read_answers(write_answers(person), content, TODAY) == person
