"""Answers, reasons, costs and scores in words, as screens, paper and command line say them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from canvas.advice import Advice, fact_of
from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Assessment
from canvas.content.conditions import holds
from canvas.content.models import Content, Cost, ProfileField, Question, Recommendation
from canvas.content.words import sentences
from canvas.i18n import Texts, within_sentence
from canvas.planning import person_of
from canvas.prefill import fill_slots
from canvas.scoring import Score, held_back_by, shown


def answer_in_words(asked: Question | ProfileField, assessment: Assessment, texts: Texts) -> str | None:
    """What somebody answered; None where they said nothing."""
    if isinstance(asked, ProfileField):
        value = assessment.profile.get(asked.id)
        option = asked.option(value) if value else None
        return option.label[texts.language] if option else value or None
    answer = assessment.answers.get(asked.id)
    if answer is None:
        return None
    if isinstance(answer, str):
        return option_in_words(asked, answer, texts)
    chosen = [option_in_words(asked, option, texts) for option in answer]
    return "; ".join(chosen) or texts("assess.nothing_fits")


def option_in_words(question: Question, option_id: str, texts: Texts) -> str:
    """One answer of a question."""
    if option_id == NOT_APPLICABLE and question.not_applicable_label:
        return question.not_applicable_label[texts.language]
    if option_id in (UNKNOWN, NOT_APPLICABLE):
        return texts(f"assess.{option_id}")
    option = question.option(option_id)
    return option.label[texts.language] if option else option_id


def cost_in_words(once: Cost, monthly: Cost, texts: Texts) -> str:
    """What is paid once and what every month, such as "Rp5.000, lalu Rp16.800 sebulan"; "Gratis" for nothing at all."""
    each_month = texts("cost.monthly", cost=texts.cost(monthly.min, monthly.max))
    if once.max and monthly.max:
        return texts("cost.both", once=texts.cost(once.min, once.max), monthly=each_month)
    if monthly.max:
        return each_month
    return texts.cost(once.min, once.max) if once.max else texts("cost.free")


def effort_in_words(days: float, texts: Texts) -> str:
    """How long a step takes, in days of work: half a day, a day, or so many."""
    if days < 1:
        return texts("plan.effort_half")
    return texts("plan.effort_one") if days == 1 else texts("plan.effort_days", days=texts.number(days, 1))


def begins_in_words(step: Recommendation, begins: date | None, texts: Texts) -> str:
    """What is done first, and on which day; without a day for a step that is not planned."""
    first = step.first_step[texts.language]
    if begins is None:
        return texts("plan.first_step", first=first)
    return texts("plan.begins_on", day=texts.weekday_date(begins), first=first)


def terms_in_words(texts: Texts, *passages: str) -> list[str]:
    """What the abbreviations in some passages mean, a line each, in the order in which they appear."""
    words = dict.fromkeys(re.findall(r"[A-Z][A-Z-]*[A-Z]", " ".join(passages)))
    return [
        texts("plan.term", term=word, meaning=texts(f"terms.{word}")) for word in words if texts.has(f"terms.{word}")
    ]


def fact_in_words(content: Content, step: Recommendation, today: date, texts: Texts) -> str | None:
    """The fact of a step and the month it was checked, or the question that took its place; None where it has none."""
    fact = fact_of(content, step, today, texts.language)
    if step.fact is None or fact != step.fact.say[texts.language]:
        return fact
    return f"{fact} {texts('plan.checked', checked=texts.month(step.checked))}"


def score_rise_in_words(now: float, then: float, texts: Texts) -> str:
    """From which score (0–100) to which, as they are shown; or why no rise would be seen."""
    if shown(then) > shown(now):
        return texts("result.what_if_score", now=texts.number(now), then=texts.number(then))
    return texts("result.what_if_little" if then > now else "result.what_if_same", now=texts.number(now))


def what_if_in_words(
    content: Content, assessment: Assessment, now: Score, then: Score, steps: Collection[str], texts: Texts
) -> str:
    """What some steps do to the score, from `now` to `then`; where that is not seen, or no number is shown, what they
    change.
    """
    rise = "" if now.provisional else score_rise_in_words(now.overall, then.overall, texts)
    if rise and shown(then.overall) > shown(now.overall):
        return rise
    lifts = {lift.question for name in steps for lift in content.recommendation[name].lifts}
    if rise and then.overall == now.overall and any(content.question[name].is_scored for name in lifts):
        rise = texts("result.what_if_reached", now=texts.number(now.overall))
    notes = (note.say[texts.language] for name in steps for note in content.recommendation[name].canvas)
    changes = [filled for note in notes if (filled := fill_slots(content, assessment, note, texts.language))]
    what = texts("result.what_if_changes", changes="; ".join(changes)) if changes else ""
    return f"{rise} {what}".strip()


def who_in_words(content: Content, who: str, texts: Texts) -> str:
    """Who does a step: who was chosen in another language is named in this one, any other name as it was written."""
    chosen = person_of(content, who)
    return chosen.name[texts.language] if chosen else who


def held_back_in_words(content: Content, score: Score, texts: Texts) -> str | None:
    """What keeps the stage from rising, in one sentence; None where it is the one that the number reaches."""
    held = held_back_by(content, score)
    if held is None:
        return None
    if held.pillar is not None:
        return texts("app.held_by_pillar", pillar=held.pillar.name[texts.language])
    names = [within_sentence(question.short[texts.language]) for question in held.questions]
    return texts("app.held_by_questions", stage=held.next_stage.name[texts.language], questions=texts.listed(names))


def reason_in_words(content: Content, assessment: Assessment, advice: Advice, texts: Texts) -> str:
    """Why a step is advised, in one sentence; somebody who is not the owner is asked to speak with the owner."""
    return _with_the_owner(content, assessment, _reason(content, advice, texts), texts)


def reasons_in_words(
    content: Content, assessment: Assessment, advised: Iterable[Advice], texts: Texts
) -> Mapping[str, str]:
    """Why each of several steps is advised, by its id.

    What is hard and was named for one step is not named again for another: then it is said what that step brings.
    """
    reasons, named = {}, set[str]()
    for advice in advised:
        is_named = _names_what_is_hard(advice) and named.issuperset(advice.eases)
        reason = _first_why(advice, texts) if is_named else _reason(content, advice, texts)
        reasons[advice.step.id] = _with_the_owner(content, assessment, reason, texts)
        if _names_what_is_hard(advice):
            named.update(advice.eases)
    return reasons


def _with_the_owner(content: Content, assessment: Assessment, reason: str, texts: Texts) -> str:
    excused = content.settings.result.unknown_drops_out
    if holds(excused, assessment.profile, {}, content.question) is True:
        return texts("advice.with_the_owner", reason=reason)
    return reason


def _reason(content: Content, advice: Advice, texts: Texts) -> str:
    first = advice.step.first
    if advice.track == "first" and first is not None:
        return first.because[texts.language]
    if _names_what_is_hard(advice):
        names = {indicator.id: within_sentence(indicator.name[texts.language]) for indicator in content.indicators}
        return texts("advice.eases", challenges="; ".join(names[each] for each in advice.eases))
    lifted = [within_sentence(content.question[name].short[texts.language]) for name in advice.lifts]
    if lifted:
        return texts("advice.next_rung", questions=texts.listed(lifted))
    return _first_why(advice, texts)


def _names_what_is_hard(advice: Advice) -> bool:
    return advice.track == "next" and bool(advice.eases)


def _first_why(advice: Advice, texts: Texts) -> str:
    return sentences(advice.step.why[texts.language])[0]
