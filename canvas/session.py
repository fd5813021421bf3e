"""One visitor's session as a value: whose work is open, what of it the store holds, and which screen shows it.

Every transition is a function from one value to the next; nothing here reads a clock, draws a random number, or
calls the store. `due` returns the write that the store still has to make, `written` and `refused` note its outcome.
What a screen remembers for itself is part of that screen's value, so another screen, person or assessment begins
without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import ClassVar, Literal

from canvas.assessment import Assessment, CanvasEdit, worked_out_once
from canvas.content.models import Content, Question
from canvas.errors import KanvasError
from canvas.questionnaire import Asked, nearest, neighbour
from canvas.stops import AboutBusiness, Rest, Stop, positions, stops

CONSENT = "consent"
REVIEW = "review"
"""Positions beside the questions: may the answers be kept, and all answers at a glance."""

GONE = "assessment_gone"
"""The code of the store's error for an assessment that is no longer there."""


@dataclass(frozen=True)
class Work:
    """What one person has done: their assessment, where they are in the questions, whether they finished."""

    assessment: Assessment
    position: str | None = None
    finished: bool = False


@dataclass(frozen=True)
class NotAsked:
    """Nothing is stored: the person has not yet been asked."""


@dataclass(frozen=True)
class Declined:
    """Nothing is stored: the person does not want it."""


@dataclass(frozen=True)
class Agreed:
    """The person has agreed; the first write, under this id, has not been made yet."""

    id: str


@dataclass(frozen=True)
class Stored:
    """The store holds `held`; what differs from the work in hand is due."""

    id: str
    held: Work


@dataclass(frozen=True)
class WriteFailed:
    """The last write failed. `held` is what the store had before it; None where the first write failed.

    `tried`: what was to be written since. Some of it may be in the store after all: a connection that breaks in the
    middle of COMMIT leaves the answer open.
    """

    id: str
    held: Work | None
    reason: KanvasError
    tried: tuple[Work, ...] = ()


@dataclass(frozen=True)
class ErasedElsewhere:
    """The work was erased on another device: nothing is stored any more, and nothing is written again."""


Storage = NotAsked | Declined | Agreed | Stored | WriteFailed | ErasedElsewhere


@dataclass(frozen=True)
class Earlier:
    """The same person's assessment before this one; `id` where the store holds it, `earlier` where it does not."""

    assessment: Assessment
    id: str | None = None
    earlier: Earlier | None = None

    @property
    def stored_id(self) -> str | None:
        """The id of the latest of them that the store holds: by it the next one belongs to the same person."""
        return self.id or (self.earlier.stored_id if self.earlier else None)


@dataclass(frozen=True)
class Visit:
    """One person's work on this device.

    `undo` holds earlier states of the canvas, the latest last. `tried`, `template` and `figures` are what the
    person tried out and is shown again: steps of the what-if, the kind of canvas, numbers in calculators.
    """

    work: Work
    storage: Storage = NotAsked()
    earlier: Earlier | None = None
    undo: tuple[tuple[CanvasEdit, ...], ...] = ()
    tried: tuple[str, ...] = ()
    template: str | None = None
    figures: Mapping[str, str] = field(default_factory=dict)

    @property
    def assessment(self) -> Assessment:
        return self.work.assessment

    @property
    def id(self) -> str | None:
        """The assessment's id in the store; None where nothing of it is stored."""
        match self.storage:
            case Stored(assessment_id) | WriteFailed(assessment_id, Work()):
                return assessment_id
        return None

    @property
    def has_agreed(self) -> bool:
        return isinstance(self.storage, Agreed | Stored | WriteFailed)

    @property
    def is_stored(self) -> bool:
        """Whether the store holds every answer the person sees. The position alone is never waited for."""
        return isinstance(self.storage, Stored) and _holds(self.storage.held, self.work)

    @property
    def trouble(self) -> KanvasError | None:
        """Why the last write failed."""
        return self.storage.reason if isinstance(self.storage, WriteFailed) else None


class Screen:
    """Base of the screens' values. `name` is the screen's address."""

    name: ClassVar[str]
    needs_work: ClassVar[bool] = False
    """Whether a visitor without any work is sent to the beginning."""

    @property
    def scene(self) -> object:
        """Differs from one drawing of the screen to the next, so that its fields are filled anew."""
        return self.name

    @property
    def opened_part(self) -> str | None:
        """The key of the part that has been opened on it, which the browser shows; None for none."""
        return None


@dataclass(frozen=True)
class ScreenWithCode(Screen):
    """A screen that shows the code for coming back, once somebody wants it."""

    CODE: ClassVar[str] = "code_shown"
    code_shown: bool = False

    @property
    def opened_part(self) -> str | None:
        return self.CODE if self.code_shown else None


