"""The command that starts the app and shows where phones find it."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress

import segno

from canvas.cli.shell import Commands, Shell, help_for
from canvas.errors import message

_EVERY_NETWORK = "0.0.0.0"
_LARGEST_PORT = 65535
_LANGUAGES = ("id", "en")


def add_commands(commands: Commands) -> None:
    """Adds `run`."""
    run = commands.add("run", run_command)
    run.add_argument("--port", type=_port, default=8501, metavar="N", help=help_for("port"))
    run.add_argument("--address", default=_EVERY_NETWORK, help=help_for("run_address"))


def run_command(options: argparse.Namespace, shell: Shell) -> int:
    """Serves the app until Ctrl-C; prints its addresses and one QR code when phones can connect."""
    from canvas.server import address, listening  # noqa: PLC0415 (importing them takes longer than other commands)

    languages = (shell.asked_language,) if shell.asked_language in _LANGUAGES else _LANGUAGES
    with listening.open_listener(options.address, options.port) as listener:
        port = listener.getsockname()[1]

        def announce() -> None:
            everywhere = options.address == _EVERY_NETWORK
            found = address.public_addresses(shell.settings, port) if everywhere or shell.settings.public_url else []
            here = f"http://{'localhost' if everywhere else options.address}:{port}"
            print_addresses(found, here, languages)

        with suppress(KeyboardInterrupt):  # the documented way to stop
            listening.serve(listener, on_ready=announce)
    return 0


def print_addresses(for_phones: list[str], here: str, languages: tuple[str, ...]) -> None:
    """Prints the addresses for phones, best first, the QR code of the best one, this machine's, and how to stop."""

    def say(code: str, **details: object) -> None:
        for language in languages:
            print(message(code, language, **details))

    if for_phones:
        best, *others = for_phones
        say("address", address=best)
        print_qr_code(best)
        if others:
            say("address_others", addresses=", ".join(others))
    else:
        say("address_none")
    say("address_here", address=here)
    say("address_how_to_stop")
    sys.stdout.flush()


def print_qr_code(address: str) -> None:
    """Prints a QR code in half blocks; twice as large, by background colours, on a console that has no half blocks."""
    try:
        "▀▄█".encode(sys.stdout.encoding)
        compact = True
    except UnicodeEncodeError:
        compact = False
    segno.make(address, error="m").terminal(compact=compact)


def _port(typed: str) -> int:
    port = int(typed)
    if not 0 <= port <= _LARGEST_PORT:
        raise ValueError(typed)
    return port
