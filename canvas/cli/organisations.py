"""Commands of organisations: organisation create, list, trainer, end-trainer, picture, export and delete.

They are for whoever runs the server. What belongs to one organisation is seen by the commands of workshops only when
KANVAS_ORGANISATION names it.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from canvas.cli.answers import cohort_document, cohort_lines
from canvas.cli.files import writing_to
from canvas.cli.shell import Commands, Shell, help_for, named, print_json, texts_in
from canvas.cli.workshops import known_suffix, stores
from canvas.errors import message


def add_commands(commands: Commands) -> None:
    """Adds `organisation …`."""
    organisation = commands.group("organisation")
    created = organisation.add("create", create_command)
    created.add_argument("--name", required=True, help=help_for("organisation_name"))
    created.add_argument("--json", action="store_true", help=help_for("json"))
    organisation.add("list", list_command).add_argument("--json", action="store_true", help=help_for("json"))
    added = organisation.add("trainer", trainer_command)
    added.add_argument("code", metavar="CODE", help=help_for("organisation_code"))
    added.add_argument("--name", required=True, help=help_for("trainer_name"))
    added.add_argument("--leads", action="store_true", help=help_for("trainer_leads"))
    added.add_argument("--json", action="store_true", help=help_for("json"))
    ended = organisation.add("end-trainer", end_trainer_command)
    ended.add_argument("code", metavar="CODE", help=help_for("organisation_code"))
    ended.add_argument("trainer", metavar="TRAINER", help=help_for("trainer_handle"))
    shown = organisation.add("picture", picture_command)
    shown.add_argument("code", metavar="CODE", help=help_for("organisation_code"))
    shown.add_argument("--json", action="store_true", help=help_for("json"))
    exported = organisation.add("export", export_command)
    exported.add_argument("code", metavar="CODE", help=help_for("organisation_code"))
    exported.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=help_for("output"))
    deleted = organisation.add("delete", delete_command)
    deleted.add_argument("code", metavar="CODE", help=help_for("organisation_code"))
    deleted.add_argument("--name", required=True, help=help_for("organisation_name_typed"))


def create_command(options: argparse.Namespace, shell: Shell) -> int:
    """Makes an organisation, and prints its code and the trainer code of the one who leads, once."""
    name = named(options.name, "organisation_without_name")
    with stores(shell) as store:
        made = store.organisations.create(name)
    if options.json:
        print_json({"code": made.code, "trainer_code": made.trainer_code})
    else:
        print(message("organisation_created", shell.language, name=name, code=made.code, trainer=made.trainer_code))
    return 0


def list_command(options: argparse.Namespace, shell: Shell) -> int:
    """Prints every organisation, by name."""
    with stores(shell) as store:
        listed = store.organisations.all()
    if options.json:
        print_json([{name: value for name, value in asdict(each).items() if name != "id"} for each in listed])
        return 0
    for each in listed:
        counts = {"trainers": each.trainers, "workshops": each.workshops}
        print(message("organisation_listed", shell.language, code=each.code, name=each.name, **counts))
    return 0


def trainer_command(options: argparse.Namespace, shell: Shell) -> int:
    """Adds a trainer to an organisation, and prints the trainer code, once."""
    name = named(options.name, "organisation_without_name")
    with stores(shell) as store:
        code = store.organisations.add_trainer(store.organisations.find(options.code).id, name, leads=options.leads)
    if options.json:
        print_json({"trainer_code": code})
    else:
        print(message("trainer_added", shell.language, name=name, code=code))
    return 0


def end_trainer_command(options: argparse.Namespace, shell: Shell) -> int:
    """Ends a trainer's code; the workshops stay the organisation's."""
    with stores(shell) as store:
        store.organisations.remove_trainer(store.organisations.find(options.code).id, options.trainer)
    print(message("trainer_ended", shell.language))
    return 0


def picture_command(options: argparse.Namespace, shell: Shell) -> int:
    """Prints what all workshops of an organisation add up to."""
    with stores(shell) as store:
        overview = store.organisations.overview(store.organisations.find(options.code).account.owner)
        content = store.content
    if options.json:
        document = {"workshops": overview.workshops, "traits": overview.traits, "otherwise": overview.otherwise}
        print_json({**document, "picture": cohort_document(overview.picture.cohort)})
        return 0
    lines = [message("organisation_holds", shell.language, workshops=overview.workshops, people=overview.people)]
    if overview.otherwise:
        lines.append(message("organisation_otherwise", shell.language, people=overview.otherwise))
    print("\n".join([*lines, *cohort_lines(content, overview.picture.cohort, texts_in(content, shell.language))]))
    return 0


def export_command(options: argparse.Namespace, shell: Shell) -> int:
    """Writes the anonymous rows of all workshops of an organisation, however many, in little memory."""
    from canvas.exports import STREAMED, write_groups  # noqa: PLC0415 (large, and only for who exports)

    suffix = known_suffix(options.output, STREAMED)
    with stores(shell) as store:
        account = store.organisations.find(options.code).account
        texts = texts_in(store.content, shell.language)
        with writing_to(options.output) as target:
            count = write_groups(suffix, target, store.content, store.pictures.everybody(account), texts)
    print(message("organisation_exported", shell.language, file=options.output, count=count))
    return 0


def delete_command(options: argparse.Namespace, shell: Shell) -> int:
    """Deletes an organisation with everything in it; its name is typed as well as its code."""
    with stores(shell) as store:
        found = store.organisations.find(options.code)
        store.organisations.delete(found.id, options.name)
    print(message("organisation_deleted", shell.language, name=found.name))
    return 0
