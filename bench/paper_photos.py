"""Reads photographs of filled-in forms, made by numbers, and says how many boxes were read right, asked and wrong.

    python bench/paper_photos.py [--photos 500] [--first-seed 0]

Every photograph has its own page, sector, language, paper, pen, way of ticking, angle and light; one in ten shows two
sheets. Seconds are those of the processor, and of the clock beside them: on a busy machine the clock says more.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from canvas.content import load
from canvas.paper.form import PAPERS, Form, FormOf, PageCode, kind_of, kinds_of
from canvas.paper.reading import read_photo
from canvas.report import FormOrder, form_finder, form_pdf
from canvas.report.parts.form import lay_out
from tests.builders import ROOT, TODAY
from tests.paper.photographs import PENS, Scene, Tally, any_conditions, any_filling, compared, photograph

CONTENT = load(ROOT / "content")
FORMS = [(*kind, paper) for kind in kinds_of(CONTENT).values() for paper in PAPERS]
TWO_SHEETS = 0.1
"""Share of the photographs."""
GOALS = {"right": 0.98, "asked": 0.02, "wrong": 1e-4, "seconds": 1.0}


@lru_cache(maxsize=6)
def printed(index: int) -> tuple[bytes, Form]:
    """A form as PDF, and where everything is on it."""
    language, sector, paper = FORMS[index]
    pdf = form_pdf(CONTENT, FormOrder(language, sector, paper), TODAY)
    return pdf, lay_out(CONTENT, language, sector, paper).form


@dataclass
class Result:
    """What came out so far."""

    tally: Tally = field(default_factory=Tally)
    processor: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)


def scene_of(seed: int) -> tuple[Scene, Sequence[int], np.random.Generator]:
    """A photograph to take: the same for the same seed."""
    random = np.random.default_rng(seed)
    pdf, form = printed(int(random.integers(len(FORMS))))
    pen = list(PENS.values())[seed % len(PENS)]
    numbers = [int(number) for number in random.choice(np.arange(1, 100), 1 + (random.random() < TWO_SHEETS), False)]
    pages = [
        (pdf, form, any_filling(form, int(random.integers(1, len(form.pages) + 1)), number, pen, random))
        for number in numbers
    ]
    conditions = any_conditions(random)
    if len(pages) > 1:
        conditions = replace(conditions, longer_side=3200)
    return Scene(tuple(pages), conditions), numbers, random


def one(seed: int, form_of: FormOf, result: Result) -> None:
    """Takes and reads one photograph; says what was wrong or not read."""
    scene, numbers, random = scene_of(seed)
    photo = photograph(scene, random)
    for _, form, filling in scene.pages:  # laid out before the clock runs, as it is once a process
        form_of(PageCode(kind_of(CONTENT, form.language, form.sector), form.version, filling.page), form.paper)
    processor, clock = time.process_time(), time.perf_counter()
    read = read_photo(photo, form_of)
    pages = len(scene.pages)
    result.processor.append((time.process_time() - processor) / pages)
    result.clock.append((time.perf_counter() - clock) / pages)
    tally = compared(read, scene, numbers)
    result.tally += tally
    if tally.wrong or read.problems:
        print(f"  seed {seed}: {tally.wrong} boxes wrong, {read.problems}, {scene.conditions}", flush=True)


def main() -> int:
    """Prints shares and times; 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=500)
    parser.add_argument("--first-seed", type=int, default=0)
    options = parser.parse_args()
    form_of, result = form_finder(CONTENT), Result()
    for seed in range(options.first_seed, options.first_seed + options.photos):
        one(seed, form_of, result)
    return report(result)


def report(result: Result) -> int:
    """Prints what came out, beside the goals."""
    tally = result.tally
    boxes = tally.right + tally.asked + tally.wrong
    shares = {"right": tally.right / boxes, "asked": tally.asked / boxes, "wrong": tally.wrong / boxes}
    print(f"{tally.pages} pages, {boxes} boxes on those read; {tally.unread_pages} pages said to be unreadable")
    print(f"right without asking {shares['right']:.4%} (goal: at least {GOALS['right']:.0%})")
    print(f"asked                {shares['asked']:.4%} (goal: at most {GOALS['asked']:.0%})")
    print(f"wrong, not asked     {shares['wrong']:.4%} ({tally.wrong} boxes; goal: at most {GOALS['wrong']:.2%})")
    for name, seconds in (("processor", result.processor), ("clock", result.clock)):
        print(f"seconds a page, {name}: median {statistics.median(seconds):.2f}, longest {max(seconds):.2f}")
    good = shares["right"] >= GOALS["right"] and shares["asked"] <= GOALS["asked"] and shares["wrong"] <= GOALS["wrong"]
    return 0 if good and statistics.median(result.clock) <= GOALS["seconds"] else 1


if __name__ == "__main__":
    sys.exit(main())
