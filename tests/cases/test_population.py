"""Two thousand owners drawn at random (random/owners.yaml): every step reaches somebody, what is hard is heard."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from random import Random

import pytest

from canvas.content.models import Content
from canvas.errors import KanvasError
from canvas.population import Population, Reach, draw, reach, read_population
from canvas.questionnaire import accepts, asked
from tests.builders import TODAY

POPULATION = read_population(Path(__file__).parent / "random" / "owners.yaml")


@pytest.fixture(scope="module")
def reached(content: Content) -> Reach:
    return reach(content, draw(content, POPULATION, TODAY, Random(POPULATION.seed)))


def test_every_step_comes_among_the_first_five_of_somebody(reached: Reach) -> None:
    assert reached.owners == 2000
    assert reached.never == ()


def test_the_first_advice_eases_what_an_owner_says_is_hard(reached: Reach) -> None:
    assert reached.eased_without_first >= 0.7 * reached.stated_without_first > 0
    assert reached.eased >= 0.6 * reached.stated


def test_danger_debt_or_duty_leads_for_some_and_not_for_all(reached: Reach) -> None:
    assert 0.3 * reached.owners <= reached.led_by_first <= 0.7 * reached.owners


def test_what_a_drawn_owner_answers_can_be_answered(content: Content) -> None:
    for owner in islice(draw(content, POPULATION, TODAY, Random(1)), 50):
        questions = {question.id: question for question in asked(content, owner)}
        assert owner.answers.keys() <= questions.keys()
        assert all(accepts(questions[name], answer) for name, answer in owner.answers.items())


def test_the_same_seed_draws_the_same_owners(content: Content) -> None:
    few = POPULATION.model_copy(update={"owners": 5})
    first, again, other = (list(draw(content, few, TODAY, Random(seed))) for seed in (1, 1, 2))
    assert first == again != other


def test_habits_go_together(content: Content) -> None:
    """The evenest owners differ little from rung to rung."""
    even = Population.model_validate(POPULATION.model_dump(by_alias=True) | {"owners": 1, "spread": (0.0, 0.0)})
    owner = next(draw(content, even, TODAY, Random(3)))
    levels = {
        content.question[name].rungs[answer] / content.question[name].max_level
        for name, answer in owner.answers.items()
        if isinstance(answer, str) and answer in content.question[name].rungs
    }
    assert max(levels) - min(levels) <= 1 / 3


@pytest.mark.parametrize("text", ["owners: 5", "nobody", "- {", "\x00"])
def test_a_file_of_another_form_is_refused_by_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "them.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KanvasError) as refused:
        read_population(file)
    assert refused.value.in_language("en").startswith("them.yaml: ")
