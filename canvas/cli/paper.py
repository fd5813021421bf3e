"""Commands for those who fill in paper: form."""

from __future__ import annotations

import argparse
from pathlib import Path

from canvas.cli.files import write_file
from canvas.cli.shell import Commands, Shell, help_for, texts_in
from canvas.content import load
from canvas.errors import KanvasError
from canvas.paper.form import LARGEST_NUMBER, PAPERS


def add_commands(commands: Commands) -> None:
    """Adds `form`."""
    form = commands.add("form", form_command)
    form.add_argument("-o", "--output", type=Path, required=True, metavar="FORM.pdf", help=help_for("output"))
    form.add_argument("--sector", help=help_for("sector"))
    form.add_argument("--paper", choices=sorted(PAPERS), default="a4", help=help_for("paper"))
    form.add_argument(
        "--numbered", type=int, choices=range(1, LARGEST_NUMBER + 1), default=0, metavar="N", help=help_for("numbered")
    )
    form.add_argument("--workshop", default="", metavar="CODE", help=help_for("for_workshop"))


def form_command(options: argparse.Namespace, shell: Shell) -> int:
    """Writes the questionnaire as a PDF to print."""
    from canvas.report import FormOrder, form_pdf  # noqa: PLC0415 (importing it takes longer than other commands)

    content = load(shell.settings.content)
    language = texts_in(content, shell.language).language
    if options.sector and options.sector not in content.sectors:
        raise KanvasError("sector_not_there", found=options.sector, known=", ".join(content.sectors))
    order = FormOrder(language, options.sector, options.paper, options.numbered, options.workshop)
    write_file(options.output, form_pdf(content, order, shell.today))
    return 0
