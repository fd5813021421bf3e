"""What a form asks, in order and numbered as on the screen; no positions yet.

The printed form, the table to type answers into and its template are all made from this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from canvas.assessment import NOT_APPLICABLE, UNKNOWN
from canvas.content.conditions import holds
from canvas.content.models import Condition, Content, Option, ProfileField, Question
from canvas.i18n import Texts
from canvas.paper.form import Kind

NOTHING = "nothing_fits"
"""The box that says that none of several answers fits; the answer is then an empty one."""


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
    writes: bool = False
    """Whether there is a line to write on."""


@dataclass(frozen=True)
class Section:
    """Questions of one topic, under its name."""

    title: str
    asked: tuple[Asked, ...]


def sections(content: Content, texts: Texts, sector: str | None) -> tuple[Section, ...]:
    """All that a form of this sector asks; without a sector, all that anybody is asked."""
    return _Sections(content, texts, sector).all()


def asked_in(parts: Sequence[Section]) -> tuple[Asked, ...]:
    """The questions of some sections, in order."""
    return tuple(asked for section in parts for asked in section.asked)


class _Sections:
    def __init__(self, content: Content, texts: Texts, sector: str | None) -> None:
        self.content, self.texts, self.sector = content, texts, sector
        self.profile: Mapping[str, str] = {"sector": sector} if sector else {}
        self.numbers = {field.id: number for number, field in enumerate(content.profile, start=1)}
        questions = [question for question in content.questions if self._is_asked(question)]
        self.numbers |= {question.id: number for number, question in enumerate(questions, start=1)}

    def all(self) -> tuple[Section, ...]:
        """About the business, then dimension by dimension, then what does not score."""
        content, language = self.content, self.texts.language
        about = tuple(self._field(field) for field in content.profile if field.id not in self.profile)
        parts = [(self.texts("assess.about"), about)]
        parts += [
            (dimension.name[language], self._questions(content.questions_of[dimension.id]))
            for dimension in content.dimensions
        ]
        parts.append((self.texts("assess.closing"), self._questions(content.unscored)))
        return tuple(Section(title, asked) for title, asked in parts if asked)

    def _is_asked(self, question: Question) -> bool:
        return question.ask_when is None or self._holds(question.ask_when) is not False

    def _holds(self, condition: Condition) -> bool | None:
        return holds(condition, self.profile, {}, self.content.question)

    def _questions(self, questions: Sequence[Question]) -> tuple[Asked, ...]:
        return tuple(self._question(question) for question in questions if question.id in self.numbers)

    def _field(self, field: ProfileField) -> Asked:
        language = self.texts.language
        choices = tuple(
            Choice(option.id, option.label[language], option.picture.file if option.picture else None)
            for option in field.options
        )
        kind: Kind = "one" if choices else "line"
        return Asked(
            field.id, kind, self.numbers[field.id], field.ask[language], choices, in_profile=True, writes=not choices
        )

    def _question(self, question: Question) -> Asked:
        return Asked(
            question.id,
            "one" if question.is_ladder else "several",
            self.numbers[question.id],
            question.ask[self.texts.language],
            (*map(self._option, question.options), *self._other_choices(question)),
            question.picture.file,
            self._only_when(question),
        )

    def _option(self, option: Option) -> Choice:
        label = option.label_for(self.sector)[self.texts.language]
        return Choice(option.id, label, option.picture.file if option.picture else None)

    def _other_choices(self, question: Question) -> Iterator[Choice]:
        if question.unknown:
            yield Choice(UNKNOWN, self.texts("assess.unknown"))
        if question.not_applicable:
            yield Choice(NOT_APPLICABLE, self.texts("assess.not_applicable"))
        if not question.is_ladder:
            yield Choice(NOTHING, self.texts("assess.nothing_fits"))

    def _only_when(self, question: Question) -> str:
        condition = question.ask_when
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
