"""Content with the texts of the sheets, and ways to read what was made."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from canvas.content.models import Content, Text
from tests.builders import ROOT


@pytest.fixture(scope="session")
def content(content: Content) -> Content:
    """content/, with the texts of the sheets also while they still stand in a file of their own."""
    file = ROOT / "content" / "interface-report.yaml"
    if not file.is_file():
        return content
    texts = yaml.safe_load(file.read_text(encoding="utf-8"))["report"]
    own = {f"report.{key}": Text(text) for key, text in texts.items()}
    return replace(content, interface={**content.interface, **own})
