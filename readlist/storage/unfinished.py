"""A folder for a library that is being made; whoever is killed at it leaves nothing for ever."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from tempfile import TemporaryDirectory

_CLAIM = "being-made"
"""A file that its process holds a lock on (flock(2)), and the system takes back from a dead one."""
_OF_SQLITE = ("", "-wal", "-shm", "-journal")
"""What the names of the files of one library end in."""


@contextmanager
def unfinished(place: Path) -> Iterator[Path]:
    """A folder of its own beside `place`, gone at the end of the block.

    What earlier ones left whose process is gone is cleared away before: a folder that is claimed
    by nobody and holds nothing but the claim and the files of a library of that name.
    """
    prefix = f"{place.name}-unfinished-"
    for folder in place.parent.glob(f"{escape(prefix)}*"):
        with suppress(OSError):  # it stays
            _clear(folder, {_CLAIM, *(f"{place.name}{end}" for end in _OF_SQLITE)})
    with TemporaryDirectory(prefix=prefix, dir=place.parent) as made:
        claim = Path(made) / _CLAIM
        handle = os.open(claim, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        claimed = _claimed(handle)
        if not claimed:  # where there are no such locks, nobody may clear it away
            os.close(handle)
            claim.unlink()
        try:
            yield Path(made)
        finally:
            if claimed:
                os.close(handle)


def _clear(folder: Path, known: set[str]) -> None:
    if folder.is_symlink() or not folder.is_dir():
        return
    names = os.listdir(folder)
    if _CLAIM not in names or not known.issuperset(names):
        return
    handle = os.open(folder / _CLAIM, os.O_RDWR)
    try:
        if _claimed(handle):
            for name in sorted(names, key=_CLAIM.__eq__):  # the claim goes last
                (folder / name).unlink()
            folder.rmdir()
    finally:
        os.close(handle)


def _claimed(handle: int) -> bool:
    """Is the lock on the file ours now?"""
    try:
        import fcntl  # noqa: PLC0415  (not on every platform)

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True
