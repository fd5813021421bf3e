"""Counting sentences and words, for texts that are read slowly or aloud."""

from __future__ import annotations

import re
from functools import lru_cache

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_WORD = re.compile(r"[\w{}][\w'’.,/{}%-]*")


def sentences(text: str) -> list[str]:
    """The sentences of a text, by its full stops, question marks and line ends."""
    return [part for part in _SENTENCE_END.split(text) if part.strip()]


@lru_cache(maxsize=16_384)
def sentence_lengths(text: str) -> tuple[int, ...]:
    """Words of each sentence; kept, as content is checked with every save and few of its texts are others."""
    return tuple(map(word_count, sentences(text)))


def word_count(text: str) -> int:
    """Words as a reader counts them: "Rp10.000" and "tiap-tiap" are one each."""
    return len(_WORD.findall(text))
