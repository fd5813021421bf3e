"""Pictures of a workshop: equal to the group's cohort, frozen, and silent about each single person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from canvas.assessment import Assessment
from canvas.cohort import cohort, cohort_of, totals
from canvas.content.models import Content
from canvas.errors import KanvasError
from canvas.outcome import outcome_of
from canvas.store import Members, Pictures, refresh_outcomes
from tests.builders import FOOD_OWNER, assessment, complete
from tests.deep import examples
from tests.property.strategies import assessments
from tests.store.conftest import Clock, Room


@pytest.fixture
def people(content: Content, respondents: tuple[Assessment, ...]) -> tuple[Assessment, ...]:
    return respondents


def fill(room: Room, people: Iterable[Assessment]) -> list[str]:
    return [room.finished(person) for person in people]


def test_the_ten_respondents_give_table_1(room: Room, content: Content, people: tuple[Assessment, ...]) -> None:
    fill(room, people)
    taken = room.pictures.reveal(room.opened.id)
    assert taken.picture.cohort == cohort(content, people)
    assert taken.picture.cohort.challenges["capital_access"].percent == 80
    assert (taken.number, taken.people, taken.waiting) == (1, 10, 0)


@settings(max_examples=examples(3), suppress_health_check=list(HealthCheck))
@given(group=st.lists(assessments(), min_size=5, max_size=9))
def test_one_query_equals_the_cohort_to_the_last_digit(room: Room, content: Content, group: list[Assessment]) -> None:
    opened = room.workshops.create("Lain", place="", held_on=group[0].started, language="id")
    for person in group:
        room.finished(person, opened.id)
    room.pictures.reveal(opened.id)
    assert room.pictures.cohort(opened.id) == cohort(content, group)


def test_a_second_cell_with_too_few_stages_adds_none(room: Room, content: Content) -> None:
    whole, early = complete(content, level=1), assessment(FOOD_OWNER, cash_records="daily")
    fill(room, [whole] * 6)
    assert room.pictures.reveal(room.opened.id).picture.cohort.without_stage == 0
    fill(room, [whole, whole, early])
    picture = room.pictures.reveal(room.opened.id).picture.cohort
    assert (picture.n, sum(picture.stages.values()), picture.without_stage) == (9, 6, 3)
    fill(room, [whole, whole, whole, early])
    picture = room.pictures.reveal(room.opened.id).picture.cohort
    assert (picture.n, sum(picture.stages.values()), picture.without_stage) == (13, 9, 4)


def test_too_few_are_asked_to_wait(room: Room, people: tuple[Assessment, ...]) -> None:
    fill(room, people[:4])
    with pytest.raises(KanvasError) as wording:
        room.pictures.reveal(room.opened.id)
    assert (wording.value.code, wording.value.details) == ("workshop_too_small", {"smallest": 5, "finished": 4})
    assert room.pictures.newest(room.opened.id) is None


def test_the_next_picture_needs_three_more(room: Room, people: tuple[Assessment, ...]) -> None:
    fill(room, people[:5])
    first = room.pictures.reveal(room.opened.id)
    fill(room, people[5:7])
    again = room.pictures.reveal(room.opened.id)
    assert (again.number, again.people, again.waiting) == (first.number, 5, 2)
    fill(room, people[7:8])
    assert room.pictures.reveal(room.opened.id).people == 8


def test_a_changed_answer_changes_no_picture(room: Room, content: Content, people: tuple[Assessment, ...]) -> None:
    first, *_ = fill(room, people[:5])
    before = room.pictures.reveal(room.opened.id).picture
    room.answers(first, challenges=("papers", "workers"))
    assert room.pictures.reveal(room.opened.id).picture == before
    fill(room, people[5:8])
    cells = [[outcome_of(content, person) for person in cell] for cell in (people[:5], people[5:8])]
    assert room.pictures.reveal(room.opened.id).picture.cohort == cohort_of(content, totals(content, cells))


def test_an_answer_changed_before_the_picture_is_in_it(room: Room, content: Content) -> None:
    group = [complete(content, level=1)] * 5
    first, *_ = fill(room, group)
    room.answers(first, challenges=("papers",))
    assert room.pictures.reveal(room.opened.id).picture.cohort.challenges["papers"].count == 1


def test_who_leaves_takes_others_along_out_of_the_next_picture(room: Room, content: Content) -> None:
    ids = fill(room, [complete(content, level=1)] * 10)
    before = room.pictures.reveal(room.opened.id)
    room.members.leave(ids[0])
    assert len(room.pictures.respondents(room.opened.id)) == 0  # the only cell is not whole any more
    after = room.pictures.reveal(room.opened.id)
    assert (before.people, after.people) == (10, 7)
    assert len(room.pictures.respondents(room.opened.id)) == 7


def test_two_people_of_one_cell_could_swap_all_their_answers(
    engine: Engine, clock: Clock, room: Room, content: Content, people: tuple[Assessment, ...]
) -> None:
    """The proof of docs/privacy.md, on real pictures and exports: nothing that is shown changes."""

    def everything_shown(group: Iterable[Assessment]) -> list[object]:
        opened = room.workshops.create("Tukar", place="", held_on=people[0].started, language="id")
        pictures = Pictures(engine, clock, lambda: content, Random(7))
        shown: list[object] = []
        for number, person in enumerate(group):
            room.finished(person, opened.id)
            if number >= 4:
                shown += [pictures.reveal(opened.id).picture, pictures.respondents(opened.id)]
        return shown

    same = [replace(person, profile=FOOD_OWNER) for person in people[:8]]
    swapped = [same[1], same[0], *same[2:5], same[7], same[6], same[5]]
    assert everything_shown(same) == everything_shown(swapped)
    # Across cells it does show: the test could fail.
    assert everything_shown(same) != everything_shown([same[7], *same[1:7], same[0]])


def test_rows_carry_no_rare_combination_and_no_order_of_arrival(
    room: Room, content: Content, people: tuple[Assessment, ...]
) -> None:
    food = [replace(person, profile=FOOD_OWNER) for person in people[:5]]
    others = [replace(person, profile={**FOOD_OWNER, "sector": "craft", "village": "Jauh"}) for person in people[5:8]]
    rest = [replace(person, profile={**FOOD_OWNER, "sector": "trade"}) for person in people[8:]]
    fill(room, [*others, *food, *rest])
    room.pictures.reveal(room.opened.id)
    rows = room.pictures.respondents(room.opened.id)
    named = [row.traits for row in rows if row.traits]
    assert named == [{"sector": "food", "workers": "1-4", "village": "Kebonagung"}] * 5
    assert {row.assessment.profile.get("business_name") for row in rows} == {None}
    assert [row.assessment.answers for row in rows[5:]] != [person.answers for person in (*others, *rest)]


def test_two_trainers_who_reveal_at_once_get_one_picture(room: Room, people: tuple[Assessment, ...]) -> None:
    fill(room, people[:5])
    taken: list[object] = []
    threads = [Thread(target=lambda: taken.append(room.pictures.reveal(room.opened.id))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 4
    assert taken[1:] == taken[:-1]


def test_a_picture_that_was_not_worked_out_is_by_the_next_look(
    engine: Engine, room: Room, clock: Clock, content: Content, people: tuple[Assessment, ...]
) -> None:
    fill(room, people[:5])

    def killed() -> Content:
        raise KeyboardInterrupt

    looks = iter([content, content])
    dying = Pictures(engine, clock, lambda: next(looks, None) or killed())
    with pytest.raises(KeyboardInterrupt):
        dying.reveal(room.opened.id)
    taken = room.pictures.newest(room.opened.id)
    assert taken is not None
    assert taken.picture.cohort == cohort(content, people[:5])


def test_after_a_change_of_content_outcomes_are_worked_out_anew(
    engine: Engine, room: Room, clock: Clock, content: Content, people: tuple[Assessment, ...]
) -> None:
    fill(room, people[:5])
    before = room.pictures.reveal(room.opened.id)
    changed = replace(
        content, indicators=content.indicators[:-1], settings=content.settings.model_copy(update={"version": "2027.01"})
    )
    assert refresh_outcomes(engine, changed) == 5
    assert refresh_outcomes(engine, changed) == 0
    pictures = Pictures(engine, clock, lambda: changed)
    assert pictures.newest(room.opened.id) == before
    after = pictures.reveal(room.opened.id)
    assert (before.picture.content, after.picture.content) == (content.settings.version, "2027.01")
    assert (after.number, after.people) == (2, 5)
    assert after.picture.cohort == cohort(changed, people[:5])


def test_leaving_is_not_undone_by_answering(room: Room, clock: Clock, engine: Engine, content: Content) -> None:
    ids = fill(room, [complete(content, level=1)] * 6)
    Members(engine, clock).leave(ids[0])
    room.answers(ids[0], challenges=("papers",))
    assert room.pictures.reveal(room.opened.id).people == 5
