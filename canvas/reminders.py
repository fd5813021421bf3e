"""The plan as a calendar file: when to begin, what repeats, and by when each step is done.

Only what is ahead: a step that is done needs no event, a day that has passed neither, and no reminder rings for a
morning that is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.i18n import Texts
from canvas.schedule import Scheduled, schedule

_MORNING = timedelta(hours=-15)
"""Before the all-day event begins at midnight: nine in the morning of the day before."""

_FREQUENCIES = {"daily": "WEEKLY", "weekly": "WEEKLY", "monthly": "MONTHLY"}
"""A habit of every day is reminded of once a week: a phone that rings every night is silenced."""

if TYPE_CHECKING:  # loaded when a file is made: every screen of a plan asks whether there is one
    from icalendar import Event


@dataclass(frozen=True)
class _Reminder:
    """One event: what it is called, on which day, until when it repeats."""

    identity: str
    step: str
    day: date
    title: str
    about: str
    frequency: str | None = None
    until: date | None = None


def calendar_file(
    content: Content, assessment: Assessment, texts: Texts, *, now: datetime, today: date, owner: str | None
) -> bytes | None:
    """An .ics file of what is ahead in the plan; None if nothing is.

    `now` stamps it, `today` is the day where the people are. `owner` is the id of the assessment in the store: with it
    an event keeps its identity when its date or the person who does it changes, and differs from everybody else's.
    Without one, who the plan is for is known by the profile.
    """
    reminders = list(_reminders(content, assessment, texts, today))
    if not reminders:
        return None
    from icalendar import Calendar  # noqa: PLC0415 (see above)

    calendar = Calendar()
    calendar.add("prodid", "-//Kanvas Lestari//")
    calendar.add("version", "2.0")
    person = owner or f"{assessment.started}/{sorted(assessment.profile.items())}"
    for reminder in reminders:
        calendar.add_component(_event(reminder, person, texts, now, today))
    file: bytes = calendar.to_ical()
    return file


def has_reminders(content: Content, assessment: Assessment, today: date) -> bool:
    """Whether anything of the plan is ahead, so that a calendar file can be offered."""
    return bool(schedule(content, assessment, today))


def _reminders(content: Content, assessment: Assessment, texts: Texts, today: date) -> Iterator[_Reminder]:
    for each in schedule(content, assessment, today):
        yield from _reminders_of(each, texts, today)


def _reminders_of(scheduled: Scheduled, texts: Texts, today: date) -> Iterator[_Reminder]:
    """When a step begins, or its habit until it is due; and the day it is due, unless that has passed."""
    step, begins, due = scheduled.step, scheduled.begins, scheduled.planned.due
    title, do = step.title[texts.language], step.do[texts.language]
    if step.rhythm and begins < due:
        repeated = texts("plan.event", step=title)
        yield _Reminder(f"{step.id}/rhythm", title, begins, repeated, do, _FREQUENCIES[step.rhythm], due)
    elif begins != due:
        begun = texts("plan.event_start", step=title)
        yield _Reminder(f"{step.id}/start", title, begins, begun, step.first_step[texts.language])
    if due >= today:
        yield _Reminder(f"{step.id}/due", title, due, texts("plan.event_due", step=title), do)


def _event(reminder: _Reminder, person: str, texts: Texts, now: datetime, today: date) -> Event:
    from icalendar import Alarm, Event, vRecur  # noqa: PLC0415 (see above)

    event = Event()
    event.add("uid", sha256(f"{person}/{reminder.identity}".encode()).hexdigest()[:32] + "@kanvas-lestari")
    event.add("dtstamp", now)
    event.add("sequence", int(now.timestamp()) // 60)  # a later file changes the event of an earlier one
    event.add("dtstart", reminder.day)  # without an end: all of that day
    event.add("summary", reminder.title)
    event.add("description", reminder.about)
    if reminder.frequency:
        event.add("rrule", vRecur(FREQ=reminder.frequency, UNTIL=reminder.until))
    if reminder.day > today + timedelta(days=1) or reminder.frequency:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", _MORNING)
        alarm.add("description", texts("plan.reminder", step=reminder.step))
        event.add_component(alarm)
    return event
