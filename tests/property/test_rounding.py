"""What is shown is judged: no sentence names a rise that cannot be seen, no stage is at odds with its number."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from canvas.comparison import compare
from canvas.i18n import texts_for
from canvas.scoring import score, shown
from canvas.wording import score_rise_in_words
from tests.property.strategies import CONTENT, assessments

SCORES = st.floats(0, 100) | st.integers(0, 200).map(lambda half: half / 2)


@given(SCORES, SCORES, st.sampled_from(list(CONTENT.language)))
def test_a_rise_is_named_only_where_the_numbers_shown_differ(now: float, then: float, language: str) -> None:
    texts = texts_for(CONTENT, language)
    numbers = [int(number) for number in re.findall(r"\d+", score_rise_in_words(now, then, texts))]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == shown(now)
    assert len(numbers) == 1 + (shown(then) > shown(now))


@given(SCORES)
def test_a_number_is_rounded_the_same_in_every_sentence(value: float) -> None:
    assert all(texts_for(CONTENT, language).number(value) == str(shown(value)) for language in CONTENT.language)


@given(assessments(), assessments())
def test_what_moved_is_the_difference_of_what_is_shown(then: object, now: object) -> None:
    found = compare(CONTENT, then, now)  # type: ignore[arg-type]
    for dimension, moved in found.moved.items():
        before, after = found.then.dimensions[dimension], found.now.dimensions[dimension]
        assert before is not None
        assert after is not None
        assert moved == shown(after) - shown(before)


@given(assessments())
def test_no_stage_is_above_the_number_that_is_shown(person: object) -> None:
    result = score(CONTENT, person)  # type: ignore[arg-type]
    assert shown(result.overall) >= CONTENT.stage[result.stage].starts_at
