"""The calendar file of a plan, read back as a phone would."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from canvas.assessment import Assessment, PlannedStep
from canvas.content.models import Content
from canvas.i18n import texts_for
from canvas.reminders import calendar_file
from tests.builders import assessment

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PLAN = (
    PlannedStep("two-purses", date(2026, 12, 1), "Bu Sri"),
    PlannedStep("full-unit-cost", date(2026, 12, 24), "Anak Bu Sri, 📱 **x**; BEGIN:VALARM\n"),
)


def events(content: Content, person: Assessment, language: str = "id") -> list[Calendar]:
    file = calendar_file(content, person, texts_for(content, language), NOW)
    return list(Calendar.from_ical(file).walk("VEVENT"))


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_step_is_an_event_on_its_day(content: Content, language: str) -> None:
    first, second = events(content, replace(assessment(), plan=PLAN), language)
    title = content.recommendation["two-purses"].title[language]
    assert title in first["summary"]
    assert first["dtstart"].dt == date(2026, 12, 1)
    assert second["dtstart"].dt == date(2026, 12, 24)


def test_a_reminder_comes_the_morning_before(content: Content) -> None:
    first, _ = events(content, replace(assessment(), plan=PLAN))
    (alarm,) = first.walk("VALARM")
    assert alarm["trigger"].dt == -timedelta(hours=15)


def test_what_is_done_needs_no_reminder(content: Content) -> None:
    done = replace(PLAN[0], done=date(2026, 11, 30))
    assert len(events(content, replace(assessment(), plan=(done, PLAN[1])))) == 1


def test_the_same_plan_is_the_same_events(content: Content) -> None:
    person = replace(assessment(), plan=PLAN)
    assert [event["uid"] for event in events(content, person)] == [event["uid"] for event in events(content, person)]


def test_an_empty_plan_is_an_empty_calendar(content: Content) -> None:
    assert events(content, assessment()) == []
