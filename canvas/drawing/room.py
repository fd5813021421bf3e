"""The stall of a whole room: each of the nine parts as far as the business in the middle is."""

from __future__ import annotations

from canvas.cohort import Cohort
from canvas.content.models import Content
from canvas.drawing.parts import state_of
from canvas.drawing.stall import Part, Stall, in_words, object_of
from canvas.i18n import Texts


def room_stall(content: Content, texts: Texts, room: Cohort) -> Stall:
    """The stall of a cohort. It has no goods and nobody's figure: it is nobody's."""
    sign = texts("group.room")
    parts = tuple(
        Part(
            dimension.id,
            object_of(content, dimension.id, None),
            dimension.name[texts.language],
            state_of(content, spread.median if (spread := room.dimensions.get(dimension.id)) else None),
        )
        for dimension in content.dimensions
        if dimension.id in content.settings.stall.objects
    )
    return Stall(sign, parts, (), None, in_words(texts, sign, parts))
