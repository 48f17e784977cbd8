"""The way from the command to the screen: what the terminal can do is found out before.

The terminal is asked for its background while the toolkit is imported, which takes longer than
its answer.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from readlist.library.library import Library
from readlist.tui.remembered import Memory, screen_file

if TYPE_CHECKING:
    from readlist.tui.keymap import Settled

TICKS = "240"
"""Times a second at which Textual looks whether it has to draw: with its 60 a key waits longer."""
PATIENCE = 1.0
"""Seconds after which a terminal has none to give; each that there is answers long before."""
_QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
"""Which is the background (OSC 11)? And who are you (DA1)?, which every terminal answers."""
_BACKGROUND = re.compile(
    rb"\x1b\]11;rgba?:([0-9a-fA-F]+)/([0-9a-fA-F]+)/([0-9a-fA-F]+)[^\x07\x1b]*(?:\x07|\x1b\\)"
)
_IDENTITY = re.compile(rb"\x1b\[\?[0-9;]*c")
_COLOURS = 8
"""Those that ECMA-48 has; with fewer there are none worth to be told by."""
_NOT_ASKED = ("dumb", "linux", "unknown", "")
"""Terminals, by TERM, that would print the question."""


def open_screen(library: Library, *, theme: str = "", keys: "Settled | None" = None) -> None:
    """The reading list was open until the user quit.

    `theme` is the configured one; without it the one last chosen is taken, and kept; without
    that the terminal's background decides.

    Raises LibraryError, before anything is drawn, for a file that cannot serve.
    """
    os.environ.setdefault("TEXTUAL_FPS", TICKS)
    elsewhere = bool(os.environ.get("TEXTUAL_DRIVER"))
    if not elsewhere and colourless():
        # Without a colour system the toolkit would leave out bold and reverse as well.
        os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", "standard")
        os.environ.setdefault("NO_COLOR", "1")
    memory = Memory(screen_file())
    typed = b""
    if theme or memory.now.theme or elsewhere:
        from readlist.tui.app import run  # noqa: PLC0415  (start-up time)
    else:
        with asking() as question:
            from readlist.tui.app import run  # noqa: PLC0415

            question.wait()
        theme = "textual-light" if question.light else ""
        typed = question.typed
    run(library, theme=theme, keys=keys, memory=memory, typed=typed)


def colourless() -> bool:
    """Does the terminal show no colours, as its entry in the terminfo database says?"""
    term = os.environ.get("TERM", "")
    if "color" in term or os.environ.get("COLORTERM"):
        return False
    try:
        import curses  # noqa: PLC0415  (not on every platform)

        curses.setupterm(fd=1)
        return curses.tigetnum("colors") < _COLOURS
    except ImportError:
        return False
    except curses.error:  # a terminal that the database does not know
        return term == "dumb"


class Question:
    """What the terminal has answered so far."""

    def __init__(self, input_: int | None) -> None:
        """From the file descriptor `input_`; None where nobody is asked."""
        self._input = input_
        self._end = monotonic() + PATIENCE
        self._answer = b""

    @property
    def light(self) -> bool:
        """Is the background light? Not where that is unknown."""
        found = _BACKGROUND.search(self._answer)
        if found is None:
            return False
        red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
        return bool(0.299 * red + 0.587 * green + 0.114 * blue > 0.5)  # BT.601, luma

    @property
    def typed(self) -> bytes:
        """What the user has typed meanwhile."""
        return _IDENTITY.sub(b"", _BACKGROUND.sub(b"", self._answer))

    def wait(self) -> None:
        """The terminal has answered, or has nothing to say."""
        import select  # noqa: PLC0415  (start-up time)

        while self._input is not None and not _IDENTITY.search(self._answer):
            ready, _, _ = select.select([self._input], [], [], max(0, self._end - monotonic()))
            more = os.read(self._input, 1024) if ready else b""
            if not more:
                return
            self._answer += more


@contextmanager
def asking() -> Iterator[Question]:
    """The terminal is asked, if there is one, and its answer is not echoed inside the block."""
    term = os.environ.get("TERM", "")
    try:
        import termios  # noqa: PLC0415  (not on every platform)

        input_, output = sys.__stdin__, sys.__stdout__
        asked = input_ and output and input_.isatty() and output.isatty() and term not in _NOT_ASKED
        fd = input_.fileno() if input_ and asked else None
        before = termios.tcgetattr(fd) if fd is not None else []
    except (ImportError, OSError, ValueError, termios.error):
        fd = None
    if fd is None or output is None:
        yield Question(None)
        return
    silent = [*before]
    silent[3] = before[3] & ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(fd, termios.TCSANOW, silent)
    try:
        os.write(output.fileno(), _QUESTION)
        yield Question(fd)
    finally:
        termios.tcsetattr(fd, termios.TCSANOW, before)
