"""Parts that every content model shares: identifiers, texts in several languages, conditions, pictures."""

from __future__ import annotations

from collections.abc import Mapping
from operator import is_
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

DEFAULT_LANGUAGE = "id"
# A validator below raises the code of a sentence in canvas/messages.yaml.
wrong = PydanticCustomError
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_+-]*$", max_length=60)]
Percent = Annotated[float, Field(ge=0, le=100)]
Weight = Annotated[float, Field(gt=0)]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Horizon = Literal["week", "month", "quarter", "year"]


class Frozen(BaseModel):
    """Base of all content models: immutable, strict about keys and types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Text(RootModel[dict[str, Annotated[str, StringConstraints(min_length=1)]]]):
    """A sentence in several languages; `text["en"]` falls back to Bahasa Indonesia."""

    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)

    @model_validator(mode="after")
    def _has_the_default_language(self) -> Text:
        if DEFAULT_LANGUAGE not in self.root:
            raise wrong("default_language_missing", DEFAULT_LANGUAGE)
        return self

    def __getitem__(self, language: str) -> str:
        return self.root.get(language) or self.root[DEFAULT_LANGUAGE]

    @property
    def languages(self) -> Mapping[str, str]:
        """Language id → text, as written in the file."""
        return self.root


class Condition(Frozen):
    """A statement about the profile or an answer, from a closed set of operators.

    Either `all` or `any` of other conditions, or a subject (`profile` or `answer`) with one test:
    `is`, `is_not` (one of these values) or `at_least` (this rung or a higher one).
    """

    profile: str | None = None
    answer: str | None = None
    is_: tuple[str, ...] | None = Field(None, alias="is")
    is_not: tuple[str, ...] | None = None
    at_least: str | None = None
    all: tuple[Condition, ...] | None = None
    any: tuple[Condition, ...] | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Condition:
        subjects = [name for name in ("profile", "answer", "all", "any") if getattr(self, name) is not None]
        tests = [name for name in ("is_", "is_not", "at_least") if getattr(self, name) is not None]
        if len(subjects) != 1:
            raise wrong("condition_subject", "profile, answer, all, any")
        if subjects[0] in ("all", "any"):
            wanted = tests == []
        else:
            wanted = len(tests) == 1 and (subjects[0], tests[0]) != ("profile", "at_least")
        if not wanted:
            raise wrong("condition_test", "is, is_not, at_least")
        return self


class Worded(Frozen):
    """A model some of whose texts read differently in a sector: sector → field → the text there."""

    in_sector: dict[Identifier, dict[str, Text]] = {}

    @model_validator(mode="after")
    def _rewords_its_own_texts(self) -> Self:
        for field in (field for wording in self.in_sector.values() for field in wording):
            if not isinstance(getattr(self, field, None), Text):
                raise wrong("text_not_there", field)
        return self

    def worded_for(self, sector: str) -> Self:
        """The same in the words of a sector, with all that it holds; itself where nothing differs."""
        parts = {name: _worded_for(value, sector) for name, value in self}
        changed: dict[str, object] = {name: part for name, part in parts.items() if part is not getattr(self, name)}
        changed |= self.in_sector.get(sector, {})
        return self.model_copy(update=changed) if changed else self


def _worded_for(value: object, sector: str) -> object:
    if isinstance(value, Worded):
        return value.worded_for(sector)
    if isinstance(value, tuple):
        parts = tuple(_worded_for(part, sector) for part in value)
        return value if all(map(is_, parts, value)) else parts
    return value


class Picture(Frozen):
    file: str
    alt: Text


class CanvasNote(Worded):
    """What an answer or a step says on the canvas."""

    block: Identifier
    say: Text
