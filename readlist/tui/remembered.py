"""What the user has chosen about the screen, in one small file of the state folder.

Losing it loses nothing but comfort: what cannot be read is left aside, with one sentence.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from readlist.config import state_folder

_MOST_BYTES = 1 << 16


class Remembered(NamedTuple):
    """The choices; each default stands for a choice that nobody has made."""

    theme: str = ""
    columns: tuple[str, ...] = ()
    """The columns of the list by their names, in their order; empty for the usual ones."""
    comfortable: bool = False
    """Has each paper two lines?"""
    order: str = ""
    """What `sort:` takes, such as `year-desc`; empty for the newest first."""
    sidebar: bool | None = None
    """Is the sidebar shown? None where the width decides."""
    details: bool = True
    """Are the details shown?"""
    sidebar_width: int = 26
    """In cells."""
    details_width: float = 0.375
    """The details' part of the room that the list leaves beside it, 0 to 1."""
    details_height: float = 0.4
    """Their part where they stand below the list."""


_TYPES: dict[str, type | tuple[type, ...]] = {
    "theme": str, "columns": list, "comfortable": bool, "order": str,
    "sidebar": (bool, type(None)), "details": bool, "sidebar_width": int,
    "details_width": (int, float), "details_height": (int, float),
}  # fmt: skip


class Memory:
    """The choices as they are now; a file has them when one is named."""

    def __init__(self, path: Path | None = None) -> None:
        """Read from `path` if there is such a file; without `path` nothing outlives the app."""
        self._path = path
        self._writing = Lock()
        self.complaint = ""
        """What was wrong with the file, in one sentence."""
        self.now = Remembered()
        self._written = self.now
        self.changed: Callable[[], None] = lambda: None
        """Called after each change, so that somebody has it written."""
        if path is not None:
            self._read(path)
            self._written = self.now

    def keep(self, **choices: Any) -> None:
        """These choices hold from now on."""
        now = self.now._replace(**choices)
        if now != self.now:
            self.now = now
            self.changed()

    def write(self) -> None:
        """The choices as they are now are in the file, whole at any moment. Raises OSError."""
        import json  # noqa: PLC0415  (start-up time)

        with self._writing:
            now = self.now
            if self._path is None or now == self._written:
                return
            made = {k: v for k, v in now._asdict().items() if v != _USUAL[k]}
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(prefix=f".{self._path.name}.", dir=self._path.parent)
            try:
                with open(handle, "w", encoding="utf-8", newline="\n") as file:
                    file.write(json.dumps(made, indent=2) + "\n")
                os.replace(name, self._path)
            except OSError:
                os.unlink(name)
                raise
            self._written = now

    def _read(self, path: Path) -> None:
        try:
            with open(path, "rb") as file:
                raw = file.read(_MOST_BYTES)
        except FileNotFoundError:
            return
        except OSError as error:
            self.complaint = (
                f"{path} cannot be read: {error.strerror}. The screen is the usual one."
            )
            return
        import json  # noqa: PLC0415  (start-up time)

        try:
            choices = json.loads(raw)
        except (ValueError, RecursionError):  # undecodable bytes are a ValueError, too
            choices = None
        if not isinstance(choices, dict):
            self.complaint = (
                f"{path} is not what readlist writes there; the screen is the usual one."
            )
            return
        wrong = [name for name, value in choices.items() if not _fits(name, value)]
        for name in wrong:
            del choices[name]
        if wrong:
            named = ", ".join(name[:40] for name in wrong[:5])
            self.complaint = f"{path}: {named} cannot be as it is there and is left aside."
        if "columns" in choices:
            choices["columns"] = tuple(choices["columns"])
        self.now = Remembered(**choices)


_USUAL = Remembered()._asdict()


def screen_file() -> Path:
    """Where the choices are; the file need not exist."""
    return state_folder() / "screen.json"


def _fits(name: str, value: object) -> bool:
    """May this choice have that value? What a newer readlist remembers is none of ours."""
    expected = _TYPES.get(name)
    if expected is None or not isinstance(value, expected):
        return False
    if isinstance(value, bool) and bool not in (
        expected if isinstance(expected, tuple) else (expected,)
    ):
        return False
    if isinstance(value, int | float) and not isinstance(value, bool):
        return 0 < value <= (1000 if name == "sidebar_width" else 1)
    return not isinstance(value, list) or all(isinstance(item, str) for item in value)
