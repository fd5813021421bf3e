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
    from canvas import address  # noqa: PLC0415 (importing them takes longer than other commands)
    from canvas.server import listening  # noqa: PLC0415 (as above)

    languages = (shell.asked_language,) if shell.asked_language in _LANGUAGES else _LANGUAGES
    with listening.open_listener(options.address, options.port) as listener:
        port = listener.getsockname()[1]

        def announce() -> None:
            if shell.settings.log_format == "json":
                return  # a machine reads what is printed
            if options.address == _EVERY_NETWORK or shell.settings.public_url:
                print_addresses(address.public_addresses(shell.settings, port), languages)
            here = "localhost" if options.address == _EVERY_NETWORK else options.address
            _print("address_here", languages, address=f"http://{here}:{port}")
            _print("address_how_to_stop", languages)
            sys.stdout.flush()

        with suppress(KeyboardInterrupt):  # the documented way to stop
            listening.serve(listener, on_ready=announce, settings=shell.settings)
    return 0


def print_addresses(addresses: list[str], languages: tuple[str, ...]) -> None:
    """Prints the addresses for phones, best first, and the QR code of the best one; what to do where there is none."""
    if not addresses:
        _print("address_none", languages)
        return
    best, *others = addresses
    _print("address", languages, address=best)
    print_qr_code(best)
    if others:
        _print("address_others", languages, addresses=", ".join(others))


def _print(code: str, languages: tuple[str, ...], **details: object) -> None:
    for language in languages:
        print(message(code, language, **details))


def print_qr_code(address: str) -> None:
    """Prints a QR code in half blocks; twice as large, by background colours, on a console that has no half blocks."""
    try:
        "▀▄█".encode(sys.stdout.encoding)
        compact = True
    except UnicodeEncodeError:
        compact = False
    segno.make(address, error="m").terminal(compact=compact)


def _port(typed: str) -> int:
    if not typed.isdecimal() or int(typed) > _LARGEST_PORT:
        raise argparse.ArgumentTypeError(message("wrong_port", "id", typed=typed, largest=_LARGEST_PORT))
    return int(typed)
