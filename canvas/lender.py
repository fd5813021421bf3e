"""Assessment → the page for a lender or a government office, in plain official words.

Everything on it is the person's own statement. Nothing about debts is on it unless the owner asks for that; nothing
else that is private ever is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from canvas.assessment import Assessment
from canvas.content.models import Content, Question
from canvas.i18n import Texts, texts_for, within_sentence
from canvas.prefill import in_own_words
from canvas.questionnaire import counted_answers
from canvas.schedule import plan_steps
from canvas.scoring import HeldBack, held_back_by, score, shown
from canvas.wording import answer_in_words

_SOLD = ("goods", "buyers", "sellers")
_KEPT = ("cash_records", "separate_money", "permits", "marks", "label")
_DEBT = "debt"


@dataclass(frozen=True)
class Line:
    """What is stated, and what it is about; both begin with a capital letter."""

    about: str
    stated: str


@dataclass(frozen=True)
class Section:
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class LenderPage:
    """One page, ready to be set: a title, who states it, sections from top to bottom, and the declaration below."""

    title: str
    business: str
    sections: tuple[Section, ...]
    declaration: str


def lender_page(
    content: Content, assessment: Assessment, language: str, today: date, *, with_debts: bool = False
) -> LenderPage:
    """The page of a business in a language; `with_debts` only where the owner ticked it.

    A section without lines is left out. The number and the stage are on it only while they are not provisional.
    """
    texts = texts_for(content, language)
    sections = (
        Section(texts("lender.business"), _business(content, assessment, texts)),
        Section(texts("lender.kept"), _kept(content, assessment, texts)),
        Section(texts("lender.stage"), _stage(content, assessment, texts)),
        Section(texts("lender.plan"), _plan(content, assessment, texts)),
        Section(texts("lender.debts"), _debts(content, assessment, texts) if with_debts else ()),
    )
    return LenderPage(
        title=texts("lender.title"),
        business=assessment.profile.get("business_name") or texts("lender.unnamed"),
        sections=tuple(section for section in sections if section.lines),
        declaration=texts("lender.declaration", date=texts.long_date(today)),
    )


def _business(content: Content, assessment: Assessment, texts: Texts) -> tuple[Line, ...]:
    fields = [content.field[name] for name in ("sector", "village", "years", "workers") if name in content.field]
    profile = [(texts(f"lender.{field.id}"), answer_in_words(field, assessment, texts)) for field in fields]
    answers = counted_answers(content, assessment)
    sold = [
        (question.short[texts.language], in_own_words(content, question, answer, texts.language))
        for question in _questions(content, _SOLD)
        if (answer := answers.get(question.id))
    ]
    return tuple(Line(about, _capitalised(stated)) for about, stated in (*profile, *sold) if stated)


def _kept(content: Content, assessment: Assessment, texts: Texts) -> tuple[Line, ...]:
    """Records, papers and labels: only what is there, not what is missing."""
    answers = counted_answers(content, assessment)
    lines = []
    for question in _questions(content, _KEPT):
        answer = answers.get(question.id, ())
        if isinstance(answer, tuple):
            marks = tuple(option for option in answer if option != "none")
            stated = in_own_words(content, question, marks, texts.language) if marks else None
        else:
            is_there = question.rungs.get(answer, 0) > 0
            stated = answer_in_words(question, assessment, texts) if is_there else None
        if stated:
            lines.append(Line(question.short[texts.language], _capitalised(stated)))
    return tuple(lines)


def _stage(content: Content, assessment: Assessment, texts: Texts) -> tuple[Line, ...]:
    result = score(content, assessment)
    answered = texts("lender.answered", answered=result.answered, applicable=result.applicable)
    if result.provisional:
        return (Line(texts("lender.rests_on"), answered),)
    stage = texts(
        "lender.reached", stage=content.stage[result.stage].name[texts.language], number=shown(result.overall)
    )
    lines = [Line(texts("lender.stage_now"), stage), Line(texts("lender.rests_on"), answered)]
    held = held_back_by(content, result)
    if held is not None:
        lines.append(Line(texts("lender.weakest"), _weakest(held, texts)))
    strong = [within_sentence(content.question[name].short[texts.language]) for name in result.strengths[:3]]
    if strong:
        lines.append(Line(texts("lender.strong"), _capitalised(texts.listed(strong))))
    return tuple(lines)


def _weakest(held: HeldBack, texts: Texts) -> str:
    if held.pillar is not None:
        return held.pillar.name[texts.language]
    return _capitalised(texts.listed([within_sentence(question.short[texts.language]) for question in held.questions]))


def _plan(content: Content, assessment: Assessment, texts: Texts) -> tuple[Line, ...]:
    return tuple(
        Line(
            texts("lender.done", date=texts.short_date(planned.done))
            if planned.done
            else texts("lender.by", date=texts.short_date(planned.due)),
            step.title[texts.language],
        )
        for planned, step in plan_steps(content, assessment)
    )


def _debts(content: Content, assessment: Assessment, texts: Texts) -> tuple[Line, ...]:
    return tuple(
        Line(question.short[texts.language], stated)
        for question in _questions(content, (_DEBT,))
        if (stated := answer_in_words(question, assessment, texts))
    )


def _questions(content: Content, names: tuple[str, ...]) -> list[Question]:
    return [content.question[name] for name in names if name in content.question]


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
