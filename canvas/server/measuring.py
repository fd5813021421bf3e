"""`/metrics` for Prometheus, on an address of its own: what reaches the app from outside does not reach it.

Counters and times only, each with a few fixed labels; nothing about a person is in them.
"""

from __future__ import annotations

from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, start_http_server

from canvas.errors import KanvasError
from canvas.server.lifecycle import Lifecycle

_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class Pool(Protocol):
    """The connections of a store, as SQLAlchemy counts them."""

    def checkedout(self) -> int: ...

    def checkedin(self) -> int: ...


class Prometheus:
    """A sink of `canvas.metrics`, with the numbers of this process."""

    def __init__(self, lifecycle: Lifecycle, pool: Pool | None) -> None:
        self.registry = own = CollectorRegistry()
        ProcessCollector(registry=own)
        self._counters = {
            "taps": Counter("kanvas_taps", "Taps that were applied", registry=own),
            "sessions_opened": Counter("kanvas_sessions_opened", "Sessions that were opened", registry=own),
            "store_errors": Counter("kanvas_store_errors", "Faults of the store", ["code"], registry=own),
            "store_retries": Counter("kanvas_store_retries", "Calls of the store tried again", registry=own),
            "store_reads": Counter("kanvas_store_reads", "Walls and exports read, by server", ["server"], registry=own),
        }
        self._times = {
            "run_seconds": Histogram("kanvas_run_seconds", "A run of a screen", buckets=_SECONDS, registry=own),
            "store_seconds": Histogram(
                "kanvas_store_seconds", "A transaction of the store", ["kind"], buckets=_SECONDS, registry=own
            ),
        }
        sessions = Gauge("kanvas_sessions", "Sessions open now", registry=own)
        sessions.set_function(lambda: lifecycle.sessions)
        draining = Gauge("kanvas_draining", "1 while this process drains", registry=own)
        draining.set_function(lambda: lifecycle.is_draining)
        if pool is not None:
            connections = Gauge("kanvas_store_connections", "Connections of the store", ["state"], registry=own)
            connections.labels("in_use").set_function(pool.checkedout)
            connections.labels("idle").set_function(pool.checkedin)

    def count(self, name: str, labels: dict[str, str]) -> None:
        counter = self._counters[name]
        (counter.labels(**labels) if labels else counter).inc()

    def observe(self, name: str, seconds: float, labels: dict[str, str]) -> None:
        times = self._times[name]
        (times.labels(**labels) if labels else times).observe(seconds)


def serve_metrics(sink: Prometheus, address: str, port: int) -> int:
    """Serves the numbers in a thread of its own; returns the port. Raises: KanvasError, where it is not free."""
    try:
        server, _ = start_http_server(port, address, sink.registry)
    except OSError as error:
        raise KanvasError("metrics_not_served", address=address, port=port) from error
    return int(server.server_port)
