"""The values that a stall is drawn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.drawing.parts import State
from canvas.drawing.shapes import TOOL
from canvas.i18n import Texts
from canvas.prefill import goods_sold

FIGURES = ("scarf", "bun", "cap", "short_hair")
"""Who may be drawn behind the counter: chosen by the owner, or nobody."""


@dataclass(frozen=True)
class Part:
    """One of the nine parts of the business: the object that shows it, its name in words, and how far it is."""

    id: str
    object: str
    name: str
    state: State


@dataclass(frozen=True)
class Stall:
    """What a stall shows. Objects, goods and the figure are names of shapes."""

    sign: str
    parts: tuple[Part, ...]
    goods: tuple[str, ...]
    figure: str | None
    meaning: str
    """Alternative text: the whole picture in words."""


def stall_of(content: Content, texts: Texts, assessment: Assessment, states: Mapping[str, State]) -> Stall:
    """The stall of one business, in the language of `texts`; `states` are those of `part_states`."""
    settings = content.settings.stall
    sign = assessment.profile.get("business_name") or texts("stall.unnamed")
    parts = tuple(
        Part(dimension.id, object_of(content, dimension.id, assessment.sector), dimension.name[texts.language], state)
        for dimension in content.dimensions
        if dimension.id in settings.objects and (state := states[dimension.id])
    )
    goods = goods_of(content, assessment)
    figure = assessment.profile.get("figure")
    return Stall(sign, parts, goods, figure if figure in FIGURES else None, in_words(texts, sign, parts))


def goods_of(content: Content, assessment: Assessment) -> tuple[str, ...]:
    """What lies on the counter: what the owner sells, as far as it is drawn, or else what is usual in the sector."""
    settings = content.settings.stall
    drawn = dict.fromkeys(settings.sold[name] for name in goods_sold(assessment) if name in settings.sold)
    return tuple(drawn) or settings.goods.get(assessment.sector or "", ())


def object_of(content: Content, dimension: str, sector: str | None) -> str:
    """The shape of a part of a business; for an unknown sector the first tool of settings.yaml."""
    settings = content.settings.stall
    found = settings.objects[dimension]
    return settings.tools.get(sector or "", next(iter(settings.tools.values()))) if found == TOOL else found


def in_words(texts: Texts, sign: str, parts: Sequence[Part]) -> str:
    """The stall as a screen reader speaks it: its name, then one short sentence a part."""
    sentences = [texts("stall.part", part=part.name, state=texts(f"stall.state.{part.state}")) for part in parts]
    return " ".join([texts("stall.named", business=sign), *sentences])
