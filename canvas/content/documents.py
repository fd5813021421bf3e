"""Reads a YAML file into plain values and remembers the line of each.

Only the safe core of YAML is understood: mappings, lists, text, numbers, true/false and null. Duplicate
keys are refused (a plain YAML loader keeps the last one silently) and words such as `no` stay words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from canvas.content.problems import Problem

Step = str | int
Route = tuple[Step, ...]
DEEPEST = 30
MOST_PARTS = 100_000
"""Values of one file, however often it repeats one by an alias; the largest file of content/ has a few thousand."""

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_LONGEST_NUMBER = 18
"""Digits that any computer holds exactly; nothing in content/ is counted in more."""
_WORDS: Mapping[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, eq=False)
class Document:
    """A file's name (relative to content/), its value, and the line on which each part of it begins.

    Equal to itself only, so that what is found in it can be kept by document.
    """

    file: str
    value: object
    lines: Mapping[Route, int]

    def line(self, route: Route) -> int:
        """The line of a part, or of the nearest part around it."""
        while route and route not in self.lines:
            route = route[:-1]
        return self.lines.get(route, 1)


class UnreadableDocumentError(Exception):
    """The file is not YAML that can be used; holds the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_document(path: Path, name: str) -> Document:
    """The document in `path`. Raises `UnreadableDocumentError`."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise UnreadableDocumentError(
            Problem(name, 1, "file_unreadable", details={"reason": error.strerror})
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError(Problem(name, 1, "file_not_utf8")) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = getattr(error, "problem", None) or "?"
        raise UnreadableDocumentError(Problem(name, line, "yaml_broken", details={"reason": reason})) from error
    lines: dict[Route, int] = {}
    value = None if node is None else _value(node, (), lines, name)
    return Document(name, value, lines)


def _value(node: yaml.Node, route: Route, lines: dict[Route, int], name: str) -> object:
    lines.setdefault(route, node.start_mark.line + 1)
    if len(route) > DEEPEST:
        raise UnreadableDocumentError(Problem(name, lines[route], "yaml_too_deep"))
    if len(lines) > MOST_PARTS:
        raise UnreadableDocumentError(Problem(name, lines[route], "yaml_too_large"))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, route, lines, name)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_value(item, (*route, index), lines, name) for index, item in enumerate(node.value))
    assert isinstance(node, yaml.ScalarNode)  # the third and last kind of node
    return _scalar(node, name)


def _mapping(node: yaml.MappingNode, route: Route, lines: dict[Route, int], name: str) -> dict[str, object]:
    mapping: dict[str, object] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in mapping:
            raise UnreadableDocumentError(Problem(name, line, "key_twice", details={"key": key}))
        lines[(*route, key)] = line
        mapping[key] = _value(value_node, (*route, key), lines, name)
    return mapping


def _scalar(node: yaml.ScalarNode, name: str) -> object:
    text: str = node.value
    if node.style in ("'", '"', "|", ">"):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if not _NUMBER.fullmatch(text):
        return text
    if len(text) > _LONGEST_NUMBER:
        raise UnreadableDocumentError(Problem(name, node.start_mark.line + 1, "number_too_long"))
    return float(text) if "." in text else int(text)
