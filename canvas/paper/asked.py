"""What a form asks, in order and numbered as on the screen; no positions yet.

The printed form, the table to type answers into and its template are all made from this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Assessment
from canvas.content.conditions import holds
from canvas.content.models import Condition, Content, Option, ProfileField, ProfileOption, Question
from canvas.i18n import Texts
from canvas.paper.form import Kind
from canvas.questionnaire import path, rounds

NONE = "none"
"""By convention of the content, the option of several that says there is none of them."""
_MOST_CHIPS = 14
NOTHING = "nothing_fits"
"""The box that says that none of several answers fits; the answer is then an empty one."""

OTHER_ANSWERS = (UNKNOWN, NOT_APPLICABLE, NOTHING)
"""Answers that are no options of a question."""


@dataclass(frozen=True)
class Choice:
    """An answer to tick: the id of an option, UNKNOWN, NOT_APPLICABLE or NOTHING."""

    value: str
    label: str
    picture: str | None = None


@dataclass(frozen=True)
class Asked:
    """One thing asked; `only_when` says in words for whom, where it is not for everybody."""

    id: str
    kind: Kind
    number: int
    ask: str
    choices: tuple[Choice, ...] = ()
    picture: str | None = None
    only_when: str = ""
    in_profile: bool = False
    is_ladder: bool = False
    writes: bool = False
    """Whether there is a line to write on."""


@dataclass(frozen=True)
class Section:
    """Questions of one topic, under its name."""

    title: str
    asked: tuple[Asked, ...]


def sections(content: Content, texts: Texts, sector: str | None) -> tuple[Section, ...]:
    """All that a form of this sector asks; without a sector, all that anybody is asked."""
    return _Sections(content.for_sector(sector), texts, sector).all()


def asked_in(parts: Sequence[Section]) -> tuple[Asked, ...]:
    """The questions of some sections, in order."""
    return tuple(asked for section in parts for asked in section.asked)


def columns_of(content: Content) -> tuple[Question | ProfileField, ...]:
    """Everything that anybody is asked: first about the business, then the questions."""
    return (*content.profile, *content.questions)


def choices_of(asked: Question | ProfileField, texts: Texts, sector: str | None) -> tuple[Choice, ...]:
    """The answers to tick in a sector, in order; none where there are only words to write."""
    options: Sequence[Option | ProfileOption]
    options = asked.options_for(sector) if isinstance(asked, Question) else asked.options
    found = [
        Choice(
            option.id,
            option.label[texts.language],
            option.picture.file if option.picture else None,
        )
        for option in options
    ]
    return (*found, *(_other_choices(asked, texts) if isinstance(asked, Question) else ()))


def _other_choices(question: Question, texts: Texts) -> Iterator[Choice]:
    if question.unknown:
        yield Choice(UNKNOWN, texts("assess.unknown"))
    if question.not_applicable:
        own = question.not_applicable_label
        yield Choice(NOT_APPLICABLE, own[texts.language] if own else texts("assess.not_applicable"))
    if question.kind == "choices" and question.option(NONE) is None:
        yield Choice(NOTHING, texts("assess.nothing_fits"))


def without_private(content: Content, parts: Sequence[Section]) -> tuple[Section, ...]:
    """The sections without what is private."""
    private = {question.id for question in content.questions if question.private}
    left = (Section(part.title, tuple(asked for asked in part.asked if asked.id not in private)) for part in parts)
    return tuple(part for part in left if part.asked)


class _Sections:
    def __init__(self, content: Content, texts: Texts, sector: str | None) -> None:
        self.content, self.texts, self.sector = content, texts, sector
        self.profile: Mapping[str, str] = {"sector": sector} if sector else {}
        self.fields = [field for field in content.profile if self._may_be_asked(field) and field.id not in self.profile]
        self.rounds = rounds(content, Assessment(date.min, profile=self.profile))
        in_order = path(content, Assessment(date.min, profile=self.profile))
        self.numbers = {field.id: number for number, field in enumerate(content.profile, start=1)}
        self.numbers |= {question.id: number for number, question in enumerate(in_order, start=1)}

    def all(self) -> tuple[Section, ...]:
        """About the business, the first question of each part, then part by part, then what does not score."""
        found, texts = self.rounds, self.texts
        parts = [
            (texts("assess.about"), tuple(map(self._field, self.fields))),
            (texts("form.goods"), self._questions(found.about)),
            (texts("form.first_round"), self._questions(found.first)),
        ]
        parts += [
            (dimension.name[texts.language], self._questions(found.deepen[dimension.id]))
            for dimension in self.content.dimensions
        ]
        parts.append((texts("assess.closing"), self._questions(found.last)))
        return tuple(Section(title, asked) for title, asked in parts if asked)

    def _may_be_asked(self, field: ProfileField) -> bool:
        return field.on_the_way and (field.ask_when is None or self._holds(field.ask_when) is not False)

    def _holds(self, condition: Condition) -> bool | None:
        return holds(condition, self.profile, {}, self.content.question)

    def _questions(self, questions: Sequence[Question]) -> tuple[Asked, ...]:
        return tuple(map(self._question, questions))

    def _field(self, field: ProfileField) -> Asked:
        choices = choices_of(field, self.texts, self.sector)
        return Asked(
            field.id,
            "one" if choices else "line",
            self.numbers[field.id],
            field.ask[self.texts.language],
            choices,
            only_when=self._only_when(field.ask_when),
            in_profile=True,
            writes=not choices,
        )

    def _question(self, question: Question) -> Asked:
        choices = choices_of(question, self.texts, self.sector)
        if question.kind == "chips" and len(choices) > _MOST_CHIPS:  # of all sectors together: written instead
            choices = ()
        kind: Kind = "several" if question.takes_several else "one"
        return Asked(
            question.id,
            kind if choices else "line",
            self.numbers[question.id],
            question.ask[self.texts.language],
            choices,
            question.picture.file,
            self._only_when(question.ask_when),
            is_ladder=question.is_ladder,
            writes=question.kind == "chips",
        )

    def _only_when(self, condition: Condition | None) -> str:
        """For whom something is, in words; empty if everybody who has this form is asked."""
        if condition is None or self._holds(condition) is True:
            return ""
        if condition.is_not is not None:
            opposite = condition.model_copy(update={"is_": condition.is_not, "is_not": None})
            return self.texts("form.skip_when", condition=self._in_words(opposite))
        return self.texts("form.only_when", condition=self._in_words(condition))

    def _in_words(self, condition: Condition) -> str:
        """A condition as answers on the form; parts that the form's sector has settled are left out."""
        if condition.all is not None:
            return self._joined(condition.all, "form.and")
        if condition.any is not None:
            return self._joined(condition.any, "form.or")
        subject = condition.profile or condition.answer or ""
        answers = self.texts("form.or").join(f"“{label}”" for label in self._labels(subject, condition))
        key = "form.field_is" if condition.profile else "form.answer_is"
        return self.texts(key, number=self.numbers[subject], answers=answers)

    def _joined(self, parts: Sequence[Condition], joint: str) -> str:
        return self.texts(joint).join(self._in_words(part) for part in parts if self._holds(part) is None)

    def _labels(self, subject: str, condition: Condition) -> Iterator[str]:
        """The labels of the options with which a condition on one field or question holds."""
        language = self.texts.language
        asked = self.content.field[subject] if condition.profile else self.content.question[subject]
        for option in asked.options:
            profile, answers = ({subject: option.id}, {}) if condition.profile else ({}, {subject: option.id})
            if holds(condition, profile, answers, self.content.question):
                yield option.label[language]
