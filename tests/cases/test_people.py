"""Invented people (people/*.yaml), each read by a trainer, get the advice that an experienced adviser would give."""

from __future__ import annotations

from pathlib import Path

import pytest

from canvas.advice import advise
from canvas.content.models import Content
from canvas.errors import KanvasError
from canvas.people import FIRST_FEW, Person, reached, read_people
from canvas.prefill import prefill
from canvas.questionnaire import accepts, asked
from canvas.scoring import score
from tests.builders import TODAY

DIRECTORY = Path(__file__).parent / "people"
PEOPLE = read_people(DIRECTORY)


def test_there_are_enough_of_them_and_no_two_share_a_name():
    assert len(PEOPLE) >= 20
    assert len({person.name for person in PEOPLE}) == len(PEOPLE)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_what_a_person_is_advised(content: Content, person: Person):
    assessment = person.assessment(content, TODAY)
    result = score(content, assessment)
    advice = advise(content, assessment, result)
    listed = [step.step.id for step in advice]
    first_few = set(listed[:FIRST_FEW])
    assert set(person.among_five) <= first_few
    assert first_few.isdisjoint(person.not_among_five)
    assert set(listed).isdisjoint(person.nowhere)
    assert tuple(step.step.id for step in advice[:FIRST_FEW] if step.track == "first") == person.first
    assert (None if result.provisional else result.stage) == person.stage


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_what_a_person_answers_can_be_answered(content: Content, person: Person):
    assessment = person.assessment(content, TODAY)
    questions = {question.id: question for question in asked(content, assessment)}
    assert assessment.answers.keys() <= questions.keys()
    assert all(accepts(questions[name], answer) for name, answer in assessment.answers.items())
    assert set(person.who) == {"id", "en"}


@pytest.mark.parametrize("person", [person for person in PEOPLE if person.canvas], ids=lambda person: person.name)
def test_the_canvas_speaks_of_this_business(content: Content, person: Person):
    assessment = person.assessment(content, TODAY)
    spoken = content.for_sector(assessment.sector)
    notes = {note.text for name in spoken.template for note in prefill(spoken, assessment, name, "id").all_notes}
    assert set(person.canvas) <= notes


def test_every_step_comes_among_the_first_five_of_somebody(content: Content):
    assert [step for step, people in reached(content, PEOPLE, TODAY).items() if not people] == []


def test_a_folder_that_is_missing_holds_nobody(tmp_path: Path):
    assert read_people(tmp_path / "nowhere") == ()


@pytest.mark.parametrize("text", ["- name: only a name", "nobody", "- {", "\x00"])
def test_a_file_of_another_form_is_refused_by_name(tmp_path: Path, text: str):
    (tmp_path / "them.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KanvasError) as refused:
        read_people(tmp_path)
    assert refused.value.in_language("en").startswith("them.yaml: ")
