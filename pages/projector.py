"""The wall: what a room sees. Read-only; its link holds a separate secret and needs no login."""

from __future__ import annotations

from canvas.session import Session, showing
from canvas.ui import state
from canvas.ui.router import Page
from canvas.ui.sent import Sent
from canvas.ui.wall import SECRET, show_wall, style
from canvas.ui.widgets import alert, arrive
from canvas.wall import Projector


def apply(session: Session, sent: Sent) -> Session:
    """Opens the workshop that the link names; a wrong link opens none."""
    screen = session.screen
    assert isinstance(screen, Projector)
    if screen.workshop is None and SECRET in sent.query:
        return showing(session, Projector(state.services().workshops.projected(sent.query[SECRET])))
    return session


def draw(session: Session) -> None:
    """The wall."""
    screen = session.screen
    assert isinstance(screen, Projector)
    arrive("projector")
    style()
    if screen.workshop is None:
        alert(state.texts()("wall.no_link"))
    else:
        show_wall()


PAGE = Page(Projector, apply, draw)
