"""The stall of a whole room: each of the nine parts as far as the business in the middle is."""

from __future__ import annotations

from canvas.cohort import Cohort
from canvas.content.models import Content
from canvas.drawing.parts import state_of
from canvas.drawing.stall import Part, Stall, in_words, object_of
from canvas.i18n import Texts


def room_stall(content: Content, texts: Texts, room: Cohort) -> Stall:
    """The stall of a cohort, without parts of which too little is known. It is nobody's: no goods, no figure."""
    sign = texts("group.room")
    parts = tuple(
        Part(
            dimension.id,
            object_of(content, dimension.id, None),
            dimension.name[texts.language],
            state_of(content, room.dimensions[dimension.id].median),
        )
        for dimension in content.dimensions
        if dimension.id in content.settings.stall.objects and dimension.id in room.dimensions
    )
    return Stall(sign, parts, (), None, in_words(texts, sign, parts))
