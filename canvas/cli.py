"""The command line. Exit code 0: good; 1: the input is at fault, told in one clear line; 2: wrong usage."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from canvas.answers_file import read_answers
from canvas.assessment import Assessment
from canvas.cohort import Cohort, Tally, cohort
from canvas.content import ContentError, check, load
from canvas.content.models import Content
from canvas.content.problems import Severity
from canvas.content.report import report_lines
from canvas.errors import KanvasError, OutputError, message
from canvas.i18n import Texts, texts_for
from canvas.prefill import Canvas, prefill
from canvas.scoring import Score, score
from canvas.settings import settings_from

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True)
class Shell:
    """What a command needs from around it, passed in rather than reached for."""

    today: date
    content_directory: Path
    database_url: str = field(repr=False)
    language: str | None


Command = Callable[[argparse.Namespace, Shell], int]


def main(arguments: list[str]) -> int:
    """Runs a command and gives its exit code."""
    options = _parser().parse_args(arguments)
    told_in = options.lang or "id"
    try:
        settings = settings_from(os.environ)
        shell = Shell(date.today(), settings.content, settings.database_url, options.lang)
        command: Command = options.command
        code = command(options, shell)
        sys.stdout.flush()  # a reader who has left is noticed here, and not when Python ends
        return code
    except KanvasError as error:
        print(error.in_language(told_in), file=sys.stderr)
    except ContentError as error:
        print(error.in_language(told_in), file=sys.stderr)
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _parser() -> argparse.ArgumentParser:
    language = argparse.ArgumentParser(add_help=False)
    language.add_argument("--lang", help=_help("lang"))
    one_file = argparse.ArgumentParser(add_help=False)
    one_file.add_argument("answers", type=Path, metavar="ANSWERS.json", help=_help("answers"))

    parser = argparse.ArgumentParser(prog="python -m canvas", description=_help("program"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Command, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[language, *parents], help=_help(name), description=_help(name))
        added.set_defaults(command=command)
        return added

    checked = add("check", check_command)
    checked.add_argument("directory", nargs="?", type=Path, metavar="DIR", help=_help("directory"))
    checked.add_argument("--report", action="store_true", help=_help("report_flag"))
    add("score", score_command, one_file).add_argument("--json", action="store_true", help=_help("json"))
    add("report", report_command, one_file).add_argument(
        "-o", "--output", type=Path, required=True, metavar="PLAN.pdf", help=_help("output")
    )
    canvas = add("canvas", canvas_command, one_file)
    canvas.add_argument("--template", help=_help("template"))
    canvas.add_argument("--json", action="store_true", help=_help("json"))
    canvas.add_argument("-o", "--output", type=Path, metavar="CANVAS.pdf|.svg|.png", help=_help("output"))
    group = add("cohort", cohort_command)
    group.add_argument("answers", type=Path, nargs="+", metavar="ANSWERS.json", help=_help("answers"))
    group.add_argument("--json", action="store_true", help=_help("json"))
    add("backup", backup_command).add_argument("file", type=Path, metavar="FILE", help=_help("backup_file"))
    restored = add("restore", restore_command)
    restored.add_argument("file", type=Path, metavar="FILE", help=_help("restore_file"))
    restored.add_argument("--into-non-empty", action="store_true", help=_help("into_non_empty"))
    return parser


def _help(name: str) -> str:
    return message(f"help_{name}", "id")


def check_command(options: argparse.Namespace, shell: Shell) -> int:
    """Prints every problem of content/ with file, line and code, and the counts; before them, if asked, the report."""
    checked = check(options.directory or shell.content_directory, shell.today)
    language = shell.language or "id"
    if options.report and checked.loaded:
        print("\n".join(report_lines(checked.loaded, shell.today, language)), end="\n\n")
    for problem in checked.problems:
        print(problem.in_language(language))
    counts = {severity.name.lower(): checked.count(severity) for severity in Severity}
    print(message("check_summary", language, **counts))
    return 1 if counts["error"] else 0


def score_command(options: argparse.Namespace, shell: Shell) -> int:
    """Prints the score of an answers file and what it rests on."""
    content = load(shell.content_directory)
    assessment = _read(options.answers, content, shell)
    result = score(content, assessment)
    if options.json:
        _print_json(score_document(result))
    else:
        print("\n".join(_score_lines(content, result, _texts(content, shell.language or assessment.language))))
    return 0


def report_command(options: argparse.Namespace, shell: Shell) -> int:
    """Writes the PDF that a participant takes home."""
    from canvas.report import action_plan  # noqa: PLC0415 (importing it takes longer than other commands)

    content = load(shell.content_directory)
    assessment = _read(options.answers, content, shell)
    language = _texts(content, shell.language or assessment.language).language
    _write(options.output, action_plan(content, assessment, language=language, today=shell.today))
    return 0


def canvas_command(options: argparse.Namespace, shell: Shell) -> int:
    """Prints the canvas, or writes it as PDF, SVG or PNG."""
    content = load(shell.content_directory)
    assessment = _read(options.answers, content, shell)
    template = options.template or content.settings.template
    if template not in content.template:
        raise KanvasError("template_unknown", found=template, known=", ".join(content.template))
    texts = _texts(content, shell.language or assessment.language)
    if options.output:
        _write(options.output, _canvas_file(options.output, content, assessment, template, texts.language, shell.today))
        return 0
    canvas = prefill(content, assessment, template, texts.language)
    if options.json:
        _print_json(canvas_document(canvas))
    else:
        print("\n".join(_canvas_lines(canvas, texts)))
    return 0


def cohort_command(options: argparse.Namespace, shell: Shell) -> int:
    """Prints the group's picture from answers files."""
    content = load(shell.content_directory)
    group = cohort(content, [_read(file, content, shell) for file in options.answers])
    if options.json:
        _print_json(cohort_document(group))
    else:
        print("\n".join(_cohort_lines(content, group, _texts(content, shell.language or "id"))))
    return 0


