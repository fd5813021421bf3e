"""Other processes that use the same store: two servers that start at once, one that is killed, one that hogs it.

They report what they did in lines on their standard output.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from threading import Lock, Thread

from sqlalchemy import text

from canvas.store import Assessments, open_engine, open_store
from canvas.store.engine import is_sqlite, writing
from tests.builders import ROOT, assessment
from tests.store.people import begin, save

_saying = Lock()


def say(*words: object) -> None:
    """A line, unbroken by other threads, out before anything else happens."""
    with _saying:
        sys.stdout.write(" ".join(map(str, words)) + "\n")
        sys.stdout.flush()


@contextmanager
def running(task: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Another process at work; killed at the end if it still runs."""
    command = [sys.executable, "-m", "tests.store.other_process", task, *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go_on(process: subprocess.Popen[str]) -> None:
    """Lets a process that waits go on."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def start(url: str) -> None:
    """A server that starts on a signal."""
    say("ready")
    sys.stdin.readline()
    open_store(url).dispose()
    say("started")


def hog(url: str) -> None:
    """Holds the lock that every writer needs, until a signal to release it."""
    engine = open_engine(url)
    with writing(engine) as connection:
        if not is_sqlite(engine):
            connection.execute(text("LOCK TABLE assessment IN ACCESS EXCLUSIVE MODE"))
        say("locked")
        sys.stdin.readline()
    say("free")


def answer(url: str) -> None:
    """Eight people answer without end; each answer is reported once the store has acknowledged it."""
    store = Assessments(open_engine(url), lambda: datetime.now(UTC))
    people = [Thread(target=_answer, args=(store,), daemon=True) for _ in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()


def _answer(store: Assessments) -> None:
    given = assessment()
    keys = begin(store, given)
    for number in count():
        later = given.with_answer(f"question_{number}", f"option_{number}")
        save(store, keys.id, given, later, position=f"question_{number}")
        say(keys.id, number)
        given = later


if __name__ == "__main__":
    {"start": start, "hog": hog, "answer": answer}[sys.argv[1]](*sys.argv[2:])
