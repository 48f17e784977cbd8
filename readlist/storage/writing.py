"""One transaction is one step of the journal, written through SQLModel or in bulk.

Single papers go through the session; what it flushes is journaled by itself. Many rows go
through `insert_many`, which SQLAlchemy Core hands to the driver in one call.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Table, delete, event, inspect, select, update
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session

from readlist.models import Author, ExtraField, Paper
from readlist.models import Table as Base
from readlist.storage import journal
from readlist.storage.connect import explained
from readlist.storage.engine import open_engine
from readlist.storage.migrate import ensure_current
from readlist.storage.reader import marks

BIBLIOGRAPHIC = frozenset(
    "citation_key entry_type title authors_text editors_text author_count more_authors "
    "organization venue year date arxiv_id primary_class doi url".split()
)
"""Columns of a paper that its BibTeX entry is made of."""
_DERIVED = frozenset({"updated_at", "tags_text", "notes_text", "edited"})


class Writer:
    """What one step may do to the library."""

    def __init__(self, session: Session, recorder: journal.Recorder, now: str) -> None:
        self.session = session
        self.recorder = recorder
        self.now = now
        self.touched: set[int] = set()
        """IDs of the papers whose identity may have changed: their fingerprints are stale."""
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
        table: Table = model.__table__  # type: ignore[attr-defined]
        names = ", ".join(table.columns[name].name for name in columns)
        sql = f"INSERT INTO {table.name} ({names}) VALUES ({marks(columns)})"  # noqa: S608
        self.connection.exec_driver_sql(sql, list(rows))
        self.recorder.added(table, rows[0][0], rows[-1][0])

    def reserve(self, model: type[Base], count: int = 1) -> int:
        """The first of `count` consecutive IDs that no row of the table has or had."""
        table: Table = model.__table__  # type: ignore[attr-defined]
        first = self._next.get(table.name) or journal.next_id(self.connection, table)
        self._next[table.name] = first + count
        return first

    def update_row(self, model: type[Base], row_id: int, values: Mapping[str, Any]) -> None:
        """The row says `values`; how it was is in the journal."""
        table: Table = model.__table__  # type: ignore[attr-defined]
        self.recorder.before(table, [row_id])
        self.connection.execute(update(table).where(table.c.id == row_id).values(**values))

    def delete_rows(self, model: type[Base], ids: Sequence[int]) -> None:
        """The rows are gone; how they were is in the journal. Not for papers: `delete_paper`."""
        table: Table = model.__table__  # type: ignore[attr-defined]
        if ids:
            self.recorder.before(table, ids)
            self.connection.execute(delete(table).where(table.c.id.in_(ids)))

    def delete_paper(self, paper_id: int) -> None:
        """The paper and all that belongs to it are gone; undo brings them back.

        The children go first: what the database cascades, the journal would not see.
        """
        self.session.flush()
        for table in reversed(Base.metadata.sorted_tables):
            if table.name in journal.NOT_JOURNALED:
                continue
            for key in table.foreign_keys:
                if key.column.table.name == "paper":
                    ids = self.connection.scalars(select(table.c.id).where(key.parent == paper_id))
                    found = list(ids)
                    self.recorder.before(table, found)
                    self.connection.execute(delete(table).where(table.c.id.in_(found)))
        papers: Table = Paper.__table__  # type: ignore[attr-defined]
        self.recorder.before(papers, [paper_id])
        self.connection.execute(delete(papers).where(papers.c.id == paper_id))
        self.session.expire_all()

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
                    if isinstance(row, Author | ExtraField):
                        owner.edited = True
                        self.touched.add(row.paper_id)
        for row in (*session.dirty, *session.deleted):
            if row in session.deleted or session.is_modified(row):
                self.recorder.before(row.__table__, [row.id])

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


@contextmanager
def writing(path: Path, summary: str, now: str) -> Iterator[Writer]:
    """A step on the library at `path`, which is made or migrated first if need be.

    Committed when the block ends, rolled back whole when it raises. Database errors leave
    as LibraryError.
    """
    with explained(path):
        ensure_current(path, create=True)
        engine = open_engine(path)
        try:
            with Session(engine) as session:
                recorder = journal.Recorder(session.connection(), summary, now)
                writer = Writer(session, recorder, now)
                yield writer
                if writer.discarded:
                    session.rollback()
                else:
                    session.commit()
        finally:
            engine.dispose()
