"""Commands for those who fill in paper: form, scan and import."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from canvas.cli.files import read_file, write_file
from canvas.cli.shell import Commands, Shell, help_for, print_json, texts_in
from canvas.content import load
from canvas.content.models import Content
from canvas.errors import KanvasError, PhotoError, message
from canvas.i18n import Texts
from canvas.paper.form import LARGEST_NUMBER, PAPERS
from canvas.paper.pages import PageRead
from canvas.paper.sheets import Sheet, assessment_of, doubts, sheets_of
from canvas.workshop import read_join_code


def add_commands(commands: Commands) -> None:
    """Adds `form`, `scan` and `import`."""
    form = commands.add("form", form_command)
    form.add_argument("-o", "--output", type=Path, required=True, metavar="FORM.pdf", help=help_for("output"))
    form.add_argument("--sector", help=help_for("sector"))
    form.add_argument("--paper", choices=sorted(PAPERS), default="a4", help=help_for("paper"))
    form.add_argument(
        "--numbered", type=int, choices=range(1, LARGEST_NUMBER + 1), default=0, metavar="N", help=help_for("numbered")
    )
    form.add_argument("--workshop", default="", metavar="CODE", help=help_for("for_workshop"))
    scan = commands.add("scan", scan_command)
    scan.add_argument("photos", type=Path, nargs="+", metavar="PHOTO", help=help_for("photo"))
    scan.add_argument("--workshop", metavar="CODE", help=help_for("scan_workshop"))
    scan.add_argument("--json", action="store_true", help=help_for("json"))
    imported = commands.add("import", import_command)
    imported.add_argument("file", type=Path, metavar="FILE.csv|.xlsx", help=help_for("table"))
    imported.add_argument("--workshop", required=True, metavar="CODE", help=help_for("code"))
    written = commands.add("import-template", import_template_command)
    written.add_argument("-o", "--output", type=Path, required=True, metavar="TABLE.xlsx", help=help_for("output"))


def form_command(options: argparse.Namespace, shell: Shell) -> int:
    """Writes the questionnaire as a PDF to print."""
    from canvas.report import FormOrder, form_pdf  # noqa: PLC0415 (importing it takes longer than other commands)

    content = load(shell.settings.content)
    language = texts_in(content, shell.language).language
    if options.sector and options.sector not in content.sectors:
        raise KanvasError("sector_not_there", found=options.sector, known=", ".join(content.sectors))
    workshop = read_join_code(options.workshop)
    if workshop is None and options.workshop:
        raise KanvasError("workshop_unknown", code=options.workshop[:12])
    order = FormOrder(language, options.sector, options.paper, options.numbered, workshop or "")
    write_file(options.output, form_pdf(content, order, shell.today))
    return 0


def scan_command(options: argparse.Namespace, shell: Shell) -> int:
    """Prints what is ticked on photographed forms; one line on stderr for each photo or page that cannot be read."""
    from canvas.paper.reading import read_photo  # noqa: PLC0415 (as above)
    from canvas.report import form_finder  # noqa: PLC0415

    content = load(shell.settings.content)
    texts = texts_in(content, shell.language)
    form_of = form_finder(content)
    pages: list[PageRead] = []
    faults: list[str] = []
    for photo in options.photos:
        try:
            read = read_photo(read_file(photo), form_of)
        except PhotoError as error:
            faults.append(_at_fault(photo, error.in_language(shell.language), shell))
            continue
        pages += read.pages
        problems = [(f"scan_{problem}", page) for problem, page in read.problems]
        problems += [("scan_number_unreadable", page.page) for page in read.pages if page.sheet is None]
        faults += [_at_fault(photo, message(code, shell.language, page=page), shell) for code, page in problems]
    sheets = sheets_of(pages)
    if options.json:
        print_json({"sheets": [sheet_document(content, sheet, shell.today) for sheet in sheets], "problems": faults})
    else:
        for sheet in sheets:
            print("\n".join(_sheet_lines(content, sheet, texts, shell)))
    if options.workshop:
        faults += _keep(sheets, options.workshop, shell)
    print("".join(f"{fault}\n" for fault in faults), end="", file=sys.stderr)
    return 1 if faults else 0


def _keep(sheets: Sequence[Sheet], code: str, shell: Shell) -> list[str]:
    """Keeps the sheets in a workshop of which nothing is to settle; one line for each that is not kept."""
    from canvas.cli.workshops import stores  # noqa: PLC0415 (as above)
    from canvas.store import Kept  # noqa: PLC0415

    faults: list[str] = []
    with stores(shell) as store:
        held = store.workshops.find(code)
        for sheet in sheets:
            if sheet.workshop not in ("", held.workshop.code):
                faults.append(message("scan_sheet_elsewhere", shell.language, number=sheet.number))
            elif sheet.missing or doubts(store.content, sheet, shell.today):
                faults.append(message("scan_sheet_open", shell.language, number=sheet.number))
            else:
                work = assessment_of(store.content, sheet, shell.today)
                _, kept = store.paper.keep(held.id, str(sheet.number), work)
                if kept is not Kept.ADDED:
                    faults.append(message(f"paper_{kept.value}", shell.language, number=sheet.number))
    return faults


def import_command(options: argparse.Namespace, shell: Shell) -> int:
    """Imports a table of typed-in forms into a workshop; one line on stderr for each row that is skipped."""
    from canvas.cli.workshops import stores  # noqa: PLC0415 (as above)
    from canvas.paper.tables.reading import read_table  # noqa: PLC0415
    from canvas.store.paper import Kept  # noqa: PLC0415

    data = read_file(options.file)
    with stores(shell) as store:
        held = store.workshops.find(options.workshop)
        try:
            table = read_table(data, store.content, shell.today, shell.asked_language or held.workshop.language)
        except KanvasError as error:
            raise KanvasError("input_at_fault", file=options.file, problem=error.in_language(shell.language)) from error
        faults = [
            _row_at_fault(options.file, faulty.row, faulty.problem.in_language(shell.language), faulty.more, shell)
            for faulty in table.faulty
        ]
        counts = Counter[Kept]()
        for typed in table.typed:
            _, kept = store.paper.keep(held.id, typed.key, typed.assessment, typed.sheet)
            counts[kept] += 1
            if kept is Kept.ERASED:
                problem = message("import_erased", shell.language)
                faults.append(_row_at_fault(options.file, typed.row, problem, 0, shell))
    print("".join(f"{fault}\n" for fault in faults), end="", file=sys.stderr)
    details = {"added": counts[Kept.ADDED], "known": counts[Kept.KNOWN], "faulty": len(faults)}
    print(message("import_done", shell.language, workshop=held.workshop.name, **details))
    return 1 if faults else 0


def import_template_command(options: argparse.Namespace, shell: Shell) -> int:
    """Writes the workbook to type paper forms into."""
    from canvas.paper.tables.template import template  # noqa: PLC0415 (as above)

    content = load(shell.settings.content)
    write_file(options.output, template(content, texts_in(content, shell.language), shell.today))
    return 0


def _row_at_fault(file: Path, row: int, problem: str, more: int, shell: Shell) -> str:
    code = "import_row_more" if more else "import_row_faulty"
    return message(code, shell.language, file=file, row=row, problem=problem, more=more)


def sheet_document(content: Content, sheet: Sheet, today: date) -> dict[str, object]:
    """A sheet as `scan --json` prints it; answers as in an answers file, confidence 0.5–1, doubts by entry."""

    work = assessment_of(content, sheet, today)
    return {
        "number": sheet.number,
        "workshop": sheet.workshop,
        "language": sheet.form.language,
        "missing_pages": list(sheet.missing),
        "profile": dict(work.profile),
        "answers": dict(work.answers),
        "confidence": {name: round(answer.confidence, 3) for name, answer in sheet.answers.items() if answer.values},
        "doubts": {answer.entry: answer.doubt for answer in doubts(content, sheet, today)},
    }


def _sheet_lines(content: Content, sheet: Sheet, texts: Texts, shell: Shell) -> Iterator[str]:
    """How much of a sheet was read, the pages that are missing, and what has to be looked at."""

    answered = sum(1 for answer in sheet.answers.values() if answer.values)
    open_ones = doubts(content, sheet, shell.today)
    yield message("scan_sheet", shell.language, number=sheet.number, answered=answered, doubts=len(open_ones))
    if sheet.missing:
        pages = texts.listed([str(page) for page in sheet.missing])
        yield message("scan_missing", shell.language, number=sheet.number, pages=pages)
    for answer in open_ones:
        asked = content.field.get(answer.entry) or content.question[answer.entry]
        why = message(f"doubt_{answer.doubt}", shell.language)
        yield message("scan_doubt", shell.language, ask=asked.ask[texts.language], why=why)


def _at_fault(file: Path, problem: str, shell: Shell) -> str:
    return message("input_at_fault", shell.language, file=file, problem=problem)
