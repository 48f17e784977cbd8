"""A library file of any known revision is brought to the current one, wholly or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from readlist.errors import LibraryBusy, MissingLibrary
from readlist.storage.connect import HEAD, explained, revision
from readlist.storage.unfinished import unfinished


def migrations_folder() -> Path:
    """Where the migrations are: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "migrations"
    return installed if installed.is_dir() else package.parent / "migrations"


def ensure_current(path: Path, *, create: bool) -> None:
    """The library at `path` exists and has the current schema.

    With `create` a missing file is made, else MissingLibrary is raised. Alembic, half a
    second of start-up, is imported only where there is something to do.
    """
    try:
        found = revision(path)
    except MissingLibrary:
        if not create:
            raise
        found = ""
    if found == HEAD:
        return
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        migrate(path, HEAD)


@contextmanager
def current(path: Path, *, create: bool) -> Iterator[Path]:
    """The file to write to, of the current schema, is the library at `path`.

    With `create`, a library that is missing is made beside its place, and takes it when the
    block ends: it appears whole, or not at all when the block raises. Else MissingLibrary.
    """
    if path.exists() or not create:
        ensure_current(path, create=False)
        yield path
        return
    place = path.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    with unfinished(place) as folder:
        made = folder / place.name
        ensure_current(made, create=True)
        yield made
        try:
            os.link(made, place)  # a link never takes the place of another file
        except FileExistsError as error:
            raise LibraryBusy(
                f"Another program has made {path} meanwhile; it was left alone. Try again."
            ) from error
        except OSError:  # not every file system knows links
            made.rename(place)


def migrate(path: Path, target: str, *, down: bool = False) -> None:
    """The library at `path` is at revision `target`; on any error it is as it was."""
    from alembic import command  # noqa: PLC0415  (start-up time)
    from alembic.config import Config  # noqa: PLC0415

    from readlist.storage.engine import open_engine  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    engine = open_engine(path)
    try:
        with engine.connect() as connection:
            # Neither pragma can be set inside a transaction. Foreign keys stay off while tables
            # are rebuilt: dropping a parent would empty its children.
            driver = connection.connection.dbapi_connection
            assert driver is not None
            for pragma in ("journal_mode = WAL", "foreign_keys = OFF"):
                driver.cursor().execute(f"PRAGMA {pragma}")
            with connection.begin():
                config.attributes["connection"] = connection
                (command.downgrade if down else command.upgrade)(config, target)
    finally:
        engine.dispose()
