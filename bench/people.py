"""Stores with many people in them, made by the store itself."""

from __future__ import annotations

from datetime import UTC, datetime

from canvas.services import open_store
from canvas.session import Work
from canvas.store import Assessments
from tests.builders import FOOD_OWNER, assessment


def fill(url: str, count: int) -> Assessments:
    """Begins so many assessments in a store, new or not, and returns it."""
    store = Assessments(open_store(url), lambda: datetime.now(UTC))
    for _ in range(count):
        store.begin(Work(assessment(FOOD_OWNER)), assessment_id=store.new_id())
    return store
