"""The canvas: sentences in the owner's words to tap and change, and on a wide screen the grid beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from canvas.advice import advise
from canvas.content.models import Block, BlockExample
from canvas.i18n import Texts
from canvas.planning import answers_behind, step_to_begin
from canvas.prefill import Canvas, goods_sold, prefill
from canvas.scoring import score
from canvas.sentences import Sentence, sentences
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
from canvas.ui import downloads, state
from canvas.ui.canvas_grid import grid
from canvas.ui.editing import Notes, drafted, draw_fields, is_too_long, left_behind, rewritten
from canvas.ui.router import Page
from canvas.ui.sent import Sent
from canvas.ui.widgets import (
    arrive,
    bullets,
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

SHOWN_BESIDE = 2
"""So many notes are shown below the most telling one; all of them are there once the card is tapped."""

ELSEWHERE: Mapping[str, type[Screen]] = {"back": Result, "next": PlanScreen}


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
    if sent.tapped in ("present", "stop_presenting"):
        return showing(session, replace(screen, presenting=sent.tapped == "present", changed=None))
    if sent.tapped == "undo":
        return showing(with_visit(session, undone(_visit(session))), replace(screen, changed=None))
    return opened(session, ELSEWHERE[sent.tapped]) if sent.tapped in ELSEWHERE else session


def _after_editing(session: Session, editing: Editing, block: Block, sent: Sent) -> Session:
    screen, visit = _screen(session), _visit(session)
    if sent.tapped == f"save_{block.id}" and not is_too_long(editing, sent):
        assessment = rewritten(editing, visit.assessment, _template(visit))
        saved = replace(screen, editing=None, changed=f"block_{block.id}")
        return showing(with_visit(session, changed(visit, assessment)), saved)
    if sent.tapped == f"cancel_{block.id}":
        return showing(session, replace(screen, editing=None))
    if sent.tapped == f"take_{block.id}" and (example := _example(block, visit)):
        editing = replace(editing, added=example.words[session.language])
    return showing(session, replace(screen, editing=editing))


def draw(session: Session) -> None:
    """The canvas of one template; while one block is rewritten, nothing else is offered."""
    texts, visit, screen = state.texts(), _visit(session), _screen(session)
    arrive("canvas_presented" if screen.presenting else "canvas", screen.changed)
    heading(texts("canvas.headline"))
    canvas = prefill(state.content(), visit.assessment, _template(visit), session.language)
    if screen.presenting:
        _present(canvas, texts)
        return
    with st.container(key="canvas_beside"):
        with st.container(key="sentences"):
            _draw_sentences(session, canvas)
        if not screen.editing:
            with st.container(key="canvas_sheet"):
                grid(canvas, texts)
                _draw_downloads(session, texts)
    if not screen.editing:
        _draw_foot(visit, texts)


def _present(canvas: Canvas, texts: Texts) -> None:
    """The grid alone, for a projector."""
    with st.container(key="presented"):
        grid(canvas, texts)
    with foot():
        main_button(texts("canvas.stop_presenting"), "stop_presenting")


def _draw_foot(visit: Visit, texts: Texts) -> None:
    with foot():
        if visit.undo:
            link_button(texts("canvas.undo"), "undo")
        side_button(texts("app.back"), "back")
        main_button(texts("canvas.to_plan"), "next")


def _draw_sentences(session: Session, canvas: Canvas) -> None:
    """What is sold to whom and how, then what is good and what is heavy, then the rest; each to tap and change."""
    texts, screen = state.texts(), _screen(session)
    named = {name for name, question in state.content().question.items() if question.kind == "chips"}
    read = sentences(canvas, session.language, named, _pressing(_visit(session)))
    soft(texts("canvas.about"))
    for group, title in ((read.said, ""), (read.good, "good"), (read.heavy, "heavy"), (read.rest, "rest")):
        if title and group:
            heading(texts(f"canvas.{title}"), 2)
        for sentence in group:
            with st.container(key=f"block_{sentence.block.id}"):
                _draw_sentence(session, sentence, canvas.notes[sentence.block.id])
    if not screen.editing:
        _draw_templates(screen, _visit(session), texts)


def _pressing(visit: Visit) -> frozenset[tuple[str, str]]:
    """The answers that the step to begin with responds to."""
    content, assessment = state.content(), visit.assessment
    advised = advise(content, assessment, score(content, assessment))
    found = step_to_begin(content, assessment, advised, state.services().today())
    return answers_behind(found[0]) if found else frozenset()


def _draw_sentence(session: Session, sentence: Sentence, notes: Notes) -> None:
    """A card to tap; while it is rewritten, its fields and where each note came from."""
    texts, visit, screen, block = state.texts(), _visit(session), _screen(session), sentence.block
    example = _example(block, visit)
    if screen.editing and screen.editing.block == block.id:
        heading(block.name[session.language], 2)
        prompt = f"<p>{escape(block.prompt[session.language])}</p>"
        details(texts("canvas.help"), prompt + bullets(_origins(notes, texts)), style="quiet")
        draw_fields(screen.editing, block, notes, _example_in_words(example, texts) if example else None)
    elif screen.editing:
        paragraph(f"{sentence.lead} {sentence.words}".strip(), "soft")
    else:
        st.html(_card(sentence, example, texts))
        side_button(texts("canvas.change", block=block.name[session.language]), f"edit_{block.id}")
        if screen.changed == f"block_{block.id}" and visit.is_stored:
            st.html(f'<p class="paragraph soft" role="status">{escape(texts("app.saved"))}</p>')


def _card(sentence: Sentence, example: BlockExample | None, texts: Texts) -> str:
    """HTML of the sentence, its most telling words in bold; what is empty invites with an example."""
    quieter = [*sentence.others, *(texts("canvas.later", note=note) for note in sentence.later)]
    if not sentence.words:
        quieter.insert(0, _example_in_words(example, texts) if example else texts("canvas.empty"))
    if more := len(quieter[SHOWN_BESIDE:]):
        quieter = [*quieter[:SHOWN_BESIDE], texts("canvas.more", count=more)]
    words = f"<strong>{escape(sentence.words)}</strong>" if sentence.words else "…"
    beside = "".join(f"<small>{escape(each)}</small>" for each in quieter)
    return f'<p class="sentence">{escape(sentence.lead)} {words}{beside}</p>'


def _origins(notes: Notes, texts: Texts) -> Iterator[str]:
    """Where each note came from, a line a note; nothing for what the owner wrote."""
    content = state.content()
    for note in notes:
        question, step = content.question.get(note.origin or ""), content.recommendation.get(note.origin or "")
        if note.kind != "mine" and question:
            origin = texts("canvas.from_answer", question=question.short[texts.language])
            yield texts("canvas.origin", note=note.text, origin=origin)
        elif note.kind != "mine" and step:
            origin = texts("canvas.from_step", step=step.title[texts.language])
            yield texts("canvas.origin", note=note.text, origin=origin)


def _draw_downloads(session: Session, texts: Texts) -> None:
    """The canvas to show and to take along."""
    with st.container(key="canvas_files", horizontal=True):
        side_button(texts("canvas.present"), "present")
        downloads.canvas(session, _template(_visit(session)))


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


def _example(block: Block, visit: Visit) -> BlockExample | None:
    assessment, template = visit.assessment, state.content().template[_template(visit)]
    return template.example_for(block, goods_sold(assessment), assessment.sector)


def _example_in_words(example: BlockExample, texts: Texts) -> str:
    words = example.words[texts.language]
    if example.whose is None:
        return texts("canvas.example", example=words)
    return texts("canvas.example_of", whose=example.whose[texts.language], example=words)


PAGE = Page(CanvasScreen, apply, draw)
