"""PDF → PNG: the pages of a document as one picture, below each other."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Sequence

DOTS_PER_INCH = 150
_GAP = 20


def png_of(pdf: bytes, dots_per_inch: float = DOTS_PER_INCH) -> bytes:
    """Drawn by PDFium, the renderer of the Chromium browser, so that the picture is the PDF to the letter."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415  # no types; large, and only needed here

    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=dots_per_inch / 72).to_pil() for page in document]
    file = io.BytesIO()
    _stacked(pages).save(file, "PNG")
    return file.getvalue()


def _stacked(pages: Sequence[Image.Image]) -> Image.Image:
    width = max(page.width for page in pages)
    height = sum(page.height for page in pages) + _GAP * (len(pages) - 1)
    picture = Image.new("RGB", (width, height), "white")
    top = 0
    for page in pages:
        picture.paste(page, (0, top))
        top += page.height + _GAP
    return picture
