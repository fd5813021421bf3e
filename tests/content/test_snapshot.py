"""Content that is kept between starts: the same as read anew, and never older than the files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from canvas.content import ContentError, load
from canvas.content.snapshot import load_or_recall
from tests.builders import ROOT


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


def test_recalled_content_is_the_content(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = tmp_path / "snapshot"
    first = load_or_recall(content, snapshot)
    monkeypatch.setattr("canvas.content.snapshot.load", lambda _: pytest.fail("it was read anew"))
    assert load_or_recall(content, snapshot) == first


def test_a_change_of_one_letter_is_read(content: Path, tmp_path: Path) -> None:
    snapshot, file = tmp_path / "snapshot", content / "interface.yaml"
    before = load_or_recall(content, snapshot)
    text = before.interface["app.name"]["id"]
    file.write_text(file.read_text(encoding="utf-8").replace(text, "X" + text[1:], 1), encoding="utf-8")
    assert load_or_recall(content, snapshot) == load(content) != before


def test_a_fault_is_reported_although_a_snapshot_is_there(content: Path, tmp_path: Path) -> None:
    load_or_recall(content, tmp_path / "snapshot")
    (content / "profile.yaml").unlink()
    with pytest.raises(ContentError):
        load_or_recall(content, tmp_path / "snapshot")


@pytest.mark.parametrize("length", [0, 50, 1000, -1])
def test_a_damaged_snapshot_is_made_anew(content: Path, tmp_path: Path, length: int) -> None:
    snapshot = tmp_path / "snapshot"
    load_or_recall(content, snapshot)
    whole = snapshot.read_bytes()
    snapshot.write_bytes(whole[:length])
    assert load_or_recall(content, snapshot) == load(content)
    assert len(snapshot.read_bytes()) == len(whole)


def test_content_is_read_where_no_snapshot_can_be_written(content: Path) -> None:
    assert load_or_recall(content, content / "profile.yaml" / "snapshot") == load(content)
