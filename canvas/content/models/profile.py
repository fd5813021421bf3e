"""Fields of the profile (profile.yaml)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from canvas.content.models.base import Condition, Frozen, Identifier, Picture, Text, Worded, wrong


class ProfileOption(Worded):
    id: Identifier
    label: Text
    hint: Text | None = None
    picture: Picture | None = None


class ProfileField(Worded):
    """Something about the business. Fields that follow each other with the same `screen` share one screen."""

    id: Identifier
    screen: Identifier | None = None
    on_the_way: bool = True
    """False: it is not among the questions, but offered at the stall."""
    ask_when: Condition | None = None
    kind: Literal["text", "choice"]
    ask: Text
    help: Text | None = None
    longest: int | None = None
    otherwise: Text | None = None
    options: tuple[ProfileOption, ...] = ()

    @model_validator(mode="after")
    def _fits_its_kind(self) -> ProfileField:
        if self.kind == "choice" and not self.options:
            raise wrong("choice_without_options", "options")
        if self.kind == "text" and self.otherwise is None:
            raise wrong("text_without_otherwise", "otherwise")
        return self

    def option(self, option_id: str) -> ProfileOption | None:
        return next((option for option in self.options if option.id == option_id), None)


class ProfileFile(Frozen):
    fields: tuple[ProfileField, ...] = Field(min_length=1)
