"""Reads content/ into one frozen `Content`, or says everything that is wrong with it.

Shape first (each file against its model), then references (ids that point nowhere). All problems are
collected before anything is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from canvas.content.documents import Document, Route, UnreadableDocumentError, read_document
from canvas.content.models import (
    CanvasTemplate,
    Content,
    ContentSettings,
    Dimension,
    DimensionFile,
    IndicatorFile,
    Migrations,
    ProfileFile,
    Question,
    Recommendation,
    Region,
    SourceFile,
    Text,
)
from canvas.content.moves import migration_problems
from canvas.content.places import Loaded
from canvas.content.problems import Problem
from canvas.content.references import reference_problems

Model = TypeVar("Model", bound=BaseModel)

# Which sentence explains what pydantic found; everything else is reported as "not_valid" with its own words.
_CODES: Mapping[str, str] = {
    "missing": "key_missing",
    "extra_forbidden": "key_unknown",
    "string_type": "text_expected",
    "tuple_type": "list_expected",
    "dict_type": "mapping_expected",
    "model_type": "mapping_expected",
    "int_type": "number_expected",
    "float_type": "number_expected",
    "bool_type": "true_or_false_expected",
    "literal_error": "one_of_expected",
    "string_pattern_mismatch": "form_expected",
    "string_too_short": "empty_text",
    "too_short": "list_too_short",
    **dict.fromkeys(
        ("greater_than", "greater_than_equal", "less_than", "less_than_equal"),
        "number_out_of_range",
    ),
    # What the models themselves find.
    **{
        code: code
        for code in (
            "default_language_missing",
            "condition_subject",
            "condition_test",
            "range_upside_down",
            "choice_without_options",
            "text_without_otherwise",
            "text_not_there",
            "step_without_occasion",
        )
    },
}
_SIGNS: Mapping[str, str] = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


class ContentError(Exception):
    """content/ cannot be used; `problems` says why, each with file and line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    def in_language(self, language: str) -> str:
        return "\n".join(problem.in_language(language) for problem in self.problems)


def value_of(model: type[Model], document: Document) -> Model:
    """What a file holds. Raises: ValidationError."""
    return model.model_validate(document.value)


@dataclass
class _Reader:
    """Collects values, their places, and problems while the files are read."""

    directory: Path
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[str, Route]] = field(default_factory=dict)

    def document(self, name: str) -> Document | None:
        try:
            document = read_document(self.directory / name, name)
        except UnreadableDocumentError as unreadable:
            self.problems.append(unreadable.problem)
            return None
        self.documents[name] = document
        return document

    def read(self, model: type[Model], name: str) -> Model | None:
        document = self.document(name)
        return self.validated(model, document) if document else None

    def validated(self, model: type[Model], document: Document) -> Model | None:
        try:
            return value_of(model, document)
        except ValidationError as error:
            self.problems.extend(_problems(error, document))
            return None

    def folder(self, model: type[Model], folder: str) -> Iterator[tuple[str, Model]]:
        names = sorted(path.name for path in (self.directory / folder).glob("*.yaml"))
        if not names:
            self.problems.append(Problem(folder, 1, "folder_empty"))
        for name in names:
            value = self.read(model, f"{folder}/{name}")
            if value is not None:
                yield f"{folder}/{name}", value

    def named(self, kind: str, model: type[Model], folder: str, id_of: Callable[[Model], str]) -> tuple[Model, ...]:
        """The things of a folder that holds one thing a file; a file is called as its thing."""
        values = []
        for file, value in self.folder(model, folder):
            identifier = id_of(value)
            self.remember(kind, identifier, file)
            if file != f"{folder}/{identifier}.yaml":
                self.problems.append(Problem(file, 1, "id_not_file_name", details={"id": identifier}))
            values.append(value)
        return tuple(values)

    def remember(self, kind: str, identifier: str, file: str, route: Route = ()) -> None:
        """Notes where a thing is; an id used twice is a problem."""
        if (kind, identifier) in self.places:
            earlier, _ = self.places[(kind, identifier)]
            line = self.documents[file].line(route)
            details = {"id": identifier, "other": earlier}
            self.problems.append(Problem(file, line, "id_twice", details=details))
        else:
            self.places[(kind, identifier)] = (file, route)


def _problems(error: ValidationError, document: Document, base: Route = ()) -> Iterator[Problem]:
    reported: set[tuple[str, Route]] = set()
    for detail in error.errors():
        code, route = _CODES.get(detail["type"], "not_valid"), (*base, *detail["loc"])
        if code != "key_missing":
            route = _there(document, route)
        if "formula" in route:
            code, route = "formula_expected", route[: route.index("formula") + 1]
        if (code, route) in reported:
            continue
        reported.add((code, route))
        details = {
            "key": str(route[-1]) if route else "",
            "where": ".".join(map(str, route)) or document.file,
            "expected": _expected(detail.get("ctx", {})),
            "reason": detail["msg"],
        }
        yield Problem(document.file, document.line(route), code, details=details)


