"""Values are bound to a statement, as many at a time as SQLite takes."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

_T = TypeVar("_T")
_BATCH = 500
"""IDs bound in one statement; SQLite's oldest limit is 999."""


def batches(ids: Sequence[_T]) -> Iterator[list[_T]]:
    """`ids` in lists short enough for one statement."""
    for start in range(0, len(ids), _BATCH):
        yield list(ids[start : start + _BATCH])


def marks(values: Sequence[object]) -> str:
    """As many `?` as there are values, separated by commas."""
    return ",".join("?" * len(values))
