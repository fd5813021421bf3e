"""The grammar of the ids of notes on the canvas, in one place.

    answer:<question>/<block>             what an answer says
    answer:<question>.<option>/<block>    the same where several options speak at once
    step:<step>/<block>                   what a chosen step says
    step:<step>.result/<block>            what the owner worked out with the calculator of a step
    mine:<number>                         what the owner wrote

An id names where a note comes from and the block it speaks in, not the option chosen, so that an edit or a deletion
holds whatever is answered later.
"""

from __future__ import annotations

PATTERN = r"^(mine:[0-9]{1,9}|(answer|step):[a-z0-9_+.-]+/[a-z0-9_+-]+)$"
"""A regular expression that every id matches."""


def answer_note(question: str, block: str, option: str | None = None) -> str:
    """The id of what an answer says in a block."""
    return f"answer:{question}.{option}/{block}" if option else f"answer:{question}/{block}"


def step_note(step: str, block: str) -> str:
    """The id of what a step says in a block."""
    return f"step:{step}/{block}"


def result_note(step: str, block: str) -> str:
    """The id of the result of a step's calculator."""
    return f"step:{step}.result/{block}"


def own_note(number: int) -> str:
    """The id of a note that the owner wrote."""
    return f"mine:{number}"


def origin_of(note_id: str) -> str:
    """The id of the question or step that a note came from; empty for the owner's own."""
    kind, _, rest = note_id.partition(":")
    return "" if kind == "mine" else rest.partition("/")[0].partition(".")[0]


def answer_of(note_id: str) -> tuple[str, str]:
    """The question and the option of a note that an answer wrote.

    The option is empty where only one option speaks at a time, both are where no answer wrote the note.
    """
    kind, _, rest = note_id.partition(":")
    question, _, option = rest.partition("/")[0].partition(".")
    return (question, option) if kind == "answer" else ("", "")