@dataclass(frozen=True)
class ScreenToLeave(ScreenWithCode):
    """A screen that offers the device to the next person. `leaving`: it asks whether to forget this person."""

    QUESTION: ClassVar[str] = "leaving"
    leaving: bool = False

    @property
    def opened_part(self) -> str | None:
        return self.QUESTION if self.leaving else super().opened_part


Panel = Literal["code", "file", "again", "erase", "workshop"]
"""What has been opened on the first screen."""


@dataclass(frozen=True)
class Home(ScreenToLeave):
    """The beginning. `linked` is another person's assessment that a link has brought along and the device asks about.

    `lost`: the browser still showed, or asked for, work that is not there. `erased`: the work was just deleted.
    `unknown_code` is the code typed last, which opens nothing; `asked`: somebody wanted to go on without a code.
    `not_yet` are steps of the plan of which the person has said that they are not done yet.
    """

    name = "home"
    panel: Panel | None = None
    unknown_code: str = ""
    asked: bool = False
    erased: bool = False
    lost: bool = False
    linked: str | None = None
    not_yet: frozenset[str] = frozenset()


Consent = Literal["yes", "no"]
CONSENTS: tuple[Consent, ...] = ("yes", "no")

Purpose = Literal["change", "open"]
"""What somebody left the review for: to change one answer, or to answer what is still open."""


@dataclass(frozen=True)
class Questions(ScreenWithCode):
    """One position of the questionnaire. `hint`: somebody wanted to go on without an answer.

    `came_from` is the position that the review was opened from, `consent` what was chosen at the consent so far.
    `changing` is the field or question that is changed from the review, or was just changed.
    """

    name = "assess"
    needs_work = True
    purpose: Purpose | None = None
    came_from: str | None = None
    changing: str | None = None
    consent: Consent | None = None
    hint: bool = False


@dataclass(frozen=True)
class Result(Screen):
    """The stall, the score and why. `figure_offered`: it is being chosen who is drawn behind the counter."""

    name = "result"
    needs_work = True
    figure_offered: bool = False


@dataclass(frozen=True)
class Editing:
    """A block of the canvas that is being rewritten: texts typed so far by note id, notes ticked to go, a new note."""

    block: str
    drafts: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    added: str = ""


@dataclass(frozen=True)
class CanvasScreen(Screen):
    """The canvas. `changed` is the block that was changed last; `presenting`: the grid alone, for a projector."""

    name = "canvas"
    needs_work = True
    editing: Editing | None = None
    presenting: bool = False
    templates_shown: bool = False
    changed: str | None = None

    @property
    def scene(self) -> object:
        return (self.name, self.editing.block if self.editing else None)


@dataclass(frozen=True)
class PlanScreen(ScreenToLeave):
    """The plan. `dropped` are the steps taken out since it opened: they stay in sight, however many fit better."""

    name = "plan"
    needs_work = True
    dropped: frozenset[str] = frozenset()
    more: bool = False


@dataclass(frozen=True)
class Method(Screen):
    """How the score works."""

    name = "method"


@dataclass(frozen=True)
class Invitation:
    """A workshop that this visitor has come to. `joined` is the assessment that was last asked to join it.

    `parts` are the dimensions that the workshop has time for, empty for all. `whole`: this person goes on with the
    rest.
    """

    workshop: str
    name: str
    joined: str | None = None
    parts: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True)
class Session:
    """All that the server knows of one visitor.

    `unreachable`: the store could not be asked whose work this device holds; it is asked again.
    `problem`: why the last tap could not be carried out; it lasts for one drawing.
    """

    language: str
    screen: Screen = Home()
    visit: Visit | None = None
    unreachable: KanvasError | None = None
    problem: KanvasError | None = None
    invitation: Invitation | None = None

    @property
    def assessment(self) -> Assessment:
        """The work in hand. Only screens that need work may ask."""
        assert self.visit is not None, "a screen asked for work before there was any"
        return self.visit.assessment


# Transitions of a session


def opened(session: Session, screen: type[Screen]) -> Session:
    """Another screen, as it opens. One that needs work leads a visitor without any to the beginning."""
    if screen.needs_work and session.visit is None:
        screen = Home
    return replace(session, screen=screen())


def showing(session: Session, screen: Screen) -> Session:
    """The same or another screen in a certain state."""
    return replace(session, screen=screen)


def in_language(session: Session, language: str) -> Session:
    """The language spoken from now on; it is kept with the work, for the next visit."""
    visit = session.visit
    if visit and visit.assessment.language != language:
        visit = changed(visit, visit.assessment.with_language(language))
    return replace(session, language=language, visit=visit)


