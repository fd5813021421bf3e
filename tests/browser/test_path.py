"""The end of the path, from the last question to the downloaded files; test_questions.py walks it up to there."""

from __future__ import annotations

import json
from pathlib import Path

from pypdf import PdfReader

from canvas.answers_file import read_answers
from canvas.i18n import texts_for
from tests.browser.conftest import Arrives
from tests.browser.visitor import Visitor
from tests.browser.walk import at_the_last_question
from tests.builders import TODAY, complete, real_content

HEADINGS = {
    "id": ("bagian kuat", "Kanvas usaha", "Rencana kerja"),
    "en": ("Strong parts:", "Business canvas", "Action plan"),
}
ON_PAPER = {
    "id": ("Keripik Bu Sri", "Rencana kerja usaha", "Langkah yang dipilih", "Rekan usaha"),
    "en": ("Keripik Bu Sri", "Action plan for the business", "The chosen steps", "Key Partners"),
}


def test_from_the_last_question_to_the_files_that_open_again(arrives: Arrives, tmp_path: Path) -> None:
    visitor = at_the_last_question(arrives(), "id")
    last = visitor.place()
    visitor.mark(f"q_{last}", 0).tap("finish")
    seen = [visitor.heading()]
    visitor.tap("next")
    seen.append(visitor.heading())
    visitor.tap("next")
    seen.append(visitor.heading())
    assert all(words in heading for words, heading in zip(HEADINGS["id"], seen, strict=True))
    texts = texts_for(real_content(), "id")
    assert visitor.page.title() == texts("app.page_title", title=texts("plan.title"), name=texts("app.name"))
    step = visitor.keys("choose_")[0]
    visitor.tick(step)

    printed = read_pdf(visitor, tmp_path)
    assert [words for words in ON_PAPER["id"] if words not in printed] == []
    title = real_content().recommendation[step.removeprefix("choose_")].title["id"]
    assert title in printed

    kept = read_json(visitor, tmp_path)
    others = complete(real_content(), level=2)
    assert kept.profile == others.profile
    assert kept.answers == others.answers | {last: (real_content().question[last].options[0].id,)}
    assert [planned.step for planned in kept.plan] == [step.removeprefix("choose_")]

    second = arrives().open().tap("from_file").upload("upload", tmp_path / "answers.json")
    assert "Selamat datang kembali, Keripik Bu Sri" in second.sees()
    second.tap("go_on").choose("q_consent", 0).tap("next")
    assert second.place() == "review"


def read_pdf(visitor: Visitor, folder: Path) -> str:
    """The words of the downloaded plan."""
    file = folder / "plan.pdf"
    visitor.download("download_pdf").save_as(file)
    return words_of(file)


def words_of(file: Path) -> str:
    """All words of a PDF, on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def read_json(visitor: Visitor, folder: Path):
    """The work in the downloaded answers file."""
    file = folder / "answers.json"
    visitor.download("download_json").save_as(file)
    assert json.loads(file.read_text(encoding="utf-8"))["format"] == 1
    return read_answers(file.read_bytes(), real_content(), TODAY)
