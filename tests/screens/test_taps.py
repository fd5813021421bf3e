"""What a tap costs: one run of the script, one drawing, and at most one transaction a question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, Engine, event

from canvas.ui import router
from tests.screens.person import Person, at, at_the_result


@dataclass
class Cost:
    runs: int = 0
    statements: int = 0
    writes: int = 0


@pytest.fixture
def cost() -> Iterator[Cost]:
    """Counts what happens from now on."""
    counted, run = Cost(), router.run

    def count_run(pages: tuple[router.Page, ...]) -> None:
        counted.runs += 1
        run(pages)

    def count_statement(*_: object) -> None:
        counted.statements += 1

    def count_write(connection: Connection) -> None:
        counted.writes += bool(connection.get_execution_options().get("writing"))

    event.listen(Engine, "before_cursor_execute", count_statement)
    event.listen(Engine, "commit", count_write)
    with patch.object(router, "run", count_run):
        yield counted
    event.remove(Engine, "before_cursor_execute", count_statement)
    event.remove(Engine, "commit", count_write)


def spent(cost: Cost, tap: Callable[[], object]) -> Cost:
    before = Cost(cost.runs, cost.statements, cost.writes)
    tap()
    return Cost(cost.runs - before.runs, cost.statements - before.statements, cost.writes - before.writes)


def test_a_question_costs_two_runs_and_one_transaction_of_three_statements(cost: Cost) -> None:
    person = at("separate_money")
    assert spent(cost, lambda: person.answer_here(2)) == Cost(runs=1, statements=3, writes=1)
    assert spent(cost, lambda: person.tap("next")) == Cost(runs=1)


@pytest.mark.parametrize("key", ["next", "back", "overview"])
def test_going_elsewhere_costs_one_run(cost: Cost, key: str) -> None:
    person = at("separate_money")
    assert spent(cost, lambda: person.tap(key)) == Cost(runs=1)


def test_the_beginning_costs_one_run_a_tap_and_one_transaction(cost: Cost) -> None:
    person = Person()
    assert spent(cost, lambda: person.tap("start")) == Cost(runs=1)
    assert spent(cost, lambda: person.choose("q_consent", "yes")) == Cost(runs=1)
    agreed = spent(cost, lambda: person.tap("next"))
    assert (agreed.runs, agreed.writes) == (1, 1)


def test_finishing_costs_one_run_and_one_transaction(cost: Cost) -> None:
    person = at("separate_money", cash_records="daily").tap("overview")
    finished = spent(cost, lambda: person.tap("finish"))
    assert (finished.runs, finished.writes) == (1, 1)


@pytest.mark.parametrize("screens", [("canvas", "plan")])
def test_from_screen_to_screen_costs_one_run_each(cost: Cost, screens: tuple[str, ...]) -> None:
    person = at_the_result()
    for screen in screens:
        assert spent(cost, lambda: person.tap("next")) == Cost(runs=1), screen


def test_a_tap_after_a_lost_session_costs_one_run(cost: Cost) -> None:
    person = at("separate_money").loses_the_session()
    after = spent(cost, lambda: person.choose("q_separate_money", "two_purses"))
    assert (after.runs, after.writes) == (1, 1)
