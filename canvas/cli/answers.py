"""Commands that read answers files: score, report, canvas and cohort."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

from canvas.answers_file import write_answers
from canvas.assessment import Assessment
from canvas.cli.files import expanded, read_assessment, read_person, write_file
from canvas.cli.shell import Commands, Shell, help_for, print_json, texts_in
from canvas.cohort import Cohort, Tally, cohort
from canvas.content import load
from canvas.content.models import Content
from canvas.errors import KanvasError, OutputError, message
from canvas.i18n import Texts
from canvas.prefill import Canvas, prefill
from canvas.scoring import Score, score
from canvas.wording import held_back_in_words


def add_commands(commands: Commands) -> None:
    """Adds `score`, `report`, `canvas` and `cohort`."""
    one_file = argparse.ArgumentParser(add_help=False)
    one_file.add_argument("answers", type=Path, metavar="ANSWERS.json", help=help_for("answers"))

    commands.add("score", score_command, one_file).add_argument("--json", action="store_true", help=help_for("json"))
    report = commands.add("report", report_command, one_file)
    report.add_argument("-o", "--output", type=Path, required=True, metavar="PLAN.pdf", help=help_for("output"))
    report.add_argument("--for", dest="reader", choices=("owner", "lender"), default="owner", help=help_for("reader"))
    report.add_argument("--with-debts", action="store_true", help=help_for("with_debts"))
    report.add_argument("--with-answers", action="store_true", help=help_for("with_answers"))
    canvas = commands.add("canvas", canvas_command, one_file)
    canvas.add_argument("--template", help=help_for("template"))
    canvas.add_argument("--json", action="store_true", help=help_for("json"))
    canvas.add_argument("-o", "--output", type=Path, metavar="CANVAS.pdf|.svg|.png", help=help_for("output"))
    group = commands.add("cohort", cohort_command)
    group.add_argument("answers", type=Path, nargs="+", metavar="ANSWERS.json", help=help_for("answers"))
    group.add_argument("--json", action="store_true", help=help_for("json"))


def score_command(options: argparse.Namespace, shell: Shell) -> int:
    """Prints the score of an answers file and what it rests on."""
    content, assessment = read_person(options.answers, shell)
    result = score(content, assessment)
    if options.json:
        print_json(score_document(result))
    else:
        print("\n".join(_score_lines(content, result, texts_in(content, shell.asked_language or assessment.language))))
    return 0


def report_command(options: argparse.Namespace, shell: Shell) -> int:
    """Writes the PDF that a participant takes home, or the page for a lender."""
    from canvas.report import Extras, action_plan, lender_pdf  # noqa: PLC0415 (importing it takes longer than other commands)

    content, assessment = read_person(options.answers, shell)
    language = texts_in(content, shell.asked_language or assessment.language).language
    if options.reader == "lender":
        with_debts = options.with_debts
        written = lender_pdf(content, assessment, language=language, today=shell.today, with_debts=with_debts)
    else:
        extras = Extras(answers=options.with_answers)
        written = action_plan(content, assessment, language=language, today=shell.today, extras=extras)
    if options.output.exists() and options.output.samefile(options.answers):
        raise OutputError("output_is_input", file=options.output)
    write_file(options.output, written)
    return 0


def canvas_command(options: argparse.Namespace, shell: Shell) -> int:
    """Prints the canvas, or writes it as PDF, SVG or PNG."""
    content, assessment = read_person(options.answers, shell)
    template = options.template or content.settings.template
    if template not in content.template:
        raise KanvasError("template_unknown", found=template, known=", ".join(content.template))
    texts = texts_in(content, shell.asked_language or assessment.language)
    if options.output:
        write_file(
            options.output, _canvas_file(options.output, content, assessment, template, texts.language, shell.today)
        )
        return 0
    canvas = prefill(content, assessment, template, texts.language)
    if options.json:
        print_json(canvas_document(canvas))
    else:
        print("\n".join(_canvas_lines(canvas, texts)))
    return 0


def cohort_command(options: argparse.Namespace, shell: Shell) -> int:
    """Prints the group's picture from answers files."""
    content = load(shell.settings.content)
    group = cohort(content, _everybody(expanded(options.answers), content, shell))
    if options.json:
        print_json(cohort_document(group))
    else:
        print("\n".join(cohort_lines(content, group, texts_in(content, shell.language))))
    return 0


def _everybody(files: list[Path], content: Content, shell: Shell) -> list[Assessment]:
    """What the files hold, each person once: the same file given twice, or a copy of it, is no second person."""
    people: dict[bytes, Assessment] = {}
    for file in files:
        assessment = read_assessment(file, content, shell)
        written = write_answers(assessment)
        if written in people:
            print(message("counted_once", shell.language, file=file), file=sys.stderr)
        people[written] = assessment
    return list(people.values())


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
        "provisional": result.provisional,
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
    stage = content.stage[result.stage].name[texts.language]
    number = texts("cli.overall", overall=texts.number(result.overall), stage=stage)
    held_back = None if result.provisional else held_back_in_words(content, result, texts)
    lines = [
        texts("cli.provisional") if result.provisional else number,
        *([held_back] if held_back else []),
        texts("cli.answered", answered=result.answered, applicable=result.applicable),
        texts("app.self_declared"),
    ]
    for dimension in content.dimensions:
        value = result.dimensions[dimension.id]
        name = dimension.name[texts.language]
        said = texts("cli.no_answer") if value is None else texts.number(value)
        lines += ["", name if result.provisional and value is not None else f"{name}: {said}"]
        for question in content.questions_of[dimension.id]:
            if (part := result.questions.get(question.id)) and not result.provisional:
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


def cohort_lines(content: Content, group: Cohort, texts: Texts) -> list[str]:
    """The group's picture as `cohort` prints it."""
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
    if group.without_stage:
        lines.append(f"  {texts('group.without_stage', count=group.without_stage)}")
    return lines


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
