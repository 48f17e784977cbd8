"""Something outside changes, and once it has come to rest that is told, once."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from pathlib import Path


def watch(
    look: Callable[[], Hashable], *, since: Hashable, rest: Callable[[], int] = lambda: 1
) -> Iterator[bool]:
    """One look at each step: is there a change that has been at rest for `rest()` looks?

    `since` is the look that changes are counted from. Who steps decides how long to wait in
    between.
    """
    told = seen = since
    quiet = 0
    while True:
        now = look()
        quiet = quiet + 1 if now == seen else 0
        seen = now
        ready = seen != told and quiet >= rest()
        if ready:
            told = seen
        yield ready


def stamps(paths: Sequence[Path]) -> tuple[tuple[int, int, int] | None, ...]:
    """When each file was last written, its size and which file it is; None for one not there."""
    return tuple(_stamp(path) for path in paths)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