def _there(document: Document, route: Route) -> Route:
    """The part of a route that is in the document: where several forms are possible, each adds its name to it."""
    length = next((length for length in range(len(route), 0, -1) if route[:length] in document.lines), 0)
    return route[:length]


def _expected(context: Mapping[str, object]) -> object:
    """What a value should be, as far as pydantic says it in signs."""
    for name, sign in _SIGNS.items():
        if name in context:
            return f"{sign} {context[name]}"
    return context.get("expected", context.get("pattern", ""))


def read_content(directory: Path) -> Loaded:
    """content/ with the places of its things. Raises `ContentError` where shape or references are wrong."""
    if not directory.is_dir():
        raise ContentError((Problem(str(directory), 1, "folder_missing"),))
    reader = _Reader(directory)
    content = _assemble(reader)
    if content is None or reader.problems:
        raise ContentError(tuple(sorted(reader.problems)))
    loaded = Loaded(content, reader.documents, reader.places)
    problems = tuple(sorted([*reference_problems(loaded), *migration_problems(loaded)]))
    if problems:
        raise ContentError(problems)
    return loaded


def load(directory: Path) -> Content:
    """content/ as one frozen value. Raises `ContentError` with every problem, each with file and line."""
    return read_content(directory).content


def _assemble(reader: _Reader) -> Content | None:
    settings = reader.read(ContentSettings, "settings.yaml")
    profile = reader.read(ProfileFile, "profile.yaml")
    indicators = reader.read(IndicatorFile, "indicators.yaml")
    sources = reader.read(SourceFile, "sources.yaml")
    interface = _interface(reader)
    dimensions, questions_of, about, closing = _questionnaire(reader)
    recommendations = reader.named("recommendation", Recommendation, "recommendations", lambda step: step.id)
    templates = reader.named("template", CanvasTemplate, "canvases", lambda template: template.id)
    regions = reader.named("region", Region, "helpers", lambda region: region.region.id)
    migrations = _migrations(reader)
    if settings is None or profile is None or indicators is None or sources is None:
        return None
    reader.remember("settings", "settings", "settings.yaml")
    for index, language in enumerate(settings.languages):
        reader.remember("language", language.id, "settings.yaml", ("languages", index))
    for index, item in enumerate(profile.fields):
        reader.remember("field", item.id, "profile.yaml", ("fields", index))
    for index, indicator in enumerate(indicators.indicators):
        reader.remember("indicator", indicator.id, "indicators.yaml", ("indicators", index))
    for index, source in enumerate(sources.sources):
        reader.remember("source", source.id, "sources.yaml", ("sources", index))
    return Content(
        directory=reader.directory,
        settings=settings,
        profile=profile.fields,
        dimensions=tuple(sorted(dimensions, key=lambda dimension: dimension.order)),
        questions_of=questions_of,
        about=about,
        closing=closing,
        recommendations=recommendations,
        templates=tuple(sorted(templates, key=lambda template: template.order)),
        indicators=indicators.indicators,
        regions=regions,
        sources=sources.sources,
        interface=interface,
        migrations=migrations,
    )


def _questionnaire(
    reader: _Reader,
) -> tuple[list[Dimension], dict[str, tuple[Question, ...]], tuple[Question, ...], tuple[Question, ...]]:
    dimensions: list[Dimension] = []
    questions_of: dict[str, tuple[Question, ...]] = {}
    about: tuple[Question, ...] = ()
    closing: tuple[Question, ...] = ()
    for file, value in reader.folder(DimensionFile, "questionnaire"):
        if value.dimension is None and value.position == "first":
            about += value.questions
        elif value.dimension is None:
            closing += value.questions
        else:
            dimensions.append(value.dimension)
            questions_of[value.dimension.id] = value.questions
            reader.remember("dimension", value.dimension.id, file, ("dimension",))
        for index, question in enumerate(value.questions):
            reader.remember("question", question.id, file, ("questions", index))
    return dimensions, questions_of, about, closing


def _migrations(reader: _Reader) -> Migrations:
    """migrations.yaml may be missing, and may hold nothing but remarks: then nothing was ever called otherwise."""
    name = "migrations.yaml"
    if not (reader.directory / name).exists():
        return Migrations()
    document = reader.document(name)
    if document is None or document.value is None:
        return Migrations()
    reader.remember("migrations", "migrations", name)
    return reader.validated(Migrations, document) or Migrations()


def _interface(reader: _Reader) -> dict[str, Text]:
    document = reader.document("interface.yaml")
    texts: dict[str, Text] = {}
    if document is None:
        return texts
    for route, leaf in _leaves(document.value, ()):
        key = ".".join(map(str, route))
        try:
            texts[key] = Text.model_validate(leaf)
        except ValidationError as error:
            reader.problems.extend(_problems(error, document, route))
        reader.remember("interface", key, "interface.yaml", route)
    return texts


def _leaves(value: object, route: Route) -> Iterator[tuple[Route, object]]:
    """Sections are mappings of mappings; what holds anything else is a text (or meant to be one)."""
    if isinstance(value, dict) and value and all(isinstance(part, dict) for part in value.values()):
        for key, part in value.items():
            yield from _leaves(part, (*route, key))
    else:
        yield route, value
