"""The writer itself, byte for byte after qpdf has taken the compression away."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report.golden import FOLDER, GOLDEN
from tests.report.reading import qpdf


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_the_pdf_is_the_one_kept(name: str, tmp_path: Path) -> None:
    made = tmp_path / name
    made.write_bytes(GOLDEN[name]())
    assert normal(made) == normal(FOLDER / name), f"{name} has changed; if it should: python -m tests.report.golden"


def normal(file: Path) -> bytes:
    return qpdf("--deterministic-id", "--qdf", "--object-streams=disable", file, "-")
