"""Settings from the environment; README lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from canvas.errors import KanvasError

ROOT = Path(__file__).resolve().parent.parent
PREPARED = ROOT / ".prepared"
"""Files that were made from others, so that the start and the first visit are quicker. They may be deleted."""
PREFIX = "KANVAS_"
LONGEST_TRAINER_CODE = 60
"""Characters that its field takes."""
_LEAST_OF_TRAINER_CODE = 6
_HOST = re.compile(r"[\w.-]*\w|[0-9a-f:.]+")
_PATH = re.compile(r"(/[\w.~-]+)*/*")


class Settings(BaseModel):
    """Every setting has a default that works on a laptop at a workshop."""

    model_config = ConfigDict(frozen=True)

    content: Path = ROOT / "content"
    public_url: str | None = None
    """Where phones find the app: scheme, host, port, and the path that a proxy serves it under; no slash at the end."""
    database_url: str = Field(default=f"sqlite:///{ROOT / 'data' / 'kanvas.sqlite3'}", repr=False)
    """May hold a password, and so is never printed."""
    keep_days: int = Field(default=400, ge=1, le=36_500)
    """So long after its last use an assessment is kept: a year, for comparing then and now, and a month."""
    trainer_code: str | None = Field(default=None, repr=False, max_length=LONGEST_TRAINER_CODE)
    """Opens workshops; letters and digits of it count. Unset, a new one is made and printed at each start."""
    organisation: str | None = None
    """The code of the organisation whose workshops the command line sees; unset, those of no organisation."""
    time_zone: str = "Asia/Jakarta"
    """Days are those of the people, not those of the server."""

    # Several replicas on one PostgreSQL: docs/operations.md
    read_database_url: str | None = Field(default=None, repr=False)
    """A standby of the database, read for walls and exports."""
    database_pooler: Literal["auto", "yes", "no"] = "auto"
    """Whether a pooler such as PgBouncer is between this process and PostgreSQL."""
    database_connections: int = Field(default=30, ge=2, le=1000)
    """The most connections of this process to the database."""
    cookie_secret: str | None = Field(default=None, repr=False, min_length=32)
    """Signs what a browser returns; the same for all replicas. Unset, each start makes its own."""
    drain_seconds: int = Field(default=0, ge=0, le=3600)
    """So long open sessions go on after SIGTERM."""
    metrics: tuple[str, int] | None = None
    """Address and port where /metrics is served; on none of its own it is not served."""
    log_format: Literal["text", "json"] = "text"

    @field_validator("time_zone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, OSError, ValueError) as error:  # not found is a KeyError, a folder an OSError
            raise ValueError from error  # without the name: it may be no text
        return name

    @field_validator("trainer_code")
    @classmethod
    def _has_letters(cls, code: str | None) -> str | None:
        """Of signs alone nothing would be left to compare, and everybody would be a trainer."""
        if code is not None and sum(map(str.isalnum, code)) < _LEAST_OF_TRAINER_CODE:
            raise ValueError
        return code

    @field_validator("metrics", mode="before")
    @classmethod
    def _address_and_port(cls, typed: object) -> object:
        """From ADDRESS:PORT; an IPv6 address is in brackets."""
        if not isinstance(typed, str):
            return typed
        parts = urlsplit(f"//{typed}")
        if not parts.hostname or not parts.port or parts.netloc != typed or parts.username is not None:
            raise ValueError
        return parts.hostname, parts.port

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @field_validator("public_url")
    @classmethod
    def _one_form(cls, typed: str | None) -> str | None:
        return None if typed is None else _web_address(typed)

    @property
    def base_path(self) -> str:
        """The path that a proxy serves the app under, such as "/kanvas"; "" for none."""
        return urlsplit(self.public_url or "").path


def _web_address(typed: str) -> str:
    """A web address in one form. Raises: ValueError if it is none, or names more than a place."""
    parts = urlsplit(typed)
    port = "" if parts.port is None else f":{parts.port}"
    host = parts.hostname or ""
    extra = parts.query or parts.fragment or parts.username is not None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or extra or not _PATH.fullmatch(parts.path):
        raise ValueError
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{parts.path.rstrip('/')}"


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Reads KANVAS_ and the name of each setting; an empty or blank one counts as not set. Raises KanvasError."""
    values = {name: environment.get(PREFIX + name.upper(), "").strip() for name in Settings.model_fields}
    given = {name: value for name, value in values.items() if value}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        if name == "public_url":
            raise KanvasError("public_url_wrong") from None
        raise KanvasError("setting_wrong", name=PREFIX + name.upper()) from None  # its value may be a secret
