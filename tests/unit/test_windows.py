"""What Windows is like, as far as Linux can imitate it: other encodings, other line ends, other file names.

Nobody has run this on Windows; README says so.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from canvas.answers_file import read_answers
from tests.builders import ROOT, SAMPLES, TODAY, real_content

SAMPLE = str(SAMPLES[0])
README = (ROOT / "README.md").read_text(encoding="utf-8")
RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}
LONGEST_PATH = 130
"""Windows allows 260 letters; the rest is left for the folder that the project is in."""

# A console with another code page: Python then opens text files in it unless the code names an encoding.
OTHER_CODE_PAGE = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "POSIX", "PYTHONIOENCODING": "cp1252"}


ONE_AFTER_THE_OTHER = """
import json, runpy, sys

for arguments in json.loads(sys.argv[1]):
    sys.argv = ["canvas", *arguments]
    try:
        runpy.run_module("canvas", run_name="__main__")
    except SystemExit as ended:
        print(f"\\n--- {ended.code}", flush=True)
"""
"""Commands in one process: to start another for each would take half of their time."""


def outputs(*commands: list[str], folder: Path) -> list[str]:
    """What each of these commands prints; all of them succeed without any error output."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    environment = kept | OTHER_CODE_PAGE | {"KANVAS_DATABASE_URL": f"sqlite:///{folder}/kanvas.sqlite3"}
    command = [sys.executable, "-c", ONE_AFTER_THE_OTHER, json.dumps(commands)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    *printed, rest = done.stdout.decode("utf-8").split("\n--- 0\n")
    assert (len(printed), rest, done.stderr) == (len(commands), "", b"")
    return printed


def test_every_command_works_with_another_code_page(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("rencana.pdf", "kanvas.svg", "cadangan.gz")]
    plan, canvas, backup = map(str, files)
    printed = outputs(
        ["score", SAMPLE],
        ["canvas", SAMPLE],
        ["cohort", str(SAMPLES[0].parent / "*.json")],
        ["run", "--help"],
        ["report", SAMPLE, "-o", plan],
        ["canvas", SAMPLE, "-o", canvas],
        ["backup", backup],
        folder=tmp_path,
    )
    assert all(printed[:4])
    assert all(file.stat().st_size for file in files)


def test_content_with_the_line_ends_of_windows_reads_the_same(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    for file in content.rglob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    saved_there, as_it_is = outputs(["check", str(content)], ["check"], folder=tmp_path)
    assert saved_there == as_it_is


def test_an_answers_file_saved_by_a_windows_editor_reads_the_same() -> None:
    data = SAMPLES[0].read_bytes()
    saved = b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
    assert read_answers(saved, real_content(), TODAY) == read_answers(data, real_content(), TODAY)


def test_every_file_name_is_one_that_windows_takes() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    names = [name for name in listed.decode().split("\0") if name]
    parts = {part for name in names for part in name.split("/")}
    assert [part for part in parts if re.search(r'[<>:"|?*\\]', part) or part.endswith((".", " "))] == []
    assert {part.partition(".")[0].lower() for part in parts} & RESERVED == set()
    assert [name for name in names if len(name) > LONGEST_PATH] == []
    assert len({name.lower() for name in names}) == len(names)
    assert [name for name in names if (ROOT / name).is_symlink()] == []


def test_readmes_commands_for_windows_need_no_launcher() -> None:
    """Launchers in .venv hold the folder's address and die when it is renamed; python -m does not."""
    block = README.partition("### Windows")[2].partition("\n### ")[0]
    commands = [line for part in block.split("```")[1::2] for line in part.strip().splitlines()]
    assert commands
    assert [line for line in commands if not re.match(r"(py|\.venv\\Scripts\\python) -m ", line)] == []