def backup_command(options: argparse.Namespace, shell: Shell) -> int:
    """Writes the whole store into one file, also while the server runs."""
    from canvas.store import backup  # noqa: PLC0415 (as for the PDF)

    with _store(shell) as engine:
        count = backup(engine, options.file)
    print(message("backup_done", shell.language or "id", file=options.file, count=count))
    return 0


def restore_command(options: argparse.Namespace, shell: Shell) -> int:
    """Brings back what a backup holds, all of it or nothing."""
    from canvas.store import restore  # noqa: PLC0415 (as for the PDF)

    with _store(shell) as engine:
        count = restore(engine, options.file, into_non_empty=options.into_non_empty)
    print(message("restore_done", shell.language or "id", file=options.file, count=count))
    return 0


@contextmanager
def _store(shell: Shell) -> Iterator[Engine]:
    from canvas.store import open_store  # noqa: PLC0415 (as for the PDF)

    engine = open_store(shell.database_url)
    try:
        yield engine
    finally:
        engine.dispose()


def score_document(result: Score) -> dict[str, object]:
    """The score as `score --json` prints it."""
    return {
        "overall": result.overall,
        "stage": result.stage,
        "pillars": dict(result.pillars),
        "dimensions": dict(result.dimensions),
        "questions": {
            name: {
                "level": part.level,
                "max_level": part.max_level,
                "points": part.points,
                "points_possible": part.points_possible,
            }
            for name, part in result.questions.items()
        },
        "strengths": list(result.strengths),
        "gaps": list(result.gaps),
        "answered": result.answered,
        "applicable": result.applicable,
    }


def canvas_document(canvas: Canvas) -> dict[str, object]:
    """The canvas as `canvas --json` prints it."""
    return {
        "template": canvas.template.id,
        "blocks": {
            block: [{"note": note.id, "text": note.text, "kind": note.kind, "origin": note.origin} for note in notes]
            for block, notes in canvas.notes.items()
        },
    }


def cohort_document(group: Cohort) -> dict[str, object]:
    """The group's picture as `cohort --json` prints it."""
    return asdict(group)


