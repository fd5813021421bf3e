"""`python -m canvas …`"""

import sys
from io import TextIOWrapper

_INTERRUPTED = 130  # what a shell reports of a program that Ctrl-C ended

if isinstance(sys.stdout, TextIOWrapper):
    sys.stdout.reconfigure(encoding="utf-8")  # people type any letter; not every console's own code has it

try:
    from canvas.cli import main

    sys.exit(main(sys.argv[1:]))
except KeyboardInterrupt:
    sys.exit(_INTERRUPTED)
