"""Other processes that use the same store: two servers that start at once, one that is killed, one that hogs it.

They report what they did in lines. Each is forked from one that has loaded the program: loading it takes the longest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from threading import Lock, Thread

from sqlalchemy import text

from canvas.store import Assessments, open_engine, open_store
from canvas.store.engine import is_sqlite, writing
from tests.builders import assessment
from tests.store.people import begin, save

_forked = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
_forked.set_forkserver_preload([__name__, "alembic.command"])
_saying = Lock()


class OtherProcess:
    """Another process at work on a store."""

    def __init__(self, task: Callable[[Connection, str], None], url: str) -> None:
        self._lines, theirs = _forked.Pipe()
        self._process = _forked.Process(target=task, args=(theirs, url))
        self._process.start()
        theirs.close()

    def line(self) -> str:
        """The next line that it reports."""
        return str(self._lines.recv())

    def rest(self) -> Iterator[str]:
        """All that it reported before its end."""
        with suppress(EOFError, OSError):
            while True:
                yield self.line()

    def go_on(self) -> None:
        """Lets it go on where it waits."""
        self._lines.send("go on")

    def kill(self) -> None:
        """kill -9: no last word, no tidying up."""
        self._process.kill()
        self._process.join()


@contextmanager
def running(task: Callable[[Connection, str], None], url: str) -> Iterator[OtherProcess]:
    """Another process at work; killed at the end if it still runs."""
    process = OtherProcess(task, url)
    try:
        yield process
    finally:
        process.kill()


def start(test: Connection, url: str) -> None:
    """A server that starts on a signal."""
    test.send("ready")
    test.recv()
    open_store(url).dispose()
    test.send("started")


def hog(test: Connection, url: str) -> None:
    """Holds the lock that every writer needs, until a signal to release it."""
    engine = open_engine(url)
    with writing(engine) as connection:
        if not is_sqlite(engine):
            connection.execute(text("LOCK TABLE assessment IN ACCESS EXCLUSIVE MODE"))
        test.send("locked")
        test.recv()
    test.send("free")


def answer(test: Connection, url: str) -> None:
    """Eight people answer without end; each answer is reported once the store has acknowledged it."""
    store = Assessments(open_engine(url), lambda: datetime.now(UTC))
    people = [Thread(target=_answer, args=(test, store), daemon=True) for _ in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()


def _answer(test: Connection, store: Assessments) -> None:
    given = assessment()
    keys = begin(store, given)
    for number in count():
        later = given.with_answer(f"question_{number}", f"option_{number}")
        save(store, keys.id, given, later, position=f"question_{number}")
        with _saying:
            test.send(f"{keys.id} {number}")
        given = later
