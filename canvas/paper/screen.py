"""The screen for paper forms as a value: the desk, the form that is being typed, and what has just happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from canvas.paper.desk import Desk
from canvas.paper.typing import Typing
from canvas.session import Screen


@dataclass(frozen=True)
class Said:
    """Something to report: a code of messages.yaml with its details, of a photo or a sheet."""

    code: str
    details: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Paper(Screen):
    """Paper forms of the workshop that `workshop` names: printing, photographs, typing, giving back.

    `uploads` counts the uploads, so that each begins with an empty field and no photo is kept.
    """

    name: ClassVar[str] = "paper"
    workshop: str | None = None
    panel: Literal["print", "typing", "table"] | None = None
    desk: Desk = field(default_factory=Desk)
    typing: Typing = field(default_factory=Typing)
    uploads: int = 0
    said: tuple[Said, ...] = ()

    @property
    def scene(self) -> object:
        """Anew for each upload, and each thing that is settled or typed."""
        settled = len(self.desk.chosen) + len(self.desk.typed) + len(self.desk.pages)
        return (self.name, self.workshop, self.panel, self.uploads, settled, self.typing)
