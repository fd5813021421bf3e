"""The catalogue of messages and the code that uses it know the same codes."""

import ast
from collections.abc import Iterator
from functools import cache
from string import Formatter

import yaml

from canvas.errors import AnswersFileError, KanvasError, message
from tests.builders import ROOT

CATALOGUE = yaml.load((ROOT / "canvas" / "messages.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
CODE_ARGUMENT = {
    "KanvasError": 0,
    "AnswersFileError": 0,
    "OutputError": 0,
    "message": 0,
    "problem": 1,
    "Problem": 2,
    "_at": 2,
}
"""Where the functions that take a code take it."""


@cache
def nodes() -> tuple[ast.AST, ...]:
    """Everything in the trees of the program's files."""
    files = [*(ROOT / "canvas").rglob("*.py"), ROOT / "app.py"]
    return tuple(node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))


def strings() -> set[str]:
    return {node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def named_codes() -> Iterator[str]:
    for node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CODE_ARGUMENT:
            position = CODE_ARGUMENT[node.func.id]
            code = node.args[position] if len(node.args) > position else None
            if isinstance(code, ast.Constant):
                yield code.value


def slots(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_message_is_in_both_languages_with_the_same_slots() -> None:
    for code, texts in CATALOGUE.items():
        assert set(texts) == {"id", "en"}, code
        assert slots(texts["id"]) == slots(texts["en"]), code
        assert all(text == text.strip() and "\n" not in text for text in texts.values()), code


def test_every_code_that_is_used_has_a_message() -> None:
    assert sorted(set(named_codes()) - CATALOGUE.keys()) == []


def test_every_message_is_used() -> None:
    written = strings()
    kinds = ("doubt", "help", "kind", "paper", "report", "scan", "state")
    used = written | {f"{kind}_{name}" for kind in kinds for name in written}
    used |= {key for key in CATALOGUE if key.startswith("help_") and {*key.split("_", 2)[1:]} <= written}
    used |= {f"report_{name}_about" for name in written}
    assert sorted(CATALOGUE.keys() - used) == []


def test_an_error_speaks_both_languages() -> None:
    error = AnswersFileError("answers_key_twice", key="plan")
    assert isinstance(error, KanvasError)
    assert error.in_language("id") == "Kunci 'plan' tertulis dua kali. Hapus salah satu."
    assert error.in_language("en") == str(error) == "The key 'plan' appears twice. Remove one."


def test_a_language_without_messages_falls_back_to_bahasa_indonesia() -> None:
    assert message("answers_key_twice", "jv", key="x") == message("answers_key_twice", "id", key="x")
