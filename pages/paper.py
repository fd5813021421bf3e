"""Paper forms of a workshop. Only whoever entered the workshop by its PIN comes here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from canvas.paper.desk import ToSettle
from canvas.paper.screen import Paper
from canvas.session import Screen, Session, opened, showing
from canvas.ui import failure, paper, paper_typing, state
from canvas.ui.router import Page
from canvas.ui.sent import Sent
from canvas.ui.way_back import show_problem
from canvas.ui.widgets import arrive, heading, link_button, side_button, soft
from canvas.wall import Trainer


def apply(session: Session, sent: Sent) -> Session:
    """Where the tap leads. Raises: KanvasError."""
    screen = session.screen
    assert isinstance(screen, Paper)
    if screen.workshop is None:
        return opened(session, Trainer)
    back: dict[str, Screen] = {
        "to_workshop": Trainer(workshop=screen.workshop),
        "to_photos": replace(screen, panel=None, said=()),
    }
    if sent.tapped in back:  # also from a workshop that was deleted meanwhile
        return showing(session, back[sent.tapped])
    held = state.services().workshops.read(screen.workshop)
    elsewhere: dict[str, Screen] = {
        "to_print": replace(screen, panel="print", said=()),
        "to_typing": paper_typing.begun(screen, session.language),
        "to_table": replace(screen, panel="table", said=()),
    }
    if sent.tapped in elsewhere:
        return showing(session, elsewhere[sent.tapped])
    if screen.panel == "typing":
        return paper_typing.apply(session, screen, held, sent)
    if screen.panel == "table":
        return paper.apply_table(session, screen, held, sent)
    return paper.apply(session, screen, held, sent)


def draw(session: Session) -> None:
    """The part that is open, and the links to the others."""
    screen, texts = session.screen, state.texts()
    assert isinstance(screen, Paper)
    items = [] if screen.panel else screen.desk.to_settle(state.content(), state.services().today())
    arrive(f"paper_{screen.panel or 'photos'}{f'_{len(items)}' if items else ''}")
    heading(texts("paper.title"))
    show_problem(session)
    if screen.workshop is None:
        soft(texts("workshop.for_trainers"))
        return
    with failure.reported():
        _draw_panel(screen, items)
    if screen.panel:
        link_button(texts("app.back"), "to_photos")
    else:
        link_button(texts("paper.to_workshop"), "to_workshop")


def _draw_panel(screen: Paper, items: Sequence[ToSettle]) -> None:
    texts = state.texts()
    assert screen.workshop is not None
    held = state.services().workshops.read(screen.workshop)
    if screen.panel == "print":
        paper.draw_print(held)
    elif screen.panel == "typing":
        paper_typing.draw(screen)
    elif screen.panel == "table":
        paper.draw_table(screen)
    elif items:
        paper.draw_item(screen, items)
    else:
        paper.draw(screen, held)
        side_button(texts("paper.print"), "to_print")
        side_button(texts("paper.typing"), "to_typing")
        side_button(texts("paper.table"), "to_table")


PAGE = Page(Paper, apply, draw)
