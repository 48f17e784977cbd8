"""What the library answers at once is asked by the screen, what it does not by a thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

AT_ONCE = 0.1
"""Seconds that a key may wait for an answer."""


class Promptness:
    """Whether the latest answer came at once; so, it is supposed, will the next."""

    def __init__(self) -> None:
        self.at_once = True

    @contextmanager
    def measured(self) -> Iterator[None]:
        """What is asked inside is an answer."""
        start = monotonic()
        yield
        self.at_once = monotonic() - start < AT_ONCE
