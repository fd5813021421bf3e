"""Answers, chosen steps and the owner's edits → the canvas.

A note is *now* (from an answer, or from a step that is done), *next* (from a chosen step) or *mine* (typed by
the owner). `canvas.note_ids` says what its id means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Answer, Assessment, CanvasEdit
from canvas.content.models import CanvasTemplate, Content, Option, Question
from canvas.i18n import texts_for, within_sentence
from canvas.note_ids import answer_note, origin_of, own_note, step_note
from canvas.questionnaire import counted_answers

GOODS = "goods"
"""The question that asks what is sold."""
NOTE_NUMBERS = 10**9
NAMED = 3
"""So many goods, buyers or sellers are named in a note."""
NoteKind = Literal["now", "next", "mine"]
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Note:
    """One note. `origin` is the question or step it came from, None for what the owner wrote freely.

    A note that the owner kept may outlive its question or step: then `origin` is None too.
    """

    id: str
    block: str
    text: str
    kind: NoteKind
    origin: str | None


@dataclass(frozen=True)
class Canvas:
    """The notes of each block of a template, in the template's order."""

    template: CanvasTemplate
    notes: Mapping[str, tuple[Note, ...]]

    @property
    def all_notes(self) -> tuple[Note, ...]:
        return tuple(note for notes in self.notes.values() for note in notes)


def prefill(content: Content, assessment: Assessment, template_id: str, language: str) -> Canvas:
    """The canvas in a template. A note of a block that the template lacks is in the block that receives it."""
    template = content.template[template_id]
    notes: dict[str, list[Note]] = {block.id: [] for block in template.blocks}
    for note in _edited(content, assessment, _derived(content, assessment, language)):
        notes[template.home_of.get(note.block, template.blocks[0].id)].append(note)
    return Canvas(template, {block: tuple(found) for block, found in notes.items()})


def new_note_id(assessment: Assessment, number: int) -> str:
    """An id for a note that the owner adds; never one that was used before.

    `number` (0 to NOTE_NUMBERS − 1) is drawn at random by whoever asks, so that two devices on one code do not
    give the same id to two notes.
    """
    used = {edit.note for edit in assessment.canvas_edits}
    free = (index % NOTE_NUMBERS for index in range(number, number + NOTE_NUMBERS))
    return next(name for index in free if (name := own_note(index)) not in used)


def rewrite(assessment: Assessment, block: str, typed: Mapping[Note, str], added: str, number: int) -> Assessment:
    """The owner's changes to a block: notes that read differently now, emptied ones deleted, and a new one.

    `number` is for the id of the new note: see `new_note_id`.
    """
    for note, text in typed.items():
        if text != note.text:
            assessment = assessment.with_edit(CanvasEdit(note.id, note.block, text if text.strip() else None))
    if added.strip():
        assessment = assessment.with_edit(CanvasEdit(new_note_id(assessment, number), block, added))
    return assessment


def fill_slots(content: Content, assessment: Assessment, text: str, language: str, most: int = 1) -> str | None:
    """A text with the owner's words in slots such as {village} or {goods}.

    At most `most` goods, buyers or sellers are named. An empty field of the profile says its `otherwise`; None where a
    question has neither answer nor `otherwise`.
    """
    values = {
        name: _slot(content, assessment, name, language, most) for name in _SLOT.findall(text) if name in content.slots
    }
    if None in values.values():
        return None
    filled = _SLOT.sub(lambda match: (values[match[1]] or "") if match[1] in values else match[0], text)
    return filled[:1].upper() + filled[1:] if text.startswith("{") else filled


def _slot(content: Content, assessment: Assessment, name: str, language: str, most: int) -> str | None:
    field, question = content.field.get(name), content.question.get(name)
    if field is not None:
        return assessment.profile.get(name) or (field.otherwise[language] if field.otherwise else "")
    answer = assessment.answers.get(name)
    if question is None:
        return None
    if not answer or answer in (UNKNOWN, NOT_APPLICABLE):
        return question.otherwise[language] if question.otherwise else None
    return in_own_words(content, question, answer, language, most)