def is_at_a_stop(session: Session) -> bool:
    """Whether a stop of the questions is shown, not the consent or the review."""
    visit = session.visit
    return isinstance(session.screen, Questions) and visit is not None and visit.work.position not in (CONSENT, REVIEW)


def with_visit(session: Session, visit: Visit | None) -> Session:
    """The same screen with changed work."""
    return replace(session, visit=visit)


def next_person(session: Session) -> Session:
    """A session in which nothing of the person before is left but the language and the workshop of the room."""
    invitation = replace(session.invitation, joined=None, whole=False) if session.invitation else None
    return Session(session.language, invitation=invitation)


# Transitions of a visit


def begun(started: date, language: str, content_version: str) -> Visit:
    """New work, at the question whether it may be kept."""
    return Visit(Work(Assessment(started=started, language=language, content_version=content_version), CONSENT))


def adopted(assessment: Assessment, *, finished: bool) -> Visit:
    """Work from an uploaded file. It is stored only once the person agrees."""
    return Visit(Work(assessment, CONSENT, finished))


def resumed(assessment_id: str, held: Work, work: Work, earlier: Earlier | None) -> Visit:
    """Work from the store: `held` as the store has it, `work` as this content calls things."""
    return Visit(work, Stored(assessment_id, held), earlier)


def begun_again(visit: Visit, started: date, content_version: str, new_id: str) -> Visit:
    """A follow-up: it keeps profile, canvas and plan, and asks every question anew; stored if the first one was."""
    before = visit.assessment
    fresh = Assessment(
        started=started,
        language=before.language,
        content_version=content_version,
        profile=before.profile,
        canvas_edits=before.canvas_edits,
        plan=before.plan,
    )
    storage = Agreed(new_id) if visit.has_agreed else visit.storage
    unstored = visit.has_agreed and visit.id is None
    return Visit(Work(fresh), storage, Earlier(before, visit.id, visit.earlier if unstored else None))


def ended_again(visit: Visit) -> Visit:
    """From a follow-up that was never stored back to the assessment before it."""
    assert visit.earlier is not None, "only a follow-up can be left"
    return Visit(Work(visit.earlier.assessment, REVIEW, finished=True), visit.storage, visit.earlier.earlier)


def agreed(visit: Visit, new_id: str) -> Visit:
    """The work may be kept; what is kept already stays under its own id."""
    return visit if visit.has_agreed else replace(visit, storage=Agreed(new_id))


def declined(visit: Visit) -> Visit:
    """The work may not be kept. What is stored already stays: only erasing deletes."""
    return visit if visit.has_agreed else replace(visit, storage=Declined())


def changed(visit: Visit, assessment: Assessment) -> Visit:
    """Changed work; a change of the canvas can be undone."""
    before = visit.assessment
    undo = visit.undo if assessment.canvas_edits == before.canvas_edits else (*visit.undo, before.canvas_edits)
    return replace(visit, work=replace(visit.work, assessment=assessment), undo=undo)


def undone(visit: Visit) -> Visit:
    """Without the last change of the canvas; unchanged where there is none."""
    if not visit.undo:
        return visit
    work = replace(visit.work, assessment=visit.assessment.with_edits(visit.undo[-1]))
    return replace(visit, work=work, undo=visit.undo[:-1])


def moved(visit: Visit, position: str) -> Visit:
    """At another position of the questionnaire."""
    return replace(visit, work=replace(visit.work, position=position))


def finished(visit: Visit) -> Visit:
    """At the end of the questions."""
    return replace(visit, work=replace(visit.work, finished=True))


# What the store has to do


@dataclass(frozen=True)
class Write:
    """What the store has to write in one transaction. `before` None: the work is new, and follows up `previous`.

    `tried`: works that may have been written since `before`, or not.
    """

    id: str
    before: Work | None
    after: Work
    previous: str | None = None
    tried: tuple[Work, ...] = ()


def due(visit: Visit) -> Write | None:
    """The write that is due; None where the store holds everything, or may not.

    The position is written along with the next answer. A failed write is due again at every tap.
    """
    previous = visit.earlier.stored_id if visit.earlier else None
    match visit.storage:
        case Agreed(assessment_id):
            return Write(assessment_id, None, visit.work, previous)
        case WriteFailed(assessment_id, held, tried=tried):
            return Write(assessment_id, held, visit.work, None if held else previous, tried)
        case Stored(assessment_id, held) if not _holds(held, visit.work):
            return Write(assessment_id, held, visit.work)
    return None


def written(visit: Visit, write: Write) -> Visit:
    """The store has made this write."""
    return replace(visit, storage=Stored(write.id, write.after))


