"""Ids of older content (migrations.yaml)."""

from __future__ import annotations

from canvas.content.models.base import Frozen


class Renamed(Frozen):
    """Ids of older content: what they are called now."""

    renamed: dict[str, str] = {}

    @property
    def gone(self) -> tuple[str, ...]:
        """Ids that mean nothing any more."""
        return ()

    def today(self, identifier: str) -> str | None:
        """What an id of any earlier content is called now; None if it is gone."""
        while identifier in self.renamed:
            identifier = self.renamed[identifier]
        return None if identifier in self.gone else identifier


class Moved(Renamed):
    """Ids of older content that have another name now, or are gone."""

    removed: tuple[str, ...] = ()

    @property
    def gone(self) -> tuple[str, ...]:
        return self.removed


class MovedWithOptions(Moved):
    """The same for things with options; an old option without a new one is asked again."""

    options: dict[str, dict[str, str | None]] = {}

    def option_today(self, owner: str, option: str) -> str | None:
        """What an option of a question or field is called now; None if it is gone."""
        moved = self.options.get(owner, {})
        found: str | None = option
        while found in moved:
            found = moved[found]
        return found


class Migrations(Frozen):
    """migrations.yaml: what was called otherwise when older answers were given."""

    questions: MovedWithOptions = MovedWithOptions()
    profile: MovedWithOptions = MovedWithOptions()
    answers: dict[str, dict[str, dict[str, str]]] = {}
    """Old question → old answer → what it says today: question → answer. What it does not say is open."""
    steps: Moved = Moved()
    blocks: Renamed = Renamed()
