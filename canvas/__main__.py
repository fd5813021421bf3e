"""`python -m canvas …`"""

import gc
import os
import signal
import sys
from io import TextIOWrapper
from pathlib import Path
from types import FrameType

_INTERRUPTED = 130  # what a shell reports of a program that Ctrl-C ended
_ENDED = ("SIGTERM", "SIGHUP")  # by the system, or because its window was closed


def _end(number: int, _frame: FrameType | None) -> None:
    """Ends the program as an error would, so that nothing half-made is left behind."""
    sys.exit(128 + number)


for name in _ENDED:
    if hasattr(signal, name):  # Windows has fewer
        signal.signal(getattr(signal, name), _end)

if sys.stdout is None:  # closed, as by a service that starts this program
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open as long as the program)

# People type any letter, and not every console's own code has it: a console shows "?", a file gets UTF-8.
# The name of a file may be no letters at all: what is none is written as \udcff.
if isinstance(sys.stdout, TextIOWrapper):
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors="replace")
    else:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")

gc.disable()  # nothing that is loaded is garbage, and looking for it again and again takes a quarter of the time

try:
    from canvas.cli import main

    gc.enable()
    sys.exit(main(sys.argv[1:]))
except KeyboardInterrupt:
    sys.exit(_INTERRUPTED)
