"""Small libraries to work on, with a clock that goes on by a second at each look."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from readlist.library.intake import Source, import_sources
from readlist.library.library import Library
from readlist.library.report import Report

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    seconds = count()
    return Library(
        tmp_path / "library.sqlite3", clock=lambda: NOW + timedelta(seconds=next(seconds))
    )


@pytest.fixture
def take(library: Library) -> Callable[..., Report]:
    """Imports texts: `take("page.txt", text)` or `take(("a.txt", a), ("b.txt", b))`."""

    def run(*sources: tuple[str, str] | str, as_of: date | None = None) -> Report:
        if isinstance(sources[0], str):
            sources = ((sources[0], str(sources[1])),)
        listed = [Source(name, text.encode()) for name, text in sources]  # type: ignore[misc]
        return run_to_end(import_sources(library, listed, as_of=as_of))

    return run


def run_to_end(steps) -> Report:  # type: ignore[no-untyped-def]
    """The report at the end of an import."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
