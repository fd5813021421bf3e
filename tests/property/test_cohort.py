"""What the group's picture promises, whoever is in the group."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from canvas.assessment import Assessment
from canvas.cohort import cohort
from canvas.scoring import score
from tests.deep import examples
from tests.property.strategies import CONTENT, assessments

GROUPS = st.lists(assessments(), min_size=5, max_size=8)


@given(st.lists(assessments(), max_size=4))
def test_nothing_is_reported_of_fewer_than_five(group: list[Assessment]) -> None:
    picture = cohort(CONTENT, group)
    assert picture.suppressed
    assert picture.n == len(group)
    assert not any((picture.challenges, picture.practices, picture.wishes, picture.dimensions, picture.stages))


@settings(max_examples=examples(10))
@given(GROUPS, st.randoms(use_true_random=False))
def test_the_order_of_people_is_irrelevant(group: list[Assessment], random: Random) -> None:
    assert cohort(CONTENT, random.sample(group, len(group))) == cohort(CONTENT, group)


@settings(max_examples=examples(10))
@given(GROUPS)
def test_counts_percentages_and_stages_fit_the_group(group: list[Assessment]) -> None:
    picture = cohort(CONTENT, group)
    assert sum(picture.stages.values()) + picture.without_stage == picture.n == len(group)
    for table in (picture.challenges, picture.practices, picture.wishes):
        for tally in table.values():
            assert 0 <= tally.count <= tally.of <= picture.n
            assert tally.percent == 100 * tally.count / tally.of


@settings(max_examples=examples(10))
@given(GROUPS)
def test_only_who_has_answered_enough_is_counted_in_a_stage(group: list[Assessment]) -> None:
    staged = [result.stage for person in group if not (result := score(CONTENT, person)).provisional]
    expected = Counter(staged) if len(staged) >= 5 else Counter[str]()
    assert Counter(cohort(CONTENT, group).stages) == expected


@settings(max_examples=examples(10))
@given(GROUPS)
def test_a_dimension_is_reported_only_where_five_or_more_answered_it(group: list[Assessment]) -> None:
    picture = cohort(CONTENT, group)
    scores = [score(CONTENT, person) for person in group]
    for dimension in CONTENT.dimensions:
        answered = sum(each.dimensions[dimension.id] is not None for each in scores)
        assert (dimension.id in picture.dimensions) == (answered >= 5)
    for spread in picture.dimensions.values():
        assert 0 <= spread.q1 <= spread.median <= spread.q3 <= 100
