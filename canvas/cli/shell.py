"""What every command shares: the parser, and what is passed in from outside."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from canvas.content.models import Content
from canvas.errors import KanvasError, message
from canvas.i18n import Texts, texts_for
from canvas.settings import Settings
from canvas.workshop import one_line, read_day

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


@dataclass(frozen=True)
class Shell:
    """What a command needs from outside, passed in rather than looked up."""

    today: date
    settings: Settings
    asked_language: str | None
    """The language of --lang, if one was named."""

    @property
    def language(self) -> str:
        """The language of messages."""
        return self.asked_language or "id"


Command = Callable[[argparse.Namespace, Shell], int]


@dataclass(frozen=True)
class Commands:
    """Commands of one level: `python -m canvas NAME`, or `python -m canvas GROUP NAME`."""

    subparsers: Subparsers
    prefix: str = ""

    def add(self, name: str, command: Command, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        """Adds a command and returns its parser; its help is `help_NAME` (`help_GROUP_NAME`) in messages.yaml."""
        described = help_for(self.prefix + name)
        added = self.subparsers.add_parser(name, parents=[_language(), *parents], help=described, description=described)
        added.set_defaults(command=command)
        return added

    def group(self, name: str) -> Commands:
        """Adds a group whose commands are called `python -m canvas NAME COMMAND`, and returns it."""
        described = help_for(self.prefix + name)
        parser = self.subparsers.add_parser(name, help=described, description=described)
        return Commands(parser.add_subparsers(required=True, metavar="COMMAND"), f"{self.prefix}{name}_")


def program() -> tuple[argparse.ArgumentParser, Commands]:
    """The parser of `python -m canvas`, and its commands, still none."""
    parser = argparse.ArgumentParser(prog="python -m canvas", description=help_for("program"))
    return parser, Commands(parser.add_subparsers(required=True, metavar="COMMAND"))


def _language() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--lang", help=help_for("lang"))
    return parser


def help_for(name: str) -> str:
    """The help of a command or an option."""
    return message(f"help_{name}", "id")


def day(typed: str) -> date:
    """The day that an option names, as YYYY-MM-DD."""
    if (found := read_day(typed)) is None:
        raise argparse.ArgumentTypeError(message("wrong_day", "id", typed=typed))
    return found


def named(typed: str, otherwise: str) -> str:
    """The name that an option holds, on one line. Raises: KanvasError with the code `otherwise`, where it is empty."""
    if not (name := one_line(typed)):
        raise KanvasError(otherwise)
    return name


def texts_in(content: Content, language: str) -> Texts:
    """The interface's texts. Raises: KanvasError if content does not have the language."""
    if language not in content.language:
        raise KanvasError("language_not_there", found=language, known=", ".join(content.language))
    return texts_for(content, language)


def print_json(document: object) -> None:
    """Prints a document as other programs read it."""
    print(json.dumps(document, ensure_ascii=False, indent=2))
