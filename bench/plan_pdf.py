"""How long an action plan takes, beside the same texts set by fpdf2 itself.

    python bench/plan_pdf.py

Warm: the faces have been read once, as in a server that has made a plan before. Exit code 1 over budget.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from fpdf import FPDF

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from canvas.answers_file import read_answers  # noqa: E402  # found through the line above
from canvas.content import load  # noqa: E402
from canvas.planning import choose  # noqa: E402
from canvas.report import action_plan  # noqa: E402
from canvas.report.model.sheet import Sheet, Words  # noqa: E402
from canvas.report.plan import plan_book  # noqa: E402
from canvas.report.subject import Subject  # noqa: E402
from canvas.report.typesetting.fonts import text_face  # noqa: E402
from tests.builders import SAMPLES, TODAY  # noqa: E402

BUDGET = 50.0
ROUNDS = 40
STEPS = 4


def stock(sheets: list[Sheet]) -> bytes:
    """The texts of the sheets through fpdf2's own line breaking and fonts."""
    pdf = FPDF(unit="pt")
    pdf.add_font("text", "", text_face(False).path)
    pdf.add_font("text", "B", text_face(True).path)
    for sheet in sheets:
        pdf.add_page(format=(sheet.width, sheet.height))
        for passage in sheet.passages:
            words = [mark for mark in passage.marks if isinstance(mark, Words)]
            if words:
                pdf.set_font("text", "B" if words[0].type.bold else "", words[0].type.size)
                pdf.multi_cell(200, None, " ".join(mark.line.text for mark in words), new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def measured(make: Callable[[], bytes]) -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds, and the size in bytes."""
    size = len(make())
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        make()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times), statistics.quantiles(times, n=20)[-1], size


def main() -> int:
    start = time.perf_counter()
    content = load(ROOT / "content")
    print(f"content read in {1000 * (time.perf_counter() - start):.0f} ms")
    person = read_answers(SAMPLES[0].read_bytes(), content, TODAY)
    subject = Subject(content, person, "id", TODAY)
    for advice in subject.advice[:STEPS]:
        person = choose(content, person, advice.step.id, TODAY)
    start = time.perf_counter()
    action_plan(content, person, language="id", today=TODAY)
    print(f"the first plan of a process: {1000 * (time.perf_counter() - start):.0f} ms")
    sheets = plan_book(Subject(content, person, "id", TODAY)).sheets
    print(f"{len(sheets)} pages, {sum(1 for sheet in sheets for _ in sheet.words)} lines of text")
    rows = {
        "action plan, Indonesian": measured(lambda: action_plan(content, person, language="id", today=TODAY)),
        "action plan, English": measured(lambda: action_plan(content, person, language="en", today=TODAY)),
        "the same texts, stock fpdf2": measured(lambda: stock(sheets)),
    }
    print(f"{'':30}{'median':>10}{'p95':>10}{'bytes':>10}")
    for name, (median, late, size) in rows.items():
        print(f"{name:30}{median:8.1f} ms{late:7.1f} ms{size:10,}")
    worst = max(median for name, (median, _, _) in rows.items() if name.startswith("action plan"))
    print(f"budget {BUDGET:.0f} ms: {'kept' if worst <= BUDGET else 'exceeded'}")
    return 0 if worst <= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main())
