"""Settings from the environment; README lists them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "KANVAS_"


class Settings(BaseModel):
    """Every setting has a default that works on a laptop at a workshop."""

    model_config = ConfigDict(frozen=True)

    content: Path = ROOT / "content"
    public_url: str | None = None


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Reads KANVAS_CONTENT and KANVAS_PUBLIC_URL; an empty one counts as not set."""
    given = {name: value for name in Settings.model_fields if (value := environment.get(PREFIX + name.upper()))}
    return Settings.model_validate(given)
