"""Scores, steps and helpers in words, as several screens say them."""

from __future__ import annotations

from html import escape

from canvas.content.models import Content, Helper, Recommendation, Unit
from canvas.i18n import Texts
from canvas.scoring import shown
from canvas.wording import cost_in_words


def number(texts: Texts, value: float | None) -> str:
    """A score without decimals, or a dash where there is none."""
    return texts("result.no_answer") if value is None else texts.number(value)


def rise(now: float, then: float, texts: Texts) -> str:
    """From which score to which, as they are shown; that it stays where no rise would be seen."""
    if shown(then) <= shown(now):
        return texts("result.what_if_same", now=texts.number(now))
    return texts("result.what_if_score", now=texts.number(now), then=texts.number(then))


def horizon(content: Content, step: Recommendation, texts: Texts) -> str:
    """By when a step can be done, such as "this week"."""
    return next(item.name[texts.language] for item in content.settings.plan.horizons if item.id == step.horizon)


def cost(step: Recommendation, texts: Texts) -> str:
    """What a step costs, once and a month."""
    return cost_in_words(step.cost, step.monthly, texts)


def measured(value: float, unit: Unit, texts: Texts) -> str:
    """A result of a calculator with its unit."""
    if unit == "rupiah":
        return texts.rupiah(value)
    return texts.percent(value) if unit == "percent" else texts.number(value, 2)


def helper(who: Helper, texts: Texts) -> str:
    """Who helps, with what, where and how to reach them, as HTML."""
    where = who.where[texts.language] if who.where else ""
    parts = [who.helps_with[texts.language], where, who.contact or ""]
    return f"<b>{escape(who.name[texts.language])}</b>: {escape(' '.join(part for part in parts if part))}"
