"""What tests of the command line share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from canvas.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process; returns exit code, output and error output."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def refused(run):
    """Runs a command that must fail with one line; returns that line."""

    def refused(*arguments: str) -> str:
        code, out, err = run(*arguments)
        assert (code, out) == (1, "")
        assert len(err.splitlines()) == 1
        return err.strip()

    return refused
