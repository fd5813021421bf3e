"""The calendar file of a plan, read back as a phone would."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar, Event

from canvas.assessment import Assessment, PlannedStep
from canvas.content.models import Content
from canvas.i18n import texts_for
from canvas.reminders import calendar_file, has_reminders
from tests.builders import assessment

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TUESDAY = NOW.date()
MONDAY = date(2026, 11, 30)
PLAN = (
    PlannedStep("two-purses", date(2026, 12, 1), "Bu Sri"),
    PlannedStep("full-unit-cost", date(2026, 12, 24), "Anak Bu Sri, 📱 **x**; BEGIN:VALARM\n"),
)
PERSON = replace(assessment(), plan=PLAN)


def events(
    content: Content, person: Assessment, language: str = "id", *, now: datetime = NOW, owner: str | None = "a"
) -> dict[str, Event]:
    """The events by what they are for, as in "two-purses/due"; read by title and day."""
    texts = texts_for(content, language)
    file = calendar_file(content, person, texts, now=now, today=now.date(), owner=owner)
    found = Calendar.from_ical(file).walk("VEVENT") if file else []
    return {f"{event['dtstart'].dt} {event['summary']}": event for event in found}


def identities(content: Content, person: Assessment, **details: object) -> set[str]:
    return {str(event["uid"]) for event in events(content, person, **details).values()}  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_step_begins_on_its_monday_and_is_due_on_its_day(content: Content, language: str) -> None:
    first, second = (content.recommendation[planned.step].title[language] for planned in PLAN)
    found = list(events(content, PERSON, language))
    assert [(day, title) for day, title in ((name[:10], name) for name in found)] == [
        (str(MONDAY), found[0]),
        ("2026-12-01", found[1]),
        (str(MONDAY + timedelta(days=7)), found[2]),
        ("2026-12-24", found[3]),
    ]
    assert all(first in title for title in found[:2])
    assert all(second in title for title in found[2:])


def test_a_reminder_comes_the_morning_before(content: Content) -> None:
    for event in events(content, PERSON).values():
        (alarm,) = event.walk("VALARM")
        assert alarm["trigger"].dt == -timedelta(hours=15)


def test_a_habit_repeats_every_week_until_it_is_due(content: Content) -> None:
    habit = next(step.id for step in content.recommendations if step.rhythm == "daily")
    repeated, _due = events(content, replace(PERSON, plan=(PlannedStep(habit, date(2027, 1, 31)),))).values()
    assert repeated["dtstart"].dt == MONDAY
    assert repeated["rrule"] == {"FREQ": ["WEEKLY"], "UNTIL": [date(2027, 1, 31)]}


def test_what_is_done_is_left_out_and_no_empty_calendar_is_offered(content: Content) -> None:
    person = replace(PERSON, plan=(PlannedStep("two-purses", date(2026, 12, 1), done=TUESDAY),))
    assert not has_reminders(content, person, TUESDAY)
    assert events(content, person) == {}
    assert has_reminders(content, PERSON, TUESDAY)


@pytest.mark.parametrize("due", [TUESDAY - timedelta(days=1), date.min])
def test_a_step_whose_day_has_passed_is_begun_on_monday(content: Content, due: date) -> None:
    (event,) = events(content, replace(PERSON, plan=(PlannedStep("two-purses", due),))).values()
    assert event["dtstart"].dt == MONDAY


@pytest.mark.parametrize("due", [TUESDAY, TUESDAY + timedelta(days=1)])
def test_no_reminder_rings_for_a_morning_that_is_over(content: Content, due: date) -> None:
    (event,) = events(content, replace(PERSON, plan=(PlannedStep("two-purses", due),))).values()
    assert event.walk("VALARM") == []


def test_the_last_day_of_all_can_be_planned_for(content: Content) -> None:
    person = replace(PERSON, plan=(PlannedStep("two-purses", date.max),))
    assert [event["dtstart"].dt for event in events(content, person).values()] == [MONDAY, date.max]


def test_another_date_or_person_changes_the_event_that_is_there(content: Content) -> None:
    moved = tuple(replace(planned, due=planned.due + timedelta(days=3), who="Pak Budi") for planned in PLAN)
    later = NOW + timedelta(hours=1)
    assert identities(content, replace(PERSON, plan=moved), now=later) == identities(content, PERSON)
    before, after = (
        max(int(event["sequence"]) for event in events(content, PERSON, now=now).values()) for now in (NOW, later)
    )
    assert after > before


@pytest.mark.parametrize("owners", [("a", "b"), (None, None)])
def test_the_events_of_two_people_never_collide(content: Content, owners: tuple[str | None, str | None]) -> None:
    neighbour = PERSON.with_profile("business_name", "Keripik Bu Tini")
    one, other = owners
    assert not identities(content, PERSON, owner=one) & identities(content, neighbour, owner=other)


def test_an_identity_does_not_show_the_assessments_id(content: Content) -> None:
    assert all("secret-id" not in name for name in identities(content, PERSON, owner="secret-id"))
