"""Whether a condition of the content holds for a person.

Three answers are possible: it holds, it does not, or it is unknown because the profile value or the
answer is missing. Whoever asks decides what "unknown" means: a question is left out only when its
condition surely fails, an indicator counts only when it surely holds.
"""

from __future__ import annotations

from collections.abc import Mapping

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Answer
from canvas.content.models import Condition, Question


def holds(
    condition: Condition,
    profile: Mapping[str, str],
    answers: Mapping[str, Answer],
    questions: Mapping[str, Question],
) -> bool | None:
    """True, False, or None where it is unknown."""
    if condition.all is not None:
        parts = [holds(part, profile, answers, questions) for part in condition.all]
        return False if False in parts else None if None in parts else True
    if condition.any is not None:
        parts = [holds(part, profile, answers, questions) for part in condition.any]
        return True if True in parts else None if None in parts else False
    value = _value(condition, profile, answers)
    if value is None:
        return None
    chosen = (value,) if isinstance(value, str) else value
    if condition.is_ is not None:
        return any(option in condition.is_ for option in chosen)
    if condition.is_not is not None:
        return not any(option in condition.is_not for option in chosen)
    return _reaches(condition, chosen, questions)


def asked_by(condition: Condition) -> frozenset[str]:
    """The questions whose answers a condition is about."""
    inner = [asked_by(part) for part in (*(condition.all or ()), *(condition.any or ()))]
    return frozenset[str]().union([condition.answer] if condition.answer else [], *inner)


def answers_named(condition: Condition) -> frozenset[tuple[str, str]]:
    """The question and option of every answer that a condition names as one of those that fulfil it."""
    inner = [answers_named(part) for part in (*(condition.all or ()), *(condition.any or ()))]
    own = {(condition.answer, option) for option in condition.is_ or ()} if condition.answer else set()
    return frozenset[tuple[str, str]](own).union(*inner)


def _value(condition: Condition, profile: Mapping[str, str], answers: Mapping[str, Answer]) -> Answer | None:
    if condition.profile is not None:
        return profile.get(condition.profile) or None
    return answers.get(condition.answer or "")


def _reaches(condition: Condition, chosen: tuple[str, ...], questions: Mapping[str, Question]) -> bool:
    rungs = questions[condition.answer or ""].rungs
    wanted = rungs[condition.at_least or ""]
    return any(option not in (UNKNOWN, NOT_APPLICABLE) and rungs.get(option, -1) >= wanted for option in chosen)
