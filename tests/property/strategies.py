"""Everything a person can say, drawn from the real content."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from canvas.answers_file import FIRST_YEAR, LAST_YEAR, printable
from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Answer, Assessment, CanvasEdit, PlannedStep
from canvas.content.models import ProfileField, Question
from tests.builders import TODAY, real_content

CONTENT = real_content()
LADDERS = tuple(question for question in CONTENT.questions if question.is_ladder)
CLIMBS = [
    (question.id, lower, option.id)
    for question in LADDERS
    if question.is_scored
    for option in question.options
    for lower in (*[rung for rung, level in question.rungs.items() if level < option.level], UNKNOWN)
    if lower != UNKNOWN or (question.unknown and option.level > 0)
]
"""Question, a worse answer, a better answer."""

TEMPLATES = st.sampled_from(list(CONTENT.template))
BLOCKS = st.sampled_from(sorted({block for template in CONTENT.templates for block in template.home_of}))
TEXTS = st.just("") | st.text(max_size=40).map(printable)

DERIVED_NOTES = tuple(
    sorted(
        {
            (
                f"answer:{question.id if not question.takes_several else f'{question.id}.{option.id}'}/{note.block}",
                note.block,
            )
            for question in CONTENT.questions
            for option in question.options
            for note in option.canvas
        }
        | {(f"step:{step.id}/{note.block}", note.block) for step in CONTENT.recommendations for note in step.canvas}
    )
)
"""Id and block of every note that an answer or a step can write."""


def _field(field: ProfileField) -> st.SearchStrategy[str]:
    return st.sampled_from([option.id for option in field.options]) if field.kind == "choice" else TEXTS


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Any answer that the question accepts."""
    options = [option.id for option in question.options]
    extra = [UNKNOWN] * question.unknown + [NOT_APPLICABLE] * question.not_applicable
    if not question.takes_several:
        return st.sampled_from(options + extra)
    words = st.sampled_from(options)
    if question.kind == "chips":
        words |= st.sampled_from(["keripik talas", "Pecel Bu Yem", "x" * 40, "=1+1", "😀"])
    chosen: st.SearchStrategy[Answer] = st.lists(words, unique=True, max_size=8).map(tuple)
    return st.sampled_from(extra) | chosen if extra else chosen


def profiles() -> st.SearchStrategy[dict[str, str]]:
    """Any profile, with fields left out or empty."""
    return st.fixed_dictionaries({}, optional={field.id: _field(field) for field in CONTENT.profile})


def answers() -> st.SearchStrategy[dict[str, Answer]]:
    """Answers to any of the questions, on the path or off it: anything, or good at one thing and bad at another."""
    return scattered() | st.builds(lambda all_of_it, some: {**all_of_it, **some}, lopsided(), scattered())


def scattered() -> st.SearchStrategy[dict[str, Answer]]:
    """Any answers to some questions, the others still open."""
    return st.fixed_dictionaries({}, optional={question.id: answers_to(question) for question in CONTENT.questions})


def lopsided() -> st.SearchStrategy[dict[str, Answer]]:
    """All ladders of a dimension at one level, or the whole dimension still open."""
    level = st.none() | st.integers(0, 3)
    return st.fixed_dictionaries({dimension.id: level for dimension in CONTENT.dimensions}).map(
        lambda levels: {
            question.id: question.options[min(level, question.max_level)].id
            for dimension, level in levels.items()
            if level is not None
            for question in CONTENT.questions_of[dimension]
            if question.is_ladder
        }
    )


def edits() -> st.SearchStrategy[CanvasEdit]:
    """An edit or a deletion of a derived note, or a note of one's own."""
    derived = st.builds(lambda place, text: CanvasEdit(*place, text), st.sampled_from(DERIVED_NOTES), st.none() | TEXTS)
    mine = st.builds(CanvasEdit, st.integers(1, 6).map("mine:{}".format), BLOCKS, st.none() | TEXTS)
    return derived | mine


def steps() -> st.SearchStrategy[list[str]]:
    """Any steps, and all steps that lift one question."""
    any_steps = st.lists(st.sampled_from(list(CONTENT.recommendation)), max_size=12)
    return any_steps | st.sampled_from(LADDERS).map(
        lambda question: [
            step.id for step in CONTENT.recommendations if any(lift.question == question.id for lift in step.lifts)
        ]
    )


def planned_steps() -> st.SearchStrategy[PlannedStep]:
    days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
    return st.builds(PlannedStep, st.sampled_from(list(CONTENT.recommendation)), days, TEXTS, st.none() | days)


def assessments() -> st.SearchStrategy[Assessment]:
    """Any person, at any position of the questionnaire."""
    return st.builds(
        Assessment,
        started=st.just(TODAY),
        language=st.sampled_from(list(CONTENT.language)),
        content_version=st.just(CONTENT.settings.version),
        profile=profiles(),
        answers=answers(),
        canvas_edits=st.lists(edits(), max_size=4, unique_by=lambda edit: edit.note).map(tuple),
        plan=st.lists(planned_steps(), max_size=5, unique_by=lambda planned: planned.step).map(tuple),
    )


FIRST, LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
ODD_TEXTS = [
    "😀" * 200,
    "م" * 300,
    "a\n" * 60,
    "<b>&amp;</b>",
    "=1+1",
    "\u202e" * 40,
    "kata " * 300,
    "x" * 800,
    "ꦏ꧀ꦏ" * 50,
]
STEPS = list(CONTENT.recommendation)


@st.composite
def anybody(draw: st.DrawFn) -> Assessment:
    """Anybody, with dates at both ends and texts that are hard to show."""
    person = draw(assessments())
    odd = st.sampled_from(ODD_TEXTS) | st.text(max_size=60)
    name = draw(st.sampled_from([field.id for field in CONTENT.profile if field.kind == "text"]))
    steps = draw(st.lists(st.sampled_from(STEPS), max_size=6, unique=True))
    days = st.sampled_from([FIRST, LAST]) | st.dates(FIRST, LAST)
    plan = [PlannedStep(step, draw(days), draw(odd), draw(st.none() | days)) for step in steps]
    note = CanvasEdit("mine:9", "channels", draw(odd))
    return replace(person, started=draw(days), plan=tuple(plan)).with_edit(note).with_profile(name, draw(odd))
