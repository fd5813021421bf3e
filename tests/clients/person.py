"""Somebody who answers, and records which answers were acknowledged as saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Answer
from canvas.content.models import Content, ProfileField
from canvas.questionnaire import Asked
from canvas.store import Assessments, Record
from tests.clients.client import GONE, Client

SAVED = ("tersimpan ✓", "saved ✓")


@dataclass
class Person:
    """Answers with a phone. Not thread-safe: one thing at a time, as people do."""

    client: Client
    content: Content
    random: Random
    acknowledged: dict[str, Answer] = field(default_factory=dict)
    """By question or field: the answer last seen beside "tersimpan ✓"."""
    trying: dict[str, Answer] = field(default_factory=dict)
    """Tapped since, and not yet seen as saved: the store may have it or not."""
    on_acknowledged: Callable[[str], None] = lambda _asked: None
    moving: bool = False
    """Whether the last tap goes to another place, and the place has not been seen yet."""

    def __post_init__(self) -> None:
        self.client.on_draw = self._look

    async def begin(self) -> None:
        """From the first screen to the first stop, with consent."""
        await self.client.open()
        await self.client.tap("start")
        await self.client.choose("q_consent", 0)
        await self.client.tap("next")

    async def step(self) -> None:
        """Answers the question and continues; at the end, from the review, it starts over."""
        if self.client.place == "review":
            await self.move(f"change_{self.content.questions[0].id}")
        else:
            await self.answer()
            await self.move("overview" if self.client.offers("finish") else "next")

    async def move(self, key: str) -> None:
        """Taps a button that leads to another place."""
        self.moving = True
        await self.client.tap(key)
        self.moving = False

    async def answer(self, option: int | None = None) -> Answer | None:
        """Answers all that is asked on this screen, differently from before; `option` by its position.

        Returns the last answer; None at a rest.
        """
        given = None
        for asked in self.asked():
            given = await self._answer(asked, option)
        return given

    async def _answer(self, asked: Asked, option: int | None) -> Answer:
        key = f"q_{asked.id}"
        if isinstance(asked, ProfileField) and asked.kind == "text":
            text = f"Sri {self.random.randrange(1_000_000)}"
            self.trying[asked.id] = text
            await self.client.type(key, text)
            return text
        ids = options_of(asked, self.sector)
        if isinstance(asked, ProfileField) or not asked.takes_several:
            before = self.acknowledged.get(asked.id)
            others = [number for number, name in enumerate(ids) if name != before]
            number = self.random.choice(others) if option is None else option
            self.trying[asked.id] = ids[number]
            await self.client.choose(key, number)
            return ids[number]
        several = [number for number, name in enumerate(ids) if name != "none"]
        numbers = sorted(self.random.sample(several, min(2, len(several))))
        chosen = tuple(ids[number] for number in numbers)
        self.trying[asked.id] = chosen
        await self.client.mark(key, *numbers)
        return chosen

    async def answer_until(self, place: str) -> None:
        while self.client.place != place:
            await self.step()

    async def answer_until_gone(self) -> None:
        """Goes on answering until the server is no longer there."""
        try:
            while True:
                await self.step()
        except GONE:
            return

    async def come_back(self, *, reload: bool) -> None:
        """To a server that is there again: by the browser's own new connection, or by loading the page afresh."""
        if reload:
            old = self.client
            self.client = Client(old.address, query=old.query, device=old.device)
            self.client.on_draw = self._look
            await self.client.open()
            await self.client.tap("go_on")
        else:
            await self.client.connect()
        self.moving = False

    @property
    def sector(self) -> str | None:
        """What this person has said their trade is."""
        found = self.trying.get("sector", self.acknowledged.get("sector"))
        return found if isinstance(found, str) else None

    def asked(self) -> list[Asked]:
        """What this screen asks: a question, one or several things about the business, or nothing at a rest."""
        everything: list[Asked] = [*self.content.profile, *self.content.questions]
        return [asked for asked in everything if self.client.offers(f"q_{asked.id}")]

    def may_be(self, question: str, stored: Answer | None) -> bool:
        """Whether the store holds what was acknowledged last, or what was tapped after that."""
        return stored in (self.acknowledged[question], self.trying.get(question, self.acknowledged[question]))

    def _look(self) -> None:
        """Notes an answer as acknowledged when one and the same drawing shows it, its screen and "tersimpan ✓"."""
        if self.moving or self.client.screen.place is None or self.client.screen.status not in SAVED:
            return
        for asked in self.asked() if self.trying else ():
            if asked.id in self.trying and self._shows(asked, self.trying[asked.id]):
                self.acknowledged[asked.id] = self.trying.pop(asked.id)
                self.on_acknowledged(asked.id)

    def _shows(self, asked: Asked, answer: Answer) -> bool:
        """Whether this is what is chosen on the screen."""
        widget = self.client.widget(f"q_{asked.id}")
        state = self.client.states.get(widget.id)
        if state is None:
            return False
        ids = options_of(asked, self.sector)
        if isinstance(answer, tuple):
            labels = {widget.options[ids.index(each)].content for each in answer}
            return labels == set(state.string_array_value.data)
        is_text = isinstance(asked, ProfileField) and asked.kind == "text"
        return state.string_value == (answer if is_text else widget.options[ids.index(answer)])


def options_of(asked: Asked, sector: str | None) -> list[str]:
    """The ids of what can be chosen in a sector, in the order shown."""
    if isinstance(asked, ProfileField):
        return [option.id for option in asked.options]
    ids = [option.id for option in asked.options_for(sector)]
    if not asked.takes_several:
        ids += [UNKNOWN] if asked.unknown else []
        ids += [NOT_APPLICABLE] if asked.not_applicable else []
    return ids


def stored_of(store: Assessments, person: Person) -> Record:
    """What the store holds of somebody, found as their own device finds it."""
    found = store.find(person.client.device)
    assert found is not None, "the device opens nothing"
    return store.read(found)


def given(stored: Record, stop: str) -> Answer | None:
    """The answer to a question, or what was said about the business."""
    return stored.assessment.answers.get(stop, stored.assessment.profile.get(stop))
