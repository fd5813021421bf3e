"""Organisations: what one has nobody else sees, and everything of it goes with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Thread

import pytest
from sqlalchemy import Engine, delete, event, text

from canvas.assessment import Assessment
from canvas.cohort import Cohort, cohort, cohort_of, totals
from canvas.content.models import Content
from canvas.errors import KanvasError
from canvas.outcome import outcome_of
from canvas.session import Work
from canvas.store import (
    LAPTOP,
    Account,
    Founded,
    Opened,
    Organisations,
    Overview,
    Pictures,
    StoreError,
    Workshops,
    backup,
    open_engine,
    refresh_outcomes,
    restore,
    sweep,
)
from canvas.store.assessments import PEOPLE_AT_ONCE
from canvas.store.engine import reading, writing
from canvas.store.tables import folded, tally
from canvas.store.tallies import tallies_of
from canvas.workshop import State
from tests.builders import TODAY, complete
from tests.store.conftest import Clock, NewUrl, Room
from tests.store.people import begin
from tests.store.test_privacy import all_values

ADDRESS, LAPTOP_CODE = "1.2.3.4", "KODE-PELATIH"


@dataclass
class District:
    """An organisation with a trainer who leads, and a second one."""

    room: Room
    organisations: Organisations
    founded: Founded
    leader: Account
    trainer: Account
    trainer_code: str

    def opened(self, account: Account, name: str = "Keripik") -> Opened:
        return self.room.workshops.of(account).create(name, place="", held_on=TODAY, language="id")

    def shown(self, account: Account, group: Iterable[Assessment]) -> Opened:
        """A workshop whose picture was taken."""
        opened = self.opened(account)
        for person in group:
            self.room.finished(person, opened.id)
        self.room.pictures.reveal(opened.id)
        return opened

    def overview(self, account: Account) -> Overview:
        return self.organisations.overview(account.owner)


def entered(organisations: Organisations, code: str) -> Account:
    account = organisations.enter(code, LAPTOP_CODE, ADDRESS)
    assert account is not None
    return account


def founded(room: Room, organisations: Organisations, name: str) -> District:
    made = organisations.create(name)
    code = organisations.add_trainer(made.id, "Bu Rini")
    leader, trainer = (entered(organisations, each) for each in (made.trainer_code, code))
    return District(room, organisations, made, leader, trainer, code)


@pytest.fixture
def organisations(engine: Engine, clock: Clock, content: Content) -> Organisations:
    return Organisations(engine, clock, lambda: content)


@pytest.fixture
def district(room: Room, organisations: Organisations) -> District:
    return founded(room, organisations, "Dinas Koperasi Malang")


@pytest.fixture
def other(room: Room, organisations: Organisations) -> District:
    return founded(room, organisations, "Universitas Lain")


@pytest.fixture
def people(respondents: tuple[Assessment, ...]) -> tuple[Assessment, ...]:
    return respondents


def together(content: Content, *groups: Iterable[Assessment]) -> Cohort:
    """The cohort of several pictures, each of one cell."""
    return cohort_of(content, totals(content, [[outcome_of(content, each) for each in group] for group in groups]))


def names(workshops: Workshops) -> list[str]:
    return sorted(each.held.workshop.name for each in workshops.all())


def test_a_trainer_sees_own_workshops_and_a_leader_those_of_the_organisation(
    district: District, other: District
) -> None:
    district.opened(district.trainer, "Bu Rini")
    district.opened(district.leader, "Kepala")
    other.opened(other.trainer, "Lain")
    workshops = district.room.workshops
    assert names(workshops.of(district.trainer)) == ["Bu Rini"]
    assert names(workshops.of(district.leader)) == ["Bu Rini", "Kepala"]
    assert names(workshops.of(other.leader)) == ["Lain"]
    assert names(workshops.of(LAPTOP)) == ["Usaha lestari"]


def test_what_another_has_is_not_found_by_its_code_either(district: District, other: District) -> None:
    opened = other.opened(other.trainer)
    for account in (district.leader, district.trainer, LAPTOP):
        with pytest.raises(KanvasError) as wording:
            district.room.workshops.of(account).find(opened.code)
        assert wording.value.code == "workshop_unknown"
    assert other.room.workshops.of(other.leader).find(opened.code).id == opened.id


def test_a_code_opens_its_own_account_and_a_wrong_one_none(district: District, other: District) -> None:
    assert (district.leader.leads, district.trainer.leads) == (True, False)
    assert district.trainer.organisation_name == "Dinas Koperasi Malang"
    assert entered(district.organisations, district.trainer_code.lower().replace("-", " ")) == district.trainer
    assert entered(district.organisations, LAPTOP_CODE) == LAPTOP
    mixed = other.trainer_code[:6] + district.trainer_code[6:]
    for wrong in (mixed, district.trainer_code[:-1], "", "2" * 16):
        assert district.organisations.enter(wrong, LAPTOP_CODE, "5.6.7.8") is None


def test_few_trainer_codes_can_be_tried_a_minute_and_none_is_stored(engine: Engine, district: District) -> None:
    secret = district.trainer_code[7:].replace("-", "")
    assert not [value for value in all_values(engine) if secret in str(value)]
    for _ in range(10):
        district.organisations.enter("2" * 16, LAPTOP_CODE, "9.9.9.9")
    with pytest.raises(StoreError) as wording:
        district.organisations.enter(district.trainer_code, LAPTOP_CODE, "9.9.9.9")
    assert wording.value.code == "too_many_guesses"


def test_a_code_that_was_ended_opens_nothing_and_the_workshops_stay(
    district: District, people: tuple[Assessment, ...]
) -> None:
    district.shown(district.trainer, people[:5])
    assert district.trainer.organisation is not None
    district.organisations.remove_trainer(district.trainer.organisation, district.trainer_code)
    assert district.organisations.enter(district.trainer_code, LAPTOP_CODE, ADDRESS) is None
    with pytest.raises(KanvasError):
        district.organisations.account(district.trainer.trainer)
    assert names(district.room.workshops.of(district.leader)) == ["Keripik"]
    assert district.overview(district.leader).people == 5
    assert district.overview(district.trainer).people == 0


def test_pictures_add_up_for_the_trainer_and_the_organisation(
    district: District, other: District, content: Content, people: tuple[Assessment, ...]
) -> None:
    district.shown(district.trainer, people[:5])
    district.shown(district.leader, people[5:])
    other.shown(other.trainer, people)
    assert district.overview(district.leader).picture.cohort == together(content, people[:5], people[5:])
    assert district.overview(district.trainer).picture.cohort == cohort(content, people[:5])
    assert (district.overview(district.leader).workshops, district.overview(LAPTOP).people) == (2, 0)
    assert district.overview(other.trainer).people == 10


def test_a_later_picture_takes_the_earlier_ones_turn_and_nobody_counts_twice(
    district: District, engine: Engine, clock: Clock, content: Content, people: tuple[Assessment, ...]
) -> None:
    opened = district.shown(district.trainer, people[:5])
    for person in people[5:]:
        district.room.finished(person, opened.id)
    assert district.overview(district.trainer).people == 5, "the picture over many moves with the pictures"
    district.room.pictures.reveal(opened.id)
    replicas = [Pictures(engine, clock, lambda: content, Random(seed)) for seed in range(4)]
    threads = [Thread(target=each.count_rest) for each in replicas]
    threads += [Thread(target=each.reveal, args=[opened.id]) for each in replicas]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert district.overview(district.leader).picture.cohort == together(content, people[:5], people[5:])


def test_two_servers_that_work_out_one_picture_count_it_once(
    district: District, engine: Engine, clock: Clock, content: Content, people: tuple[Assessment, ...]
) -> None:
    opened = district.shown(district.trainer, people[:5])
    with writing(engine) as connection:
        connection.execute(text("UPDATE picture SET document = NULL"))
    replicas = [Pictures(engine, clock, lambda: content) for _ in range(4)]
    threads = [Thread(target=each.newest, args=[opened.id]) for each in replicas]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert district.overview(district.trainer).people == 5


def test_pictures_from_before_there_were_tallies_are_counted(
    district: District, engine: Engine, people: tuple[Assessment, ...]
) -> None:
    district.shown(district.trainer, people[:5])
    with writing(engine) as connection:
        for table in (folded, tally):
            connection.execute(delete(table))
    assert district.overview(district.trainer).people == 0
    assert (district.room.pictures.count_rest(), district.room.pictures.count_rest()) == (1, 0)
    assert district.overview(district.trainer).people == 5


def test_after_a_change_of_content_pictures_are_counted_anew(
    district: District, engine: Engine, clock: Clock, content: Content, people: tuple[Assessment, ...]
) -> None:
    settings = content.settings.model_copy(update={"version": "2027.01"})
    changed = replace(content, indicators=content.indicators[:-1], settings=settings)
    whole, left = district.shown(district.trainer, people[:5]), district.shown(district.trainer, people[5:])
    district.room.members.leave(next(reversed(district.room.people)))
    refresh_outcomes(engine, changed)
    assert Pictures(engine, clock, lambda: changed).count_rest() == 1
    overview = Organisations(engine, clock, lambda: changed).overview(district.trainer.owner)
    assert overview.picture.cohort == cohort(changed, people[:5])
    assert (overview.otherwise, overview.picture.content) == (5, "2027.01"), "somebody has left the other picture"
    assert whole.id != left.id


def test_traits_are_named_where_five_share_them(district: District, people: tuple[Assessment, ...]) -> None:
    food = [
        replace(each, profile={**each.profile, "sector": "food", "village": "Kebonagung", "workers": "1-4"})
        for each in people[:7]
    ]
    craft = [
        replace(each, profile={**each.profile, "sector": "craft", "village": "Jauh", "workers": "1-4"})
        for each in people[7:]
    ]
    district.shown(district.trainer, [*food, *craft])
    found = district.overview(district.trainer).traits
    assert "craft" not in found.get("sector", {})
    assert all(count >= 5 for counts in found.values() for count in counts.values())


def test_a_workshop_that_asked_only_some_parts_is_not_added(district: District, people: tuple[Assessment, ...]) -> None:
    own = district.room.workshops.of(district.trainer)
    opened = own.create("Singkat", place="", held_on=TODAY, language="id", parts=("finance",))
    for person in people[:5]:
        district.room.finished(person, opened.id)
    district.room.pictures.reveal(opened.id)
    assert district.room.pictures.count_rest() == 0
    assert district.overview(district.trainer).people == 0


def test_below_five_nothing_is_shown(district: District) -> None:
    overview = district.overview(district.leader)
    assert overview.picture.cohort.suppressed
    assert overview.traits == {}


def test_a_workshop_that_goes_leaves_the_tallies(
    district: District, content: Content, people: tuple[Assessment, ...]
) -> None:
    gone = district.shown(district.trainer, people[:5])
    district.shown(district.trainer, people[5:])
    district.room.workshops.delete(gone.id, "Keripik")
    assert district.overview(district.leader).picture.cohort == cohort(content, people[5:])


def test_an_organisation_goes_with_everything_in_it(
    engine: Engine, district: District, other: District, people: tuple[Assessment, ...]
) -> None:
    district.shown(district.trainer, people[:5])
    kept = other.shown(other.trainer, people[:5])
    outside = begin(district.room.assessments, people[0]).id
    with pytest.raises(KanvasError) as wording:
        district.organisations.delete(district.founded.id, "Dinas")
    assert wording.value.code == "organisation_name_differs"
    district.organisations.delete(district.founded.id, " Dinas  Koperasi Malang ")
    left = all_values(engine)
    theirs = [district.founded.id, district.founded.code, str(district.trainer.trainer), "Dinas Koperasi Malang"]
    assert [each for each in theirs if each in left] == []
    assert district.organisations.enter(district.trainer_code, LAPTOP_CODE, ADDRESS) is None
    assert [each.name for each in district.organisations.all()] == ["Universitas Lain"]
    assert district.room.assessments.count() == 6
    assert district.room.assessments.read(outside)
    assert other.room.workshops.read(kept.id)
    assert other.overview(other.leader).people == 5


def test_an_organisation_that_goes_is_gone_at_once_and_housekeeping_finishes_it(
    engine: Engine, district: District, people: tuple[Assessment, ...]
) -> None:
    """As when the server stops in between."""
    opened = district.shown(district.trainer, people[:5])
    link = district.room.workshops.new_projector(opened.id)
    with writing(engine) as connection:
        connection.execute(text("UPDATE organisation SET deleting = :yes"), {"yes": True})
    for look in (
        lambda: district.room.workshops.find(opened.code),
        lambda: district.room.workshops.read(opened.id),
        lambda: district.room.members.join(opened.id, begin(district.room.assessments, people[0]).id),
        lambda: district.room.workshops.enter(opened.code, opened.pin, ADDRESS),
        lambda: district.room.workshops.move(opened.id, State.CLOSED),
        lambda: district.opened(district.leader),
        lambda: district.organisations.find(district.founded.code),
        lambda: district.organisations.add_trainer(district.founded.id, "Baru"),
    ):
        with pytest.raises(KanvasError):
            look()
    assert district.room.workshops.all() == tuple(
        each for each in district.room.workshops.all() if not each.held.organisation
    )
    assert district.organisations.enter(district.trainer_code, LAPTOP_CODE, ADDRESS) is None
    sweep(engine)
    assert district.room.workshops.projected(link) is None
    assert opened.id not in all_values(engine)


@contextmanager
def deletions(engine: Engine) -> Iterator[list[int]]:
    """How many assessments each transaction deletes."""
    found: list[int] = []

    def begun(_: object) -> None:
        found.append(0)

    def executed(_c: object, cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("DELETE FROM assessment"):
            found[-1] += cursor.rowcount  # type: ignore[attr-defined]

    event.listen(engine, "begin", begun)
    event.listen(engine, "after_cursor_execute", executed)
    yield found
    event.remove(engine, "begin", begun)
    event.remove(engine, "after_cursor_execute", executed)


def test_deleting_goes_in_batches_that_hold_up_nobody(engine: Engine, district: District, content: Content) -> None:
    opened = district.opened(district.trainer)
    many, work = PEOPLE_AT_ONCE + 7, Work(complete(content, level=1))
    for _ in range(many):
        district.room.members.join(opened.id, district.room.assessments.begin(work))
    with deletions(engine) as found:
        district.organisations.delete(district.founded.id, "Dinas Koperasi Malang")
    assert (sum(found), max(found)) == (many, PEOPLE_AT_ONCE)


def test_retirement_goes_in_batches_that_hold_up_nobody(
    engine: Engine, room: Room, clock: Clock, content: Content
) -> None:
    many, work = PEOPLE_AT_ONCE + 7, Work(complete(content, level=1))
    for _ in range(many):
        room.assessments.begin(work)
    clock.forward(timedelta(days=500))
    staying = room.assessments.begin(work)
    with deletions(engine) as found:
        assert room.assessments.retire(clock() - timedelta(days=400)) == many
    assert max(found) == PEOPLE_AT_ONCE
    assert room.assessments.read(staying)


def test_a_backup_brings_organisations_and_tallies_back_but_none_that_was_deleted(
    engine: Engine, district: District, other: District, people: tuple[Assessment, ...], tmp_path: Path
) -> None:
    for each in (district, other):
        each.shown(each.trainer, people[:5])
    file = tmp_path / "kanvas.backup"
    backup(engine, file)
    district.organisations.delete(district.founded.id, "Dinas Koperasi Malang")
    restore(engine, file, into_non_empty=True)
    assert [each.name for each in district.organisations.all()] == ["Universitas Lain"]
    assert other.overview(other.leader).people == 5


def test_a_backup_brings_an_organisation_into_an_empty_store(
    engine: Engine, district: District, people: tuple[Assessment, ...], make_url: NewUrl, tmp_path: Path
) -> None:
    district.shown(district.trainer, people[:5])
    backup(engine, tmp_path / "kanvas.backup")
    empty = open_engine(make_url.store())
    restore(empty, tmp_path / "kanvas.backup")
    with reading(empty) as connection:
        found = {owner: tallies_of(connection, owner) for owner in (district.leader.owner, district.trainer.owner)}
    empty.dispose()
    with reading(engine) as connection:
        assert found == {owner: tallies_of(connection, owner) for owner in found}
    assert all(found.values())
