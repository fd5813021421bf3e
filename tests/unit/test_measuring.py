"""What /metrics and the log say of a process, and what they never say."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import closing, suppress
from urllib.request import urlopen

import pytest

from canvas import metrics
from canvas.errors import KanvasError
from canvas.server.lifecycle import Lifecycle
from canvas.server.listening import open_listener
from canvas.server.logs import Lines
from canvas.server.measuring import Prometheus, serve_metrics
from canvas.settings import settings_from


@pytest.fixture
def sink() -> Iterator[Prometheus]:
    made = Prometheus(Lifecycle(sessions=3), None)
    metrics.measure_with(made)
    yield made
    metrics.measure_with(None)


def test_what_happens_is_served_in_the_form_of_prometheus(sink: Prometheus) -> None:
    metrics.count("taps")
    metrics.count("store_errors", code="store_busy")
    with suppress(ZeroDivisionError), metrics.timed("store_seconds", kind="write"):
        1 / 0  # noqa: B018 (what fails is timed, too)
    with urlopen(f"http://127.0.0.1:{serve_metrics(sink, '127.0.0.1', 0)}/metrics", timeout=30) as response:
        lines = response.read().decode().splitlines()
    assert "kanvas_sessions 3.0" in lines
    assert "kanvas_taps_total 1.0" in lines
    assert 'kanvas_store_errors_total{code="store_busy"} 1.0' in lines
    assert 'kanvas_store_seconds_count{kind="write"} 1.0' in lines


def test_a_port_that_is_taken_is_named(sink: Prometheus) -> None:
    with closing(open_listener("127.0.0.1", 0)) as other, pytest.raises(KanvasError) as caught:
        serve_metrics(sink, *other.getsockname())
    assert caught.value.code == "metrics_not_served"


@pytest.mark.parametrize("typed", ["9464", "localhost", "user@localhost:1", "localhost:99999", "localhost:1/x", ":1"])
def test_an_address_without_a_port_is_refused(typed: str) -> None:
    with pytest.raises(KanvasError):
        settings_from({"KANVAS_METRICS": typed})


def test_an_address_with_its_port_is_taken() -> None:
    assert settings_from({"KANVAS_METRICS": "[::1]:9464"}).metrics == ("::1", 9464)


def test_a_line_of_the_log_names_an_error_and_where_but_not_its_words() -> None:
    logger, records = logging.Logger("kanvas"), list[logging.LogRecord]()
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[method-assign]
    logger.addHandler(handler)
    try:
        int("Bu Sri\nPakisaji")
    except ValueError:
        logger.exception("BCDFGH")
    written = Lines().format(records[0])
    line = json.loads(written)
    assert "\n" not in written
    assert "Sri" not in written
    assert (line["level"], line["message"], line["error"]) == ("error", "BCDFGH", "ValueError")
    assert line["where"][-1].startswith("test_measuring.py:")
