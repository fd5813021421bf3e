"""Which workshops there still are: one that is being deleted is gone for everybody, whatever is left of its rows."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists

from canvas.store.tables import organisation, workshop


def is_visible() -> ColumnElement[bool]:
    """Neither the workshop nor its organisation is being deleted."""
    going = exists().where(organisation.c.id == workshop.c.organisation, organisation.c.deleting)
    return and_(~workshop.c.deleting, ~going)
