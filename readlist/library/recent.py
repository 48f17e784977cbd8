"""The latest searches in a library, remembered beside no paper: losing them loses nothing."""

import contextlib
import os
import tempfile
from hashlib import sha256
from pathlib import Path

from readlist.config import state_folder
from readlist.library.library import Library

KEPT = 50
"""Searches of each library."""
_LONGEST = 4000
"""Characters of a query; the query language takes no more."""
_MOST_BYTES = 1 << 20


def searches(library: Library) -> list[str]:
    """The latest searches, the newest first; none where the file cannot be one of ours."""
    path = _file(library)
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return []
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    return _latest(text.split("\n"))


def add(library: Library, query: str) -> None:
    """The query is the newest search; the file is whole at any moment and only its owner's.

    A folder that cannot be written is no reason to stop anybody's search.
    """
    known = searches(library)
    found = _latest([query, *known])
    if found == known:
        return
    path = _file(library)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mode 600
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write("\n".join(found) + "\n")
            os.replace(name, path)
        except OSError:
            os.unlink(name)
            raise


def _latest(queries: list[str]) -> list[str]:
    """Each query once, where it stands first; what cannot have been typed is left out."""
    found = (query.strip() for query in queries if query.isprintable())
    typed = (query for query in found if query and len(query) <= _LONGEST)
    return list(dict.fromkeys(typed))[:KEPT]


def _file(library: Library) -> Path:
    place = os.fsencode(library.path.absolute())
    return state_folder() / "searches" / f"{sha256(place).hexdigest()[:16]}.txt"