def refused(visit: Visit, write: Write, reason: KanvasError) -> Visit:
    """The store did not confirm this write."""
    if reason.code == GONE:
        return replace(visit, storage=ErasedElsewhere())
    tried = write.tried if write.after in write.tried else (*write.tried, write.after)
    return replace(visit, storage=WriteFailed(write.id, write.before, reason, tried))


def settled(session: Session, make: Callable[[Write], None]) -> Session:
    """Has the write made that is due, if any, and notes what came of it. `make` raises `KanvasError` where it fails."""
    visit = session.visit
    write = due(visit) if visit else None
    if visit is None or write is None:
        return session
    try:
        make(write)
    except KanvasError as reason:
        return with_visit(session, refused(visit, write, reason))
    return with_visit(session, written(visit, write))


# The position in the questionnaire


@dataclass(frozen=True)
class Route:
    """The stops that this person passes, between the consent and the review."""

    stops: tuple[Stop, ...]
    open: tuple[str, ...]
    """The questions that have no answer yet."""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(stop.id for stop in self.stops)

    def stop(self, position: str) -> Stop | None:
        return next((stop for stop in self.stops if stop.id == position), None)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """All that is asked on the route, field by field and question by question."""
        found: list[Asked] = []
        for stop in self.stops:
            if isinstance(stop, AboutBusiness):
                found += stop.fields
            elif not isinstance(stop, Rest):
                found.append(stop)
        return tuple(found)

    def position_of(self, asked: str) -> str | None:
        """The stop at which a field or question is asked; None where it is not asked."""
        for stop in self.stops:
            if stop.id == asked or (isinstance(stop, AboutBusiness) and asked in {field.id for field in stop.fields}):
                return stop.id
        return None


def route_of(content: Content, visit: Visit, parts: tuple[str, ...] = ()) -> Route:
    """The route of the work in hand; an answer may change it. Of the dimensions only `parts`, where there are any."""
    return _route(content, visit.assessment, parts)


@worked_out_once
def _route(content: Content, assessment: Assessment, parts: tuple[str, ...]) -> Route:
    found = stops(content, assessment, parts)
    left = tuple(stop.id for stop in found if isinstance(stop, Question) and stop.id not in assessment.answers)
    return Route(found, left)


def parts_asked(content: Content, session: Session) -> tuple[str, ...]:
    """The dimensions whose questions this person gets, as long as the workshop has no time for more; empty for all.

    Who has answered something about another one gets all.
    """
    invitation, visit = session.invitation, session.visit
    if invitation is None or visit is None or invitation.whole:
        return ()
    answered = {content.dimension_of.get(name) for name in visit.assessment.answers} - {None}
    return invitation.parts if answered <= {*invitation.parts} else ()


def with_all_parts(content: Content, session: Session) -> Session:
    """Goes on with the parts that the workshop had no time for: to the first question that is open."""
    visit, invitation = session.visit, session.invitation
    assert visit is not None, "only who has answered something can go on"
    if invitation:
        session = replace(session, invitation=replace(invitation, whole=True))
    route = route_of(content, visit)
    position = route.open[0] if route.open else REVIEW
    return showing(with_visit(session, moved(visit, position)), Questions(purpose="open"))


def position_on(content: Content, route: Route, visit: Visit) -> str:
    """Where the person is: a position that is no longer on the route leads to the nearest one before it."""
    position = visit.work.position
    if position in (CONSENT, REVIEW) or position in route.ids:
        return position or route.ids[0]
    return nearest(positions(content), route.ids, position)


def resume_position(content: Content, visit: Visit) -> str:
    """Where somebody goes on who comes back: at the position stored, or after it where it is answered already.

    The store learns a position along with its answer, so the next one is where the person had gone on to.
    """
    route = route_of(content, visit)
    position = position_on(content, route, visit)
    if position in (CONSENT, REVIEW) or not _is_answered(visit.assessment, position):
        return position
    return neighbour(route.ids, position, +1) or REVIEW


def onward(route: Route, position: str, purpose: Purpose | None) -> str:
    """The position after this one: on the route, among the open questions, or the review that sent somebody here."""
    if purpose == "change":
        return REVIEW
    if purpose == "open":
        later = route.ids[route.ids.index(position) + 1 :]
        return next((name for name in later if name in route.open), REVIEW)
    return neighbour(route.ids, position, +1) or REVIEW


def first_position(route: Route, visit: Visit) -> str:
    """Where the questions begin after the consent: at the start, or at what is still open."""
    if not visit.assessment.answers:
        return route.ids[0]
    return route.open[0] if route.open else REVIEW


def _is_answered(assessment: Assessment, position: str) -> bool:
    return position in assessment.answers or bool(assessment.profile.get(position))


def _holds(held: Work, work: Work) -> bool:
    return held.assessment == work.assessment and held.finished == work.finished
