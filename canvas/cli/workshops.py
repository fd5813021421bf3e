"""Commands of workshops: workshop create, list, open, close, delete and report; export; demo."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from canvas.cli.files import read_assessment, write_file
from canvas.cli.shell import Commands, Shell, day, help_for, named, print_json, texts_in
from canvas.cli.store import opened_store
from canvas.content import load
from canvas.content.models import Content
from canvas.errors import KanvasError, OutputError, message
from canvas.group import GroupReport
from canvas.session import Work
from canvas.settings import ROOT
from canvas.workshop import State, one_line, parts_to_ask

if TYPE_CHECKING:
    from canvas.store import Account, Assessments, Compared, Members, Organisations, PaperForms, Pictures, Workshops

SAMPLES = ROOT / "content" / "samples" / "pakisaji"
DEMO_CODE = "CNTH23"
"""The join code of the practice workshop: always the same, so that loading it twice is once."""


def add_commands(commands: Commands) -> None:
    """Adds `workshop …`, `export` and `demo`."""
    workshop = commands.group("workshop")
    created = workshop.add("create", create_command)
    created.add_argument("--name", required=True, help=help_for("workshop_name"))
    created.add_argument("--place", default="", help=help_for("workshop_place"))
    created.add_argument("--date", type=day, metavar="YYYY-MM-DD", help=help_for("workshop_date"))
    created.add_argument("--parts", nargs="+", default=(), metavar="PART", help=help_for("workshop_parts"))
    created.add_argument("--json", action="store_true", help=help_for("json"))
    workshop.add("list", list_command).add_argument("--json", action="store_true", help=help_for("json"))
    for name, command in (("open", open_command), ("close", close_command), ("delete", delete_command)):
        workshop.add(name, command).add_argument("code", metavar="CODE", help=help_for("code"))
    reported = workshop.add("report", report_command)
    reported.add_argument("code", metavar="CODE", help=help_for("code"))
    reported.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=help_for("output"))
    reported.add_argument("--brief", action="store_true", help=help_for("brief"))
    exported = commands.add("export", export_command)
    exported.add_argument("--workshop", required=True, metavar="CODE", help=help_for("code"))
    exported.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=help_for("output"))
    commands.add("demo", demo_command)


@dataclass(frozen=True)
class Stores:
    """What the commands of workshops work with."""

    content: Content
    workshops: Workshops
    members: Members
    pictures: Pictures
    compared: Compared
    assessments: Assessments
    paper: PaperForms
    organisations: Organisations
    account: Account
    """Whose workshops the commands see: those of KANVAS_ORGANISATION, or of no organisation."""


@contextmanager
def stores(shell: Shell) -> Iterator[Stores]:
    """The content, and the repositories of the store, for the length of a command."""
    from canvas.services import assembled  # noqa: PLC0415 (takes long)
    from canvas.store import LAPTOP  # noqa: PLC0415 (the same)

    content = load(shell.settings.content)
    with opened_store(shell) as engine:
        services = assembled(shell.settings, engine, lambda: content, _now)
        own = shell.settings.organisation
        account = services.organisations.find(own).account if own else LAPTOP
        yield Stores(
            content,
            services.workshops.of(account),
            services.members,
            services.pictures,
            services.compared,
            services.store,
            services.paper,
            services.organisations,
            account,
        )


def create_command(options: argparse.Namespace, shell: Shell) -> int:
    """Opens a workshop, and prints its join code and its PIN; the PIN can never be seen again."""
    name, place = named(options.name, "workshop_without_name"), one_line(options.place)
    with stores(shell) as store:
        language = shell.asked_language or store.content.settings.languages[0].id
        texts_in(store.content, language)
        opened = store.workshops.create(
            name,
            place=place,
            held_on=options.date or shell.today,
            language=language,
            parts=_parts(store.content, options.parts),
        )
    if options.json:
        print_json({"code": opened.code, "pin": opened.pin})
    else:
        print(message("workshop_created", shell.language, name=name, code=opened.code, pin=opened.pin))
    return 0


def _parts(content: Content, asked: Iterable[str]) -> tuple[str, ...]:
    """The dimensions named. Raises: KanvasError."""
    wanted = set(asked)
    if unknown := sorted(wanted - content.dimension.keys()):
        raise KanvasError("workshop_part_unknown", part=unknown[0], known=", ".join(content.dimension))
    return parts_to_ask(tuple(content.dimension), wanted)


def list_command(options: argparse.Namespace, shell: Shell) -> int:
    """Prints every workshop, newest first."""
    with stores(shell) as store:
        listed = store.workshops.all()
    if options.json:
        print_json(
            [
                {
                    "code": each.held.workshop.code,
                    "name": each.held.workshop.name,
                    "state": "open" if each.held.workshop.state == State.OPEN else "closed",
                    "joined": each.joined,
                    "finished": each.finished,
                }
                for each in listed
            ]
        )
        return 0
    for each in listed:
        workshop = each.held.workshop
        state = message(f"state_{workshop.state.value}", shell.language)
        counts = {"joined": each.joined, "finished": each.finished}
        line = {"code": workshop.code, "name": workshop.name, "state": state, **counts}
        print(message("workshop_listed", shell.language, **line))
    return 0


def open_command(options: argparse.Namespace, shell: Shell) -> int:
    """Opens a workshop again that was paused or closed."""
    return _move(options.code, State.OPEN, shell)


def close_command(options: argparse.Namespace, shell: Shell) -> int:
    """Closes a workshop: nobody joins any more; everything in it stays."""
    return _move(options.code, State.CLOSED, shell)


def _move(code: str, state: State, shell: Shell) -> int:
    with stores(shell) as store:
        held = store.workshops.move(store.workshops.find(code).id, state)
    state_name = message(f"state_{held.workshop.state.value}", shell.language)
    print(message("workshop_moved", shell.language, name=held.workshop.name, state=state_name))
    return 0


def delete_command(options: argparse.Namespace, shell: Shell) -> int:
    """Deletes a workshop with the answers of everybody in it."""
    with stores(shell) as store:
        held = store.workshops.find(options.code)
        store.workshops.delete(held.id, held.workshop.name)
    print(message("workshop_deleted", shell.language, name=held.workshop.name))
    return 0


def export_command(options: argparse.Namespace, shell: Shell) -> int:
    """Writes the anonymous rows of a workshop with their code book."""
    from canvas.exports import KINDS, export_file  # noqa: PLC0415 (as above)

    suffix = known_suffix(options.output, KINDS)
    with stores(shell) as store:
        report = _report(store, options.workshop)
        texts = texts_in(store.content, shell.asked_language or report.workshop.language)
        write_file(options.output, export_file(suffix, store.content, report, texts))
    return 0


def report_command(options: argparse.Namespace, shell: Shell) -> int:
    """Writes the group's report, as a PDF for the hall or as a DOCX to be edited."""
    from canvas.report.group import BRIEF_KINDS, GROUP_KINDS  # noqa: PLC0415 (as above)

    kinds = BRIEF_KINDS if options.brief else GROUP_KINDS
    suffix = known_suffix(options.output, kinds)
    with stores(shell) as store:
        report = _report(store, options.code)
        language = texts_in(store.content, shell.asked_language or report.workshop.language).language
        write_file(options.output, kinds[suffix](store.content, report, language))
    return 0


