"""How long an action plan takes, beside the same texts set by other libraries; and whether thirty at once disturb.

    python -m bench.pdf [--rounds 40] [--at-once 30]

Warm: fonts have been read once, as in a server that has made a plan before. The others set the same texts in the same
typeface and sizes, without our drawings and boxes. *Beside plans*: ten people answer while thirty plans are made.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from fpdf import FPDF
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from bench.room import AT_ONCE, Figures, OurPhone, PacedClient, work
from bench.servers import OurServer
from bench.tables import late, median_and_spread, table
from canvas.answers_file import read_answers
from canvas.planning import choose
from canvas.report import action_plan
from canvas.report.model.sheet import Sheet, Words
from canvas.report.plan import plan_book
from canvas.report.subject import Subject
from canvas.report.typesetting.fonts import text_face
from tests.builders import SAMPLES, TODAY, real_content
from tests.clients.client import Client
from tests.clients.server import Server

STEPS = 4
Text = tuple[str, bool, float]
"""A passage: its words, whether they are bold, and their size in points."""
SECONDS = 4.0
PAUSE = 0.25
"""Seconds between two taps of somebody who answers while plans are made."""


def texts_of(sheet: Sheet) -> list[Text]:
    """What a sheet says, passage by passage."""
    found = []
    for passage in sheet.passages:
        words = [mark for mark in passage.marks if isinstance(mark, Words)]
        if words:
            found.append((" ".join(mark.line.text for mark in words), words[0].type.bold, words[0].type.size))
    return found


def by_fpdf2(sheets: Sequence[Sequence[Text]]) -> bytes:
    """By fpdf2's own line breaking and fonts."""
    pdf = FPDF(unit="pt", format="A4")
    for style, bold in (("", False), ("B", True)):
        pdf.add_font("text", style, text_face(bold).path)
    for sheet in sheets:
        pdf.add_page()
        for text, bold, size in sheet:
            pdf.set_font("text", "B" if bold else "", size)
            pdf.multi_cell(400, None, text, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def by_reportlab(sheets: Sequence[Sequence[Text]]) -> bytes:
    """By ReportLab's paragraphs."""
    story: list[object] = []
    for sheet in sheets:
        for text, bold, size in sheet:
            style = ParagraphStyle("one", fontName="textB" if bold else "text", fontSize=size, leading=1.3 * size)
            story.append(Paragraph(text.replace("&", "&amp;").replace("<", "&lt;"), style))
        story.append(PageBreak())
    made = BytesIO()
    SimpleDocTemplate(made).build(story)
    return made.getvalue()


def typst_source(sheets: Sequence[Sequence[Text]], number: int) -> bytes:
    """The texts in Typst's own language; `number` makes this document another than the last one."""
    pages = [
        "\n\n".join(
            f'#text(size: {size}pt, weight: "{"bold" if bold else "regular"}", {json.dumps(text, ensure_ascii=False)})'
            for text, bold, size in sheet
        )
        for sheet in sheets
    ]
    heading = f'#set page(paper: "a4")\n#set text(font: "Atkinson Hyperlegible", lang: "id")\n{number}\n'
    return (heading + "\n#pagebreak()\n".join(pages)).encode()


class ByTypst:
    """By Typst, whose compiler is kept; each document is another one, as people's plans are."""

    def __init__(self) -> None:
        folders = sorted({str(text_face(bold).path.parent) for bold in (False, True)})
        self.compiler = typst.Compiler(font_paths=folders, ignore_system_fonts=True)
        self.number = 0

    def __call__(self, sheets: Sequence[Sequence[Text]]) -> bytes:
        self.number += 1
        made: bytes = self.compiler.compile(input=typst_source(sheets, self.number), format="pdf")
        return made


def alone(rounds: int) -> list[list[str]]:
    """Ours and the others in turn."""
    content = real_content()
    person = read_answers(SAMPLES[0].read_bytes(), content, TODAY)
    for advice in Subject(content, person, "id", TODAY).advice[:STEPS]:
        person = choose(content, person, advice.step.id, TODAY)
    book = plan_book(Subject(content, person, "id", TODAY)).sheets
    texts = [texts_of(sheet) for sheet in book]
    by_typst = ByTypst()
    for name, bold in (("text", False), ("textB", True)):
        pdfmetrics.registerFont(TTFont(name, str(text_face(bold).path)))
    makers: dict[str, Callable[[], bytes]] = {
        f"action plan, {len(book)} pages": lambda: action_plan(content, person, language="id", today=TODAY),
        "ReportLab, its texts": lambda: by_reportlab(texts),
        "Typst, its texts": lambda: by_typst(texts),
        "stock fpdf2, its texts": lambda: by_fpdf2(texts),
    }
    size = {name: len(make()) for name, make in makers.items()}
    times: dict[str, list[float]] = {name: [] for name in makers}
    for _ in range(rounds):
        for name, make in makers.items():
            begun = time.perf_counter()
            make()
            times[name].append(1000 * (time.perf_counter() - begun))
    return [
        [name, median_and_spread(found, 1), f"{late(found):.1f}", f"{size[name] / 1000:,.0f}"]
        for name, found in times.items()
    ]


async def somebody_with_a_plan(server: Server) -> Client:
    """Somebody who has answered everything, on the screen of the plan."""
    phone = OurPhone(PacedClient(server.address), 0)
    await phone.arrive()
    await phone.person.answer_until("review")
    await phone.person.move("finish")
    await phone.client.drop()
    return await Client(server.address, page="plan", device=phone.client.device).open()


async def beside_plans(server: Server, at_once: int) -> list[list[str]]:
    """People who answer: first alone, then while so many plans are made at once."""
    planner = await somebody_with_a_plan(server)
    await planner.make_files("download_pdf", 1)
    phones = [OurPhone(PacedClient(server.address), number) for number in range(AT_ONCE)]
    await asyncio.gather(*(phone.arrive() for phone in phones))
    rows = []
    for name, plans in (("ten answer", 0), (f"ten answer beside {at_once} plans at once", at_once)):
        figures = Figures()
        until = time.perf_counter() + SECONDS
        answering = asyncio.gather(*(work(phone, figures, until, PAUSE) for phone in phones))
        await asyncio.sleep(SECONDS / 4)
        begun = time.perf_counter()
        await planner.make_files("download_pdf", plans)
        made = time.perf_counter() - begun
        await answering
        taps = figures.milliseconds
        rows.append([name, median_and_spread(taps, 1), f"{late(taps):.1f}", f"{made:.2f}" if plans else "–"])
    for client in (planner, *(phone.client for phone in phones)):
        await client.drop()
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--at-once", type=int, default=30)
    options = parser.parse_args()
    random.seed(1)
    print(table(["made by", "median ms", "p95 ms", "kB"], alone(options.rounds)))
    with TemporaryDirectory() as name, OurServer(f"sqlite:///{name}/kanvas.sqlite3", Path(name)) as server:
        rows = asyncio.run(beside_plans(server, options.at_once))
    print(table(["an answer", "median ms (least–worst)", "p95 ms", "plans made after s"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
