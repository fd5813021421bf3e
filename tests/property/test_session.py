"""Whatever people, their devices and the store do: what was acknowledged is kept, and nobody meets another's work."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule

from canvas.assessment import Answer, Assessment, CanvasEdit
from canvas.session import (
    Declined,
    Earlier,
    ErasedElsewhere,
    NotAsked,
    Session,
    Write,
    agreed,
    begun,
    begun_again,
    changed,
    declined,
    ended_again,
    finished,
    in_language,
    moved,
    next_person,
    resumed,
    settled,
    undone,
    with_visit,
)
from canvas.store import Assessments, StoreError, open_engine
from tests.builders import TODAY
from tests.deep import examples
from tests.store.conftest import Clock
from tests.stores import new_sqlite

MOST_PHONES = 4
QUESTIONS = ("cash_records", "energy", "network")
Kept = dict[tuple[str, str], object]
"""All rows of an assessment that the store should hold, by table and key."""


def rows(assessment: Assessment) -> Kept:
    parts: Mapping[str, Mapping[str, object]] = {
        "profile": assessment.profile,
        "answers": assessment.answers,
        "edits": {edit.note: edit for edit in assessment.canvas_edits},
        "own": {"language": assessment.language},
    }
    return {(part, key): value for part, found in parts.items() for key, value in found.items()}


def _people_in(values: Iterable[object]) -> set[int]:
    """Everybody whose words are among these."""
    texts = (value.text if isinstance(value, CanvasEdit) else value for value in values)
    return {int(text.removeprefix("person ")) for text in texts if isinstance(text, str) and text.startswith("person ")}


@dataclass
class Device:
    """A browser: who holds it by now, and what the server knows of its visit."""

    number: int
    person: int
    session: Session = field(default_factory=lambda: Session("id"))

    @property
    def token(self) -> str:
        return f"device-{self.number:020}"


@dataclass
class Model:
    """What the store must hold: by assessment, whose it is and every row; and what was erased."""

    owner: dict[str, int] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    """Assessments that were written to and not looked at since."""

    def made(self, write: Write, person: int) -> None:
        """A write that was committed changes just the rows that it is about."""
        after, kept = rows(write.after.assessment), self.kept.setdefault(write.id, {})
        self.owner[write.id] = person
        self.touched.add(write.id)
        for each in (write.before, *write.tried):
            before = rows(each.assessment) if each else {}
            for key in before.keys() - after.keys():
                kept.pop(key, None)
            kept |= {key: value for key, value in after.items() if before.get(key) != value}

    def erased(self, person: int) -> None:
        for each in [each for each, owner in self.owner.items() if owner == person]:
            del self.owner[each], self.kept[each]
            self.touched.discard(each)


class Visits(RuleBasedStateMachine):
    """People with phones, two of which may show the same work, on a store that now and then fails."""

    devices = Bundle("devices")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="kanvas-session-"))
        self.store = Assessments(open_engine(new_sqlite(self.folder / "kanvas.sqlite3")), Clock())
        self.model = Model()
        self.fault = "none"
        self.people = 0
        self.all: list[Device] = []

    def teardown(self) -> None:
        assert self.store.count() == len(self.model.kept)
        for own, kept in self.model.kept.items():
            assert rows(self.store.read(own).assessment) == kept
        self.store.close()
        shutil.rmtree(self.folder)

    # What the server does with a tap

    def make(self, device: Device, write: Write) -> None:
        if write.before is not None and write.id not in self.model.owner:
            self.store.save(write.id, write.before, write.after)  # erased on another device
            raise AssertionError("work that was erased is written again")
        if self.fault == "refuses":
            raise StoreError("store_full")
        if write.before is None:
            self.store.begin(
                write.after, assessment_id=write.id, previous=write.previous, device=device.token, tried=write.tried
            )
        else:
            self.store.save(write.id, write.before, write.after, tried=write.tried)
        self.model.made(write, device.person)
        if self.fault == "loses the answer":  # committed, but the server does not learn of it
            raise StoreError("store_unreachable")

    def tap(self, device: Device, session: Session) -> None:
        device.session = settled(session, lambda write: self.make(device, write))

    # What happens

    @initialize(target=devices)
    def two_phones(self) -> object:
        return multiple(self.phone(), self.phone())

    @precondition(lambda self: len(self.all) < MOST_PHONES)
    @rule(target=devices)
    def arrives(self) -> Device:
        return self.phone()

    def phone(self) -> Device:
        """Somebody who has begun, and has answered that their work may be kept."""
        self.people += 1
        device = Device(len(self.all), self.people)
        self.all.append(device)
        self.starts(device)
        self.is_asked(device, keeps=True)
        return device

    @rule(fault=st.sampled_from(["none", "none", "refuses", "loses the answer"]))
    def the_store_changes(self, fault: str) -> None:
        self.fault = fault

    @rule(device=devices)
    def starts(self, device: Device) -> None:
        if device.session.visit is None:
            self.tap(device, with_visit(device.session, begun(TODAY, device.session.language, "2026.11")))

    @rule(device=devices, keeps=st.sampled_from([True, True, False]))
    def is_asked(self, device: Device, keeps: bool) -> None:
        if visit := device.session.visit:
            before, visit = visit, agreed(visit, self.store.new_id()) if keeps else declined(visit)
            assert visit.storage == before.storage or not before.has_agreed, "what is kept stays under its own id"
            self.tap(device, with_visit(device.session, visit))

    @rule(device=devices, question=st.sampled_from(QUESTIONS), answer=st.sampled_from(["none", "daily", "unknown"]))
    def answers(self, device: Device, question: str, answer: Answer) -> None:
        if visit := device.session.visit:
            named = visit.assessment.with_profile("business_name", f"person {device.person}")
            self.tap(
                device, with_visit(device.session, moved(changed(visit, named.with_answer(question, answer)), question))
            )
            after = device.session.visit
            # A browser sends nothing when the answer that it already shows is tapped: another device's answer stays.
            is_new = visit.assessment.answers.get(question) != answer
            if is_new and after and after.is_stored:  # "tersimpan ✓"
                assert self.store.read(after.id or "").assessment.answers[question] == answer

    @rule(device=devices, note=st.integers(1, 3))
    def rewrites_the_canvas(self, device: Device, note: int) -> None:
        if visit := device.session.visit:
            edit = CanvasEdit(f"mine:{note}", "channels", f"person {device.person}")
            self.tap(device, with_visit(device.session, changed(visit, visit.assessment.with_edit(edit))))

    @rule(device=devices)
    def takes_it_back(self, device: Device) -> None:
        if visit := device.session.visit:
            self.tap(device, with_visit(device.session, undone(visit)))

    @rule(device=devices, language=st.sampled_from(["id", "en"]))
    def changes_the_language(self, device: Device, language: str) -> None:
        self.tap(device, in_language(device.session, language))

    @rule(device=devices)
    def goes_elsewhere(self, device: Device) -> None:
        if visit := device.session.visit:
            before = device.session.visit
            self.tap(device, with_visit(device.session, moved(visit, "review")))
            assert device.session.visit is not None
            if before.is_stored:
                assert device.session.visit.storage == before.storage, "a position alone is not written"

    @rule(device=devices)
    def finishes(self, device: Device) -> None:
        if visit := device.session.visit:
            self.tap(device, with_visit(device.session, finished(visit)))
            after = device.session.visit
            assert after is not None
            # To finish once more writes nothing, so that it cannot notice that the work was erased on another device.
            if after.is_stored and not visit.work.finished:
                assert self.store.read(after.id or "").work.finished

    @rule(device=devices)
    def answers_again(self, device: Device) -> None:
        if visit := device.session.visit:
            again = begun_again(visit, TODAY, "2027.01", self.store.new_id())
            assert not again.assessment.answers
            self.tap(device, with_visit(device.session, again))

    @rule(device=devices)
    def goes_back_to_the_assessment_before(self, device: Device) -> None:
        visit = device.session.visit
        if visit and visit.earlier and visit.earlier.id is None:
            self.tap(device, with_visit(device.session, ended_again(visit)))

    @rule(device=devices)
    def loads_the_page_again(self, device: Device) -> None:
        device.session = Session("id")
        if own := self.store.find(device.token):
            device.session = self.opened(own)

    @rule(device=devices, other=devices)
    def opens_the_same_work_elsewhere(self, device: Device, other: Device) -> None:
        """By code: the other device then belongs to the same person."""
        if device.session.visit and (own := device.session.visit.id) and own in self.model.owner:
            self.store.remember(own, other.token)
            other.person, other.session = device.person, self.opened(own)

    def opened(self, own: str) -> Session:
        record = self.store.read(own)
        earlier = None
        if record.previous_id:
            earlier = Earlier(self.store.read(record.previous_id).assessment, record.previous_id)
        return Session(record.assessment.language, visit=resumed(own, record.work, record.work, earlier))

    @rule(device=devices)
    def next_person_takes_over(self, device: Device) -> None:
        self.store.revoke(device.token)
        self.people += 1
        device.person, device.session = self.people, next_person(device.session)
        assert device.session.visit is None
        assert self.store.find(device.token) is None

    @rule(device=devices)
    def erases(self, device: Device) -> None:
        if device.session.visit and (own := device.session.visit.id) and own in self.model.owner:
            self.store.erase(own)
            self.model.erased(self.model.owner[own])
            device.session = next_person(device.session)

    # What always holds

    @invariant()
    def the_store_holds_what_was_acknowledged_and_nothing_else(self) -> None:
        for own in self.model.touched:
            assert rows(self.store.read(own).assessment) == self.model.kept[own]
        self.model.touched.clear()

    @invariant()
    def nothing_of_one_person_reaches_another(self) -> None:
        for own, owner in self.model.owner.items():
            assert _people_in(self.model.kept[own].values()) <= {owner}
        for device in self.all:
            if visit := device.session.visit:
                assert _people_in(rows(visit.assessment).values()) <= {device.person}

    @invariant()
    def nothing_is_said_to_be_kept_that_may_not_be(self) -> None:
        for device in self.all:
            visit = device.session.visit
            if visit and isinstance(visit.storage, NotAsked | Declined | ErasedElsewhere):
                assert not visit.is_stored
                assert visit.id is None


TestVisits = Visits.TestCase
TestVisits.settings = settings(
    max_examples=examples(50),
    stateful_step_count=50,  # 2,500 steps
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
