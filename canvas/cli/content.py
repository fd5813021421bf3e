"""The command that checks content/."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random
from textwrap import wrap

from canvas.cli.shell import Commands, Shell, help_for
from canvas.content import check
from canvas.content.models import Content
from canvas.content.problems import Severity
from canvas.content.report import WIDTH, report_lines
from canvas.errors import message
from canvas.i18n import texts_for
from canvas.people import reached, read_people
from canvas.population import draw, reach, read_population

CASES = Path(__file__).parents[2] / "tests" / "cases"
PEOPLE = CASES / "people"
POPULATION = CASES / "random" / "owners.yaml"


def add_commands(commands: Commands) -> None:
    """Adds `check`."""
    checked = commands.add("check", check_command)
    checked.add_argument("directory", nargs="?", type=Path, metavar="DIR", help=help_for("directory"))
    checked.add_argument("--report", action="store_true", help=help_for("report_flag"))
    checked.add_argument("--people", type=Path, default=PEOPLE, metavar="DIR", help=help_for("people"))
    checked.add_argument("--population", type=Path, default=POPULATION, metavar="FILE", help=help_for("population"))


def check_command(options: argparse.Namespace, shell: Shell) -> int:
    """Prints every problem of content/ with file, line and code, and the counts; on request, a report before them."""
    checked = check(options.directory or shell.settings.content, shell.today)
    if options.report and checked.loaded:
        print("\n".join(report_lines(checked.loaded, shell.today, shell.language)), end="\n\n")
        print("\n".join(_people_lines(checked.loaded.content, options.people, shell)), end="\n\n")
        print("\n".join(_population_lines(checked.loaded.content, options.population, shell)), end="\n\n")
    for problem in checked.problems:
        print(problem.in_language(shell.language))
    counts = {severity.name.lower(): checked.count(severity) for severity in Severity}
    print(message("check_summary", shell.language, **counts))
    return 1 if counts["error"] else 0


def _people_lines(content: Content, directory: Path, shell: Shell) -> Iterator[str]:
    """For every step the invented people for whom it is among the first five."""
    people = read_people(directory)
    title = message("report_people", shell.language)
    yield from (title, "=" * len(title), *wrap(message("report_people_about", shell.language), WIDTH), "")
    found = reached(content, people, shell.today)
    for step, names in found.items():
        yield step
        yield from wrap(", ".join(names) or "–", WIDTH, initial_indent="    ", subsequent_indent="    ")
    without = sum(not names for names in found.values())
    yield ""
    yield message("report_people_sum", shell.language, people=len(people), steps=len(found), without=without)


def _population_lines(content: Content, file: Path, shell: Shell) -> Iterator[str]:
    """How far the advice reaches among owners drawn at random; nothing where the population is not described."""
    if not file.exists():
        return
    texts, population = texts_for(content, shell.language), read_population(file)
    found = reach(content, draw(content, population, shell.today, Random(population.seed)))
    title = message("report_population", shell.language)
    yield from (title, "=" * len(title), *wrap(message("report_population_about", shell.language), WIDTH), "")
    steps = len(found.first_few)
    figures = {
        "owners": texts.number(found.owners),
        "reached": texts.percent(100 * (steps - len(found.never)) / steps),
        "steps": steps,
        "led": texts.percent(100 * found.led_by_first / found.owners),
        "eased": texts.percent(100 * found.eased / max(found.stated, 1)),
        "eased_without_first": texts.percent(100 * found.eased_without_first / max(found.stated_without_first, 1)),
    }
    yield from wrap(message("report_population_sum", shell.language, **figures), WIDTH)
    yield from wrap(", ".join(found.never), WIDTH, initial_indent="    ", subsequent_indent="    ")
