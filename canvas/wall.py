"""The trainer's screens as values: what is open on the trainer's own screen, and what a projector shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from canvas.session import Screen

SCENES = ("room", "strengths", "table", "parts", "stages", "gaps", "what_if", "wishes")
"""What can be put on the wall, in the order of a workshop."""

CHANGE = "change"
"""The scene that compares with an earlier workshop, once one was named."""

Panel = Literal["create", "visits", "files", "compare", "ending", "delete"]
"""What has been opened on the trainer's screen."""


@dataclass(frozen=True)
class Trainer(Screen):
    """The trainer's screen: outside of any workshop, or in the one that `workshop` names.

    `pin` is the PIN of a workshop that has just been opened, shown this once; `link` the token of a projector's
    link that has just been made. `refused`: what was typed last was wrong, or the session was
    lost. `untaken`: why no new picture was taken. `message`: what is typed for the phones and not sent yet.
    """

    name: ClassVar[str] = "workshop"
    workshop: str | None = None
    pin: str = ""
    link: str = ""
    panel: Panel | None = None
    refused: Literal["code", "pin", "name", "date", "trainer_code", "lost"] | None = None
    untaken: bool = False
    message: str = ""

    @property
    def scene(self) -> object:
        return (self.name, self.workshop, self.panel)


@dataclass(frozen=True)
class Overview(Screen):
    """All workshops of a trainer, or of the organisation for one that leads; `entered` once the code was right.

    `trainer`: its id, None for the laptop's. `made`: the code of a trainer just added, shown this once.
    """

    name: ClassVar[str] = "organisation"
    entered: bool = False
    trainer: str | None = None
    panel: Literal["trainer", "delete"] | None = None
    made: str = ""
    refused: Literal["trainer_code", "trainer_name"] | None = None

    @property
    def scene(self) -> object:
        return (self.name, self.entered, self.panel)


@dataclass(frozen=True)
class Projector(Screen):
    """The wall of the workshop that a projector's link names."""

    name: ClassVar[str] = "projector"
    workshop: str | None = None
