"""Coming back to work that was begun elsewhere."""

from __future__ import annotations

from canvas.answers_file import read_answers
from canvas.questionnaire import first_unanswered
from canvas.ui import state


def open_file(upload_id: str, data: bytes) -> None:
    """Takes over the work in an uploaded file, once an upload. Raises `AnswersFileError`; nothing changes then."""
    if state.flag("opened") == upload_id:
        return
    content = state.content()
    found = read_answers(data, content, state.today())
    state.adopt(found)
    state.set_flag("opened", upload_id)
    unanswered = first_unanswered(content, found)
    if unanswered is None:
        state.finish()
    state.go_to(unanswered.id if unanswered else state.REVIEW)
