"""What the canvas promises to its owner."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from canvas.assessment import Assessment, CanvasEdit
from canvas.prefill import Canvas, Note, new_note_id, prefill
from tests.property.strategies import BLOCKS, CONTENT, TEMPLATES, TEXTS, answers, assessments, edits, profiles


def notes_of(person: Assessment, template: str) -> Canvas:
    return prefill(CONTENT, person, template, "id")


@given(assessments(), edits(), answers(), profiles(), TEMPLATES)
def test_an_edit_or_deletion_survives_any_later_answer(person, edit: CanvasEdit, later, profile, template) -> None:
    changed = replace(person.with_edit(edit), answers=later, profile=profile)
    found = [note for note in notes_of(changed, template).all_notes if note.id == edit.note]
    if edit.text is None:
        assert found == []
    else:
        assert [(note.text, note.kind) for note in found] == [(edit.text, "mine")]


@given(assessments(), TEXTS | st.none(), answers(), st.data())
def test_nothing_else_speaks_in_the_place_of_an_edited_note(person, text, later, data: st.DataObject) -> None:
    now = [note for note in notes_of(person, "triple-layer").all_notes if note.kind == "now" and is_of_a_ladder(note)]
    assume(now)
    note = data.draw(st.sampled_from(now))
    changed = replace(person.with_edit(CanvasEdit(note.id, note.block, text)), answers=later)
    there = [each.text for each in notes_of(changed, "triple-layer").all_notes if same_place(each, note)]
    assert there == ([] if text is None else [text])


def is_of_a_ladder(note: Note) -> bool:
    question = CONTENT.question.get(note.origin or "")
    return question is not None and question.is_ladder


def same_place(one: Note, other: Note) -> bool:
    return (one.origin, one.block) == (other.origin, other.block)


@given(assessments(), edits(), TEMPLATES)
def test_an_edit_touches_no_other_note(person: Assessment, edit: CanvasEdit, template: str) -> None:
    def others(canvas: Canvas) -> list:
        return sorted((note for note in canvas.all_notes if note.id != edit.note), key=lambda note: note.id)

    assert others(notes_of(person.with_edit(edit), template)) == others(notes_of(person, template))


@given(assessments(), TEMPLATES, TEMPLATES)
def test_switching_the_template_loses_no_note(person: Assessment, one: str, other: str) -> None:
    assert sorted(map(repr, notes_of(person, one).all_notes)) == sorted(map(repr, notes_of(person, other).all_notes))


@given(assessments(), TEMPLATES)
def test_every_note_appears_once_and_in_the_block_that_receives_it(person: Assessment, template: str) -> None:
    canvas = notes_of(person, template)
    identifiers = [note.id for note in canvas.all_notes]
    assert len(identifiers) == len(set(identifiers))
    for block, notes in canvas.notes.items():
        assert all(canvas.template.home_of[note.block] == block for note in notes)


@given(assessments(), BLOCKS, TEXTS, st.integers(1, 5))
def test_a_new_note_replaces_no_other(person: Assessment, block: str, text: str, count: int) -> None:
    before = {edit.note for edit in person.canvas_edits}
    for _ in range(count):
        person = person.with_edit(CanvasEdit(new_note_id(person, 1), block, text))
    assert len({edit.note for edit in person.canvas_edits} - before) == count
