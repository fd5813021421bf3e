"""How much a question and a pillar weigh, for every profile that the questionnaire can distinguish."""

from __future__ import annotations

from canvas.content.limits import heaviest_questions, pillar_ranges
from canvas.content.models import Content
from canvas.scoring import score
from tests.builders import FOOD_OWNER, LONE_TRADER, complete


def test_no_question_is_worth_more_than_8_points_whoever_is_asked(content: Content) -> None:
    heaviest = heaviest_questions(content)
    assert {share.of for share in heaviest} == {question.id for question in content.questions if question.is_scored}
    assert max(share.points for share in heaviest) <= 8


def test_no_pillar_is_worth_less_than_12_or_more_than_65_points_whoever_is_asked(content: Content) -> None:
    for least, most in pillar_ranges(content).values():
        assert 12 <= least.points <= most.points <= 65


def test_the_four_money_questions_of_a_lone_trader_weigh_more_than_unplugging_chargers(content: Content) -> None:
    parts = score(content, complete(content, profile=LONE_TRADER)).questions
    money = sum(
        parts[question.id].points_possible for question in content.questions_of["finance"] if question.is_scored
    )
    assert money > 2 * parts["energy"].points_possible


def test_the_limits_are_those_of_real_scores(content: Content) -> None:
    """The shares that the check calculates are the points of a score."""
    heaviest = {share.of: share for share in heaviest_questions(content)}
    for profile in (FOOD_OWNER, LONE_TRADER):
        for name, part in score(content, complete(content, profile=profile)).questions.items():
            assert part.points_possible <= heaviest[name].points + 1e-9