def demo_command(options: argparse.Namespace, shell: Shell) -> int:
    """Loads the ten respondents of Pakisaji as a closed workshop to practise with; it belongs to no organisation."""
    from canvas.store import LAPTOP  # noqa: PLC0415 (as above)

    del options
    with stores(shell) as store:
        workshops = store.workshops.of(LAPTOP)
        if any(each.held.workshop.code == DEMO_CODE for each in workshops.all()):
            print(message("demo_there", shell.language, code=DEMO_CODE))
            return 0
        name = message("demo_name", shell.language)
        language = store.content.settings.languages[0].id
        opened = workshops.create(name, place="Pakisaji", held_on=shell.today, language=language, code=DEMO_CODE)
        for file in sorted(SAMPLES.glob("*.json")):
            work = Work(read_assessment(file, store.content, shell))
            own_id = store.assessments.begin(work)
            store.members.join(opened.id, own_id)
            store.assessments.save(own_id, work, replace(work, finished=True))
        store.pictures.reveal(opened.id)
        workshops.move(opened.id, State.CLOSED)
    print(message("demo_loaded", shell.language, name=name, code=opened.code, pin=opened.pin))
    return 0


def _report(store: Stores, code: str) -> GroupReport:
    """What a file is made of: the newest picture that may be shown. Raises: KanvasError."""
    held = store.workshops.find(code)
    store.pictures.reveal(held.id)
    report = store.pictures.report(held.id)
    assert report is not None  # revealed just now
    return store.compared.with_change(report, held.id)


def known_suffix(file: Path, known: Iterable[str]) -> str:
    """The suffix of a file to write. Raises: OutputError, when it is none of these."""
    if file.suffix.lower() not in known:
        raise OutputError("output_kind_unknown", file=file, known=", ".join(sorted(known)))
    return file.suffix.lower()


def _now() -> datetime:
    return datetime.now(UTC)
