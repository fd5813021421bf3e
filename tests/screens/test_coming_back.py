"""Somebody comes back to a plan: open steps are reviewed, and a new assessment continues the plan."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest

from canvas.assessment import PlannedStep
from canvas.planning import choose, plan_steps
from canvas.services import services
from canvas.session import REVIEW, Work
from tests.builders import FROZEN_OWNER, complete, frozen_content
from tests.screens.person import Person, stored

CONTENT = frozen_content()
HEADING = re.compile(r"<h2[^>]*>([^<]*)")
STEPS = tuple(CONTENT.recommendation)[:4]


@pytest.fixture
def came_back() -> Person:
    """Somebody with four steps in the plan, all of them open."""
    today, person = services().today(), complete(CONTENT, level=1, profile=FROZEN_OWNER)
    for step in STEPS:
        person = choose(CONTENT, person, step, today)
    return stored(Work(person, REVIEW, finished=True))


def still_open(person: Person) -> list[str]:
    """The open steps of the plan, in its order."""
    return [step.id for planned, step in plan_steps(CONTENT, person.session.assessment) if planned.done is None]


def planned(person: Person, step: str) -> PlannedStep:
    return next(each for each in person.session.assessment.plan if each.step == step)


def test_three_open_steps_are_asked_about_in_the_order_of_the_plan(came_back: Person) -> None:
    open_steps = still_open(came_back)
    assert [step for step in open_steps if came_back.offers(f"step_done_{step}")] == open_steps[:3]
    assert CONTENT.recommendation[open_steps[0]].title["id"] in came_back.sees()


def test_a_step_that_is_done_is_ticked_with_the_day(came_back: Person) -> None:
    step = still_open(came_back)[0]
    came_back.tap(f"step_done_{step}")
    assert planned(came_back, step).done == services().today()
    assert not came_back.offers(f"step_done_{step}")
    assert not came_back.again().offers(f"step_done_{step}"), "it is kept"


def test_a_step_that_is_not_done_yet_is_asked_about_the_next_time(came_back: Person) -> None:
    step = still_open(came_back)[0]
    assert not came_back.tap(f"step_not_yet_{step}").offers(f"step_done_{step}")
    assert planned(came_back, step).done is None
    assert came_back.again().offers(f"step_done_{step}")


def test_a_step_is_changed_for_another_one(came_back: Person) -> None:
    step = still_open(came_back)[0]
    came_back.tap(f"step_change_{step}")
    assert step not in {each.step for each in came_back.session.assessment.plan}
    assert "Rencana kerja" in came_back.sees()


def test_a_new_assessment_carries_the_plan_on(came_back: Person) -> None:
    step = still_open(came_back)[0]
    came_back.tap(f"step_done_{step}")
    before = came_back.session.assessment.plan
    came_back.tap("again").tap("again_confirm")
    assert came_back.session.assessment.answers == {}
    assert came_back.session.assessment.plan == before
    assert came_back.again().session.assessment.plan == before


def test_the_message_for_whatsapp_names_the_business_and_the_open_steps(came_back: Person) -> None:
    person, step = came_back.opens("plan"), still_open(came_back)[0]
    (link,) = person.app.get("link_button")
    message = unquote(link.proto.url.removeprefix("https://wa.me/?text="))
    assert message.startswith("Rencana Keripik Bu Sri:\n1. ")
    assert CONTENT.recommendation[step].title["id"] in message
    person.opens("home").tap(f"step_done_{step}").opens("plan")
    (link,) = person.app.get("link_button")
    assert CONTENT.recommendation[step].title["id"] not in unquote(link.proto.url)


def test_at_most_three_cards_are_advised_before_more_is_asked_for(came_back: Person) -> None:
    person = stored(Work(replace(came_back.session.assessment, plan=()), REVIEW, finished=True)).opens("plan")
    assert len(person.keys("choose_")) == 3
    assert len(person.tap("more_advice").keys("choose_")) > 3


def test_a_chosen_step_is_among_those_of_the_plan_and_one_taken_out_among_the_advice(came_back: Person) -> None:
    person = stored(Work(replace(came_back.session.assessment, plan=()), REVIEW, finished=True)).opens("plan")
    third = person.keys("choose_")[2]
    assert "Langkah Anda" not in person.sees()
    assert heading_above(person.tick(third), third) == "Langkah Anda"
    assert heading_above(person.untick(third), third) == "Saran untuk usaha ini"


def test_a_step_taken_out_stays_in_sight_however_many_fit_better(came_back: Person) -> None:
    person = came_back.opens("plan")
    last = person.tap("more_advice").keys("choose_")[-1]
    person = person.untick(person.keys("choose_")[0]).tick(last).opens("home").opens("plan")
    assert last in person.untick(last).keys("choose_")


def test_cost_and_time_are_said_of_the_whole_step_and_not_of_what_is_done_on_monday(came_back: Person) -> None:
    empty = replace(came_back.session.assessment, plan=())
    lamps = choose(CONTENT, empty, "change-to-led-lamps", services().today())
    person = stored(Work(lamps, REVIEW, finished=True)).opens("result")
    assert CONTENT.recommendation["change-to-led-lamps"].first_step["id"] in person.sees()
    assert "60.000" not in person.sees()
    plan = person.opens("plan").sees()
    assert "Total: Rp20.000–Rp60.000 · setengah hari kerja" in plan
    assert "10 menit" not in plan


def heading_above(person: Person, key: str) -> str:
    """The heading of level 2 that a box is below."""
    drawn = [
        element.proto.body if element.type == "html" else getattr(element, "key", "") for element in person.app.main
    ]
    headings = [found[1] for body in drawn[: drawn.index(key)] if (found := HEADING.search(body or ""))]
    return headings[-1] if headings else ""
