"""Where phones find the app: printed with a QR code before the server starts.

python -m canvas.server.address --port 8501
"""

from __future__ import annotations

import argparse
import os
import socket
import sys

import segno

from canvas.errors import message
from canvas.server import LANGUAGES
from canvas.server.start import settings_or_exit
from canvas.settings import Settings

_THIS_MACHINE = "127.0.0.1"
# Connecting a datagram socket sends nothing; it only asks the system which of our addresses it would use.
_SOMEWHERE_ON_A_PRIVATE_NETWORK = ("10.255.255.255", 1)


def main(arguments: list[str]) -> int:
    """Prints the address in both languages and as a QR code to scan from the screen."""
    parser = argparse.ArgumentParser(prog="python -m canvas.server.address", description=message("help_address", "id"))
    parser.add_argument("--port", type=int, default=8501, help=message("help_port", "id"))
    address = public_address(settings_or_exit(os.environ), parser.parse_args(arguments).port)
    for language in LANGUAGES:
        print(message("address", language, address=address))
    segno.make(address, error="m").terminal(compact=True)
    for language in LANGUAGES:
        print(message("address_how_to_stop", language))
    sys.stdout.flush()
    return 0


def public_address(settings: Settings, port: int) -> str:
    """The address that phones open: as set in KANVAS_PUBLIC_URL, or else this machine's on the local network."""
    return settings.public_url or f"http://{lan_address()}:{port}"


def lan_address() -> str:
    """This machine's address on the local network, found without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_SOMEWHERE_ON_A_PRIVATE_NETWORK)
        except OSError:
            return _THIS_MACHINE
        found: str = probe.getsockname()[0]
        return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
