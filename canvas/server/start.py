"""What must hold before the first visitor comes."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from canvas.content import ContentError, load
from canvas.errors import KanvasError, message
from canvas.server import LANGUAGES
from canvas.settings import Settings, settings_from


def settings_or_exit(environment: Mapping[str, str]) -> Settings:
    """The settings; or the end of the start, when one is wrong or content/ cannot be used, with every problem told."""
    try:
        settings = settings_from(environment)
        load(settings.content)
    except (KanvasError, ContentError) as error:
        told = [f"{message('start_refused', language)}\n{error.in_language(language)}" for language in LANGUAGES]
        sys.exit("\n".join(told))
    return settings
