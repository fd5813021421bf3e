"""Everything the pages say about one business, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from canvas.advice import Advice, advise, part_of
from canvas.assessment import Answer, Assessment
from canvas.content.models import Content, Question, Recommendation
from canvas.drawing.parts import State, part_states, strong_parts
from canvas.drawing.stall import Stall, stall_of
from canvas.i18n import Texts, texts_for
from canvas.planning import parts_not_strong
from canvas.questionnaire import path
from canvas.report.model.properties import Properties
from canvas.report.typesetting.shaping import plain
from canvas.schedule import plan_steps
from canvas.scoring import Score, score
from canvas.wording import answer_in_words


@dataclass(frozen=True)
class Subject:
    """An assessment in one language, on one day."""

    content: Content
    assessment: Assessment
    language: str
    today: date

    @cached_property
    def texts(self) -> Texts:
        return texts_for(self.content, self.language)

    @cached_property
    def score(self) -> Score:
        return score(self.content, self.assessment)

    @property
    def has_number(self) -> bool:
        """Whether enough is answered for a number and a stage."""
        return not self.score.provisional

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions this business is asked, in order."""
        return path(self.content, self.assessment)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Question id → its number, as on the screen."""
        return {question.id: number for number, question in enumerate(self.questions, start=1)}

    @cached_property
    def advice(self) -> tuple[Advice, ...]:
        return advise(self.content, self.assessment, self.score)

    @cached_property
    def states(self) -> Mapping[str, State]:
        """How far each part of the business is."""
        not_strong = parts_not_strong(self.content, self.assessment, self.advice, self.today)
        return part_states(self.content, self.score, not_strong)

    @cached_property
    def stall(self) -> Stall:
        """The picture of the business."""
        return stall_of(self.content, self.texts, self.assessment, self.states)

    @cached_property
    def strong(self) -> tuple[str, ...]:
        """The parts that are strong, with a tick in the picture."""
        return strong_parts(self.states)

    @cached_property
    def steps(self) -> tuple[Recommendation, ...]:
        """The chosen steps, in the order in which they are done."""
        return tuple(step for _, step in plan_steps(self.content, self.assessment))

    def dimension_of(self, step: Recommendation) -> str:
        """The part of the business that a step is about."""
        return part_of(self.content, self.advice, step)

    @property
    def name(self) -> str:
        """What the owner calls the business; empty if it has no name."""
        return " ".join(plain(self.assessment.profile.get("business_name", "")).split())

    def answer(self, question: Question) -> Answer | None:
        return self.assessment.answers.get(question.id)

    def answer_text(self, question: Question) -> str:
        """The chosen answer as the person read it, or that there is none."""
        return answer_in_words(question, self.assessment, self.texts) or self.texts("report.unanswered")

    def profile_text(self, field_id: str) -> str:
        """What the profile says in a field, in words; empty where nothing was said."""
        field = self.content.field.get(field_id)
        return ((field and answer_in_words(field, self.assessment, self.texts)) or "").strip()

    def properties(self, title: str) -> Properties:
        """What a PDF about this business says about itself."""
        tool = self.texts("report.tool")
        return Properties(
            title=f"{title}: {self.name}" if self.name else title,
            author=self.name or tool,
            subject=self.texts("report.self_declaration"),
            creator=tool,
            language=self.content.language[self.texts.language].locale.replace("_", "-"),
            created=self.today,
        )
