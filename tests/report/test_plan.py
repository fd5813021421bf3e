"""The action plan: what it says, in both languages, for rich and poor answers."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from canvas.advice import advise
from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Assessment, PlannedStep
from canvas.content.models import Content
from canvas.planning import choose, what_if, with_result
from canvas.questionnaire import path
from canvas.report import Extras, WayBack, action_plan
from canvas.report.model.sheet import Book, Sheet, Stroke, Words
from canvas.report.parts.pages import FOOT
from canvas.report.plan import plan_book
from canvas.report.subject import Subject
from canvas.scoring import score
from tests.builders import FOOD_OWNER, FROZEN_OWNER, LONE_TRADER, TODAY, assessment, complete, frozen_content
from tests.report.reading import book_says, lines, meanings, pages, qpdf, says, squeezed, text, texts

LANGUAGES = ("id", "en")
FEWEST_FILLED = 0.55


def plan(content: Content, person: Assessment, language: str = "id") -> bytes:
    return action_plan(content, person, language=language, today=TODAY)


def with_answers(content: Content, person: Assessment, language: str = "id") -> bytes:
    return action_plan(content, person, language=language, today=TODAY, extras=Extras(answers=True))


def said(content: Content, key: str, **slots: object) -> str:
    """A sentence of our own, in Bahasa Indonesia."""
    return content.interface[f"report.{key}"]["id"].format(**slots)


def book(content: Content, person: Assessment, language: str = "id") -> Book:
    return plan_book(Subject(content, person, language, TODAY))


def planned(content: Content, person: Assessment, *steps: str) -> Assessment:
    for step in steps:
        person = choose(content, person, step, TODAY)
    return person


@pytest.fixture
def middling(content: Content) -> Assessment:
    """Somebody half-way up every ladder, with a step whose example can be worked out."""
    person = complete(content, level=1, challenges=["capital_access"])
    return planned(content, person, "change-to-led-lamps", "two-purses")


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_request_every_question_asked_and_every_answer_is_said(
    content: Content, middling: Assessment, language: str
) -> None:
    subject = Subject(content, middling, language, TODAY)
    asked = [question.ask[language] for question in subject.questions]
    answered = [subject.answer_text(question) for question in subject.questions]
    says(with_answers(content, middling, language), *asked, *answered)
    assert content.interface["report.answers"][language] not in text(plan(content, middling, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sample_says_its_score_and_stage(
    content: Content, respondents: tuple[Assessment, ...], language: str
) -> None:
    for person in respondents:
        subject = Subject(content, person, language, TODAY)
        stage = content.stage[subject.score.stage]
        found = book(content, person, language)
        book_says(found, subject.name)
        if subject.has_number:
            book_says(found, stage.name[language], stage.meaning[language])
        assert (subject.texts.number(subject.score.overall) in lines(found)) == subject.has_number


def test_while_too_little_is_answered_there_is_neither_number_nor_stage(content: Content) -> None:
    person = assessment(FOOD_OWNER, cash_records="daily_profit")
    found = plan(content, person)
    says(found, said(content, "provisional"), content.question["cash_records"].short["id"])
    assert said(content, "out_of") not in text(found)
    assert said(content, "parts") not in text(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_whose_judgement_it_is(content: Content, middling: Assessment, language: str) -> None:
    sentence = content.interface["report.self_declaration"][language]
    assert "Bank Indonesia" in sentence
    says(plan(content, middling, language), sentence)
    assert all("Bank Indonesia" in page for page in texts(plan(content, middling, language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_other_language_slips_in(content: Content, middling: Assessment, language: str) -> None:
    """Every line of our own is a text of this language: none is left that only the other one has."""
    other = "en" if language == "id" else "id"
    ours = "".join(lines(book(content, middling, language)))
    for question in content.questions:
        if question.ask[other] != question.ask[language]:
            assert question.ask[other].replace(" ", "") not in ours.replace(" ", "")


def test_strengths_come_before_gaps(content: Content) -> None:
    money = [question for question in content.questions_of["finance"] if question.is_ladder]
    person = complete(content, level=0, rungs={question.id: question.options[-1].id for question in money})
    found = lines(book(content, person))
    places = [said(content, "strengths"), content.dimension["finance"].name["id"], said(content, "gaps")]
    assert sorted(places, key=found.index) == places
    strength = content.question["cash_records"]
    assert strength.strength is not None
    book_says(book(content, person), strength.strength["id"])


def test_the_plan_has_what_when_who_cost_and_help(content: Content, middling: Assessment) -> None:
    step = content.recommendation["two-purses"]
    person = middling.with_step(PlannedStep("two-purses", date(2026, 12, 8), "Bu Sri"))
    found = plan(content, person)
    says(found, step.title["id"], step.do["id"], step.first_step["id"], "8 Des 2026", "Bu Sri")
    for helper in step.helpers:
        says(found, content.helper[helper].name["id"], content.helper[helper].helps_with["id"])


def test_who_was_chosen_in_another_language_is_named_in_this_one(content: Content, middling: Assessment) -> None:
    """As on the screen, where the chip is chosen in either language."""
    person = middling.with_step(PlannedStep("two-purses", date(2026, 12, 8), "Bersama-sama"))
    found = plan(content, person, "en")
    says(found, "All of us")
    assert "Bersama-sama" not in text(found)


def test_a_step_that_is_done_says_so(content: Content, middling: Assessment) -> None:
    person = middling.with_step(PlannedStep("two-purses", TODAY, "Bu Sri", done=date(2026, 11, 20)))
    says(plan(content, person), said(content, "done", date="20 November 2026"))


def test_the_total_is_the_sum_of_the_steps(content: Content, middling: Assessment) -> None:
    steps = [content.recommendation[name] for name in ("change-to-led-lamps", "two-purses")]
    subject = Subject(content, middling, "id", TODAY)
    total = subject.texts.cost(sum(step.cost.min for step in steps), sum(step.cost.max for step in steps))
    says(plan(content, middling), said(content, "total") + total)


def test_the_score_after_the_steps_is_said(content: Content) -> None:
    chosen = ("ask-what-the-village-offers", "two-purses")
    person = planned(content, complete(content, level=0), *chosen)
    then = what_if(content, person, chosen)
    assert then.overall > 0
    number = Subject(content, person, "id", TODAY).texts.number(then.overall)
    says(plan(content, person), said(content, "gain", now=0, then=number, stage=content.stage[then.stage].name["id"]))


def test_of_steps_that_win_nothing_it_says_why_and_what_they_change(content: Content) -> None:
    reached = planned(content, complete(content, level=3), "two-purses")
    says(plan(content, reached), content.interface["result.what_if_reached"]["id"].format(now=100))
    smoke = planned(content, complete(content, level=1, rungs={"hazards": ("wood_smoke",)}), "lead-smoke-outside")
    number = Subject(content, smoke, "id", TODAY).texts.number(score(content, smoke).overall)
    found = plan(content, smoke)
    says(found, content.interface["result.what_if_same"]["id"].format(now=number))
    says(found, "Yang berubah: Ruang kerja bebas asap kayu.")


@pytest.mark.parametrize("hazards", [(), ("wood_smoke",)], ids=["safe", "smoke"])
@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_picture_wall_and_result_name_the_same_strong_parts(content: Content, level: int, hazards: Any) -> None:
    person = complete(content, level=level, rungs={"hazards": hazards, "hygiene": "checked_daily"})
    subject = Subject(content, person, "id", TODAY)
    names = [content.dimension[part].name["id"] for part in subject.strong]
    assert [part.name for part in subject.stall.parts if part.state == "full"] == names
    wall, *_, result = plan_book(subject).sheets
    parts = [part.name for part in subject.stall.parts]
    on_the_wall, of_the_result = list(wall.words), list(result.words)
    assert [name for name in parts if name in on_the_wall] == names
    assert [name for name in parts if of_the_result.count(name) == len(("list", "chart"))] == names
    if subject.advice:
        assert subject.advice[0].dimension not in subject.strong, "its own lowest thing is the step for Monday"
    assert (level >= 2) == bool(names)


def test_a_worked_example_appears_beside_room_for_own_figures(content: Content, middling: Assessment) -> None:
    step = content.recommendation["change-to-led-lamps"]
    assert step.calculator is not None
    labels = [item.label["id"] for item in step.calculator.inputs]
    labels += [result.label["id"] for result in step.calculator.results]
    title = said(content, "example", step=step.title["id"])
    says(plan(content, middling), title, said(content, "own_column"), *labels)


def test_what_was_worked_out_appears_with_its_step(content: Content, middling: Assessment) -> None:
    kept = with_result(middling, "change-to-led-lamps", "Hemat sebulan: Rp9.000")
    book_says(book(content, kept), "Hitungan Anda: Hemat sebulan: Rp9.000")


def test_without_chosen_steps_the_best_advice_is_suggested(content: Content) -> None:
    person = complete(content, level=0, profile=LONE_TRADER)
    best = Subject(content, person, "en", TODAY).advice[:3]
    assert best
    about = content.interface["report.suggestions_about"]["en"]
    says(plan(content, person, "en"), about, *(advice.step.title["en"] for advice in best))


def test_without_advice_there_is_room_for_own_steps() -> None:
    content = frozen_content()
    found = plan(content, complete(content, level=3, profile=FROZEN_OWNER))
    says(found, said(content, "own_steps"), said(content, "no_suggestions"))
    assert said(content, "gaps") not in text(found)


def test_unknown_and_unanswered_are_owned_up_to(content: Content) -> None:
    person = assessment(FOOD_OWNER, cash_records=UNKNOWN, wastewater=NOT_APPLICABLE, unit_cost="materials_only")
    found = with_answers(content, person)
    says(found, said(content, "flag_unknown", count=1, questions=content.question["cash_records"].short["id"]))
    open_questions = len([question for question in path(content, person) if question.id not in person.answers])
    says(found, said(content, "flag_unanswered", count=open_questions, questions="").rstrip(". "))
    says(found, "Tidak tahu", "Tidak cocok", said(content, "unanswered"))


def test_without_answers_there_is_no_score(content: Content) -> None:
    found = plan(content, Assessment(started=TODAY))
    says(found, said(content, "nothing_answered"))
    assert said(content, "out_of") not in texts(found)[0]


def test_wall_and_canvas_are_landscape_then_come_the_details(content: Content) -> None:
    person = planned(content, complete(content, level=1), "two-purses")
    boxes = [page.mediabox for page in pages(plan(content, person))]
    assert [box.width > box.height for box in boxes] == [True, True, False, False]


def test_the_wall_shows_three_open_steps_with_day_and_name(content: Content, middling: Assessment) -> None:
    person = planned(content, middling, "ask-three-buyers", "one-small-trial")
    person = person.with_step(PlannedStep("two-purses", date(2026, 11, 30), "Bu Sri dan Mbak Ani"))
    person = person.with_step(PlannedStep("change-to-led-lamps", date(2026, 12, 1), done=TODAY))
    wall = squeezed(texts(plan(content, person))[0])
    shown = [step.id for step in Subject(content, person, "id", TODAY).steps if squeezed(step.title["id"]) in wall]
    assert shown == ["two-purses", "ask-three-buyers", "one-small-trial"]
    assert squeezed("Mulai Senin 30 Nov") in wall
    assert squeezed("Mulai Senin 14 Des") in wall
    assert squeezed("Bu Sri dan Mbak Ani") in wall
    assert squeezed(content.recommendation["two-purses"].first_step["id"]) in wall


@pytest.mark.parametrize(
    ("due", "weeks", "spans"),
    [
        (date(2026, 12, 9), 2, ("30 Nov – 6 Des", "7–9 Des")),
        (date(2027, 1, 31), 4, ("30 Nov – 6 Des", "21–27 Des")),
    ],
)
def test_the_wall_crosses_off_the_days_of_the_daily_habit(
    content: Content, middling: Assessment, due: date, weeks: int, spans: tuple[str, str]
) -> None:
    habit = content.recommendation["nightly-notebook"]
    assert habit.rhythm == "daily"
    person = replace(middling, plan=(PlannedStep(habit.id, due),))
    wall = texts(plan(content, person))[0]
    assert said(content, "habit", step=habit.title["id"]) in wall
    assert [said(content, "week", number=number) in wall for number in range(1, 6)] == [
        number <= weeks for number in range(1, 6)
    ]
    assert [squeezed(span) in squeezed(wall) for span in spans] == [True, True]
    assert said(content, "habit_any") in texts(plan(content, middling))[0]


def test_the_days_to_cross_off_begin_when_the_habit_begins(content: Content, middling: Assessment) -> None:
    habit = content.recommendation["nightly-notebook"]
    person = replace(
        middling, plan=(PlannedStep("two-purses", date(2026, 12, 7)), PlannedStep(habit.id, date(2026, 12, 14)))
    )
    wall = squeezed(texts(plan(content, person))[0])
    assert squeezed("7–13 Des") in wall
    assert squeezed("30 Nov – 6 Des") not in wall


def test_the_wall_holds_the_stall_in_words(content: Content, middling: Assessment) -> None:
    parts = [dimension.name["id"] for dimension in content.dimensions]
    (stall, *_) = meanings(plan(content, middling))
    assert "Keripik Bu Sri" in stall
    assert [part for part in parts if part not in stall] == []


@pytest.mark.parametrize("steps", range(6))
@pytest.mark.parametrize("level", [0, 1, 3])
def test_no_page_is_half_empty(content: Content, level: int, steps: int) -> None:
    person = complete(content, level=level, challenges=["capital_access"])
    advised = advise(content, person, score(content, person))
    person = planned(content, person, *(advice.step.id for advice in advised[:steps]))
    extras = Extras(way_back=WayBack("http://192.0.2.7:8501/?r=DIJp1TCqEy0Tm-ymljFrMl5M", "K7Q-F2M-XR9-TWCH"))
    sheets = plan_book(Subject(content, person, "id", TODAY), extras).sheets
    assert [number for number, sheet in enumerate(sheets, start=1) if filled(sheet) < FEWEST_FILLED] == []


def filled(sheet: Sheet) -> float:
    """How far down a sheet its content reaches, as a share of its height, without the page number."""
    words = [mark.y for mark in sheet.marks if isinstance(mark, Words)]
    lines = [y for mark in sheet.marks if isinstance(mark, Stroke) for _, y in mark.points]
    return max(y for y in words + lines if y < sheet.height - FOOT) / sheet.height


def test_another_template_has_its_own_sheets(content: Content, middling: Assessment) -> None:
    found = action_plan(content, middling, language="en", today=TODAY, extras=Extras("triple-layer"))
    assert sum(page.mediabox.width > page.mediabox.height for page in pages(found)) == 1 + 3


@pytest.mark.parametrize(("language", "locale"), [("id", "id-ID"), ("en", "en-GB")])
def test_it_says_what_it_is(content: Content, middling: Assessment, language: str, locale: str) -> None:
    reader = PdfReader(io.BytesIO(plan(content, middling, language)))
    assert reader.metadata is not None
    title = content.interface["report.plan_title"][language]
    assert reader.metadata.title == f"{title}: Keripik Bu Sri"
    assert reader.metadata.author == "Keripik Bu Sri"
    assert reader.metadata.creator == "Kanvas Lestari"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == TODAY
    assert str(reader.root_object["/Lang"]) == locale


def test_its_parts_are_bookmarked(content: Content, middling: Assessment) -> None:
    outline: Any = PdfReader(io.BytesIO(with_answers(content, middling))).outline
    canvas = content.template["eleven-block"].name["id"]
    names = [said(content, "wall"), canvas, said(content, "steps"), said(content, "overview"), said(content, "answers")]
    assert [item["/Title"] for item in outline] == names


def test_its_figures_are_described_in_words(content: Content, middling: Assessment) -> None:
    wording = list(meanings(with_answers(content, middling)))
    money = content.dimension["finance"].name["id"]
    assert any(f"{money} 33" in meaning for meaning in wording)
    assert said(content, "rung", level=1, most=3) in wording


def test_every_page_has_its_number(content: Content, middling: Assessment) -> None:
    found = texts(plan(content, middling))
    for number, page in enumerate(found, start=1):
        assert said(content, "page", number=number, total=len(found)) in page


def test_the_same_input_makes_the_same_bytes(content: Content, middling: Assessment) -> None:
    assert plan(content, middling) == plan(content, middling)


def test_qpdf_finds_nothing_wrong(content: Content, middling: Assessment, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(plan(content, middling))
    assert b"No syntax or stream encoding errors" in qpdf("--check", file)


def test_a_screen_reader_finds_every_passage(content: Content, middling: Assessment) -> None:
    """The n-th entry of a page's list of passages is the one that the page itself numbers n."""
    reader = PdfReader(io.BytesIO(plan(content, middling)))
    root: Any = reader.root_object
    entries = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    passages = {entries[index]: entries[index + 1] for index in range(0, len(entries), 2)}
    for page in reader.pages:
        found: Any = passages[page["/StructParents"]]
        assert [entry.get_object()["/K"][0] for entry in found] == list(range(len(found)))


