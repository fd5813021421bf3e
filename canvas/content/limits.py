"""How much a question and a pillar can weigh, for every profile that the questionnaire can distinguish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations, product
from typing import Any

from canvas.content.conditions import holds
from canvas.content.models import Content, Question
from canvas.content.places import Loaded
from canvas.content.problems import Problem
from canvas.content.references import leaves, problem


@dataclass(frozen=True)
class Share:
    """Points of 100 of a question or a pillar, and the profile and the unfitting questions for which it has them."""

    of: str
    points: float
    profile: Mapping[str, str]
    left_out: tuple[str, ...]


def limits_held(loaded: Loaded, today: date) -> Iterator[Problem]:  # noqa: ARG001 (all rules have one signature)
    """No question above, and no pillar outside the limits of settings.yaml, whoever is asked."""
    content, place = loaded.content, ("settings", "settings")
    limits, ranges = content.settings.result.limits, pillar_ranges(content).values()
    for share, code, limit in (
        *((share, "question_too_heavy", limits.question_most) for share in heaviest_questions(content)),
        *((least, "pillar_too_light", limits.pillar_least) for least, _ in ranges),
        *((most, "pillar_too_heavy", limits.pillar_most) for _, most in ranges),
    ):
        if share.points < limit if code == "pillar_too_light" else share.points > limit:
            details: dict[str, Any] = {
                "what": share.of,
                "points": round(share.points, 1),
                "limit": limit,
                "profile": ", ".join(f"{name}={value}" for name, value in share.profile.items()),
                "left_out": ", ".join(share.left_out) or "–",
            }
            yield problem(loaded, code, place, ("result", "limits"), **details)


def heaviest_questions(content: Content) -> list[Share]:
    """For each scored question the most points it can be worth."""
    found: dict[str, Share] = {}
    for profile, left_out, questions in _everybody(content):
        total = sum(question.weight for question in questions)
        for question in questions:
            share = Share(question.id, 100 * question.weight / total, profile, left_out)
            if question.id not in found or share.points > found[question.id].points:
                found[question.id] = share
    return list(found.values())


def pillar_ranges(content: Content) -> Mapping[str, tuple[Share, Share]]:
    """For each pillar the fewest and the most points it can be worth."""
    pillar_of = {
        question.id: content.dimension[content.dimension_of[question.id]].pillar
        for question in content.questions
        if question.is_scored
    }
    shares: dict[str, list[Share]] = {pillar.id: [] for pillar in content.settings.pillars}
    for profile, left_out, questions in _everybody(content):
        total = sum(question.weight for question in questions)
        weights = dict.fromkeys(shares, 0.0)
        for question in questions:
            weights[pillar_of[question.id]] += question.weight
        for pillar, weight in weights.items():
            shares[pillar].append(Share(pillar, 100 * weight / total, profile, left_out))

    def points(share: Share) -> float:
        return share.points

    return {pillar: (min(found, key=points), max(found, key=points)) for pillar, found in shares.items()}


def _everybody(content: Content) -> Iterator[tuple[Mapping[str, str], tuple[str, ...], list[Question]]]:
    """Every set of scored questions that can apply, once, with a profile and the questions that do not fit it."""
    scored = [question for question in content.questions if question.is_scored]
    seen: set[frozenset[str]] = set()
    for profile in _profiles(content, scored):
        asked = [
            question
            for question in scored
            if question.ask_when is None or holds(question.ask_when, profile, {}, content.question) is not False
        ]
        if frozenset(question.id for question in asked) in seen:
            continue  # and with it everybody whom some of these questions do not fit
        for left_out in _subsets([question.id for question in asked if question.not_applicable]):
            applying = frozenset(question.id for question in asked) - set(left_out)
            if applying and applying not in seen:
                seen.add(applying)
                yield profile, left_out, [question for question in asked if question.id in applying]


def _profiles(content: Content, scored: list[Question]) -> Iterator[dict[str, str]]:
    """Every combination of the profile values that the conditions of scored questions look at, or none given."""
    fields = sorted({leaf.profile for question in scored for leaf in leaves(question.ask_when) if leaf.profile})
    values = [[option.id for option in content.field[name].options] + [""] for name in fields]
    yield from (dict(zip(fields, chosen, strict=True)) for chosen in product(*values))


def _subsets(items: list[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))
