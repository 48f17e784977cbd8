"""A text goes to the user's own editor and comes back; what was typed there is never lost."""

import contextlib
import os
import shlex
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from readlist.errors import InputError, ReadlistError


@contextmanager
def edited(text: str, suffix: str, environment: Mapping[str, str] = os.environ) -> Iterator[str]:
    """Inside, what the user made of `text` in $VISUAL, else $EDITOR, as a file of that suffix.

    Only the user can read the file. It is gone afterwards; but if the block raises, and
    something was typed and not all of it deleted, it stays, and a ReadlistError says where.
    Raises InputError where there is no editor, and where it fails.
    """
    command = _command(environment)
    path = _file(text, suffix)
    done = False
    try:
        _run(command, path)
        after = _read(path)
        yield after
        done = True
    except ReadlistError as error:
        if not _nothing_written(path, text):
            error.args = (f"{error} What you wrote is in {path}.", *error.args[1:])
        raise
    finally:
        if done or _nothing_written(path, text):
            with contextlib.suppress(OSError):
                path.unlink()


def _command(environment: Mapping[str, str]) -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environment.get(name, ""))
        except ValueError as error:
            raise InputError(f"${name} cannot be read as a command: {error}.") from error
        if words:
            return words
    raise InputError("No editor is set; name one, for example: export EDITOR=nano")


def _file(text: str, suffix: str) -> Path:
    try:
        handle, name = tempfile.mkstemp(prefix="readlist-", suffix=suffix)  # mode 600
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise InputError(f"No file to edit could be made: {error.strerror or error}.") from error
    return Path(name)


def _run(command: list[str], path: Path) -> None:
    try:
        process = subprocess.Popen([*command, str(path)])
    except OSError as error:
        raise InputError(
            f"The editor {command[0]} could not be started: {error.strerror or error}."
        ) from error
    with _interrupts_are_the_editors():
        status = process.wait()
    if status:
        raise InputError(f"The editor {command[0]} failed (status {status}); nothing was changed.")


@contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Control-C reaches every program on the terminal; only the editor knows what it means."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _read(path: Path) -> str:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError as error:
        raise InputError("The editor left no file; nothing was changed.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("What the editor left is no UTF-8 text; nothing was changed.") from error


def _nothing_written(path: Path, text: str) -> bool:
    """Is there nothing in the file but what was there before, or white space?"""
    try:
        found = path.read_bytes()
        return found == text.encode("utf-8") or not found.strip()
    except FileNotFoundError:
        return True
    except OSError:
        return False
