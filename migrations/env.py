"""Runs the migrations on the connection that readlist hands over, or on a file named by -x.

For developers: `alembic -x library=/tmp/library.sqlite3 revision --autogenerate -m "..."`.
"""

from alembic import context
from sqlalchemy import Connection, create_engine

from readlist.models import Table


def include_name(name: str | None, kind: str, parents: object) -> bool:
    """The full-text index and its shadow tables are made by SQL, not by models."""
    return not (kind == "table" and name is not None and name.startswith("paper_fts"))


def run(connection: Connection) -> None:
    """The library on `connection` is at the revision asked for, or as it was."""
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        include_name=include_name,
        transactional_ddl=True,
        render_as_batch=False,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    run(handed_over)
else:
    path = context.get_x_argument(as_dictionary=True).get("library", "library.sqlite3")
    with create_engine(f"sqlite:///{path}").connect() as opened:
        run(opened)
        opened.commit()
