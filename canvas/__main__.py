"""`python -m canvas …`"""

import sys
from io import TextIOWrapper

_INTERRUPTED = 130  # what a shell reports of a program that Ctrl-C ended

# People type any letter, and not every console's own code has it: a console shows "?", a file gets UTF-8.
if isinstance(sys.stdout, TextIOWrapper):
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors="replace")
    else:
        sys.stdout.reconfigure(encoding="utf-8")

try:
    from canvas.cli import main

    sys.exit(main(sys.argv[1:]))
except KeyboardInterrupt:
    sys.exit(_INTERRUPTED)
