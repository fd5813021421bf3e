"""What the browser sent with a run: the button that was tapped, and the values of all its widgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from canvas.answers_file import printable

Value = str | bool | tuple[str, ...]
"""Of a radio or a field its text, of a box or a switch whether it is on, of pills the texts of those chosen."""


@dataclass(frozen=True)
class Sent:
    """`screen` is the screen that the browser shows or asks for, `tapped` the key of the button.

    A value of a wrong type counts as not sent.
    """

    screen: str
    tapped: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    by_history: bool = False
    """Whether the browser's own back or forward asks."""

    def text(self, key: str, longest: int) -> str | None:
        """The text of a field, at most so many characters of it; None where the field was not sent."""
        value = self.values.get(key)
        return printable(value[: 2 * longest])[:longest] if isinstance(value, str) else None

    def is_too_long(self, key: str, longest: int, separator: str | None = None) -> bool:
        """Whether there is more in a field, or in a part of it, than so many characters."""
        value = self.values.get(key)
        return isinstance(value, str) and is_longer(value, longest, separator)

    def is_on(self, key: str) -> bool | None:
        """Whether a box or switch is on; None where it was not sent."""
        value = self.values.get(key)
        return value if isinstance(value, bool) else None

    def option(self, key: str, wordings: Iterable[Mapping[str, str]]) -> str | None:
        """The option of a radio that was chosen; None where none was.

        A browser sends the option's label. `wordings` are the labels by option, first in the language spoken now:
        after a change of language the browser still sends those of the language before.
        """
        value = self.values.get(key)
        return next((found for labels in wordings if (found := _option(labels, value))), None)

    def options(self, key: str, wordings: Iterable[Mapping[str, str]]) -> tuple[str, ...] | None:
        """The pills that were chosen, in their own order; None where they were not sent."""
        value = self.values.get(key)
        if not isinstance(value, tuple):
            return None
        for labels in wordings:
            if set(value) <= set(labels.values()):
                return tuple(option for option, label in labels.items() if label in value)
        return None

    def after(self, beginning: str) -> str | None:
        """The rest of the tapped button's key, if it begins so."""
        return self.tapped.removeprefix(beginning) if self.tapped.startswith(beginning) else None

    def keys(self, beginning: str) -> dict[str, str]:
        """The keys sent that begin so, by the rest of the key."""
        return {key.removeprefix(beginning): key for key in self.values if key.startswith(beginning)}


def is_longer(text: str, longest: int, separator: str | None = None) -> bool:
    """Whether a text, or one of its parts, has more characters than that; what cannot be printed does not count."""
    parts = [text] if separator is None else text.split(separator)
    return any(len(printable(part[: 2 * longest + 1]).strip()) > longest for part in parts)


def _option(labels: Mapping[str, str], value: object) -> str | None:
    return next((option for option, label in labels.items() if label == value), None)
