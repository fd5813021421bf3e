"""Fixtures of all tests."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, settings

from canvas.answers_file import read_answers
from canvas.assessment import Assessment
from canvas.cohort import cohort
from canvas.content.models import Content
from canvas.group import GroupReport, Respondent, group_picture
from canvas.workshop import Workshop
from tests.builders import SAMPLES, TODAY, real_content
from tests.deep import examples
from tests.postgresql import PostgreSQL
from tests.shortcuts import files_read_once, no_waiting_for_the_disk, quick_hashes

# No deadline: a slow machine is no defect. In CI the same examples come every time.
settings.register_profile(
    "kanvas",
    deadline=None,
    max_examples=examples(10),
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("kanvas")


def pytest_collection_finish() -> None:
    """What was imported stays: no search for garbage looks through it again, which takes a tenth of the time.

    Searches are rarer, too, which takes another twentieth.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def shortcuts() -> Iterator[None]:
    with files_read_once(), no_waiting_for_the_disk(), quick_hashes():
        yield


@pytest.fixture(scope="session")
def content() -> Content:
    return real_content()


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def respondents(content: Content) -> tuple[Assessment, ...]:
    """The ten constructed respondents of Pakisaji."""
    return tuple(read_answers(file.read_bytes(), content, TODAY) for file in SAMPLES)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """Fails, and does not skip, where PostgreSQL cannot start: half of what we promise would go untested."""
    running = PostgreSQL()
    yield running
    running.server.cleanup()
    shutil.rmtree(running.folder)


@pytest.fixture(scope="session")
def group_report(content: Content, respondents: tuple[Assessment, ...]) -> GroupReport:
    """The ten respondents as the group of a workshop."""
    workshop = Workshop("CNTH23", "Usaha lestari", "Balai desa", TODAY, "id")
    picture = group_picture(content, cohort(content, respondents), respondents)
    return GroupReport(workshop, TODAY, picture, tuple(Respondent({}, person, 1) for person in respondents))
