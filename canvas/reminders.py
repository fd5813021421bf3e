"""The plan as a calendar file: one all-day event a step, with a reminder on the day before."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from canvas.assessment import Assessment, PlannedStep
from canvas.content.models import Content, Recommendation
from canvas.i18n import Texts
from canvas.planning import plan_steps

DAY = timedelta(days=1)
MORNING = timedelta(hours=-15)
"""Before the all-day event begins at midnight: nine in the morning of the day before."""


def calendar_file(content: Content, assessment: Assessment, texts: Texts, now: datetime) -> bytes:
    """An .ics file of the steps that are not done yet. `now` stamps it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kanvas Lestari//")
    calendar.add("version", "2.0")
    for planned, step in plan_steps(content, assessment):
        if planned.done is None:
            calendar.add_component(_event(planned, step, texts, now))
    file: bytes = calendar.to_ical()
    return file


def _event(planned: PlannedStep, step: Recommendation, texts: Texts, now: datetime) -> Event:
    title = step.title[texts.language]
    event = Event()
    # The same step on the same day is the same event, so that a second import does not double it.
    event.add("uid", sha256(f"{step.id}/{planned.due}/{planned.who}".encode()).hexdigest()[:32] + "@kanvas-lestari")
    event.add("dtstamp", now)
    event.add("dtstart", planned.due)
    event.add("dtend", planned.due + DAY)
    event.add("summary", texts("plan.event", step=title))
    event.add("description", step.do[texts.language])
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", MORNING)
    alarm.add("description", texts("plan.reminder", step=title))
    event.add_component(alarm)
    return event
