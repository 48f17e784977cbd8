"""One transaction is one step of the journal, written through SQLModel or in bulk.

Single papers go through the session; what it flushes is journaled by itself. Many rows go
to the driver as plain tuples: `insert_many`, `update_many`, `delete_rows`. They go there by
ID: the full-text index gathers changes as long as the IDs rise.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Table, event, inspect
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session

from readlist.errors import InputError
from readlist.models import Author, ExtraField, Note, Paper
from readlist.models import Table as Base
from readlist.storage import journal
from readlist.storage.binding import batches, marks
from readlist.storage.connect import explained
from readlist.storage.engine import filling, open_engine
from readlist.storage.fulltext import made_anew
from readlist.storage.migrate import current

BIBLIOGRAPHIC = frozenset(
    "citation_key entry_type title authors_text editors_text author_count more_authors "
    "organization venue year date arxiv_id primary_class doi url".split()
)
"""Columns of a paper that its BibTeX entry is made of."""
_DERIVED = frozenset({"updated_at", "tags_text", "notes_text", "edited"})


class Writer:
    """What one step may do to the library."""

    def __init__(self, session: Session, summary: str, now: str) -> None:
        self.session = session
        self.now = now
        self.recorder = journal.Recorder(self.driver, summary, now)
        self.touched: set[int] = set()
        """IDs of the papers whose identity may have changed: their fingerprints are stale."""
        self.reworded: set[int] = set()
        """IDs of the papers with a new note or takeaway, whose words may not be known yet."""
        self.words: Counter[bytes] = Counter()
        """Folded words of papers that came in bulk -> papers, not yet in the vocabulary."""
        self._next: dict[str, int] = {}
        self.discarded = False
        """Is the step only tried out? Then it is rolled back at its end."""
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)

    @property
    def connection(self) -> Connection:
        """The connection of the step's transaction."""
        return self.session.connection()

    @property
    def driver(self) -> sqlite3.Connection:
        """The same connection as the standard library knows it, for plain SQL reads."""
        return cast(sqlite3.Connection, self.connection.connection.dbapi_connection)

    def insert_many(
        self, model: type[Base], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """The rows, `id` their first column, are in the table and in the journal.

        Their IDs are consecutive and new, as `reserve` gives them. The driver gets plain
        tuples: binding a dictionary a row would take three times as long.
        """
        if not rows:
            return
        table = _table(model)
        sql = f"INSERT INTO {table.name} ({_named(table, columns)}) VALUES ({marks(columns)})"  # noqa: S608
        self.driver.executemany(sql, rows)
        self.recorder.added(table, rows[0][0], rows[-1][0])
        if model is Note:
            owner = columns.index("paper_id")
            self.reworded.update(row[owner] for row in rows)

    def reserve(self, model: type[Base], count: int = 1) -> int:
        """The first of `count` consecutive IDs that no row of the table has."""
        table = _table(model)
        first = self._next.get(table.name) or journal.next_id(self.driver, table)
        self._next[table.name] = first + count
        return first

    def update_many(
        self, model: type[Base], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """The rows, `id` first in each and then `columns`, say so; the journal how they were."""
        if not rows:
            return
        table = _table(model)
        _named(table, columns)
        self.recorder.before(table, [row[0] for row in rows], columns)
        sql = journal.update_sql(table.name, columns)
        self.driver.executemany(sql, [(*row[1:], row[0]) for row in sorted(rows, key=_first)])
        if model is Paper and "takeaway" in columns:
            self.reworded.update(map(_first, rows))

    def update_row(self, model: type[Base], row_id: int, values: Mapping[str, Any]) -> None:
        """The row says `values`; how it was is in the journal."""
        self.update_many(model, list(values), [(row_id, *values.values())])

    def delete_rows(self, model: type[Base], ids: Sequence[int]) -> None:
        """The rows are gone; how they were is in the journal. Not for papers: `delete_papers`."""
        table = _table(model)
        self.recorder.before(table, ids)
        self._delete(table, ids)

    def delete_papers(self, ids: Sequence[int]) -> None:
        """The papers and all that belongs to them are gone; undo brings them back.

        What belongs to them is noted first: what the database cascades, the journal would
        not see.
        """
        self.session.flush()
        for table in reversed(Base.metadata.sorted_tables):
            owners = [k.parent for k in table.foreign_keys if k.column.table.name == "paper"]
            if table.name in journal.NOT_JOURNALED or not owners:
                continue
            for batch in batches(ids):
                of_them = " OR ".join(f"{owner.name} IN ({marks(batch)})" for owner in owners)
                sql = f"SELECT id FROM {table.name} WHERE {of_them}"  # noqa: S608
                found = self.driver.execute(sql, batch * len(owners))
                self.recorder.before(table, [row_id for (row_id,) in found])
        papers = _table(Paper)
        self.recorder.before(papers, ids)
        with made_anew(self.driver, len(ids)):
            self._delete(papers, ids)
        self.session.expire_all()

    def _delete(self, table: Table, ids: Sequence[int]) -> None:
        sql = f"DELETE FROM {table.name} WHERE id = ?"  # noqa: S608  (a name from the models)
        self.driver.executemany(sql, [(row_id,) for row_id in sorted(ids)])

    def _before_flush(self, session: Session, _context: UOWTransaction, _rows: object) -> None:
        changed = [row for row in session.dirty if session.is_modified(row)]
        for row in changed:
            if isinstance(row, Paper):
                self._paper_changed(row)
        with session.no_autoflush:
            for row in (*changed, *session.deleted, *session.new):
                owner = session.get(Paper, getattr(row, "paper_id", None) or 0)
                if owner is not None:
                    owner.updated_at = self.now
                    if isinstance(row, Note):
                        self.reworded.add(row.paper_id)
                    if isinstance(row, Author | ExtraField):
                        owner.edited = True
                        self.touched.add(row.paper_id)
        ids: dict[Table, list[int]] = {}
        for row in (*session.dirty, *session.deleted):
            if row in session.deleted or session.is_modified(row):
                ids.setdefault(row.__table__, []).append(row.id)
        for table, of_table in ids.items():
            self.recorder.before(table, of_table)

    def _paper_changed(self, paper: Paper) -> None:
        changed = {a.key for a in inspect(paper).attrs if a.history.has_changes()}
        if changed & BIBLIOGRAPHIC:
            paper.edited = True
        if changed - _DERIVED:
            paper.updated_at = self.now
        if changed & (BIBLIOGRAPHIC | {"abstract"}) and paper.id is not None:
            self.touched.add(paper.id)

    def _after_flush(self, session: Session, _context: UOWTransaction) -> None:
        for row in session.new:
            self.recorder.added(row.__table__, row.id, row.id)
            table = row.__table__.name
            if table in self._next:
                # The database chose the ID, past what was reserved.
                self._next[table] = max(self._next[table], row.id + 1)
            if isinstance(row, Paper) and row.id is not None:
                self.touched.add(row.id)


def _first(row: tuple[Any, ...]) -> int:
    return int(row[0])


def _table(model: type[Base]) -> Table:
    return model.__table__  # type: ignore[attr-defined, no-any-return]


def _named(table: Table, columns: Sequence[str]) -> str:
    """The columns as SQL lists them. Raises KeyError for one that the table does not have."""
    return ", ".join(table.columns[name].name for name in columns)


@contextmanager
def writing(
    path: Path, summary: str, now: str, *, bulk: bool = False, create: bool = False
) -> Iterator[Writer]:
    """A step on the library at `path`, which is migrated first if need be.

    Committed when the block ends, rolled back whole when it raises. Database errors leave
    as LibraryError. `bulk` says that it may be very large, `create` that it makes the
    library where there is none: then there is one only once the step is committed.
    """
    with explained(path), current(path, create=create) as file:
        engine = open_engine(file)
        try:
            with filling(file) if bulk else nullcontext(), Session(engine) as session:
                writer = Writer(session, summary, now)
                yield writer
                if writer.discarded:
                    session.rollback()
                else:
                    session.flush()
                    writer.recorder.close()
                    session.commit()
        except NoResultFound as error:
            raise InputError("It is not in the library any more; nothing was changed.") from error
        finally:
            engine.dispose()
