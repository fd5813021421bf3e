"""The canvas: filled in from the answers, then the owner's own."""

from html import escape

import streamlit as st

from canvas.content.models import Block
from canvas.prefill import NOTE_NUMBERS, Note, prefill, rewrite
from canvas.ui import screens, state, styles
from canvas.ui.widgets import (
    arrive,
    details,
    foot,
    heading,
    link_button,
    main_button,
    paragraph,
    plain,
    side_button,
    soft,
)

assessment, texts, content = screens.work(), state.texts(), state.content()
language = texts.language
KINDS = ("now", "next", "mine")


def choose_template() -> str:
    """The kind of canvas; others than the usual one are shown to those who ask for them."""
    ids = list(content.template)
    before = state.flag("template")
    if editing:
        return before or content.settings.template
    if not before and not link_button(texts("canvas.other_templates"), "other_templates"):
        return content.settings.template
    state.seed("template", before or content.settings.template)
    chosen = st.radio(
        plain(texts("canvas.template")),
        ids,
        format_func=lambda name: plain(content.template[name].name[language]),
        key="template",
        horizontal=True,
    )
    if chosen != before:
        state.set_flag("template", chosen)
        state.set_flag("changed", None)
    return chosen


def show_note(note: Note) -> None:
    kind = escape(texts(f"canvas.kind.{note.kind}"))
    st.html(f'<div class="note {note.kind}"><b>{kind}</b> {escape(note.text)}{origin(note)}</div>')


def origin(note: Note) -> str:
    """Where a note came from, as HTML; nothing for what the owner wrote."""
    if note.kind == "mine":
        return ""
    question = content.question.get(note.origin or "")
    step = content.recommendation.get(note.origin or "")
    if question:
        told = texts("canvas.from_answer", question=question.short[language])
    elif step:
        told = texts("canvas.from_step", step=step.title[language])
    else:
        return ""
    return f"<small>{escape(told)}</small>"


def show_block(block: Block) -> None:
    notes = canvas.notes[block.id]
    with st.container(key=f"block_{block.id}"):
        heading(block.name[language], 2)
        if editing == block.id:
            edit(block, notes)
            return
        for note in notes:
            show_note(note)
        if not notes:
            soft(texts("canvas.empty"))
        if state.flag("changed") == f"block_{block.id}" and state.is_stored():
            st.html(f'<p class="paragraph soft" role="status">{escape(texts("app.saved"))}</p>')
        prompt = f"<p>{escape(block.prompt[language])}</p>"
        example = block.example.get(assessment.sector or "")
        if example:
            prompt += f"<p>{escape(texts('canvas.example', example=example[language]))}</p>"
        details(texts("canvas.help"), prompt, style="quiet")
        # While one block is being written, no other may be opened: what is not saved yet would be lost.
        if not editing and link_button(texts("canvas.edit"), f"edit_{block.id}"):
            state.set_flag("editing", block.id)
            state.set_flag("changed", f"block_{block.id} open")
            st.rerun()


def edit(block: Block, notes: tuple[Note, ...]) -> None:
    """A small form: every note can be changed or emptied, and one added, such as the example."""
    new, example = f"new_{block.id}", block.example.get(assessment.sector or "")
    if example and state.flag("example") == block.id:
        state.fill(new, example[language])
    state.set_flag("example", None)
    with st.form(f"form_{block.id}", border=False, enter_to_submit=False):
        typed = {note: write(note, number) for number, note in enumerate(notes, 1)}
        added = st.text_area(plain(texts("canvas.add")), key=new, height="content")
        taken = example and takes_example(block, example[language])
        with foot():
            cancelled = st.form_submit_button(plain(texts("canvas.cancel")), key=f"cancel_{block.id}")
            saved = st.form_submit_button(
                plain(texts("canvas.save")), type="primary", key=f"save_{block.id}", width="stretch"
            )
    if taken:
        state.set_flag("example", block.id)
        st.rerun()
    if saved:
        state.keep(rewrite(assessment, block.id, typed, added, state.random_below(NOTE_NUMBERS)))
        state.set_flag("changed", f"block_{block.id}")
    if saved or cancelled:
        state.set_flag("editing", None)
        st.rerun()


def write(note: Note, number: int) -> str:
    """A field for one note; empty text means that the note goes."""
    text = st.text_area(
        plain(texts("canvas.note", number=number)), note.text, key=f"note_{note.id}_{language}", height="content"
    )
    goes = st.checkbox(plain(texts("canvas.delete")), key=f"delete_{note.id}")
    return "" if goes else text


def takes_example(block: Block, example: str) -> bool:
    soft(texts("canvas.example", example=example))
    return st.form_submit_button(plain(texts("canvas.take_example")), key=f"take_{block.id}", type="tertiary")


arrive("canvas", state.flag("changed"))
editing = state.flag("editing")
heading(texts("canvas.headline"))
paragraph(texts("canvas.about"))
template = choose_template()
canvas = prefill(content, assessment, template, language)
legend = "".join(f'<span class="note {kind}">{escape(texts("canvas.kind." + kind))}</span>' for kind in KINDS)
st.html(f'<p class="legend">{legend}</p>')
for page in canvas.template.pages:
    styles.canvas_grid(page)
    if len(canvas.template.pages) > 1:
        heading(page.name[language], 2)
    with st.container(key=f"page_{page.id}"):
        for block in page.blocks:
            show_block(block)

if not editing:
    with foot():
        if state.can_undo() and link_button(texts("canvas.undo"), "undo"):
            state.undo()
            state.set_flag("changed", None)
            st.rerun()
        if side_button(texts("app.back"), "back"):
            screens.go("result")
        if main_button(texts("canvas.to_plan"), "next"):
            screens.go("plan")
