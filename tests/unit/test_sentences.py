"""The canvas as sentences in the owner's words."""

from __future__ import annotations

import pytest

from canvas.assessment import Assessment, CanvasEdit
from canvas.content.models import Content
from canvas.planning import answers_behind
from canvas.prefill import prefill
from canvas.sentences import Sentence, sentences
from tests.builders import TODAY, complete

NAMED = {"goods", "buyers", "sellers"}


def read(content: Content, person: Assessment, block: str, language: str = "id") -> Sentence:
    canvas = prefill(content, person, "eleven-block", language)
    return next(each for each in sentences(canvas, language, NAMED).every if each.block.id == block)


@pytest.mark.parametrize(
    ("language", "lead", "words"),
    [("id", "Saya menjual", "keripik dan gorengan"), ("en", "I sell", "crisps and fritters")],
)
def test_what_is_sold_is_said_with_the_goods_that_were_tapped(
    content: Content, language: str, lead: str, words: str
) -> None:
    person = complete(content, level=1).with_answer("goods", ("crisps", "fritters"))
    found = read(content, person, "value_proposition", language)
    assert (found.lead, found.words) == (lead, words)


def test_what_the_owner_wrote_comes_first(content: Content) -> None:
    person = complete(content, level=1).with_edit(CanvasEdit("mine:1", "channels", "Titip di tiga warung"))
    found = read(content, person, "channels")
    assert found.words == "Titip di tiga warung"
    assert found.others


def test_only_names_go_on_with_a_sentence(content: Content) -> None:
    """Not "I sell … to *buyers have a say*"."""
    person = complete(content, level=3)
    found = read(content, person, "segments")
    assert (found.lead, found.words) == ("kepada", "")
    assert found.others
    named = read(content, person.with_answer("buyers", ("neighbours",)), "segments")
    assert named.words == "tetangga"
    assert named.others == found.others


def test_what_the_step_to_begin_with_responds_to_is_not_left_for_later(content: Content) -> None:
    person = complete(content, level=0, rungs={"hazards": ("detergent", "engine_oil", "wood_smoke")})
    canvas = prefill(content, person, "eleven-block", "id")
    pressing = answers_behind(content.recommendation["lead-smoke-outside"])
    (heavy,) = sentences(canvas, "id", NAMED, pressing).heavy
    assert heavy.words == "Asap kayu dihirup yang bekerja dan keluarga"
    (as_written,) = sentences(canvas, "id", NAMED).heavy
    assert heavy.words in as_written.others
    assert {heavy.words, *heavy.others} == {as_written.words, *as_written.others}


def test_an_answer_of_which_a_step_lifts_the_question_is_what_it_responds_to(content: Content) -> None:
    step = content.recommendation["two-purses"]
    assert answers_behind(step) == {("separate_money", rung) for lift in step.lifts for rung in lift.from_options}


def test_an_empty_block_has_a_beginning_and_no_words(content: Content) -> None:
    found = read(content, Assessment(started=TODAY), "segments")
    assert (found.lead, found.words, found.others, found.later) == ("kepada", "", (), ())


@pytest.mark.parametrize("template", ["eleven-block", "nine-block", "triple-layer"])
def test_every_block_is_read_once_and_six_are_sentences(content: Content, template: str) -> None:
    canvas = prefill(content, complete(content, level=1), template, "id")
    found = sentences(canvas, "id", NAMED)
    assert sorted(each.block.id for each in found.every) == sorted(block.id for block in canvas.template.blocks)
    assert len(found.said) == 6
    assert all(each.lead for each in (*found.said, *found.rest))
