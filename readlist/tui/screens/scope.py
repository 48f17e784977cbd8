"""Papers that can be exported together, under a name to choose them by."""

from typing import NamedTuple


class Scope(NamedTuple):
    """Some papers to export."""

    label: str
    ids: list[int] | None
    """None is the whole library."""
