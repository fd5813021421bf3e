"""The files a person takes home."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlencode

import streamlit as st

from canvas.answers_file import write_answers
from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.reminders import calendar_file, has_reminders
from canvas.schedule import schedule
from canvas.session import Session
from canvas.store import StoreError
from canvas.ui import arrival, state
from canvas.ui.widgets import plain
from canvas.wording import begins_in_words

if TYPE_CHECKING:  # what makes PDFs is loaded when one is made: a first visit needs none of it
    from canvas.report import WayBack

File = TypeVar("File", bytes, bytes | str)


_making = Lock()


def one_at_a_time(make: Callable[[], File]) -> Callable[[], File]:
    """The same maker of a file, which waits until no other one is made.

    Otherwise, when a class downloads its plans, each answer takes turns with six of them. One takes 30 ms.
    """

    def made() -> File:
        with _making:
            return make()

    return made


def plan(session: Session) -> None:
    """The button for the PDF, which is made only when it is tapped."""
    content, visit, today, language = state.content(), session.visit, state.services().today(), session.language
    assert visit is not None
    way_back = _way_back(session)

    def make() -> bytes:
        from canvas.report import Extras, action_plan  # noqa: PLC0415 (see above)

        extras = Extras(visit.template, way_back(), visit.earlier.assessment if visit.earlier else None)
        return action_plan(content, visit.assessment, language=language, today=today, extras=extras)

    st.download_button(
        plain(state.texts()("plan.download_pdf")),
        one_at_a_time(make),
        f"{_named(session, 'plan.file_name')}.pdf",
        "application/pdf",
        key="download_pdf",
        type="primary",
        on_click="ignore",
        width="stretch",
    )


def picture(session: Session) -> None:
    """The button for the square picture of the stall; a phone shares it from there."""
    content, visit, today, language = state.content(), session.visit, state.services().today(), session.language
    assert visit is not None

    def make() -> bytes:
        from canvas.report.stall_files import shared_png  # noqa: PLC0415 (see above)

        return shared_png(content, visit.assessment, language=language, today=today)

    st.download_button(
        plain(state.texts()("result.share")),
        one_at_a_time(make),
        f"{_named(session, 'result.picture_file')}.png",
        "image/png",
        key="download_picture",
        on_click="ignore",
    )


def _way_back(session: Session) -> Callable[[], WayBack | None]:
    """Returns the credentials to print, made at the download: they work when the device has forgotten."""
    if session.visit is None or session.visit.id is None:
        return lambda: None
    make, address = state.credentials(), arrival.addressed()

    def way_back() -> WayBack | None:
        from canvas.report import WayBack  # noqa: PLC0415 (see above)

        try:
            made = make()
        except StoreError:
            return None  # a plan without credentials is better than no plan
        return WayBack(address(made), made.code)

    return way_back


CANVAS_FILES: Mapping[str, str] = {"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}
"""The formats of a canvas, each with its media type."""


def canvas(session: Session, template: str) -> None:
    """A button for the canvas in each format."""
    content, visit, today, language = state.content(), session.visit, state.services().today(), session.language
    assert visit is not None
    assessment = visit.assessment
    for kind, media_type in CANVAS_FILES.items():
        make = partial(_canvas_file, kind, content, assessment, template=template, language=language, today=today)
        st.download_button(
            plain(state.texts()(f"canvas.file.{kind}")),
            one_at_a_time(make),
            f"{_named(session, 'canvas.file_name')}.{kind}",
            media_type,
            key=f"download_canvas_{kind}",
            on_click="ignore",
        )


def _canvas_file(kind: str, content: Content, assessment: Assessment, **options: Any) -> bytes | str:
    from canvas import report  # noqa: PLC0415 (see above)

    writers: Mapping[str, Callable[..., bytes | str]] = {
        "pdf": report.canvas_pdf,
        "svg": report.canvas_svg,
        "png": report.canvas_png,
    }
    return writers[kind](content, assessment, **options)


def lender(session: Session) -> None:
    """The page for a bank or office; loans are on it only where the owner ticks that."""
    content, visit, today, language = state.content(), session.visit, state.services().today(), session.language
    assert visit is not None
    texts, assessment = state.texts(), visit.assessment
    with_debts = st.checkbox(plain(texts("plan.lender_debts")), key="lender_debts")

    def make() -> bytes:
        from canvas.report import lender_pdf  # noqa: PLC0415 (see above)

        return lender_pdf(content, assessment, language=language, today=today, with_debts=with_debts)

    st.download_button(
        plain(texts("plan.lender")),
        one_at_a_time(make),
        f"{_named(session, 'plan.lender_file')}.pdf",
        "application/pdf",
        key="download_lender",
        on_click="ignore",
    )


def answers(session: Session) -> None:
    """The button for the answers file."""
    assessment = session.assessment
    st.download_button(
        plain(state.texts()("plan.download_json")),
        lambda: write_answers(assessment),
        f"{_named(session, 'plan.answers_file_name')}.json",
        "application/json",
        key="download_json",
        on_click="ignore",
    )


def calendar(session: Session) -> None:
    """The button for the calendar file with reminders, if anything of the plan is ahead."""
    content, texts, assessment, services = state.content(), state.texts(), session.assessment, state.services()
    today, owner = services.today(), session.visit.id if session.visit else None
    if not has_reminders(content, assessment, today):
        return
    st.download_button(
        plain(texts("plan.calendar")),
        lambda: calendar_file(content, assessment, texts, now=services.clock(), today=today, owner=owner) or b"",
        f"{_named(session, 'plan.calendar_file')}.ics",
        "text/calendar",
        key="download_ics",
        on_click="ignore",
    )


def share(session: Session) -> None:
    """A link that opens WhatsApp with the steps in words; who gets them is chosen there."""
    content, texts = state.content(), state.texts()
    language = texts.language
    lines = [
        texts(
            "plan.share_step",
            number=number,
            step=each.step.title[language],
            begins=begins_in_words(each.step, each.begins, texts),
            due=texts.long_date(each.planned.due),
        )
        for number, each in enumerate(schedule(content, session.assessment, state.services().today()), 1)
    ]
    business = session.assessment.profile.get("business_name") or texts("plan.share_unnamed")
    message = texts("plan.share_text", business=business, steps="\n".join(lines))
    st.link_button(plain(texts("plan.share")), f"https://wa.me/?{urlencode({'text': message}, quote_via=quote)}")


def _named(session: Session, key: str) -> str:
    """A file name that every device can keep: letters, digits and dashes only."""
    texts, content = state.texts(), state.content()
    business = session.assessment.profile.get("business_name") or content.settings.version
    simple = unicodedata.normalize("NFKD", texts(key, business=business)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", simple).strip("-")[:60]
