"""What a browser shows: the tree of elements that the server's deltas build up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

Path = tuple[int, ...]


@dataclass
class Screen:
    """Elements by their place in the tree, each with the fragment it belongs to."""

    drawn: dict[Path, tuple[Element | None, str]] = field(default_factory=dict)
    place: str | None = None
    """The place that this run marked as opened (see `arrive` in canvas/ui/widgets.py)."""
    status: str = ""
    """What this run said about the answer being kept."""

    def begin(self, fragments: Iterable[str]) -> None:
        """A run starts: what it will draw anew goes, so that what is seen afterwards was said by this run."""
        anew = set(fragments)
        if not anew:
            self.place, self.status = None, ""
        self.drawn = {path: each for path, each in self.drawn.items() if anew and each[1] not in anew}

    def draw(self, path: Path, delta: Delta) -> Element | None:
        """Puts an element in its position, or a container of elements (then nothing is returned)."""
        element = delta.new_element if delta.WhichOneof("type") == "new_element" else None
        if element is not None and path in self.drawn:  # replaces what was there, with all that it held
            self.drawn = {other: each for other, each in self.drawn.items() if other[: len(path)] != path}
        self.drawn[path] = (element, delta.fragment_id)
        if element is not None and element.WhichOneof("type") == "html":
            self.place = _found(r'class="place" data-place="([^"]*)"', element) or self.place
            self.status = _found(r'role="status">([^<]*)<', element) or self.status
        return element

    def elements(self) -> Iterator[Element]:
        """From top to bottom."""
        return (element for _, (element, _) in sorted(self.drawn.items()) if element is not None)

    def widgets(self) -> Iterator[Any]:
        """What can be tapped, chosen or typed into."""
        return (widget for element in self.elements() if (widget := widget_of(element)) is not None)

    def html(self) -> str:
        return "\n".join(element.html.body for element in self.elements() if element.WhichOneof("type") == "html")

    def text(self) -> str:
        """All that is to be read, as one line."""
        labels = " ".join(str(getattr(widget, "label", "")) for widget in self.widgets()).replace("\\", "")
        written = re.sub(r"<style>.*?</style>|<[^>]+>", " ", self.html(), flags=re.DOTALL)
        return re.sub(r"\s+", " ", f"{unescape(written)} {labels}")


def _found(pattern: str, element: Element) -> str | None:
    found = re.search(pattern, element.html.body)
    return unescape(found[1]) if found else None


def widget_of(element: Element) -> Any:
    """The widget in an element; None where it is none."""
    inner = getattr(element, element.WhichOneof("type"))
    return inner if getattr(inner, "id", "").startswith("$$ID-") else None


def key_of(widget_id: str) -> str:
    """The key of a widget, with which its id ends."""
    return widget_id.split("-", maxsplit=2)[-1]


def state_of(widget: Any, kind: str) -> WidgetState | None:
    """The value that a widget comes with, as a browser holds and sends it; None where it has none."""
    state = WidgetState(id=widget.id)
    if kind == "radio":
        if widget.set_value and widget.HasField("raw_value"):
            state.string_value = widget.raw_value
        elif not widget.set_value and widget.HasField("default"):
            state.string_value = widget.options[widget.default]
    elif kind == "text_input":
        state.string_value = widget.value if widget.set_value else widget.default
    elif kind == "button_group":
        chosen = widget.raw_values if widget.set_value else [widget.options[i].content for i in widget.default]
        state.string_array_value.data[:] = chosen
    elif kind == "checkbox":
        state.bool_value = widget.value if widget.set_value else widget.default
    return state if state.WhichOneof("value") else None
