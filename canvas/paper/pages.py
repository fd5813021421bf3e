"""What is read from photographs, as frozen values. OpenCV is not needed for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from canvas.paper.form import Form

Doubt = Literal["nothing", "several", "faint", "struck_out", "contradiction", "photos_differ"]
"""Why an answer is asked: no box is ticked, more than one, one not clearly, one that was blackened, "nothing fits"
together with something; or two photographs of the page say different things."""

Problem = Literal["no_page", "page_in_part", "code_unreadable", "other_form", "page_crooked"]
"""Why a page, or a whole picture, is not read."""


@dataclass(frozen=True)
class Answer:
    """What is ticked for one entry; `cut_out` (JPEG) shows it where it is doubted, or written on by hand."""

    entry: str
    values: tuple[str, ...]
    confidence: float
    doubt: Doubt | None = None
    cut_out: bytes | None = field(default=None, repr=False)
    is_written: bool = False


@dataclass(frozen=True)
class PageRead:
    """A page: which form, page and sheet it is (None: the number is not to be read), and its answers."""

    form: Form
    page: int
    sheet: int | None
    workshop: str
    answers: tuple[Answer, ...]
    number_cut_out: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class PhotoRead:
    """The pages of one picture, and what could not be read: the problem, and the page where it is known."""

    pages: tuple[PageRead, ...]
    problems: tuple[tuple[Problem, int | None], ...]
