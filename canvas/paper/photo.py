"""A file somebody sends → a grey picture, or one clear sentence about why not.

Sizes are checked in the file's head, before a pixel is decoded: a small file may claim to be a huge picture.
"""

from __future__ import annotations

import io
import struct
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError

from canvas.errors import PhotoError

Picture = np.ndarray[Any, np.dtype[Any]]
"""Rows of pixels."""

LARGEST_FILE = 40_000_000
"""Bytes; a photo of a phone has at most about 15 million."""
MOST_PIXELS = 52_000_000
LEAST_SIDE = 600
"""Pixels of the shorter side; with fewer, a tick covers no whole pixel."""
_FORMATS = ("JPEG", "PNG", "WEBP")
_ENOUGH = (2800, 2800)
"""A JPEG at least twice as large is read at half its size, which is four times as fast."""


def grey_picture(data: bytes) -> Picture:
    """The picture in a file: brightness 0–255. Raises: PhotoError."""
    if len(data) > LARGEST_FILE:
        raise PhotoError("photo_too_large", most=LARGEST_FILE // 1_000_000)
    if data.lstrip()[:5] == b"%PDF-":
        raise PhotoError("photo_is_pdf")
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            _check_size(*picture.size)
            picture.draft("L", _ENOUGH)
            return np.asarray(picture.convert("L"))
    except UnidentifiedImageError as error:
        raise PhotoError("photo_unknown") from error
    except Image.DecompressionBombError as error:
        raise PhotoError("photo_too_many_pixels", most=MOST_PIXELS // 1_000_000) from error
    except (OSError, SyntaxError, ValueError, struct.error, IndexError) as error:
        raise PhotoError("photo_damaged") from error


def brightened(picture: Picture) -> Picture:
    """The same picture from black to white, however dark it was taken."""
    low, high = float(picture.min()), float(picture.max())
    stretched: Picture = ((picture - low) * (255 / max(high - low, 1))).astype(np.uint8)
    return stretched


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PhotoError("photo_too_many_pixels", most=MOST_PIXELS // 1_000_000)
    if min(width, height) < LEAST_SIDE:
        raise PhotoError("photo_too_small", found=min(width, height), least=LEAST_SIDE)
