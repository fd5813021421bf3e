"""What the repository keeps, and how one comes back to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, event, text

from canvas.assessment import Assessment, CanvasEdit, PlannedStep
from canvas.session import Work
from canvas.store import Assessments, StoreError
from canvas.store.assessments import MOST_CREDENTIALS
from canvas.store.codes import new_code
from canvas.store.engine import reading
from tests.builders import LONE_TRADER, assessment
from tests.deep import examples
from tests.property.strategies import assessments
from tests.store.conftest import Clock
from tests.store.people import begin, finish, save

SRI = assessment(cash_records="daily", training_wishes=("digital_marketing", "product_innovation"), water="unknown")
STEP = PlannedStep("two-purses", date(2026, 12, 8), "Bu Sri")
NOTE = CanvasEdit("mine:1", "channels", "Pasar Pakisaji")


def test_what_was_begun_is_read_again(store: Assessments, clock: Clock) -> None:
    keys = begin(store, SRI, position="water")
    stored = store.read(keys.id)
    assert stored.assessment == SRI
    assert stored.work.position == "water"
    assert stored.updated_at == clock.now
    assert (stored.finished_at, stored.previous_id, stored.next_id, dict(stored.done)) == (None, None, None, {})


@settings(max_examples=examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=assessments(), after=assessments())
def test_a_save_leads_from_any_assessment_to_any_other(
    store: Assessments, before: Assessment, after: Assessment
) -> None:
    keys = begin(store, before)
    assert store.read(keys.id).assessment == before
    save(store, keys.id, before, after)
    assert store.read(keys.id).assessment == after


def test_a_save_writes_only_what_differs(store: Assessments, engine: Engine) -> None:
    keys = begin(store, SRI)
    written: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_: object, __: object, statement: str, *___: object) -> None:
        if not statement.startswith(("BEGIN", "SET LOCAL")):
            written.append(" ".join(statement.split()[:3]))

    save(store, keys.id, SRI, SRI.with_answer("water", "not_applicable"))
    save(store, keys.id, SRI, SRI)
    event.remove(engine, "before_cursor_execute", note)
    assert written == ["UPDATE assessment SET", "INSERT INTO answer"]


def test_two_devices_on_one_code_touch_only_what_each_changed(store: Assessments) -> None:
    """Both started from the same state. The last answer to a question wins, everything else of both stays."""
    begun = SRI.with_edit(NOTE).with_step(STEP)
    keys = begin(store, begun)
    phone = (
        begun.with_answer("cash_records", "weekly").with_answer("waste", "sorted").with_edit(replace(NOTE, text="A"))
    )
    laptop = begun.with_answer("cash_records", "none").with_step(replace(STEP, who="Pak Adi")).with_language("en")
    save(store, keys.id, begun, phone)
    save(store, keys.id, begun, laptop)
    assert store.read(keys.id).assessment == phone.with_answer("cash_records", "none").with_step(
        replace(STEP, who="Pak Adi")
    ).with_language("en")


def test_notes_moved_on_one_device_keep_the_text_written_on_the_other(store: Assessments) -> None:
    begun = SRI.with_edits((NOTE, CanvasEdit("mine:2", "channels", "Toko")))
    keys = begin(store, begun)
    save(store, keys.id, begun, begun.with_edit(CanvasEdit("mine:2", "channels", "Toko Bu Rini")))
    save(store, keys.id, begun, begun.with_edit(replace(NOTE, text="Pasar Kepanjen")))
    texts = {edit.note: edit.text for edit in store.read(keys.id).assessment.canvas_edits}
    assert texts == {"mine:1": "Pasar Kepanjen", "mine:2": "Toko Bu Rini"}


def test_what_one_device_deleted_does_not_come_back_by_a_move_on_the_other(store: Assessments) -> None:
    second = CanvasEdit("mine:2", "channels", "Toko")
    begun = SRI.with_edits((NOTE, second))
    keys = begin(store, begun)
    save(store, keys.id, begun, begun.with_edits((NOTE,)))
    save(store, keys.id, begun, begun.with_edits((second,)))
    assert store.read(keys.id).assessment.canvas_edits == ()


def test_texts_that_no_database_can_hold_are_kept_as_far_as_they_can(store: Assessments) -> None:
    odd = SRI.with_profile("village", "Kebon\x00agung \ud83d 🌱 \u202eكبون").with_edit(
        replace(NOTE, text="\x1b[1m" + "x" * 10_000)
    )
    keys = begin(store, odd)
    stored = store.read(keys.id).assessment
    assert stored.profile["village"] == "Kebonagung \ufffd 🌱 \u202eكبون"
    assert stored.canvas_edits[0].text == "[1m" + "x" * 10_000


def test_the_position_moves_on_and_remains_where_none_is_handed_over(store: Assessments) -> None:
    keys = begin(store, SRI)
    save(store, keys.id, SRI, SRI, position="waste")
    save(store, keys.id, SRI, SRI.with_answer("waste", "sorted"))
    assert store.read(keys.id).work.position == "waste"


def test_both_keys_open_only_their_own(store: Assessments) -> None:
    sri, adi = begin(store, SRI), begin(store, assessment(LONE_TRADER))
    assert store.find(sri.token) == sri.id
    assert store.find_by_code(adi.code.lower().replace("-", " "), "192.168.1.7") == adi.id
    assert store.find("") is None
    assert store.find_by_code("", "192.168.1.7") is None


def test_a_code_is_no_token_and_a_token_no_code(store: Assessments) -> None:
    keys = begin(store, SRI)
    assert store.find(keys.code) is None
    assert store.find_by_code(keys.token, "192.168.1.7") is None


def test_each_device_has_a_token_that_can_be_revoked_alone(store: Assessments) -> None:
    keys = begin(store, SRI)
    on_paper = store.new_credentials(keys.id)
    store.revoke(keys.token)
    assert store.find(keys.token) is None
    assert store.find(on_paper.token) == keys.id
    assert store.find_by_code(keys.code, "a") == store.find_by_code(on_paper.code, "a") == keys.id


def test_a_device_is_given_the_same_way_back_every_time(store: Assessments) -> None:
    sri, adi, device = begin(store, SRI), begin(store, assessment(LONE_TRADER)), "d" * 24
    made = store.new_credentials(sri.id, device)
    assert store.new_credentials(sri.id, device) == made
    assert store.find(made.token) == store.find_by_code(made.code, "a") == sri.id
    others = [
        store.new_credentials(adi.id, device),
        store.new_credentials(sri.id, "e" * 24),
        store.new_credentials(sri.id),
    ]
    assert len({made, *others}) == 1 + len(others)


def test_a_device_opens_one_assessment_at_a_time(store: Assessments) -> None:
    device = "d" * 24
    first = store.begin(Work(SRI), device=device)
    assert store.find(device) == first
    second = begin(store, assessment(LONE_TRADER))
    store.remember(second.id, device)
    assert store.find(device) == second.id
    store.revoke(device)
    assert store.find(device) is None


def test_of_each_kind_the_newest_credentials_are_kept(store: Assessments, clock: Clock) -> None:
    keys = begin(store, SRI)
    store.remember(keys.id, "d" * 24)
    made = []
    for _ in range(MOST_CREDENTIALS):
        clock.forward(timedelta(minutes=1))
        made.append(store.new_credentials(keys.id))
    assert store.find(keys.token) is None
    assert store.find_by_code(keys.code, "a") is None
    assert {store.find(each.token) for each in made} == {keys.id}
    assert store.find("d" * 24) == keys.id


def test_the_next_assessment_knows_the_one_before(store: Assessments) -> None:
    first = begin(store, SRI)
    second = begin(store, SRI.with_answer("water", "measured"), previous=first.id)
    assert store.read(first.id).next_id == second.id
    assert store.read(second.id).previous_id == first.id


def test_finishing_is_noted_once(store: Assessments, clock: Clock) -> None:
    keys = begin(store, SRI)
    finish(store, keys.id)
    first = clock.now
    clock.forward(timedelta(days=1))
    finish(store, keys.id)
    assert store.read(keys.id).finished_at == first


def test_a_step_is_ticked_and_unticked(store: Assessments) -> None:
    begun = SRI.with_step(STEP)
    keys = begin(store, begun)
    store.mark_done(keys.id, STEP.step, date(2026, 12, 1))
    assert dict(store.read(keys.id).done) == {STEP.step: date(2026, 12, 1)}
    ticked = store.read(keys.id).assessment
    save(store, keys.id, ticked, ticked.with_step(replace(ticked.plan[0], who="Pak Adi")))
    assert dict(store.read(keys.id).done) == {STEP.step: date(2026, 12, 1)}
    store.mark_done(keys.id, STEP.step, None)
    assert dict(store.read(keys.id).done) == {}


def test_erasing_takes_the_whole_person_and_nobody_else(store: Assessments, engine: Engine) -> None:
    first = begin(store, SRI.with_edit(NOTE).with_step(STEP))
    second = begin(store, SRI, previous=first.id)
    third = begin(store, SRI, previous=second.id)
    other = begin(store, assessment(LONE_TRADER))
    store.erase(second.id)
    assert store.count() == 1
    assert [store.find(keys.token) for keys in (first, second, third)] == [None] * 3
    assert store.read(other.id).assessment == assessment(LONE_TRADER)
    with reading(engine) as connection:
        for table in ("profile", "answer", "canvas_edit", "planned_step", "credential"):
            owners = set(connection.execute(text(f"SELECT assessment FROM {table}")).scalars())
            assert owners <= {other.id}


@pytest.mark.parametrize(
    "use", ["read", "save", "finish", "mark_done", "erase", "new_credentials", "remember", "begin"]
)
def test_what_was_erased_is_gone(store: Assessments, use: str) -> None:
    keys = begin(store, SRI)
    store.erase(keys.id)
    uses = {
        "read": lambda: store.read(keys.id),
        "save": lambda: save(store, keys.id, SRI, SRI.with_answer("water", "measured")),
        "finish": lambda: finish(store, keys.id),
        "mark_done": lambda: store.mark_done(keys.id, "two-purses", None),
        "erase": lambda: store.erase(keys.id),
        "new_credentials": lambda: store.new_credentials(keys.id),
        "remember": lambda: store.remember(keys.id, "a" * 24),
        "begin": lambda: begin(store, SRI, previous=keys.id),
    }
    with pytest.raises(StoreError) as caught:
        uses[use]()
    assert caught.value.code == "assessment_gone"
    assert store.count() == 0


def test_who_did_not_come_back_is_retired_with_all_they_have(store: Assessments, clock: Clock) -> None:
    gone_first = begin(store, SRI)
    active_first = begin(store, SRI)
    clock.forward(timedelta(days=90))
    gone_second = begin(store, SRI, previous=gone_first.id)
    clock.forward(timedelta(days=300))
    active_second = begin(store, SRI, previous=active_first.id)
    limit = clock.now - timedelta(days=200)
    assert store.retire(limit) == 2
    assert store.retire(limit) == 0
    assert [store.find(keys.token) for keys in (gone_first, gone_second)] == [None, None]
    assert store.read(active_second.id).previous_id == active_first.id


def test_coming_back_counts_as_use(store: Assessments, clock: Clock) -> None:
    keys = begin(store, SRI)
    clock.forward(timedelta(days=300))
    store.new_credentials(keys.id)
    assert store.retire(clock.now - timedelta(days=200)) == 0


def test_a_clock_that_was_set_back_makes_nothing_look_old(store: Assessments, clock: Clock) -> None:
    """A laptop with an empty battery starts in 2010: answers given then must not be retired next morning."""
    today = clock.now
    earlier = begin(store, SRI)
    clock.now = datetime(2010, 1, 1, tzinfo=UTC)
    later = begin(store, SRI)
    save(store, earlier.id, SRI, SRI.with_answer("water", "measured"))
    finish(store, earlier.id)
    assert store.read(earlier.id).assessment.answers["water"] == "measured"
    assert store.read(earlier.id).updated_at == store.read(later.id).updated_at == today
    assert store.retire(today - timedelta(days=1)) == 0


def test_the_random_source_is_the_one_passed_in(engine: Engine, clock: Clock) -> None:
    def random(size: int) -> bytes:
        return bytes(size)

    keys = begin(Assessments(engine, clock, random), SRI)
    assert keys.code == new_code(random)
    assert keys.token == "A" * 24


def test_moments_keep_their_zone(store: Assessments, clock: Clock) -> None:
    clock.now = datetime.fromisoformat("2026-11-24T09:00:00.123456+07:00")
    assert store.read(begin(store, SRI).id).updated_at == clock.now


def test_dates_and_long_plans_keep_their_order(store: Assessments) -> None:
    plan = tuple(PlannedStep(f"step-{number}", date(2026, 12, 31 - number), done=STEP.due) for number in range(12))
    begun = replace(SRI, plan=plan)
    keys = begin(store, begun)
    assert store.read(keys.id).assessment.plan == plan
    turned = replace(begun, plan=plan[::-1])
    save(store, keys.id, begun, turned)
    assert store.read(keys.id).assessment.plan == plan[::-1]


def test_a_beginning_can_be_repeated_when_no_answer_came(store: Assessments) -> None:
    own_id, device = store.new_id(), "d" * 24
    store.begin(Work(assessment(cash_records="none")), assessment_id=own_id, device=device)
    store.begin(Work(assessment(cash_records="daily")), assessment_id=own_id, device=device)
    assert store.count() == 1
    assert store.read(own_id).assessment.answers == {"cash_records": "daily"}
    assert store.find(device) == own_id
