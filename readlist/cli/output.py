"""stdout carries data, stderr carries words for people, and neither carries escape codes
that a paper smuggled in.
"""

import os
import re
import sys
from collections.abc import Iterable
from typing import Any, TextIO

from readlist.text import printable, printable_lines

# Harmless in a file, but on a terminal they move the cursor or turn the reading direction.
_UNSAFE_IN_JSON = (
    "\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
)


def stdout() -> TextIO:
    """The stream for data, also where the caller closed it."""
    return sys.stdout if sys.stdout is not None else open(os.devnull, "w", encoding="utf-8")


def say(text: str) -> None:
    """People are told `text` on stderr."""
    if sys.stderr is not None:
        sys.stderr.write(printable_lines(text) + "\n")


def safe(text: str) -> str:
    """`text` on one line, fit for any terminal."""
    return printable(text)


def write(text: str) -> None:
    """`text`, already safe to show, is on stdout."""
    stdout().write(text)


def write_bytes(text: str) -> None:
    """`text` is on stdout as UTF-8, whatever the terminal's encoding: it is a file."""
    write_pieces([text])


def write_pieces(pieces: Iterable[str]) -> None:
    """The pieces of a file are on stdout as UTF-8, as they come."""
    stream = stdout()
    stream.flush()
    for piece in pieces:
        stream.buffer.write(piece.encode("utf-8", "replace"))
    stream.buffer.flush()


def write_json(value: Any) -> None:
    """`value` is on stdout as one JSON document, indented."""
    import json  # noqa: PLC0415  (start-up time)

    write_bytes(_safe(json.dumps(value, ensure_ascii=False, indent=2)) + "\n")


def write_json_array(values: Iterable[Any]) -> None:
    """`values` are on stdout as one JSON array, one value a line, as they come."""
    from json import JSONEncoder  # noqa: PLC0415  (start-up time)

    encode = JSONEncoder(ensure_ascii=False).encode
    lines: list[str] = []
    before = "[\n"
    for value in values:
        lines.append(before + _safe(encode(value)))
        before = ",\n"
        if len(lines) == 200:
            write_bytes("".join(lines))
            lines.clear()
    end = "\n]\n" if before == ",\n" else "[]\n"
    write_bytes("".join(lines) + end)


def is_terminal(stream: TextIO | None) -> bool:
    """Does a person sit at `stream`? None is one that the caller closed."""
    return stream is not None and stream.isatty()


def coloured() -> bool:
    """May stdout carry bold and dim? Not in a pipe, and not against NO_COLOR (no-color.org)."""
    return stdout().isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def shows(text: str) -> bool:
    """Can stdout's encoding say `text`?"""
    try:
        text.encode(stdout().encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def terminal_width() -> int:
    """The columns of the terminal, 80 where there is none."""
    from shutil import get_terminal_size  # noqa: PLC0415  (start-up time)

    return get_terminal_size((80, 24)).columns


def _safe(json_text: str) -> str:
    if json_text.isascii():
        return json_text.replace("\x7f", "\\u007f")
    return re.sub(f"[{_UNSAFE_IN_JSON}]", lambda m: f"\\u{ord(m[0]):04x}", json_text)
