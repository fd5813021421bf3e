"""Any file leads to a result or one clear line, and what was written is read back equal."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hypothesis import example, given
from hypothesis import strategies as st

from canvas.advice import advise
from canvas.answers_file import read_answers, write_answers
from canvas.assessment import Assessment
from canvas.errors import AnswersFileError
from canvas.planning import plan_cost, plan_steps, what_if
from canvas.prefill import new_note_id, prefill
from canvas.scoring import score
from tests.builders import SAMPLES, TODAY
from tests.property.strategies import CONTENT, assessments

SAMPLE = SAMPLES[0].read_bytes()
KEYS = ["format", "note", "profile", "answers", "canvas_edits", "plan", "started", "language", "cash_records", "sector"]
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=8)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT | st.sampled_from(["food", "daily", "mine:1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)


def result_or_one_clear_line(data: bytes) -> None:
    """Reads, and uses what was read."""
    try:
        person = read_answers(data, CONTENT, TODAY)
    except AnswersFileError as error:
        wording = [error.in_language(language) for language in ("id", "en")]
    else:
        wording = []
        use(person)
    assert all(len(line.splitlines()) == 1 for line in wording)


def use(person: Assessment) -> None:
    """What the app does with a person's answers."""
    result = score(CONTENT, person)
    advise(CONTENT, person, result)
    what_if(CONTENT, person, [planned.step for planned in person.plan])
    plan_cost(CONTENT, person)
    plan_steps(CONTENT, person)
    new_note_id(person, 0)
    for template in CONTENT.template:
        for note in prefill(CONTENT, person, template, person.language).all_notes:
            note.text.encode("utf-8")
    assert read_answers(write_answers(person), CONTENT, TODAY) == person


@given(assessments())
def test_what_was_written_comes_back(person: Assessment) -> None:
    assert read_answers(write_answers(person), CONTENT, TODAY) == person


@given(st.binary(max_size=200))
@example(b"")
@example(b"\xff\xfe{\x00}\x00")
@example(b"[" * 100_000)
@example(b'{"format":' * 50_000)
@example(b"1" * 5_000)
@example(b'{"format": 1, "profile": {"two\\nlines": "x"}}')
@example(b'{"format": 1, "canvas_edits": [{"note": "mine:' + b"9" * 5_000 + b'", "block": "channels", "text": ""}]}')
def test_any_bytes(data: bytes) -> None:
    result_or_one_clear_line(data)


@given(ANY_JSON)
def test_any_json_value(value: object) -> None:
    result_or_one_clear_line(json.dumps(value).encode())


@given(st.dictionaries(st.sampled_from(KEYS), ANY_JSON, max_size=6))
def test_any_json_object_of_our_format(document: dict[str, object]) -> None:
    result_or_one_clear_line(json.dumps(document | {"format": 1}).encode())


@given(st.data())
def test_a_good_file_with_one_value_replaced(data: st.DataObject) -> None:
    document = json.loads(SAMPLE)
    holder, key = data.draw(st.sampled_from(list(places(document))))
    holder[key] = data.draw(ANY_JSON)
    result_or_one_clear_line(json.dumps(document).encode())


@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 20), st.binary(max_size=6))
def test_a_good_file_with_some_bytes_replaced(at: int, length: int, data: bytes) -> None:
    result_or_one_clear_line(SAMPLE[:at] + data + SAMPLE[at + length :])


def places(value: object) -> Iterator[tuple[dict | list, str | int]]:
    """Every path in a document that leads to a value."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in entries:
        yield value, key
        yield from places(part)
