"""The command that ranks steps for one person: advice."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from canvas.advice import Advice, advise
from canvas.assessment import Assessment
from canvas.cli.files import read_person
from canvas.cli.shell import Commands, Shell, help_for, print_json, texts_in
from canvas.content.models import Content
from canvas.i18n import Texts
from canvas.scoring import score
from canvas.wording import cost_in_words, reason_in_words


def add_commands(commands: Commands) -> None:
    """Adds `advice`."""
    advice = commands.add("advice", advice_command)
    advice.add_argument("answers", type=Path, metavar="ANSWERS.json", help=help_for("answers"))
    advice.add_argument("--json", action="store_true", help=help_for("json"))


def advice_command(options: argparse.Namespace, shell: Shell) -> int:
    """Prints the steps that fit, best first."""
    content, assessment = read_person(options.answers, shell)
    texts = texts_in(content, shell.asked_language or assessment.language)
    found = advise(content, assessment, score(content, assessment))
    if options.json:
        print_json([advice_document(content, assessment, advice, texts) for advice in found])
    else:
        print("\n".join(_lines(content, assessment, found, texts)))
    return 0


def advice_document(content: Content, assessment: Assessment, advice: Advice, texts: Texts) -> dict[str, object]:
    """A step as `advice --json` prints it; `cost` is paid once, `monthly` every month, both in rupiah."""
    step = advice.step
    return {
        "step": step.id,
        "title": step.title[texts.language],
        "track": advice.track,
        "reason": reason_in_words(content, assessment, advice, texts),
        "points": advice.points,
        "eases": list(advice.eases),
        "cost": {"min": step.cost.min, "max": step.cost.max},
        "monthly": {"min": step.monthly.min, "max": step.monthly.max},
        "dimension": advice.dimension,
        "lifts": dict(advice.lifts),
    }


def _lines(content: Content, assessment: Assessment, found: Sequence[Advice], texts: Texts) -> list[str]:
    if not found:
        return [texts("cli.no_advice")]
    lines = []
    for number, advice in enumerate(found, 1):
        step = advice.step
        parts = (
            texts(f"cli.track_{advice.track}"),
            cost_in_words(step.cost, step.monthly, texts),
            reason_in_words(content, assessment, advice, texts),
        )
        lines += [f"{number}. {step.title[texts.language]} ({step.id})", f"   {' · '.join(parts)}"]
    return lines
