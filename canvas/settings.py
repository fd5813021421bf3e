"""Settings from the environment; README lists them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from canvas.errors import KanvasError

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "KANVAS_"


class Settings(BaseModel):
    """Every setting has a default that works on a laptop at a workshop."""

    model_config = ConfigDict(frozen=True)

    content: Path = ROOT / "content"
    public_url: str | None = None
    database_url: str = Field(default=f"sqlite:///{ROOT / 'data' / 'kanvas.sqlite3'}", repr=False)
    """May hold a password, and so is never printed."""
    keep_days: int = Field(default=400, ge=1)
    """So long after its last use an assessment is kept: a year, for comparing then and now, and a month."""


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Reads KANVAS_ and the name of each setting; an empty one counts as not set. Raises KanvasError."""
    given = {name: value for name in Settings.model_fields if (value := environment.get(PREFIX + name.upper()))}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        name = PREFIX + str(error.errors()[0]["loc"][0]).upper()
        raise KanvasError("setting_wrong", name=name) from None  # its value may be a secret
