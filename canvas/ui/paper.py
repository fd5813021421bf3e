"""Paper forms on the trainer's screen: printing them, reading photographs, settling doubts, giving plans back."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from html import escape

import streamlit as st

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.errors import PhotoError, message
from canvas.i18n import Texts, texts_for
from canvas.paper.asked import Asked, Choice, asked_in, sections
from canvas.paper.desk import Desk, ToSettle
from canvas.paper.form import PAPERS, FormOf
from canvas.paper.screen import Paper, Said
from canvas.paper.sheets import ROW, assessment_of
from canvas.report import FormOrder, WayBack, form_finder, form_pdf
from canvas.report.plans import action_plans
from canvas.session import Session, showing
from canvas.store import Held, Kept, StoreError
from canvas.ui import arrival, state
from canvas.ui.sent import Sent
from canvas.ui.widgets import (
    bullets,
    heading,
    link_button,
    main_button,
    name_uploader,
    paragraph,
    plain,
    side_button,
    soft,
)

MOST_PHOTOS = 60
"""Of one upload."""
NUMBERED = 30
"""Copies of a form with printed numbers."""
PHOTOS = ("jpg", "jpeg", "png", "webp")
TABLES = ("xlsx", "csv")
MOST_FAULTS = 30
"""Rows that are named on the screen."""
LONGEST_LINE = 200


def apply(session: Session, screen: Paper, held: Held, sent: Sent) -> Session:
    """What a tap does with the photographs and the desk. Raises: KanvasError."""
    today, content, desk = state.services().today(), state.content(), screen.desk
    items = desk.to_settle(content, today)
    if sent.tapped == "read_photos":
        return _kept(session, _read(screen, held), held)
    if sent.tapped == "put_away" and items and items[0].kind == "number":
        return _kept(session, replace(screen, desk=desk.numbered(0)), held)
    if items and (settled := _settled(desk, items[0], content, sent)):
        return _kept(session, replace(screen, desk=settled, said=()), held)
    if number := sent.after("as_it_is_"):
        return _kept(session, replace(screen, desk=desk.without_more_pages(int(number)), said=()), held)
    if number := sent.after("drop_"):
        return showing(session, replace(screen, desk=desk.without(int(number)), said=()))
    return session


def _read(screen: Paper, held: Held) -> Paper:
    """The pages of the photographs that were sent; the photographs themselves are let go with their field."""
    from canvas.paper.reading import read_photo  # noqa: PLC0415  # OpenCV is loaded once there is something to read

    files = (state.widget_value(f"photos_{screen.uploads}") or [])[:MOST_PHOTOS]
    desk, said, form_of = screen.desk, list[Said](), _forms.of(state.content())
    for file in files:
        about = ("file", file.name)
        try:
            read = read_photo(file.getvalue(), form_of)
        except PhotoError as error:
            said.append(Said("input_at_fault", (about, ("problem", error.in_language(state.language())))))
            continue
        ours = [page for page in read.pages if page.workshop in ("", held.workshop.code)]
        desk = desk.with_pages(ours)
        problems = [(f"scan_{problem}", page) for problem, page in read.problems]
        problems += [("scan_other_workshop", page.page) for page in read.pages if page not in ours]
        for code, page in problems:
            problem = message(code, state.language(), page=page)
            said.append(Said("input_at_fault", (about, ("problem", problem))))
    return replace(screen, desk=desk, said=tuple(said), uploads=screen.uploads + 1)


@dataclass
class _Forms:
    """Finds forms of the content in use; each is laid out once a process."""

    content: Content | None = None
    form_of: FormOf | None = None

    def of(self, content: Content) -> FormOf:
        if self.form_of is None or self.content is not content:
            self.content, self.form_of = content, form_finder(content)
        return self.form_of


_forms = _Forms()


def _settled(desk: Desk, item: ToSettle, content: Content, sent: Sent) -> Desk | None:
    """The desk after the first thing is settled; None where the tap was about something else."""
    if item.kind == "number":
        typed = (sent.text("sheet_number", 4) or "").strip()
        return desk.numbered(int(typed)) if sent.tapped == "settle" and typed.isdecimal() else None
    assert item.sheet is not None
    place = (item.sheet, item.entry)
    if item.kind == "type":
        text = {"settle": sent.text("line", LONGEST_LINE) or "", "leave_open": ""}.get(sent.tapped)
        return None if text is None else desk.with_text(place, text)
    if sent.tapped == "leave_open":
        return desk.with_choice(place, ())
    asked = _asked(content, item, state.texts())
    if asked.kind == "several" and sent.tapped == "settle":
        return desk.with_choice(place, sent.options("several", [_labels(asked.choices)]) or ())
    index = sent.after("choose_")
    if index is None or not index.isdecimal() or int(index) >= len(asked.choices):
        return None
    return desk.with_choice(place, (asked.choices[int(index)].value,))


def _kept(session: Session, screen: Paper, held: Held) -> Session:
    """Sheets that are ready are kept in the workshop, and their cut-outs let go. Raises: KanvasError."""
    services, content, today = state.services(), state.content(), state.services().today()
    desk, said = screen.desk, list(screen.said)
    for sheet in desk.ready(content, today):
        _, kept = services.paper.keep(held.id, str(sheet.number), assessment_of(content, sheet, today))
        desk = desk.without(sheet.number)
        said.append(Said(f"paper_{kept.value}", (("number", sheet.number),)))
    return showing(session, replace(screen, desk=desk, said=tuple(said)))


def draw(screen: Paper, held: Held) -> None:
    """The upload, the sheets that wait for more pages, and the plans to print."""
    texts = state.texts()
    draw_said(screen.said)
    heading(texts("paper.photos"), 2)
    paragraph(texts("paper.photos_about"))
    label = plain(texts("paper.choose_photos"))
    key = f"photos_{screen.uploads}"
    chosen = st.file_uploader(label, type=list(PHOTOS), accept_multiple_files=True, key=key)
    name_uploader(key, texts("paper.choose_photos"), texts("paper.no_photo"))
    if chosen:
        soft(texts("paper.chosen", count=len(chosen)))
    main_button(texts("paper.read"), "read_photos")
    if screen.desk.sheets:
        soft(texts("paper.stay"))
    for sheet in screen.desk.sheets:
        paragraph(texts("paper.waits", number=sheet.number, pages=texts.listed([str(page) for page in sheet.missing])))
        with st.container(key=f"sheet_{sheet.number}", horizontal=True):
            side_button(texts("paper.as_it_is"), f"as_it_is_{sheet.number}")
            link_button(texts("paper.drop"), f"drop_{sheet.number}")
    _draw_give_back(held, texts)


def draw_said(said: Sequence[Said]) -> None:
    """What has just happened, as a list."""
    sentences = [message(each.code, state.language(), **dict(each.details)) for each in said]
    if sentences:
        st.html(f'<div class="card" role="status">{bullets(sentences)}</div>')


def draw_item(screen: Paper, items: Sequence[ToSettle]) -> None:
    """The first thing to settle: a cut-out of the photo, and what it may say."""
    texts, content, item = state.texts(), state.content(), items[0]
    draw_said(screen.said)
    soft(texts("paper.left", count=len(items)))
    about = texts("paper.of_page", page=item.page) if item.sheet is None else texts("paper.of_sheet", number=item.sheet)
    heading(about, 2)
    if item.cut_out:
        source = f"data:image/jpeg;base64,{b64encode(item.cut_out).decode()}"
        st.html(f'<img class="cut-out" style="max-width:100%" src="{source}" alt="{escape(texts("paper.cut_out"))}">')
    if item.kind == "number":
        st.text_input(plain(texts("form.number")), key="sheet_number", max_chars=2, autocomplete="off")
        main_button(texts("paper.save"), "settle")
        link_button(texts("paper.put_away"), "put_away")
        return
    asked = _asked(content, item, texts)
    paragraph(asked.ask)
    if item.kind == "type":
        st.text_input(plain(texts("paper.line")), key="line", max_chars=LONGEST_LINE, autocomplete="off")
        main_button(texts("paper.save"), "settle")
    elif asked.kind == "several":
        st.pills(plain(asked.ask), list(_labels(asked.choices).values()), selection_mode="multi", key="several",
                 label_visibility="collapsed")  # fmt: skip
        main_button(texts("paper.save"), "settle")
    else:
        for index, choice in enumerate(asked.choices):
            st.button(plain(choice.label), key=f"choose_{index}", width="stretch")
    link_button(texts("paper.leave_open"), "leave_open")
    soft(texts("paper.stay"))


def _asked(content: Content, item: ToSettle, texts: Texts) -> Asked:
    """What is asked at an entry, in the language of the screen."""
    every = asked_in(sections(content, texts_for(content, texts.language), item.form.sector))
    return next(asked for asked in every if asked.id == item.entry)


def _labels(choices: Iterable[Choice]) -> dict[str, str]:
    return {choice.value: choice.label for choice in choices}


def draw_print(held: Held) -> None:
    """The form to print, by sector and paper: one to photocopy, or many with numbers."""
    texts, content, today = state.texts(), state.content(), state.services().today()
    heading(texts("paper.print"), 2)
    paragraph(texts("paper.print_about"))
    paper = st.radio(plain(texts("paper.size")), list(PAPERS), format_func=str.upper, key="paper_size", horizontal=True)
    names = {None: texts("form.for_all")} | {
        option.id: option.label[texts.language] for option in content.field["sector"].options
    }
    for sector, name in names.items():
        paragraph(name)
        with st.container(key=f"print_{sector or 'all'}", horizontal=True):
            for copies, key in ((0, "paper.one"), (NUMBERED, "paper.numbered")):
                order = FormOrder(texts.language, sector, paper, copies, held.workshop.code)
                st.download_button(
                    plain(texts(key, count=copies)),
                    partial(form_pdf, content, order, today),
                    f"{texts('form.title').lower().replace(' ', '-')}-{sector or 'all'}-{paper}.pdf",
                    "application/pdf",
                    key=f"form_{sector or 'all'}_{copies}",
                    on_click="ignore",
                )


def apply_table(session: Session, screen: Paper, held: Held, sent: Sent) -> Session:
    """Imports a table of typed-in forms. Raises: KanvasError if the file is no such table."""
    from canvas.paper.tables.reading import read_table  # noqa: PLC0415  # openpyxl, once there is a table

    services, language = state.services(), state.language()
    file = state.widget_value(f"table_{screen.uploads}")
    if sent.tapped != "import_table" or file is None:
        return session
    table = read_table(file.getvalue(), state.content(), services.today(), held.workshop.language)
    counts = Counter(services.paper.keep(held.id, typed.key, typed.assessment, typed.sheet)[1] for typed in table.typed)
    faults = [
        Said(
            "import_row_faulty", (("file", file.name), ("row", row.row), ("problem", row.problem.in_language(language)))
        )
        for row in table.faulty
    ]
    skipped = len(faults) + counts[Kept.ERASED]
    details = (("added", counts[Kept.ADDED]), ("known", counts[Kept.KNOWN]), ("faulty", skipped))
    done = Said("import_done", (("workshop", held.workshop.name), *details))
    return showing(session, replace(screen, uploads=screen.uploads + 1, said=(done, *faults[:MOST_FAULTS])))


def draw_table(screen: Paper) -> None:
    """The template to download, and a table to import."""
    texts, content, today = state.texts(), state.content(), state.services().today()
    draw_said(screen.said)
    heading(texts("paper.table"), 2)
    paragraph(texts("paper.table_about"))
    st.download_button(
        plain(texts("paper.template")),
        partial(_template, content, texts, today),
        f"{texts('paper.template_file')}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="table_template",
        on_click="ignore",
    )
    key = f"table_{screen.uploads}"
    st.file_uploader(plain(texts("paper.choose_table")), type=list(TABLES), key=key)
    name_uploader(key, texts("paper.choose_table"), message("table_unknown", texts.language))
    main_button(texts("paper.import_table"), "import_table")


def _template(content: Content, texts: Texts, today: date) -> bytes:
    from canvas.paper.tables.template import template  # noqa: PLC0415  # as above

    return template(content, texts, today)


def _draw_give_back(held: Held, texts: Texts) -> None:
    """The plans of everybody on paper, in one file to print."""
    people = state.services().paper.people(held.id)
    if not people:
        return
    heading(texts("paper.give_back"), 2)
    paragraph(texts("paper.give_back_about", count=len(people)))
    st.download_button(
        plain(texts("paper.plans")),
        _plans(held, people),
        f"kanvas-{held.workshop.code.lower()}-{texts('paper.plans_file')}.pdf",
        "application/pdf",
        key="paper_plans",
        on_click="ignore",
    )


def _plans(held: Held, people: Sequence[tuple[str, str]]) -> Callable[[], bytes]:
    """Makes the plans when they are asked for, each with its sheet."""
    services, content, texts, address = state.services(), state.content(), state.texts(), arrival.addressed()

    def person(sheet: str, own_id: str) -> Iterator[tuple[Assessment, WayBack]]:
        try:
            work = services.store.read(own_id).assessment
            made = services.store.new_credentials(own_id)
        except StoreError:
            return  # erased a moment ago
        name = work.profile.get("business_name") or ""
        row = sheet.removeprefix(ROW)
        label = texts("paper.person" if row == sheet else "paper.row", number=row)
        yield (
            work.with_profile("business_name", f"{name} · {label}" if name else label),
            WayBack(address(made), made.code),
        )

    def make() -> bytes:
        found = [each for sheet, own_id in people for each in person(sheet, own_id)]
        return action_plans(content, found, language=held.workshop.language, today=services.today())

    return make
