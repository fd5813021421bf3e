"""The canvas read as sentences, in the owner's words: what a small screen shows of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from canvas.content.models import Block
from canvas.note_ids import answer_of
from canvas.prefill import Canvas, Note


@dataclass(frozen=True)
class Sentence:
    """A block read aloud: how it begins, its most telling note, and the others; `later` comes with the plan.

    The only block of a hand needs no beginning: the heading above it says it.
    """

    block: Block
    lead: str
    words: str
    others: tuple[str, ...]
    later: tuple[str, ...]


@dataclass(frozen=True)
class Sentences:
    """The sentences in the order in which they are said, then what is good, what is still heavy, and the rest."""

    said: tuple[Sentence, ...]
    good: tuple[Sentence, ...]
    heavy: tuple[Sentence, ...]
    rest: tuple[Sentence, ...]

    @property
    def every(self) -> tuple[Sentence, ...]:
        return (*self.said, *self.good, *self.heavy, *self.rest)


def sentences(
    canvas: Canvas, language: str, named: Collection[str], pressing: Collection[tuple[str, str]] = ()
) -> Sentences:
    """Every block of the canvas as a sentence in a language.

    `named` are the questions that are answered with names, of goods or of people: only those, and what the owner wrote,
    can stand in the middle of a sentence, as in "I sell *crisps* to *neighbours*". `pressing` are the answers, as
    question and option, that the step to begin with responds to: what they say is not left for later.
    """
    blocks = canvas.template.blocks
    said = sorted((block for block in blocks if block.lead), key=lambda block: block.lead.order if block.lead else 0)

    def of(chosen: Sequence[Block]) -> tuple[Sentence, ...]:
        alone = len(chosen) == 1 and chosen[0].hand is not None
        return tuple(
            _sentence(block, _in_order(canvas.notes[block.id], pressing), language, named, titled=not alone)
            for block in chosen
        )

    return Sentences(
        said=of(said),
        good=of([block for block in blocks if block.hand == "good"]),
        heavy=of([block for block in blocks if block.hand == "heavy"]),
        rest=of([block for block in blocks if not block.lead and not block.hand]),
    )


def _sentence(block: Block, notes: Sequence[Note], language: str, named: Collection[str], *, titled: bool) -> Sentence:
    """A block's notes, the most telling first, as one sentence and what is said beside it."""
    lead = block.lead.words[language] if block.lead else f"{block.name[language]}:" if titled else ""
    present = [note for note in notes if note.kind != "next"]
    later = tuple(note.text for note in notes if note.kind == "next")
    goes_on = bool(lead) and not lead.endswith(":")
    first = next((note for note in present if not goes_on or note.kind == "mine" or note.origin in named), None)
    words = first.text if first else ""
    others = tuple(note.text for note in present if note is not first)
    return Sentence(block, lead, _within(words) if goes_on else words, others, later)


def _in_order(notes: Sequence[Note], pressing: Collection[tuple[str, str]]) -> list[Note]:
    """What the owner wrote comes first: nothing says it better; then what the step to begin with responds to."""

    def is_pressing(note: Note) -> bool:
        question, option = answer_of(note.id)
        return any(question == name and option in ("", chosen) for name, chosen in pressing)

    return sorted(notes, key=lambda note: (note.kind != "mine", not is_pressing(note)))


def _within(text: str) -> str:
    """A note as the middle of a sentence: with a small first letter, unless the word is an abbreviation."""
    first = text.split(" ", maxsplit=1)[0]
    return text if first[1:2].isupper() or not first[:1].isalpha() else text[:1].lower() + text[1:]
