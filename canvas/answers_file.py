"""The answers file: what the app downloads, takes back, and the command line reads.

A file is refused whole or taken whole. Every refusal is an `AnswersFileError` whose sentence names what is
wrong and where. One made with older content is read as today's content calls things. `note` is a remark for
people who open the file; nothing reads it.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from canvas.assessment import (
    LONGEST_TEXT,
    LONGEST_TEXTS,
    MOST_EDITS,
    Answer,
    Assessment,
    CanvasEdit,
    PlannedStep,
)
from canvas.content.models import Content
from canvas.errors import AnswersFileError
from canvas.migration import migrate
from canvas.note_ids import PATTERN
from canvas.questionnaire import accepts

FORMAT = 1
LARGEST = 1_000_000
"""Bytes; a full file has about 5,000."""

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""Of dates in a file: what every calendar and date field takes."""

_NoteId = Annotated[
    str,
    StringConstraints(pattern=PATTERN, max_length=200),
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Edit(_Part):
    note: _NoteId
    block: str
    text: str | None


class _Planned(_Part):
    step: str
    due: date
    who: str = ""
    done: date | None = None


class _File(_Part):
    format: Literal[1]
    note: str = ""
    content_version: str = ""
    language: str = "id"
    started: date | None = None
    profile: dict[str, str] = {}
    answers: dict[str, str | tuple[str, ...]] = {}
    canvas_edits: tuple[_Edit, ...] = ()
    plan: tuple[_Planned, ...] = ()


def read_answers(data: bytes, content: Content, today: date) -> Assessment:
    """The assessment in a file. `today` replaces a missing `started`. Raises `AnswersFileError`."""
    try:
        file = _file(_document(data))
    except RecursionError as error:
        raise AnswersFileError("answers_not_usable") from error
    assessment = Assessment(
        started=file.started or today,
        language=file.language,
        content_version=file.content_version,
        profile={name: printable(value) for name, value in file.profile.items()},
        answers=file.answers,
        canvas_edits=tuple(
            CanvasEdit(edit.note, edit.block, None if edit.text is None else printable(edit.text))
            for edit in file.canvas_edits
        ),
        plan=tuple(
            PlannedStep(planned.step, planned.due, printable(planned.who), planned.done) for planned in file.plan
        ),
    )
    _check_limits(assessment)
    _check_named_once(assessment)
    assessment = migrate(content, assessment)
    _check_against(content, assessment)
    return assessment


def write_answers(assessment: Assessment) -> bytes:
    """The file of an assessment; `read_answers` returns the same assessment."""
    document = {
        "format": FORMAT,
        "content_version": assessment.content_version,
        "language": assessment.language,
        "started": assessment.started.isoformat(),
        "profile": dict(assessment.profile),
        "answers": dict(assessment.answers),
        "canvas_edits": [asdict(edit) for edit in assessment.canvas_edits],
        "plan": [_planned_document(planned) for planned in assessment.plan],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8")


def _planned_document(planned: PlannedStep) -> dict[str, str]:
    """Only a step that is done has `done`."""
    document = {"step": planned.step, "due": planned.due.isoformat(), "who": planned.who}
    return {**document, "done": planned.done.isoformat()} if planned.done else document


def printable(text: str) -> str:
    """The text without what no screen or paper can show: control characters and halves of characters."""
    whole = _whole(text).replace("\r\n", "\n")
    return "".join(letter for letter in whole if letter in "\n\t" or unicodedata.category(letter) != "Cc")


def _whole(text: str) -> str:
    """Halves of characters (lone surrogates) put together or replaced, so that the text is Unicode."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _document(data: bytes) -> dict[str, object]:
    if len(data) > LARGEST:
        raise AnswersFileError("answers_too_large", size=len(data), largest=LARGEST)
    try:
        document = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_without_duplicates)
    except UnicodeDecodeError as error:
        raise AnswersFileError("answers_not_utf8") from error
    except json.JSONDecodeError as error:
        raise AnswersFileError("answers_not_json", line=error.lineno, column=error.colno) from error
    except ValueError as error:
        raise AnswersFileError("answers_not_usable") from error
    if not isinstance(document, dict):
        raise AnswersFileError("answers_not_an_object")
    version = document.get("format")
    if version is None:
        raise AnswersFileError("answers_without_format", known=FORMAT)
    if version != FORMAT or isinstance(version, bool):
        raise AnswersFileError("answers_other_format", found=_brief(str(version)), known=FORMAT)
    return document


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    document: dict[str, object] = {}
    for key, value in pairs:
        if key in document:
            raise AnswersFileError("answers_key_twice", key=_brief(key))
        document[key] = value
    return document


def _file(document: dict[str, object]) -> _File:
    # Validated as JSON, not as Python values, because strict JSON knows dates and lists.
    try:
        return _File.model_validate_json(_whole(json.dumps(document, ensure_ascii=False)))
    except ValidationError as error:
        raise _first_problem(error) from error


def _first_problem(error: ValidationError) -> AnswersFileError:
    detail = error.errors()[0]
    where = ".".join(_brief(str(step)) for step in detail["loc"] if step not in ("str", "tuple[str, ...]"))
    codes = {
        "extra_forbidden": "answers_key_unknown",
        "missing": "answers_key_missing",
        "json_invalid": "answers_not_usable",
    }
    code = codes.get(detail["type"], "answers_wrong_type")
    if detail["type"].startswith("date"):
        code = "answers_not_a_date"
    return AnswersFileError(code, where=where)


def _brief(text: str) -> str:
    """A name from the file, fit for one line."""
    return " ".join(printable(text).split())[:40]


def _check_limits(assessment: Assessment) -> None:
    """Dates, texts and counts that no screen, calendar or paper can hold. Raises `AnswersFileError` for the first."""
    dates = {"started": assessment.started}
    texts = {f"profile.{_brief(name)}": value for name, value in assessment.profile.items()}
    for index, edit in enumerate(assessment.canvas_edits):
        texts[f"canvas_edits.{index}.text"] = edit.text or ""
    for index, planned in enumerate(assessment.plan):
        texts[f"plan.{index}.who"] = planned.who
        dates[f"plan.{index}.due"] = planned.due
        dates[f"plan.{index}.done"] = planned.done or planned.due
    for where, day in dates.items():
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise AnswersFileError("answers_date_out_of_range", where=where, first=FIRST_YEAR, last=LAST_YEAR)
    for where, text in texts.items():
        if len(text) > LONGEST_TEXT:
            raise AnswersFileError("answers_text_too_long", where=where, length=len(text), longest=LONGEST_TEXT)
    if (length := sum(map(len, texts.values()))) > LONGEST_TEXTS:
        raise AnswersFileError("answers_texts_too_long", length=length, longest=LONGEST_TEXTS)
    if (found := len(assessment.canvas_edits)) > MOST_EDITS:
        raise AnswersFileError("answers_too_many_edits", found=found, most=MOST_EDITS)


def _check_named_once(assessment: Assessment) -> None:
    """Notes and steps that the file names twice. Raises `AnswersFileError` for the first."""
    _check_once("canvas_edits", [edit.note for edit in assessment.canvas_edits])
    _check_once("plan", [planned.step for planned in assessment.plan])


def _check_against(content: Content, assessment: Assessment) -> None:
    """Ids that this content does not know. Raises `AnswersFileError` for the first."""
    if assessment.language not in content.language:
        raise AnswersFileError("answers_unknown_language", found=_brief(assessment.language))
    for name, value in assessment.profile.items():
        field = content.field.get(name)
        if field is None:
            raise AnswersFileError("answers_unknown_field", field=_brief(name))
        if field.kind == "choice" and value and field.option(value) is None:
            raise AnswersFileError("answers_unknown_option", where=f"profile.{name}", found=_brief(value))
    for name, answer in assessment.answers.items():
        _check_answer(content, name, answer)
    for index, edit in enumerate(assessment.canvas_edits):
        if all(edit.block not in template.home_of for template in content.templates):
            raise AnswersFileError("answers_unknown_block", where=f"canvas_edits.{index}", found=_brief(edit.block))
    for index, planned in enumerate(assessment.plan):
        if planned.step not in content.recommendation:
            raise AnswersFileError("answers_unknown_step", where=f"plan.{index}", found=_brief(planned.step))


def _check_once(where: str, names: Iterable[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise AnswersFileError("answers_named_twice", where=where, found=_brief(name))


def _check_answer(content: Content, name: str, answer: Answer) -> None:
    question, where = content.question.get(name), f"answers.{_brief(name)}"
    if question is None:
        raise AnswersFileError("answers_unknown_question", question=_brief(name))
    if accepts(question, answer):
        return
    if isinstance(answer, str):
        code = "answers_unknown_option" if question.is_ladder else "answers_list_expected"
        raise AnswersFileError(code, where=where, found=_brief(answer))
    if question.is_ladder:
        raise AnswersFileError("answers_one_expected", where=where)
    for option in answer:
        if question.option(option) is None:
            raise AnswersFileError("answers_unknown_option", where=where, found=_brief(option))
    _check_once(where, answer)