def test_the_way_back_appears_on_the_plan(content: Content) -> None:
    way_back = WayBack("http://192.0.2.7:8501/?r=DIJp1TCqEy0Tm-ymljFrMl5M", "K7Q-F2M-XR9-TWCH")
    person = complete(content, level=1)
    found = action_plan(content, person, language="id", today=TODAY, extras=Extras(way_back=way_back))
    assert "K7Q-F2M-XR9-TWCH" in text(found)
    assert "Siapa pun yang punya kode ini" in text(found)
    assert "K7Q" not in text(plan(content, person))


@pytest.mark.parametrize("steps", [0, 1, 3, 5])
def test_what_everybody_sees_on_the_wall_opens_no_answers(content: Content, steps: int) -> None:
    """The code and its picture are on a page with the details: the first two are hung up and shown around."""
    person = complete(content, level=1, challenges=["capital_access"])
    advised = advise(content, person, score(content, person))
    person = planned(content, person, *(advice.step.id for advice in advised[:steps]))
    extras = Extras(way_back=WayBack("http://192.0.2.7:8501/?r=DIJp1TCqEy0Tm-ymljFrMl5M", "K7Q-F2M-XR9-TWCH"))
    sheets = plan_book(Subject(content, person, "id", TODAY), extras).sheets
    codes = [number for number, sheet in enumerate(sheets, 1) if "K7Q-F2M-XR9-TWCH" in sheet.words]
    picture = content.interface["way_back.qr"]["id"]
    pictures = [
        number for number, sheet in enumerate(sheets, 1) if picture in [each.meaning for each in sheet.passages]
    ]
    assert codes == pictures
    assert len(codes) == 1
    assert codes[0] >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_assessment_is_set_beside_the_first(content: Content, language: str) -> None:
    then = complete(content, level=1)
    now = complete(content, level=1, rungs={"cash_records": "daily_profit"})
    found = action_plan(content, now, language=language, today=TODAY, extras=Extras(previous=then))
    title = content.interface["again.title"][language]
    assert title in text(found)
    question = content.question["cash_records"]
    for option in (question.options[1], question.options[3]):
        assert option.label[language] in " ".join(text(found).split())
    assert title not in text(plan(content, then, language))
