"""Many at once: nobody's answer is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from sqlalchemy import Engine

from canvas.assessment import Assessment, CanvasEdit
from canvas.store import Assessments, StoreError, open_store
from canvas.store.backup import _SAVED
from canvas.store.engine import reading
from tests.builders import assessment
from tests.store.conftest import Clock, NewUrl
from tests.store.other_process import running, start
from tests.store.people import begin, save

PEOPLE = 40
ANSWERS = 4


def test_forty_people_answer_their_own(store: Assessments) -> None:
    def answer_all(_: int) -> tuple[str, Assessment]:
        given = assessment()
        keys = begin(store, given)
        for number in range(ANSWERS):
            later = given.with_answer(f"question_{number}", f"option_{number}")
            save(store, keys.id, given, later)
            given = later
        return keys.id, given

    with ThreadPoolExecutor(PEOPLE) as pool:
        for owner, given in pool.map(answer_all, range(PEOPLE)):
            assert store.read(owner).assessment == given
    assert store.count() == PEOPLE


def test_forty_devices_answer_the_same_assessment(store: Assessments) -> None:
    """Each from its own, soon outdated view of it: profile, answers and notes of all are there at the end."""
    begun = assessment()
    keys = begin(store, begun)

    def answer_one(number: int) -> None:
        save(store, keys.id, begun, begun.with_answer(f"question_{number}", "daily"))
        save(store, keys.id, begun, begun.with_edit(CanvasEdit(f"mine:{number}", "channels", str(number))))
        save(store, keys.id, begun, begun.with_answer("cash_records", f"option_{number}"))

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(answer_one, range(PEOPLE)))
    stored = store.read(keys.id).assessment
    assert {f"question_{number}" for number in range(PEOPLE)} | {"cash_records"} == set(stored.answers)
    assert {edit.text for edit in stored.canvas_edits} == {str(number) for number in range(PEOPLE)}
    assert stored.profile == begun.profile


def test_a_reader_never_sees_half_a_save(store: Assessments) -> None:
    begun = assessment(water="0").with_profile("village", "0")
    keys = begin(store, begun)

    def write(number: int) -> None:
        save(store, keys.id, begun, begun.with_answer("water", str(number)).with_profile("village", str(number)))

    def read(_: int) -> bool:
        stored = store.read(keys.id).assessment
        return stored.answers["water"] == stored.profile["village"]

    with ThreadPoolExecutor(10) as pool:
        writes = [pool.submit(write, number) for number in range(1, 80)]
        whole = list(pool.map(read, range(80)))
        for each in writes:
            each.result()
    assert all(whole)


def test_erasing_while_another_device_answers_leaves_nothing(store: Assessments, engine: Engine) -> None:
    def erase_and_answer(_: int) -> None:
        begun = assessment()
        keys = begin(store, begun)
        with ThreadPoolExecutor(3) as devices:
            erasing = devices.submit(store.erase, keys.id)
            saving = devices.submit(save, store, keys.id, begun, begun.with_answer("water", "measured"))
            following = devices.submit(begin, store, begun, previous=keys.id)
            erasing.result()
            for each in (saving, following):
                error = each.exception()
                assert error is None or (isinstance(error, StoreError) and error.code == "assessment_gone")

    for number in range(10):
        erase_and_answer(number)
    assert store.count() == 0
    with reading(engine) as connection:
        for table in _SAVED:
            if table.name != "erased":
                assert connection.execute(table.select()).all() == []


def test_servers_that_start_at_once_make_one_store(make_url: NewUrl) -> None:
    url = make_url.empty()
    with ExitStack() as stack:
        servers = [stack.enter_context(running(start, url)) for _ in range(3)]
        assert [server.line() for server in servers] == ["ready"] * 3
        for server in servers:
            server.go_on()
        assert [server.line() for server in servers] == ["started"] * 3
    engine = open_store(url)
    assert Assessments(engine, Clock()).count() == 0
    engine.dispose()
