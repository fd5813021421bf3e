"""What the first screen says to a newcomer, as HTML: by the screen itself, and by the page before Streamlit is there.

The first screen is the same for everybody who is new. So the page brings it along and shows it at once; Streamlit
draws the same beneath it and takes over (kanvas.js). A tap on Start or on a language before that is not lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from html import escape

from canvas.content.models import Content
from canvas.i18n import Texts, texts_for
from canvas.stops import longest
from canvas.ui.widgets import bullets, details_html, drawing_of, paragraph_html

GIFTS = ("gift_score", "gift_canvas", "gift_plan")


def title_html(content: Content, texts: Texts) -> str:
    """The drawing and the heading."""
    logo = drawing_of(content, "logo.svg", texts("home.logo"))
    return f'<div class="welcome">{logo}<h1 class="heading">{escape(texts("home.welcome"))}</h1></div>'


def promise_parts(content: Content, texts: Texts) -> Iterator[str]:
    """What one gets, how long it takes, and what is asked; each part alone."""
    yield paragraph_html(texts("home.promise"))
    gifts = "".join(f"<li><b>{number}</b>{escape(texts(f'home.{gift}'))}</li>" for number, gift in enumerate(GIFTS, 1))
    yield f'<ol class="gifts">{gifts}</ol>'
    yield paragraph_html(_how_long(content, texts), "soft")
    yield paragraph_html(texts("home.no_right_answer"), "soft")
    topics = [f"{each.name[texts.language]}: {each.about[texts.language]}" for each in content.dimensions]
    yield details_html(texts("home.topics"), bullets(topics))


def _how_long(content: Content, texts: Texts) -> str:
    """How long the questions take: until the stall is drawn, and in all."""
    until, whole = longest(content, texts.language)
    return texts("home.minutes", stall=texts.number(until), all=texts.number(whole))


def parts_in_words(content: Content, parts: Iterable[str], texts: Texts) -> dict[str, str]:
    """The parts that a workshop asks for, and how long these questions take."""
    asked = tuple(parts)
    _, took = longest(content, texts.language, asked)
    names = [content.dimension[name].name[texts.language] for name in asked]
    return {"parts": texts.listed(names), "minutes": texts.number(took)}


def first_paint(content: Content) -> str:
    """HTML of the first screen in every language, the first one shown, for the page to bring along."""
    languages = [language.id for language in content.settings.offered]
    pages = "".join(_page(content, language, languages) for language in languages)
    return f'<div id="first-paint">{pages}</div>'


def newest_first_paint(newest: Callable[[], Content]) -> Callable[[], str]:
    """Returns what makes `first_paint` of the newest content, once for each content."""

    @lru_cache(maxsize=1)
    def made(_fingerprint: str) -> str:
        return first_paint(newest())

    return lambda: made(newest().fingerprint)


def _page(content: Content, language: str, languages: list[str]) -> str:
    texts = texts_for(content, language)
    choices = "".join(
        f'<button type="button" data-language="{name}" aria-pressed="{str(name == language).lower()}">'
        f"{escape(name.upper())}</button>"
        for name in languages
    )
    parts = "".join(f"<div>{part}</div>" for part in (title_html(content, texts), *promise_parts(content, texts)))
    return (
        f'<div class="first-page" lang="{language}"{"" if language == languages[0] else " hidden"}>'
        f'<div class="first-top"><b>{escape(texts("app.name"))}</b><span role="group">{choices}</span>'
        f'<i class="first-aloud" aria-hidden="true"><span>{escape(texts("aloud.read"))}</span></i></div>{parts}'
        f'<div class="first-foot"><button type="button" data-for="start">{escape(texts("home.start"))}</button></div>'
        "</div>"
    )
