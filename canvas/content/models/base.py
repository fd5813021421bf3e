"""Parts that every content model shares: identifiers, texts in several languages, conditions, pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

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


class Picture(Frozen):
    file: str
    alt: Text


class CanvasNote(Frozen):
    """What an answer or a step says on the canvas."""

    block: Identifier
    say: Text
