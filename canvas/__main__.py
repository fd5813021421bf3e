"""`python -m canvas …`"""

import sys
from io import TextIOWrapper

from canvas.cli import main

if isinstance(sys.stdout, TextIOWrapper):
    sys.stdout.reconfigure(encoding="utf-8")  # people type any letter; not every console's own code has it

sys.exit(main(sys.argv[1:]))
