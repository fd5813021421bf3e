"""Backup and restore of the whole store, on both databases, while people are answering.

A backup is itself a store: a SQLite file, packed with gzip. So either database restores what the other one
saved, a backup of an older schema is brought up to date by the same migrations, and gzip's checksum shows
a damaged file. Guesses of codes are not worth keeping and left out.
"""

from __future__ import annotations

import errno
import gzip
import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from psutil import pid_exists
from sqlalchemy import URL, Connection, Engine, Table, delete, func, insert, inspect, select
from sqlalchemy.exc import DBAPIError

from canvas.errors import OutputError
from canvas.store.codes import erased_hash
from canvas.store.engine import (
    in_our_words,
    keep_others_out,
    note_erasure,
    open_engine,
    reading,
    upsert,
    wipe_traces,
    writing,
)
from canvas.store.errors import StoreError
from canvas.store.migrations import migrate
from canvas.store.rows import Row
from canvas.store.tables import (
    OF_MEMBER,
    OF_WORKSHOP,
    PARTS,
    TENANTS,
    assessment,
    credential,
    erased,
    member,
    organisation,
    trainer,
    workshop,
)
from canvas.store.tallies import count_again

_BELONGING = (credential, *PARTS, *OF_MEMBER)
"""What goes where its assessment goes."""

_SAVED = (*TENANTS, workshop, *OF_WORKSHOP, assessment, *_BELONGING, erased)
_BATCH = 1000
_COPY = ".kanvas-backup-"
_GZIP = b"\x1f\x8b"
"""How a backup begins."""


def backup(engine: Engine, file: Path) -> int:
    """Writes the store as it is at this moment; returns how many assessments. An earlier backup is replaced last.

    Raises: OutputError, also where there is something else under that name: it may be the store itself.
    """
    with _writing_to(file):
        _refuse_to_replace(file)
    place = file.resolve()  # a link goes on pointing at the backup
    parent = place.parent
    _remove_leftovers(parent)
    with _writing_to(file), TemporaryDirectory(dir=parent, prefix=f"{_COPY}{os.getpid()}-") as folder:
        copy, packed = Path(folder, "store.sqlite3"), Path(folder, "packed")
        with _opened(copy) as target:
            count = _copy_all(engine, target)
        _pack(copy, packed)
        packed.replace(place)
        _flush_folder(parent)
    return count


def restore(engine: Engine, file: Path, *, into_non_empty: bool = False) -> int:
    """Brings back what a backup holds, all of it or nothing; returns how many assessments came.

    Who was erased since stays erased. Into a store that holds assessments it restores only on request: then
    those are kept which the backup does not know, and of the others the one that was used last.
    """
    with TemporaryDirectory(prefix="kanvas-restore-") as folder:
        copy = Path(folder, "store.sqlite3")
        _unpack(file, copy)
        with _reading_from(file, copy):
            _refuse_foreign(copy)
            with _opened(copy) as source:
                return _bring_back(source, engine, into_non_empty)


def _refuse_to_replace(file: Path) -> None:
    """Raises: OutputError, where a file is neither a backup nor empty."""
    if not file.exists() or file.is_dir():  # what is wrong with a folder is reported when it is written to
        return
    if file.is_file():
        with file.open("rb") as found:
            if found.read(len(_GZIP)) in (b"", _GZIP):
                return
    raise OutputError("output_no_backup", file=file)


def _remove_leftovers(folder: Path) -> None:
    """Removes half copies of backups that were killed. A copy's name holds the number of the process that makes it."""
    for copy in folder.glob(f"{_COPY}*"):
        number = copy.name.removeprefix(_COPY).partition("-")[0]
        if number.isdecimal() and not pid_exists(int(number)):
            shutil.rmtree(copy, ignore_errors=True)


def _copy_all(source_engine: Engine, target_engine: Engine) -> int:
    with reading(source_engine) as source, writing(target_engine) as target:
        for table in _SAVED:
            for batch in _batches(source_engine, source, table):
                target.execute(insert(table), batch)
        return _count(target)


def _bring_back(source_engine: Engine, engine: Engine, into_non_empty: bool) -> int:
    with reading(source_engine) as source, writing(engine) as target:
        keep_others_out(target, assessment)
        if not into_non_empty and _count(target):
            raise StoreError("store_not_empty")
        for batch in _batches(source_engine, source, erased):
            upsert(target, erased, batch)
        _delete(target, assessment, "id", _ids_of_erased(target))
        note_erasure(target)
        workshops = _bring_back_workshops(source_engine, source, target)
        wanted = _wanted(source, target)
        for table in _BELONGING:
            _delete(target, table, "assessment", wanted)
        for table, owner in ((assessment, "id"), *((table, "assessment") for table in _BELONGING)):
            for batch in _batches(source_engine, source, table):
                rows = [row for row in batch if row[owner] in wanted]
                upsert(target, table, [row for row in rows if table is not member or row["workshop"] in workshops])
    wipe_traces(engine)
    return len(wanted)


