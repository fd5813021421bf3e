"""The canvas: filled in from the answers, then the owner's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from canvas.content.models import Block, Text
from canvas.i18n import Texts
from canvas.prefill import Note, prefill
from canvas.session import (
    CanvasScreen,
    Editing,
    PlanScreen,
    Result,
    Screen,
    Session,
    Visit,
    changed,
    opened,
    showing,
    undone,
    with_visit,
)
from canvas.ui import state, styles
from canvas.ui.editing import Notes, drafted, draw_fields, left_behind, rewritten
from canvas.ui.router import Page
from canvas.ui.sent import Sent
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

ELSEWHERE: Mapping[str, type[Screen]] = {"back": Result, "next": PlanScreen}
KINDS = ("now", "next", "mine")


def apply(session: Session, sent: Sent) -> Session:
    """Keeps what is typed, then does what the tap asks."""
    screen, visit = _screen(session), _visit(session)
    template = _template(visit)
    blocks = {block.id: block for block in state.content().template[template].blocks}
    editing = screen.editing or left_behind(sent, blocks)
    if editing and editing.block in blocks:
        editing = drafted(editing, visit.assessment, template, sent)
        return _after_editing(session, editing, blocks[editing.block], sent)
    chosen = sent.option("template", state.wordings(_template_labels))
    if chosen and chosen != template:
        screen = replace(screen, changed=None)
        session = showing(with_visit(session, replace(visit, template=chosen)), screen)
    if (block := sent.after("edit_")) in blocks and block:
        return showing(session, replace(screen, editing=Editing(block), changed=f"block_{block} open"))
    if sent.tapped == "other_templates":
        return showing(session, replace(screen, templates_shown=True))
    if sent.tapped == "undo":
        return showing(with_visit(session, undone(_visit(session))), replace(screen, changed=None))
    return opened(session, ELSEWHERE[sent.tapped]) if sent.tapped in ELSEWHERE else session


def _after_editing(session: Session, editing: Editing, block: Block, sent: Sent) -> Session:
    screen, visit = _screen(session), _visit(session)
    if sent.tapped == f"save_{block.id}":
        assessment = rewritten(editing, visit.assessment, _template(visit))
        saved = replace(screen, editing=None, changed=f"block_{block.id}")
        return showing(with_visit(session, changed(visit, assessment)), saved)
    if sent.tapped == f"cancel_{block.id}":
        return showing(session, replace(screen, editing=None))
    if sent.tapped == f"take_{block.id}" and (example := _example(block, visit)):
        editing = replace(editing, added=example[session.language])
    return showing(session, replace(screen, editing=editing))


def draw(session: Session) -> None:
    """The canvas of one template; while one block is rewritten, nothing else is offered."""
    texts, visit, screen = state.texts(), _visit(session), _screen(session)
    arrive("canvas", screen.changed)
    heading(texts("canvas.headline"))
    paragraph(texts("canvas.about"))
    _draw_templates(screen, visit, texts)
    canvas = prefill(state.content(), visit.assessment, _template(visit), session.language)
    legend = "".join(f'<span class="note {kind}">{escape(texts("canvas.kind." + kind))}</span>' for kind in KINDS)
    st.html(f'<p class="legend">{legend}</p>')
    for page in canvas.template.pages:
        styles.canvas_grid(page)
        if len(canvas.template.pages) > 1:
            heading(page.name[session.language], 2)
        with st.container(key=f"page_{page.id}"):
            for block in page.blocks:
                with st.container(key=f"block_{block.id}"):
                    _draw_block(session, block, canvas.notes[block.id])
    if screen.editing:
        return
    with foot():
        if visit.undo:
            link_button(texts("canvas.undo"), "undo")
        side_button(texts("app.back"), "back")
        main_button(texts("canvas.to_plan"), "next")


def _visit(session: Session) -> Visit:
    assert session.visit is not None
    return session.visit


def _screen(session: Session) -> CanvasScreen:
    assert isinstance(session.screen, CanvasScreen)
    return session.screen


def _template(visit: Visit) -> str:
    """The kind of canvas that this person looks at."""
    content = state.content()
    return visit.template if visit.template and visit.template in content.template else content.settings.template


def _template_labels(texts: Texts) -> dict[str, str]:
    return {name: plain(template.name[texts.language]) for name, template in state.content().template.items()}


def _draw_templates(screen: CanvasScreen, visit: Visit, texts: Texts) -> None:
    """The kinds of canvas; others than the usual one are shown to those who ask for them."""
    if screen.editing:
        return
    if not (screen.templates_shown or visit.template):
        link_button(texts("canvas.other_templates"), "other_templates")
        return
    labels = _template_labels(texts)
    state.seed("template", _template(visit))
    st.radio(
        plain(texts("canvas.template")), list(labels), format_func=labels.__getitem__, key="template", horizontal=True
    )


def _draw_block(session: Session, block: Block, notes: Notes) -> None:
    texts, visit, screen = state.texts(), _visit(session), _screen(session)
    heading(block.name[session.language], 2)
    example = _example(block, visit)
    if screen.editing and screen.editing.block == block.id:
        draw_fields(screen.editing, block, notes, example[session.language] if example else None)
        return
    for note in notes:
        _draw_note(note, texts)
    if not notes:
        soft(texts("canvas.empty"))
    if screen.changed == f"block_{block.id}" and visit.is_stored:
        st.html(f'<p class="paragraph soft" role="status">{escape(texts("app.saved"))}</p>')
    prompt = f"<p>{escape(block.prompt[session.language])}</p>"
    if example:
        prompt += f"<p>{escape(texts('canvas.example', example=example[session.language]))}</p>"
    details(texts("canvas.help"), prompt, style="quiet")
    if not screen.editing:
        link_button(texts("canvas.edit"), f"edit_{block.id}")


def _example(block: Block, visit: Visit) -> Text | None:
    return block.example.get(visit.assessment.sector or "")


def _draw_note(note: Note, texts: Texts) -> None:
    kind = escape(texts(f"canvas.kind.{note.kind}"))
    st.html(f'<div class="note {note.kind}"><b>{kind}</b> {escape(note.text)}{_origin(note, texts)}</div>')


def _origin(note: Note, texts: Texts) -> str:
    """Where a note came from, as HTML; nothing for what the owner wrote."""
    content = state.content()
    question = content.question.get(note.origin or "")
    step = content.recommendation.get(note.origin or "")
    if note.kind == "mine" or not (question or step):
        return ""
    if question:
        origin = texts("canvas.from_answer", question=question.short[texts.language])
    else:
        assert step is not None
        origin = texts("canvas.from_step", step=step.title[texts.language])
    return f"<small>{escape(origin)}</small>"


PAGE = Page(CanvasScreen, apply, draw)
