"""How the score works, where it comes from, and what happens to the answers."""

from __future__ import annotations

from canvas.session import Home, Method, Session, opened
from canvas.ui import state
from canvas.ui.router import Page
from canvas.ui.sent import Sent
from canvas.ui.widgets import arrive, bullets, details, foot, heading, main_button, paragraph


def apply(session: Session, sent: Sent) -> Session:
    """Back to the beginning."""
    return opened(session, Home) if sent.tapped == "back" else session


def draw(session: Session) -> None:
    """The method in a few sentences, and its sources."""
    texts, content, language = state.texts(), state.content(), session.language
    arrive("method")
    heading(texts("method.headline"))
    for key in ("ladder", "unknown", "means"):
        paragraph(texts(f"method.{key}"))
    pillars = texts.listed([pillar.name[language] for pillar in content.settings.pillars])
    paragraph(texts("method.overall", pillars=pillars))

    heading(texts("method.stages"), 2)
    for stage in content.settings.stages:
        start = texts.number(stage.starts_at)
        paragraph(texts("method.stage", stage=stage.name[language], start=start, meaning=stage.meaning[language]))
    paragraph(texts("method.held_back"))
    for stage in content.settings.stages:
        if not stage.allows_lowest_rung:
            paragraph(texts("method.lowest_rung", stage=stage.name[language]))
    for key in ("method.stage_names", "app.self_declared"):
        paragraph(texts(key))

    heading(texts("method.advice"), 2)
    for key in ("advice_about", "no_loan", "short_form"):
        paragraph(texts(f"method.{key}"))

    heading(texts("method.privacy"), 2)
    paragraph(texts("method.privacy_about"))
    sources = [
        texts("method.source", reference=source.reference, used_for=source.used_for[language])
        for source in content.sources
    ]
    details(texts("method.sources"), bullets(sources))
    with foot():
        main_button(texts("method.to_home"), "back")


PAGE = Page(Method, apply, draw)
