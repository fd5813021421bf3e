"""Whatever file is accepted, every screen shows it: none is accepted and then fails."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canvas.answers_file import read_answers, write_answers
from canvas.assessment import Assessment
from canvas.services import assembled, services, use
from canvas.session import REVIEW, Work
from canvas.settings import settings_from
from tests.builders import real_content
from tests.deep import examples
from tests.property.strategies import CONTENT, anybody
from tests.screens.conftest import NOW
from tests.screens.person import stored

SCREENS = ("assess", "result", "canvas", "plan", "method")
LANGUAGES = ("id", "en")


@settings(max_examples=examples(4), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(anybody(), st.sampled_from(LANGUAGES))
def test_every_screen_shows_whatever_is_accepted(person: Assessment, language: str) -> None:
    use(assembled(settings_from(os.environ), services().store.engine, real_content, lambda: NOW))
    accepted = read_answers(write_answers(person), CONTENT, NOW.date())
    visitor = stored(Work(accepted, REVIEW, finished=True)).choose("language", language)
    for screen in SCREENS:
        assert visitor.opens(screen).sees(), screen
