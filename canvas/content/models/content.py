"""All of content/ as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from canvas.content.models.base import Text, Worded
from canvas.content.models.canvases import CanvasTemplate
from canvas.content.models.helpers import Helper, Region
from canvas.content.models.indicators import Indicator
from canvas.content.models.migrations import Migrations
from canvas.content.models.profile import ProfileField
from canvas.content.models.questionnaire import Dimension, Question
from canvas.content.models.recommendations import Recommendation
from canvas.content.models.settings import ContentSettings, Language, Stage
from canvas.content.models.sources import Source

_W = TypeVar("_W", bound=Worded)


@dataclass(frozen=True)
class Content:
    """All of content/, with look-ups by id."""

    directory: Path
    settings: ContentSettings
    profile: tuple[ProfileField, ...]
    dimensions: tuple[Dimension, ...]
    questions_of: Mapping[str, tuple[Question, ...]]
    about: tuple[Question, ...]
    closing: tuple[Question, ...]
    recommendations: tuple[Recommendation, ...]
    templates: tuple[CanvasTemplate, ...]
    indicators: tuple[Indicator, ...]
    regions: tuple[Region, ...]
    sources: tuple[Source, ...]
    interface: Mapping[str, Text]
    migrations: Migrations
    original: Content | None = field(default=None, repr=False)
    """What this is worded after; None where it is worded for no sector."""

    def for_sector(self, sector: str | None) -> Content:
        """The same content in the words of a sector; in those for everybody where the sector is not known."""
        original = self.original or self
        return original._in_sectors.get(sector or "", original)

    @cached_property
    def _in_sectors(self) -> Mapping[str, Content]:
        return {sector: self._worded_for(sector) for sector in self.sectors}

    def _worded_for(self, sector: str) -> Content:
        return replace(
            self,
            profile=_all_worded(self.profile, sector),
            dimensions=_all_worded(self.dimensions, sector),
            questions_of={name: _all_worded(questions, sector) for name, questions in self.questions_of.items()},
            about=_all_worded(self.about, sector),
            closing=_all_worded(self.closing, sector),
            recommendations=_all_worded(self.recommendations, sector),
            templates=_all_worded(self.templates, sector),
            original=self,
        )

    @cached_property
    def fingerprint(self) -> str:
        """Differs from that of other content as soon as an outcome could (see `canvas.outcome`)."""
        if self.original:
            return self.original.fingerprint
        settings = self.settings
        method = (settings.version, settings.pillars, settings.stages, settings.result, settings.group)
        return sha256(repr((method, self.dimensions, self.questions, self.indicators)).encode()).hexdigest()[:16]

    @cached_property
    def newest_check(self) -> date:
        """The first day of the month in which a step was last checked: it cannot be earlier now."""
        newest = max((step.checked for step in self.recommendations), default="2026-11")
        return date.fromisoformat(f"{newest}-01")

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions: about the business, dimension by dimension, then the closing ones."""
        parts = (question for dimension in self.dimensions for question in self.questions_of[dimension.id])
        return (*self.about, *parts, *self.closing)

    @property
    def unscored(self) -> tuple[Question, ...]:
        """The questions that belong to no dimension."""
        return (*self.about, *self.closing)

    @cached_property
    def question(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def dimension(self) -> Mapping[str, Dimension]:
        return {dimension.id: dimension for dimension in self.dimensions}

    @cached_property
    def dimension_of(self) -> Mapping[str, str]:
        """Question id → dimension id, for questions that belong to one."""
        return {question.id: name for name, questions in self.questions_of.items() for question in questions}

    @cached_property
    def recommendation(self) -> Mapping[str, Recommendation]:
        return {step.id: step for step in self.recommendations}

    @cached_property
    def template(self) -> Mapping[str, CanvasTemplate]:
        return {template.id: template for template in self.templates}

    @cached_property
    def field(self) -> Mapping[str, ProfileField]:
        return {field.id: field for field in self.profile}

    @cached_property
    def source(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def stage(self) -> Mapping[str, Stage]:
        return {stage.id: stage for stage in self.settings.stages}

    @cached_property
    def language(self) -> Mapping[str, Language]:
        return {language.id: language for language in self.settings.languages}

    @cached_property
    def helper(self) -> Mapping[str, Helper]:
        """Helper id → who that is in the region of the settings, or else in the whole country."""
        by_region = {region.region.id: region.helpers for region in self.regions}
        national = {helper.id: helper for helper in by_region.get("national", ())}
        return national | {helper.id: helper for helper in by_region.get(self.settings.region, ())}

    @cached_property
    def slots(self) -> frozenset[str]:
        """What a note may name in {braces}: fields of the profile, and questions about the business."""
        return frozenset(self.field) | {question.id for question in self.about}

    @property
    def sectors(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.field["sector"].options)


def _all_worded(parts: tuple[_W, ...], sector: str) -> tuple[_W, ...]:
    return tuple(part.worded_for(sector) for part in parts)
