"""The end of the path, from the last question to the downloaded files; test_questions.py walks it up to there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize
from pypdf import PdfReader

from canvas.answers_file import read_answers
from canvas.i18n import texts_for
from tests.browser.conftest import Arrives
from tests.browser.devices import LAPTOP, PHONE
from tests.browser.visitor import Visitor
from tests.browser.walk import at_the_last_question, come_back
from tests.builders import TODAY, assessment, complete, real_content

HEADINGS = {
    "id": ("bagian kuat", "Kanvas usaha", "Rencana kerja"),
    "en": ("Strong parts:", "Business canvas", "Action plan"),
}
ON_PAPER = {
    "id": ("Keripik Bu Sri", "Rencana kerja usaha", "Langkah yang dipilih", "Rekan usaha"),
    "en": ("Keripik Bu Sri", "Action plan for the business", "The chosen steps", "Key Partners"),
}


@pytest.mark.parametrize(("language", "viewport"), [("id", PHONE), ("en", LAPTOP)], ids=["id, phone", "en, laptop"])
def test_from_the_last_question_to_the_files(
    language: str, viewport: ViewportSize, arrives: Arrives, tmp_path: Path
) -> None:
    visitor = at_the_last_question(arrives(viewport), language)
    last = visitor.place()
    visitor.mark(f"q_{last}", 0).tap("finish")
    seen = [visitor.heading()]
    visitor.tap("next")
    seen.append(visitor.heading())
    visitor.tap("next")
    seen.append(visitor.heading())
    assert all(words in heading for words, heading in zip(HEADINGS[language], seen, strict=True))
    texts = texts_for(real_content(), language)
    assert visitor.page.title() == texts("app.page_title", title=texts("plan.title"), name=texts("app.name"))
    step = visitor.keys("choose_")[0]
    visitor.tick(step)

    printed = read_pdf(visitor, tmp_path)
    assert [words for words in ON_PAPER[language] if words not in printed] == []
    title = real_content().recommendation[step.removeprefix("choose_")].title[language]
    assert title in printed

    kept = read_json(visitor, tmp_path)
    others = complete(real_content(), level=2)
    assert kept.profile == others.profile
    assert kept.answers == others.answers | {last: (real_content().question[last].options[0].id,)}
    assert [planned.step for planned in kept.plan] == [step.removeprefix("choose_")]


def test_a_file_taken_home_opens_again(arrives: Arrives, tmp_path: Path) -> None:
    first = arrives()
    come_back(first, assessment(cash_records="daily"), "id", address="/plan")
    first.download("download_json").save_as(tmp_path / "jawaban.json")
    second = arrives().open().tap("from_file").upload("upload", tmp_path / "jawaban.json")
    assert "Selamat datang kembali, Keripik Bu Sri" in second.sees()
    second.tap("go_on").choose("q_consent", 0).tap("next")
    assert second.place() == "goods"


def read_pdf(visitor: Visitor, folder: Path) -> str:
    """The words of the downloaded plan, on one line."""
    file = folder / "plan.pdf"
    visitor.download("download_pdf").save_as(file)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def read_json(visitor: Visitor, folder: Path):
    """The work in the downloaded answers file."""
    file = folder / "answers.json"
    visitor.download("download_json").save_as(file)
    assert json.loads(file.read_text(encoding="utf-8"))["format"] == 1
    return read_answers(file.read_bytes(), real_content(), TODAY)
