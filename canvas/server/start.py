"""What must hold before the first visitor comes."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from canvas.content import ContentError, load
from canvas.errors import KanvasError, message
from canvas.server import LANGUAGES
from canvas.settings import Settings, settings_from
from canvas.store import open_store


def settings_or_exit(environment: Mapping[str, str]) -> Settings:
    """The settings; or the end of the start, with every problem told: a setting, content/ or the store is unusable."""
    try:
        settings = settings_from(environment)
        load(settings.content)
        open_store(settings.database_url).dispose()
    except (KanvasError, ContentError) as error:
        sys.exit(told("start_refused", error))
    return settings


def told(code: str, error: KanvasError | ContentError) -> str:
    """A sentence and every problem, in both languages, for whoever watches the server."""
    return "\n".join(f"{message(code, language)}\n{error.in_language(language)}" for language in LANGUAGES)