def goods_sold(assessment: Assessment) -> tuple[str, ...]:
    """What the owner sells: ids of goods that were tapped, and words of their own."""
    return _each(assessment.answers.get(GOODS, ()))


def in_own_words(content: Content, question: Question, answer: Answer, language: str, most: int = NAMED) -> str:
    """What somebody tapped or typed, at most `most` of it, as the middle of a sentence: a, b dan c.

    Own words come first, and in place of a wider one that was tapped: "sambal" of "sambal dan bumbu", "keripik
    singkong" of "keripik".
    """
    chosen = _each(answer)
    own = [name for name in chosen if question.option(name) is None]
    tapped = [_word(option, language) for name in chosen if (option := question.option(name))]
    others = [words for words in tapped if not any(_is_same_good(typed, words) for typed in own)]
    return texts_for(content, language).listed([*own, *others][:most])


def _is_same_good(one: str, other: str) -> bool:
    """Whether all words of one are among those of the other."""
    words, others = (set(text.casefold().split()) for text in (one, other))
    return words <= others or others <= words


def _each(answer: Answer) -> tuple[str, ...]:
    return (answer,) if isinstance(answer, str) else answer


def _word(option: Option, language: str) -> str:
    return within_sentence(option.label[language])


def _derived(content: Content, assessment: Assessment, language: str) -> Iterator[Note]:
    """The notes of the answers, then of the planned steps. What is sold is named once, by the question about it."""
    answers = counted_answers(content, assessment)
    unnamed = replace(assessment, answers={name: each for name, each in assessment.answers.items() if name != GOODS})
    for question in content.questions:
        if answers.get(question.id) and answers[question.id] not in (UNKNOWN, NOT_APPLICABLE):
            yield from _said(content, assessment, question, language)
        for option in question.options:
            if _chosen(answers.get(question.id), option.id):
                several = option.id if question.takes_several else None
                for note in option.canvas:
                    text = fill_slots(content, unnamed, note.say[language], language)
                    if text is not None:
                        yield Note(answer_note(question.id, note.block, several), note.block, text, "now", question.id)
    for planned in assessment.plan:
        step = content.recommendation.get(planned.step)
        kind: NoteKind = "now" if planned.done else "next"
        for note in step.canvas if step else ():
            text = fill_slots(content, unnamed, note.say[language], language)
            if text is not None:
                yield Note(step_note(planned.step, note.block), note.block, text, kind, planned.step)


def _said(content: Content, assessment: Assessment, question: Question, language: str) -> Iterator[Note]:
    """What an answered question says on the canvas, whatever the option."""
    for note in question.canvas:
        text = fill_slots(content, assessment, note.say[language], language, NAMED)
        if text is not None:
            yield Note(answer_note(question.id, note.block), note.block, text, "now", question.id)


def _chosen(answer: Answer | None, option: str) -> bool:
    return answer is not None and option in _each(answer)


def _edited(content: Content, assessment: Assessment, derived: Iterator[Note]) -> Iterator[Note]:
    """Derived notes as the owner left them, then those the owner wrote or kept on top."""
    edits = {edit.note: edit for edit in assessment.canvas_edits}
    seen = set()
    for note in derived:
        edit = edits.get(note.id)
        if edit is None:
            yield note
        elif note.id not in seen and edit.text is not None:
            yield replace(note, text=edit.text, kind="mine")
        seen.add(note.id)
    for edit in assessment.canvas_edits:
        if edit.note not in seen and edit.text is not None:
            yield Note(edit.note, edit.block, edit.text, "mine", _origin(content, edit))


def _origin(content: Content, edit: CanvasEdit) -> str | None:
    """The question or step that an edited note once came from."""
    origin = origin_of(edit.note)
    return origin if origin in content.question or origin in content.recommendation else None
