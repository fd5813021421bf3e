"""`python -m canvas …`"""

import gc
import signal
import sys
from io import TextIOWrapper
from types import FrameType

_INTERRUPTED = 130  # what a shell reports of a program that Ctrl-C ended
_ENDED = ("SIGTERM", "SIGHUP")  # by the system, or because its window was closed


def _end(number: int, _frame: FrameType | None) -> None:
    """Ends the program as an error would, so that nothing half-made is left behind."""
    sys.exit(128 + number)


for name in _ENDED:
    if hasattr(signal, name):  # Windows has fewer
        signal.signal(getattr(signal, name), _end)

# People type any letter, and not every console's own code has it: a console shows "?", a file gets UTF-8.
if isinstance(sys.stdout, TextIOWrapper):
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors="replace")
    else:
        sys.stdout.reconfigure(encoding="utf-8")

gc.disable()  # nothing that is loaded is garbage, and looking for it again and again takes a quarter of the time

try:
    from canvas.cli import main

    gc.enable()
    sys.exit(main(sys.argv[1:]))
except KeyboardInterrupt:
    sys.exit(_INTERRUPTED)
