"""Text and properties of a PDF, as its reader would copy them."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from pypdf import PageObject, PdfReader

from canvas.assessment import Assessment, CanvasEdit
from canvas.report.model.sheet import Book


def pages(pdf: bytes) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(pdf)).pages)


def texts(pdf: bytes) -> list[str]:
    """What each page says."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def text(pdf: bytes) -> str:
    return "\n".join(texts(pdf))


def letters(pdf: bytes) -> str:
    """The same, letter by letter as the file has them: PDFium leaves some out, but is twenty times as fast."""
    return "\n".join(page.extract_text() for page in pages(pdf))


def squeezed(words: str) -> str:
    """Without white space, which a line break may add or take."""
    return "".join(words.split())


def says(pdf: bytes, *sentences: str) -> None:
    """Asserts that the PDF says all of these, wherever its lines break."""
    missing = sentences
    for read in (text, letters):
        found = squeezed(read(pdf))
        missing = tuple(sentence for sentence in missing if squeezed(sentence) not in found)
        if not missing:
            return
    raise AssertionError(missing)


def lines(book: Book) -> list[str]:
    return [line for sheet in book.sheets for line in sheet.words]


def book_says(book: Book, *sentences: str) -> None:
    found = squeezed("".join(lines(book)))
    missing = [sentence for sentence in sentences if squeezed(sentence) not in found]
    assert not missing, missing


def with_notes(person: Assessment, block: str, notes: list[str]) -> Assessment:
    """The owner wrote these on the canvas."""
    for number, note in enumerate(notes, start=1):
        person = person.with_edit(CanvasEdit(f"mine:{number}", block, note))
    return person


def meanings(pdf: bytes) -> Iterator[str]:
    """What the figures mean, as a screen reader says it."""
    root: Any = PdfReader(io.BytesIO(pdf)).root_object
    for element in root["/StructTreeRoot"]["/K"][0]["/K"]:
        if "/Alt" in element.get_object():
            yield element.get_object()["/Alt"]


def qpdf(*arguments: str | Path) -> bytes:
    """What qpdf prints; a test that needs it fails where it is missing."""
    program = shutil.which("qpdf")
    assert program, "qpdf is not installed: apt-get install qpdf"
    run = subprocess.run([program, *map(str, arguments)], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout
