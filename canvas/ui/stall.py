"""The stall on a screen: words only; the drawings are files that the browser already has (canvas.drawing.sprites)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from canvas.advice import advise
from canvas.assessment import Assessment
from canvas.drawing.parts import State, part_states
from canvas.drawing.stall import Part, Stall
from canvas.drawing.stall_picture import BEHIND, WIDTH, sign_lines
from canvas.i18n import Texts
from canvas.planning import parts_not_strong
from canvas.scoring import score
from canvas.ui import state

_ORDER = ("none", "half", "full")


def stall_html(stall: Stall, texts: Texts, *, before: Mapping[str, State] | None = None, opens: bool = False) -> str:
    """HTML of a stall. A part that is further than in `before` pulses once; with `opens`, a tap on an object opens
    the part of the screen with the id `part_<part>`.
    """
    picture = "".join(_picture(stall, before or {}))
    links = "".join(_link(part, texts) for part in stall.parts) if opens else ""
    return (
        f'<div class="stall"><div class="view" role="img" aria-label="{escape(stall.meaning)}">{picture}</div>'
        f"{links}</div>"
    )


def states_of(assessment: Assessment) -> Mapping[str, State]:
    """How far each part of a business is; one in which something comes first is not strong."""
    content = state.content()
    outcome = score(content, assessment)
    not_strong = parts_not_strong(content, assessment, advise(content, assessment, outcome), state.services().today())
    return part_states(content, outcome, not_strong)


def object_html(part: Part, *, is_new: bool = False) -> str:
    """HTML of one object, in the state of its part."""
    return f'<i class="object {part.object} {part.state}{" new" if is_new else ""}"></i>'


def is_further(part: Part, before: Mapping[str, State]) -> bool:
    """Whether a part has risen above the state it had before."""
    return part.id in before and _ORDER.index(part.state) > _ORDER.index(before[part.id])


def _picture(stall: Stall, before: Mapping[str, State]) -> Iterator[str]:
    objects = {part.object: object_html(part, is_new=is_further(part, before)) for part in stall.parts}
    yield '<i class="layer ground"></i><i class="layer inside"></i>'
    yield from (html for name, html in objects.items() if name in BEHIND)
    if stall.figure:
        yield f'<i class="layer figure_{stall.figure}"></i>'
    yield '<i class="layer front"></i>'
    yield from (f'<i class="goods {name} goods-{place}"></i>' for place, name in enumerate(stall.goods, 1))
    yield from (html for name, html in objects.items() if name not in BEHIND)
    lines, size = sign_lines(stall.sign)
    words = "<br>".join(map(escape, lines))
    yield f'<i class="layer sign"></i><b class="sign-words" style="font-size:{100 * size / WIDTH:.2f}cqw">{words}</b>'


def _link(part: Part, texts: Texts) -> str:
    label = texts("stall.part", part=part.name, state=texts(f"stall.state.{part.state}"))
    return f'<a class="{part.object}" href="#part_{part.id}" aria-label="{escape(label)}"></a>'
