"""What a PDF says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Properties:
    """Title, author, subject and language of a document; `created` is the day it was made."""

    title: str
    author: str
    subject: str
    creator: str
    language: str
    created: date
