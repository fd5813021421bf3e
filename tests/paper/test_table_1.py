"""The ten samples ticked on paper, photographed, read and imported, reproduce the published Table 1."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from canvas.assessment import Assessment
from canvas.cohort import cohort
from canvas.content.models import Content
from canvas.paper.asked import NOTHING
from canvas.paper.form import TENS, UNITS, Form
from canvas.paper.sheets import assessment_of, doubts, sheets_of
from canvas.report import FormOrder, form_pdf
from canvas.report.parts.form import lay_out
from canvas.store import Assessments, Members, PaperForms, Workshops, open_store
from tests.builders import TODAY
from tests.paper.conftest import SHARP
from tests.paper.photographs import PENS, Filling, Scene, photograph


def ticked(form: Form, work: Assessment, number: int) -> frozenset[tuple[str, str]]:
    """What somebody ticks who has these answers; what is no box stays open, as does a question they are not asked."""
    boxes = {(box.entry, box.value) for page in form.pages for box in page.boxes}
    given: dict[str, tuple[str, ...]] = {name: (value,) for name, value in work.profile.items()}
    given |= {
        name: (answer,) if isinstance(answer, str) else answer or (NOTHING,) for name, answer in work.answers.items()
    }
    wanted = {(name, value) for name, values in given.items() for value in values}
    wanted |= set(zip((TENS, UNITS), f"{number:02}", strict=True))
    return frozenset(wanted & boxes)


def test_ten_samples_on_paper(content: Content, respondents, read, tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'kanvas.db'}")
    clock = lambda: datetime.now(UTC)  # noqa: E731  # the store's clock
    assessments, members = Assessments(engine, clock), Members(engine, clock)
    forms = PaperForms(engine, assessments, members)
    workshop = Workshops(engine, clock).create("Pakisaji", place="", held_on=TODAY, language="id")
    printed: dict[str, tuple[bytes, Form]] = {}
    pages = []
    for number, work in enumerate(respondents, start=1):
        sector = str(work.sector)
        if sector not in printed:
            pdf = form_pdf(content, FormOrder("id", sector), TODAY)
            printed[sector] = (pdf, lay_out(content, "id", sector, "a4").form)
        pdf, form = printed[sector]
        random = np.random.default_rng(number)
        for page in form.pages:
            pen = list(PENS.values())[number % len(PENS)]
            scene = Scene(((pdf, form, Filling(page.number, ticked(form, work, number), pen=pen)),), SHARP)
            tilt = (random.uniform(-20, 20), random.uniform(-10, 10))
            scene = replace(scene, conditions=replace(SHARP, tilt=tilt, rotation=random.uniform(-180, 180)))
            pages += read(photograph(scene, random)).pages
    for sheet in sheets_of(pages):
        assert (sheet.missing, doubts(content, sheet, TODAY)) == ((), ())
        forms.keep(workshop.id, str(sheet.number), assessment_of(content, sheet, TODAY))
    kept = [assessments.read(own_id).assessment for _, own_id in forms.people(workshop.id)]
    engine.dispose()
    on_paper, on_screen = cohort(content, kept), cohort(content, respondents)
    assert on_paper.n == 10
    assert (on_paper.challenges, on_paper.practices, on_paper.wishes) == (
        on_screen.challenges,
        on_screen.practices,
        on_screen.wishes,
    )
    counted = {**on_paper.challenges, **on_paper.practices, **on_paper.wishes}
    published = {each.id: each.published for each in content.indicators if each.published is not None}
    assert {name: counted[name].percent for name in published} == published
