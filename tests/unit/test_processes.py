"""More processes than one are refused, for each would have its own uploads and downloads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from canvas.server.processes import refuse_several, workers
from tests.builders import ROOT
from tests.clients.server import free_port


@pytest.mark.parametrize(
    ("arguments", "environment", "number"),
    [
        ([], {}, 1),
        (["uvicorn", "app:app"], {"WEB_CONCURRENCY": "1"}, 1),
        (["uvicorn", "app:app", "--workers", "2"], {}, 2),
        (["uvicorn", "app:app", "--workers=3"], {}, 3),
        (["gunicorn", "-w", "4", "app:app"], {}, 4),
        (["uvicorn", "app:app"], {"WEB_CONCURRENCY": "5"}, 5),
        (["uvicorn", "app:app", "--workers", "1"], {"WEB_CONCURRENCY": "5"}, 1),
        (["uvicorn", "app:app", "--workers"], {}, 1),
    ],
)
def test_how_many_processes_a_start_names(arguments: list[str], environment: dict[str, str], number: int) -> None:
    assert workers(arguments, environment) == number


def test_one_process_starts() -> None:
    refuse_several(["uvicorn", "app:app"], {})


def test_two_workers_end_with_one_sentence_in_both_languages(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "uvicorn", "app:app", "--workers", "2", "--port", str(free_port())]
    environment = os.environ | {"KANVAS_DATABASE_URL": f"sqlite:///{tmp_path}/kanvas.sqlite3"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert "Hapus --workers dan WEB_CONCURRENCY." in done.stderr
    assert "Leave out --workers and WEB_CONCURRENCY." in done.stderr
    assert "Traceback" not in done.stderr
