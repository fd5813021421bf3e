"""Ids that point nowhere, and ladders that do not rise: what would break the method itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import get_args

from babel import Locale, UnknownLocaleError

from canvas.assessment import NOT_APPLICABLE, UNKNOWN
from canvas.content.documents import Route
from canvas.content.models import (
    Calculator,
    CanvasNote,
    CanvasTemplate,
    Condition,
    Formula,
    Horizon,
    ProfileField,
    Question,
    Recommendation,
    Worded,
)
from canvas.content.places import Loaded
from canvas.content.problems import Problem, Severity
from canvas.drawing.shapes import TOOL, shape_names

NEAREST = 3


def problem(
    loaded: Loaded,
    code: str,
    thing: tuple[str, str],
    route: Route = (),
    severity: Severity = Severity.ERROR,
    **details: object,
) -> Problem:
    """A problem at the place of a thing such as ("question", "water")."""
    file, line = loaded.place(*thing, *route)
    return Problem(file, line, code, severity, {"id": thing[1], **details})


def unknown(
    loaded: Loaded, thing: tuple[str, str], route: Route, kind: str, wanted: str, known: Iterable[str]
) -> Problem:
    """An id that points nowhere, with those that look most like it."""
    near = ", ".join(get_close_matches(wanted, sorted(known), n=NEAREST, cutoff=0)) or "–"
    return problem(loaded, "id_unknown", thing, route, kind=kind, wanted=wanted, near=near)


def reference_problems(loaded: Loaded) -> Iterator[Problem]:
    """Everything that keeps the method from being applied to this content."""
    yield from _settings(loaded)
    yield from _sector_wordings(loaded)
    for question in loaded.content.questions:
        yield from _question(loaded, question)
    for step in loaded.content.recommendations:
        yield from _recommendation(loaded, step)
    bases = [indicator.id for indicator in loaded.content.indicators if indicator.group == "bases"]
    for indicator in loaded.content.indicators:
        yield from _condition(loaded, ("indicator", indicator.id), ("when",), indicator.when)
        if indicator.among is not None and indicator.among not in bases:
            thing = ("indicator", indicator.id)
            yield problem(loaded, "base_not_an_indicator", thing, ("among",), wanted=indicator.among)
        yield from _sources(loaded, ("indicator", indicator.id), indicator.sources)
    yield from _templates(loaded)
    for region in loaded.content.regions:
        thing = ("region", region.region.id)
        for index, helper in enumerate(region.helpers):
            yield from _known(loaded, thing, ("helpers", index, "sources"), "source", helper.sources)
            yield from _known(loaded, thing, ("helpers", index, "topics"), "question", helper.topics)


def _known(
    loaded: Loaded, thing: tuple[str, str], route: Route, kind: str, identifiers: Iterable[str]
) -> Iterator[Problem]:
    for identifier in identifiers:
        if (kind, identifier) not in loaded.places:
            known = [identifier for (known_kind, identifier) in loaded.places if known_kind == kind]
            yield unknown(loaded, thing, route, kind, identifier, known)


def _sources(loaded: Loaded, thing: tuple[str, str], sources: Iterable[str]) -> Iterator[Problem]:
    yield from _known(loaded, thing, ("sources",), "source", sources)


def _sectors(loaded: Loaded, thing: tuple[str, str], route: Route, sectors: Iterable[str]) -> Iterator[Problem]:
    known = _option_ids(loaded.content.field.get("sector"))
    for sector in sectors:
        if known and sector not in known:
            yield unknown(loaded, thing, route, "sector", sector, known)


def _sector_wordings(loaded: Loaded) -> Iterator[Problem]:
    """What reads differently in a sector does so in one that there is."""
    content = loaded.content
    for kind, parts in (
        ("field", content.profile),
        ("dimension", content.dimensions),
        ("question", content.questions),
        ("recommendation", content.recommendations),
        ("template", content.templates),
    ):
        for part in parts:
            for route, sector in _rewordings(part, ()):
                yield from _sectors(loaded, (kind, part.id), route, [sector])


def _rewordings(value: object, route: Route) -> Iterator[tuple[Route, str]]:
    """Each sector in whose words a model, or anything it holds, reads differently, after its place."""
    if isinstance(value, Worded):
        yield from (((*route, "in_sector", sector), sector) for sector in value.in_sector)
        for name, part in vars(value).items():
            yield from _rewordings(part, (*route, name))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _rewordings(part, (*route, index))


def _settings(loaded: Loaded) -> Iterator[Problem]:
    content, thing = loaded.content, ("settings", "settings")
    settings, pillars = content.settings, {pillar.id for pillar in content.settings.pillars}
    yield from _languages(loaded)
    yield from _stall(loaded)
    yield from _known(loaded, thing, ("template",), "template", [settings.template])
    yield from _known(loaded, thing, ("region",), "region", [settings.region])
    yield from _known(loaded, thing, ("result", "stage_sources"), "source", settings.result.stage_sources)
    yield from _condition(loaded, thing, ("advice", "no_capital"), settings.advice.no_capital)
    yield from _condition(loaded, thing, ("advice", "loan_after"), settings.advice.loan_after)
    yield from _condition(loaded, thing, ("result", "unknown_drops_out"), settings.result.unknown_drops_out)
    yield from _horizons(loaded, ("advice", "quickness"), settings.advice.quickness)
    for index, other in enumerate(settings.advice.quickness_for):
        route: Route = ("advice", "quickness_for", index)
        yield from _condition(loaded, thing, (*route, "when"), other.when)
        yield from _horizons(loaded, (*route, "quickness"), other.quickness)
    for field in content.profile:
        if field.ask_when is not None:
            yield from _condition(loaded, ("field", field.id), ("ask_when",), field.ask_when)
    yield from _horizons(loaded, ("plan", "horizons"), [horizon.id for horizon in settings.plan.horizons])
    if "sector" not in content.field:
        yield Problem("profile.yaml", 1, "sector_missing")
    starts = [stage.starts_at for stage in settings.stages]
    if starts[0] != 0 or starts != sorted(set(starts)):
        yield problem(loaded, "stages_not_rising", thing, ("stages",))
    for dimension in content.dimensions:
        if dimension.pillar not in pillars:
            yield unknown(loaded, ("dimension", dimension.id), ("pillar",), "pillar", dimension.pillar, pillars)


def _stall(loaded: Loaded) -> Iterator[Problem]:
    """The picture of a business shows parts, sectors and shapes that there are."""
    thing, stall = ("settings", "settings"), loaded.content.settings.stall
    sectors = _option_ids(loaded.content.field.get("sector"))
    yield from _known(loaded, thing, ("stall", "objects"), "dimension", stall.objects)
    shapes = shape_names() | {TOOL}
    for route, names in (
        *((("stall", "objects", dimension), [name]) for dimension, name in stall.objects.items()),
        *((("stall", "tools", sector), [name]) for sector, name in stall.tools.items()),
        *((("stall", "goods", sector), names) for sector, names in stall.goods.items()),
        *((("stall", "sold", option), [name]) for option, name in stall.sold.items()),
    ):
        yield from (unknown(loaded, thing, route, "shape", name, shapes) for name in names if name not in shapes)
    for key, named in (("tools", stall.tools.keys()), ("goods", stall.goods.keys())):
        missing = [sector for sector in sectors if sector not in named]
        yield from (unknown(loaded, thing, ("stall", key), "sector", sector, named) for sector in missing)


def _languages(loaded: Loaded) -> Iterator[Problem]:
    """Numbers and dates can be written in every language, and there is one for a visitor to meet."""
    thing = ("settings", "settings")
    for index, language in enumerate(loaded.content.settings.languages):
        try:
            Locale.parse(language.locale)
        except (ValueError, UnknownLocaleError):
            yield problem(loaded, "locale_unknown", thing, ("languages", index), wanted=language.locale)
    if not loaded.content.settings.offered:
        yield problem(loaded, "no_language_offered", thing, ("languages",))


def _horizons(loaded: Loaded, route: Route, given: Iterable[str]) -> Iterator[Problem]:
    """Every horizon that a step may have is spoken of, or no step could be dated or ranked."""
    for horizon in get_args(Horizon):
        if horizon not in given:
            yield problem(loaded, "horizon_missing", ("settings", "settings"), route, wanted=horizon)


def _question(loaded: Loaded, question: Question) -> Iterator[Problem]:
    thing = ("question", question.id)
    levels = [option.level for option in question.options]
    if question.is_ladder and levels != list(range(len(levels))):
        yield problem(loaded, "levels_not_rising", thing, ("options",))
    if not question.is_ladder and any(level is not None for level in levels):
        yield problem(loaded, "level_without_ladder", thing, ("options",))
    if question.is_scored and question.id not in loaded.content.dimension_of:
        yield problem(loaded, "question_in_wrong_file", thing)
    if question.strong_from is not None and question.strong_from not in question.rungs:
        yield unknown(loaded, thing, ("strong_from",), "rung", question.strong_from, question.rungs)
    yield from _notes(loaded, thing, ("canvas",), question.canvas)
    seen: set[str] = set()
    for index, option in enumerate(question.options):
        if option.id in seen or option.id in ("unknown", "not_applicable"):
            yield problem(loaded, "option_id_taken", thing, ("options", index), option=option.id)
        seen.add(option.id)
        yield from _sectors(loaded, thing, ("options", index, "sectors"), option.sectors)
        yield from _notes(loaded, thing, ("options", index, "canvas"), option.canvas)
    yield from _sectors(loaded, thing, ("example",), question.example)
    if question.ask_when is not None:
        yield from _condition(loaded, thing, ("ask_when",), question.ask_when)
        yield from _asks_backwards(loaded, question)
    yield from _sources(loaded, thing, question.sources)


def _asks_backwards(loaded: Loaded, question: Question) -> Iterator[Problem]:
    """A condition may look at earlier answers only, or the path could run in circles."""
    order = [earlier.id for earlier in loaded.content.questions]
    for condition in leaves(question.ask_when):
        if condition.answer in order and order.index(condition.answer) >= order.index(question.id):
            yield problem(
                loaded, "condition_looks_ahead", ("question", question.id), ("ask_when",), wanted=condition.answer
            )


def leaves(condition: Condition | None) -> Iterator[Condition]:
    """The single tests within a condition."""
    if condition is None:
        return
    parts = condition.all or condition.any
    if parts is None:
        yield condition
    else:
        for part in parts:
            yield from leaves(part)


def _condition(loaded: Loaded, thing: tuple[str, str], route: Route, condition: Condition) -> Iterator[Problem]:
    content = loaded.content
    for leaf in leaves(condition):
        if leaf.profile is not None:
            yield from _known(loaded, thing, route, "field", [leaf.profile])
            options = _option_ids(content.field.get(leaf.profile))
        else:
            subject = leaf.answer or ""
            yield from _known(loaded, thing, route, "question", [subject])
            options = [*_option_ids(content.question.get(subject)), *_without_option(content.question.get(subject))]
        for value in (*(leaf.is_ or ()), *(leaf.is_not or ())):
            if options and value not in options:
                yield unknown(loaded, thing, route, "option", value, options)
        asked = content.question.get(leaf.answer or "")
        if asked and leaf.at_least is not None and leaf.at_least not in asked.rungs:
            yield unknown(loaded, thing, route, "rung", leaf.at_least, asked.rungs)


def _without_option(question: Question | None) -> list[str]:
    """What can be answered without an option."""
    if question is None:
        return []
    return [UNKNOWN] * question.unknown + [NOT_APPLICABLE] * question.not_applicable


def _option_ids(asked: Question | ProfileField | None) -> list[str]:
    return [option.id for option in asked.options] if asked else []


def _notes(loaded: Loaded, thing: tuple[str, str], route: Route, notes: Iterable[CanvasNote]) -> Iterator[Problem]:
    blocks = [note.block for note in notes]
    for block in sorted({block for block in blocks if blocks.count(block) > 1}):
        yield problem(loaded, "block_written_twice", thing, route, block=block)
    for index, block in enumerate(blocks):
        for template in loaded.content.templates:
            if block not in template.home_of:
                place: Route = (*route, index)
                yield problem(loaded, "block_without_home", thing, place, wanted=block, template=template.id)


def _recommendation(loaded: Loaded, step: Recommendation) -> Iterator[Problem]:
    thing = ("recommendation", step.id)
    yield from _lifts(loaded, step)
    yield from _occasion(loaded, step)
    yield from _known(loaded, thing, ("eases",), "indicator", step.eases)
    yield from _sources(loaded, thing, step.sources)
    yield from _notes(loaded, thing, ("canvas",), step.canvas)
    yield from _sectors(loaded, thing, ("sectors",), step.sectors)
    yield from _known(loaded, thing, ("topics",), "question", step.topics)
    for helper in step.helpers:
        if helper not in loaded.content.helper:
            yield unknown(loaded, thing, ("helpers",), "helper", helper, loaded.content.helper)
    if step.calculator is not None:
        yield from _calculator(loaded, thing, step.calculator)


def _lifts(loaded: Loaded, step: Recommendation) -> Iterator[Problem]:
    thing = ("recommendation", step.id)
    for index, lift in enumerate(step.lifts):
        route: Route = ("lifts", index)
        question = loaded.content.question.get(lift.question)
        if question is None:
            yield unknown(loaded, thing, route, "question", lift.question, loaded.content.question)
            continue
        for option in (*lift.from_options, lift.to_option):
            if option not in question.rungs:
                yield unknown(loaded, thing, route, "option", option, question.rungs)
        if all(option in question.rungs for option in (*lift.from_options, lift.to_option)) and any(
            question.rungs[option] >= question.rungs[lift.to_option] for option in lift.from_options
        ):
            yield problem(loaded, "lift_not_upward", thing, route, question=lift.question)


def _occasion(loaded: Loaded, step: Recommendation) -> Iterator[Problem]:
    """When a step comes up, besides its lifts."""
    thing = ("recommendation", step.id)
    if step.dimension is not None:
        yield from _known(loaded, thing, ("dimension",), "dimension", [step.dimension])
    if step.when is not None:
        yield from _condition(loaded, thing, ("when",), step.when)
    if step.first is not None:
        yield from _condition(loaded, thing, ("first", "when"), step.first.when)
    yield from _known(loaded, thing, ("after",), "recommendation", step.after)


def _calculator(loaded: Loaded, thing: tuple[str, str], calculator: Calculator) -> Iterator[Problem]:
    """A formula uses only what was put in or worked out before it."""
    known = [item.id for item in calculator.inputs]
    for index, result in enumerate(calculator.results):
        route: Route = ("calculator", "results", index, "formula")
        for name in _names(result.formula):
            if name not in known:
                yield unknown(loaded, thing, route, "value", name, known)
        if not _is_whole(result.formula):
            yield problem(loaded, "formula_expected", thing, route, where=".".join(map(str, route)))
        known.append(result.id)


def _names(formula: Formula) -> Iterator[str]:
    if isinstance(formula, str):
        yield formula
    elif isinstance(formula, dict):
        for operands in formula.values():
            for operand in operands:
                yield from _names(operand)


def _is_whole(formula: Formula) -> bool:
    """Whether every operator is between two operands."""
    if not isinstance(formula, dict):
        return True
    operands = [operand for part in formula.values() for operand in part]
    return len(formula) == 1 and bool(operands) and all(_is_whole(operand) for operand in operands)


def _examples(loaded: Loaded, thing: tuple[str, str], template: CanvasTemplate) -> Iterator[Problem]:
    """Examples are of a sector, or of an answer to what is sold."""
    goods = [option.id for question in loaded.content.about for option in question.options]
    known = [*_option_ids(loaded.content.field.get("sector")), *goods]
    for key in dict.fromkeys((*template.example_of, *(key for block in template.blocks for key in block.example))):
        if key not in known:
            yield unknown(loaded, thing, (), "sector", key, known)


def _templates(loaded: Loaded) -> Iterator[Problem]:
    for template in loaded.content.templates:
        thing = ("template", template.id)
        yield from _sources(loaded, thing, template.sources)
        yield from _examples(loaded, thing, template)
        homes = [identifier for block in template.blocks for identifier in (block.id, *block.receives)]
        for identifier in sorted({home for home in homes if homes.count(home) > 1}):
            yield problem(loaded, "block_twice", thing, ("pages",), block=identifier)
