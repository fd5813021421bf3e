"""What must hold before the first visitor comes."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from canvas import services
from canvas.content import ContentError
from canvas.errors import LANGUAGES, KanvasError, in_every_language, message
from canvas.services import Services


def services_or_exit(environment: Mapping[str, str]) -> Services:
    """Opens the services of this process; ends it with every problem where a setting, content or store is unusable."""
    try:
        opened = services.open_services(environment)
    except (KanvasError, ContentError) as error:
        sys.exit(in_every_language("start_refused", error))
    services.use(opened)
    if opened.settings.trainer_code is None:
        for language in LANGUAGES:
            print(message("trainer_code_made", language, code=opened.trainer_code), flush=True)  # noqa: T201 (read at the console)
    return opened