def _bring_back_workshops(source_engine: Engine, source: Connection, target: Connection) -> set[str]:
    """Brings back the workshops that the store neither has nor deleted; returns the ids of all it has then."""
    _bring_back_organisations(source_engine, source, target)
    owners, trainers = ({None, *target.execute(select(table.c.id)).scalars()} for table in TENANTS)
    known = set(target.execute(select(workshop.c.id)).scalars())
    hashes = set(target.execute(select(erased.c.id_hash)).scalars())
    rows = source.execute(select(workshop.c.id, workshop.c.organisation)).all()
    theirs = {row.id for row in rows if row.organisation in owners}
    missing = {each for each in theirs - known if erased_hash(each) not in hashes}
    for batch in _batches(source_engine, source, workshop):
        kept = [row for row in batch if row["id"] in missing]
        upsert(
            target,
            workshop,
            [row | {"trainer": row["trainer"] if row["trainer"] in trainers else None} for row in kept],
        )
    for table in OF_WORKSHOP:
        for batch in _batches(source_engine, source, table):
            upsert(target, table, [row for row in batch if row["workshop"] in missing])
    for each in sorted(missing):
        count_again(target, each)
    return known | missing


def _bring_back_organisations(source_engine: Engine, source: Connection, target: Connection) -> None:
    """Those that the store neither has nor deleted, with their trainers; a code that was ended since stays ended."""
    known = set(target.execute(select(organisation.c.id)).scalars())
    hashes = set(target.execute(select(erased.c.id_hash)).scalars())
    theirs = set(source.execute(select(organisation.c.id)).scalars())
    missing = {each for each in theirs - known if erased_hash(each) not in hashes}
    for table, owner in ((organisation, "id"), (trainer, "organisation")):
        for batch in _batches(source_engine, source, table):
            upsert(target, table, [row for row in batch if row[owner] in missing])


def _ids_of_erased(connection: Connection) -> set[str]:
    """The assessments of every person one of whose assessments was erased, here or where the backup comes from."""
    hashes = set(connection.execute(select(erased.c.id_hash)).scalars())
    rows = connection.execute(select(assessment.c.id, assessment.c.person)).all()
    persons = {person for own_id, person in rows if erased_hash(own_id) in hashes}
    return {own_id for own_id, person in rows if person in persons}


def _wanted(source: Connection, target: Connection) -> set[str]:
    """Which assessments of the backup to take: neither erased, nor used since in the store."""
    hashes = set(target.execute(select(erased.c.id_hash)).scalars())
    used = {row.id: row.updated_at for row in target.execute(select(assessment.c.id, assessment.c.updated_at))}
    rows = source.execute(select(assessment.c.id, assessment.c.person, assessment.c.updated_at)).all()
    gone = {person for own_id, person, _ in rows if erased_hash(own_id) in hashes}
    return {own_id for own_id, person, at in rows if person not in gone and (own_id not in used or used[own_id] < at)}


def _delete(connection: Connection, table: Table, column: str, values: set[str]) -> None:
    ordered = sorted(values)
    for start in range(0, len(ordered), _BATCH):
        connection.execute(delete(table).where(table.c[column].in_(ordered[start : start + _BATCH])))


def _batches(engine: Engine, connection: Connection, table: Table) -> Iterator[list[Row]]:
    """The rows of a table, a batch at a time; a fault is reported as one of the store they come from."""
    names = table.columns.keys()
    with in_our_words(engine):
        rows = connection.execute(select(table).execution_options(yield_per=_BATCH))
    while True:
        with in_our_words(engine):
            batch = rows.fetchmany(_BATCH)
        if not batch:
            return
        yield [dict(zip(names, row, strict=True)) for row in batch]


def _count(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(assessment)).scalar_one())


def _pack(copy: Path, packed: Path) -> None:
    with copy.open("rb") as source, packed.open("xb") as raw:
        packed.chmod(0o600)
        with gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=6) as target:
            shutil.copyfileobj(source, target)
        raw.flush()
        os.fsync(raw.fileno())


def _unpack(file: Path, copy: Path) -> None:
    try:
        with gzip.open(file, "rb") as source, copy.open("xb") as target:
            shutil.copyfileobj(source, target)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise StoreError("backup_damaged", file=file) from error
    except OSError as error:
        raise StoreError("input_unreadable", file=file, reason=error.strerror) from error


def _flush_folder(folder: Path) -> None:
    """Makes the new name survive a power cut, where the system can do that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _opened(copy: Path) -> Iterator[Engine]:
    """A store in a file, brought to the newest schema; whole in that file at the end."""
    engine = open_engine(_url(copy))
    try:
        migrate(engine)
        yield engine
        wipe_traces(engine)
    finally:
        engine.dispose()


def _refuse_foreign(copy: Path) -> None:
    """A SQLite file of another program is no backup."""
    engine = open_engine(_url(copy))
    try:
        with reading(engine) as connection:
            if not inspect(connection).has_table("alembic_version"):
                raise StoreError("store_damaged", store=copy)
    finally:
        engine.dispose()


def _url(copy: Path) -> URL:
    return URL.create("sqlite", database=str(copy))


@contextmanager
def _writing_to(file: Path) -> Iterator[None]:
    """Reports what hinders writing as a problem of the backup file, not of the store."""
    try:
        yield
    except OSError as error:
        raise OutputError("output_unwritable", file=file, reason=error.strerror) from error
    except StoreError as error:
        if error.code != "store_full":
            raise
        raise OutputError("output_unwritable", file=file, reason=os.strerror(errno.ENOSPC)) from error


@contextmanager
def _reading_from(file: Path, copy: Path) -> Iterator[None]:
    """Reports what is wrong with the unpacked copy as a problem of the backup file."""
    codes = {"store_damaged": "backup_damaged", "store_newer": "backup_newer"}
    try:
        yield
    except StoreError as error:
        if str(error.details.get("store")) != str(copy) or error.code not in codes:
            raise
        raise StoreError(codes[error.code], file=file) from error
    except DBAPIError as error:  # tables are missing, or hold what cannot be
        raise StoreError("backup_damaged", file=file) from error
