"""A trainer edits content/ under a running server: the new is used once it can be, and the old until then."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest

from canvas.content import ContentError, load
from canvas.content.problems import Problem
from canvas.content.watch import PAUSE, Watch, stamp_of
from tests.builders import ROOT


class Files:
    """A content folder, a clock and a log, as small as can be."""

    def __init__(self) -> None:
        self.version, self.time, self.looks, self.reads = 1, 0.0, 0, 0
        self.broken = False
        self.wording: list[ContentError] = []
        self.watch = Watch(self._stamp, self._load, lambda: self.time, self.wording.append)

    def change(self, *, broken: bool = False) -> None:
        self.version += 1
        self.broken = broken

    def after(self, seconds: float) -> object:
        self.time += seconds
        return self.watch.content()

    def _stamp(self):
        self.looks += 1
        return frozenset({("settings.yaml", self.version, 0)})

    def _load(self):
        self.reads += 1
        if self.broken:
            raise ContentError((Problem("settings.yaml", 7, "file_not_utf8"),))
        return f"content {self.version}"


@pytest.fixture
def files() -> Files:
    return Files()


def test_files_are_read_once(files) -> None:
    assert [files.after(5) for _ in range(4)] == ["content 1"] * 4
    assert files.reads == 1


def test_a_change_is_seen(files) -> None:
    assert files.after(0) == "content 1"
    files.change()
    assert files.after(PAUSE) == "content 2"


def test_files_are_looked_at_once_a_second_at_the_most(files) -> None:
    files.after(0)
    files.change()
    assert {files.after(0.1) for _ in range(9)} == {"content 1"}
    assert files.looks == 1
    assert files.after(0.2) == "content 2"


def test_the_last_good_one_stays_and_the_trainer_reads_why_once(files) -> None:
    files.after(0)
    files.change(broken=True)
    assert {files.after(PAUSE) for _ in range(5)} == {"content 1"}
    assert [str(error).split(":")[:2] for error in files.wording] == [["settings.yaml", "7"]]
    files.change()
    assert files.after(PAUSE) == "content 3"


def test_content_that_never_was_good_is_refused_and_tried_again(files) -> None:
    files.broken = True
    with pytest.raises(ContentError):
        files.after(0)
    files.broken = False
    assert files.after(0) == "content 1"


def test_a_change_while_reading_is_seen_at_the_next_look(files) -> None:
    files.after(0)
    files.change()
    reading = files.watch.load
    files.watch.load = lambda: (files.change(), reading())[1]
    files.after(PAUSE)
    files.watch.load = reading
    assert files.after(PAUSE) == "content 3"


def test_nobody_waits_while_another_visitor_has_the_files_read(files) -> None:
    files.after(0)
    files.change()
    reading, started, go_on = files.watch.load, threading.Event(), threading.Event()

    def slowly() -> object:
        started.set()
        assert go_on.wait(10)
        return reading()

    files.watch.load = slowly
    files.time += PAUSE
    first = threading.Thread(target=files.watch.content)
    first.start()
    assert started.wait(10)
    assert files.after(PAUSE) == "content 1"
    go_on.set()
    first.join()
    assert files.after(0) == "content 2"


def test_the_stamp_knows_what_was_written_added_and_removed(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(ROOT / "content", folder)
    stamps = [stamp_of(folder)]
    os.utime(folder / "settings.yaml", ns=(1, 1))
    stamps.append(stamp_of(folder))
    (folder / "questionnaire" / "new.yaml").write_text("", encoding="utf-8")
    stamps.append(stamp_of(folder))
    (folder / "recommendations" / "two-purses.yaml").unlink()
    stamps.append(stamp_of(folder))
    assert len(set(stamps)) == 4
    assert stamp_of(tmp_path / "nowhere") == frozenset()


def test_real_files(tmp_path: Path) -> None:
    folder, wording = tmp_path / "content", []
    shutil.copytree(ROOT / "content", folder)
    seconds = iter(range(0, 100, 5))
    watch = Watch(lambda: stamp_of(folder), lambda: load(folder), lambda: next(seconds), wording.append)
    settings = folder / "settings.yaml"
    first, text = watch.content(), settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("words_a_minute: 90", "words_a_minute: ninety"), encoding="utf-8")
    assert watch.content() is first
    assert "settings.yaml:11: 'pace.words_a_minute' must be a number" in str(wording[0])
    settings.write_text(text.replace("words_a_minute: 90", "words_a_minute: 60"), encoding="utf-8")
    assert watch.content().settings.pace.words_a_minute == 60
