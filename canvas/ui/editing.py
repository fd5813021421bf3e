"""A block of the canvas that is being rewritten: what is typed stays in the session, and is kept at a tap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from canvas.assessment import LONGEST_NOTE, Assessment
from canvas.content.models import Block
from canvas.prefill import NOTE_NUMBERS, Note, prefill, rewrite
from canvas.session import Editing
from canvas.ui import state
from canvas.ui.fields import field
from canvas.ui.sent import Sent
from canvas.ui.widgets import foot, link_button, main_button, plain, side_button, soft

NOTE, DROP, NEW = "note_", "delete_", "new_"
"""Beginnings of the keys of a note's field, of the box that deletes it, and of the field for a new note."""

Notes = tuple[Note, ...]


def left_behind(sent: Sent, blocks: Mapping[str, Block]) -> Editing | None:
    """The block that the browser still shows as being rewritten, after its session was lost."""
    return next((Editing(name) for name in sent.keys(NEW) if name in blocks), None)


def drafted(editing: Editing, assessment: Assessment, template: str, sent: Sent) -> Editing:
    """With what the browser holds in the fields of the block."""
    language = state.language()
    drafts, dropped = dict(editing.drafts), set(editing.dropped)
    for note in notes_of(assessment, template, editing.block, language):
        typed = sent.text(f"{NOTE}{note.id}", LONGEST_NOTE)
        if typed is not None and typed != drafts.get(note.id, note.text):
            drafts.pop(note.id, None)
            if typed not in _wordings(note, assessment, template, editing.block):
                drafts[note.id] = typed
        if (drops := sent.is_on(f"{DROP}{note.id}")) is not None:
            (dropped.add if drops else dropped.discard)(note.id)
    added = sent.text(f"{NEW}{editing.block}", LONGEST_NOTE)
    return replace(editing, drafts=drafts, dropped=frozenset(dropped), added=editing.added if added is None else added)


def rewritten(editing: Editing, assessment: Assessment, template: str) -> Assessment:
    """The assessment with the block as it was typed; an emptied note goes."""
    notes = notes_of(assessment, template, editing.block, state.language())
    typed = {note: "" if note.id in editing.dropped else editing.drafts.get(note.id, note.text) for note in notes}
    return rewrite(assessment, editing.block, typed, editing.added, state.services().random_below(NOTE_NUMBERS))


def is_too_long(editing: Editing, sent: Sent) -> bool:
    """Whether more was typed into a field of the block than a note may have."""
    fields = [*sent.keys(NOTE).values(), f"{NEW}{editing.block}"]
    return any(sent.is_too_long(key, LONGEST_NOTE) for key in fields)


def notes_of(assessment: Assessment, template: str, block: str, language: str) -> Notes:
    """The notes of a block, as they are kept."""
    return prefill(state.content(), assessment, template, language).notes[block]


def draw_fields(editing: Editing, block: Block, notes: Notes, example: str | None) -> None:
    """The fields: every note can be changed or deleted, and one added, such as the example."""
    texts = state.texts()
    for number, note in enumerate(notes, 1):
        key = f"{NOTE}{note.id}"
        kept = editing.drafts.get(note.id, note.text)
        field(texts("canvas.note", number=number), key, kept, longest=LONGEST_NOTE, kind="area")
        state.seed(f"{DROP}{note.id}", note.id in editing.dropped)
        st.checkbox(plain(texts("canvas.delete")), key=f"{DROP}{note.id}")
    field(texts("canvas.add"), f"{NEW}{block.id}", editing.added, longest=LONGEST_NOTE, kind="area")
    if example:
        soft(example)
        link_button(texts("canvas.take_example"), f"take_{block.id}")
    with foot():
        side_button(texts("canvas.cancel"), f"cancel_{block.id}")
        main_button(texts("canvas.save"), f"save_{block.id}")


def _wordings(note: Note, assessment: Assessment, template: str, block: str) -> set[str]:
    """How a note reads in every language: after a change of language a field still holds the one before."""
    found = {note.text}
    for language in state.languages():
        found |= {other.text for other in notes_of(assessment, template, block, language) if other.id == note.id}
    return found