def _score_lines(content: Content, result: Score, texts: Texts) -> list[str]:
    stage = content.stage[result.stage]
    lines = [
        texts("cli.overall", overall=texts.number(result.overall), stage=stage.name[texts.language]),
        texts("cli.answered", answered=result.answered, applicable=result.applicable),
        texts("app.self_declared"),
    ]
    for dimension in content.dimensions:
        value = result.dimensions[dimension.id]
        told = texts("cli.no_answer") if value is None else texts.number(value)
        lines += ["", f"{dimension.name[texts.language]}: {told}"]
        for question in content.questions_of[dimension.id]:
            if part := result.questions.get(question.id):
                lines.append(
                    texts(
                        "cli.question",
                        question=question.short[texts.language],
                        level=part.level,
                        max_level=part.max_level,
                        points=texts.number(part.points, 1),
                        points_possible=texts.number(part.points_possible, 1),
                    )
                )
    for key, names in (("cli.strengths", result.strengths), ("cli.gaps", result.gaps)):
        shorts = [content.question[name].short[texts.language] for name in names]
        lines += ["", texts(key, questions=texts.listed(shorts) or "–")]
    return lines


def _canvas_lines(canvas: Canvas, texts: Texts) -> list[str]:
    lines = [canvas.template.name[texts.language]]
    for block in canvas.template.blocks:
        lines += ["", block.name[texts.language]]
        lines += [f"  {texts('canvas.kind.' + note.kind)}: {note.text}" for note in canvas.notes[block.id]]
    return lines


def _cohort_lines(content: Content, group: Cohort, texts: Texts) -> list[str]:
    lines = [texts("cli.group_size", n=group.n)]
    if group.suppressed:
        return [*lines, texts("cli.group_too_small", smallest=content.settings.group.smallest)]
    names = {indicator.id: indicator.name[texts.language] for indicator in content.indicators}
    tables: tuple[tuple[str, Mapping[str, Tally]], ...] = (
        ("challenges", group.challenges),
        ("practices", group.practices),
        ("wishes", group.wishes),
    )
    for title, table in tables:
        lines += ["", texts(f"cli.{title}")]
        lines += [f"  {names[name]}: {tally.count} ({texts.percent(tally.percent)})" for name, tally in table.items()]
    lines += ["", texts("cli.dimensions")]
    for name, spread in group.dimensions.items():
        values = {key: texts.number(value) for key, value in asdict(spread).items()}
        lines.append("  " + texts("cli.spread", dimension=content.dimension[name].name[texts.language], **values))
    lines += ["", texts("cli.stages")]
    lines += [f"  {content.stage[name].name[texts.language]}: {count}" for name, count in group.stages.items()]
    return lines


def _texts(content: Content, language: str) -> Texts:
    if language not in content.language:
        raise KanvasError("language_not_there", found=language, known=", ".join(content.language))
    return texts_for(content, language)


def _read(file: Path, content: Content, shell: Shell) -> Assessment:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise KanvasError("input_unreadable", file=file, reason=error.strerror) from error
    try:
        return read_answers(data, content, shell.today)
    except KanvasError as error:
        raise KanvasError("input_at_fault", file=file, problem=error.in_language(shell.language or "id")) from error


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise OutputError("output_unwritable", file=file, reason=error.strerror) from error


def _canvas_file(
    file: Path, content: Content, assessment: Assessment, template: str, language: str, today: date
) -> bytes:
    from canvas.report import canvas_pdf, canvas_png, canvas_svg  # noqa: PLC0415 (as above)

    writers: Mapping[str, Callable[..., bytes | str]] = {".pdf": canvas_pdf, ".png": canvas_png, ".svg": canvas_svg}
    writer = writers.get(file.suffix.lower())
    if writer is None:
        raise OutputError("output_kind_unknown", file=file, known=", ".join(sorted(writers)))
    written = writer(content, assessment, template=template, language=language, today=today)
    return written.encode() if isinstance(written, str) else written


def _print_json(document: dict[str, object]) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2))
