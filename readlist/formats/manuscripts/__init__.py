"""What a manuscript says about citations, line by line; nothing here opens a file."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import PurePath
from typing import cast

from readlist.errors import UnknownFormat
from readlist.formats.manuscripts.marks import EVERYTHING, Mark

__all__ = ["EVERYTHING", "READERS", "Mark", "reader_for"]

READERS: dict[str, str] = {
    ".aux": "aux",
    ".bcf": "bcf",
    ".tex": "tex",
    ".ltx": "tex",
    ".md": "markdown",
    ".markdown": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".typ": "typst",
}
"""Suffix in lower case -> the module of this package with `read(text) -> Iterator[Mark]`."""


def reader_for(name: str) -> Callable[[str], Iterator[Mark]]:
    """What reads the manuscript of this file name. Raises UnknownFormat.

    The readers raise InputError for text that cannot be such a manuscript.
    """
    module = READERS.get(PurePath(name).suffix.lower())
    if module is None:
        kinds = ", ".join(suffix for suffix in READERS if suffix not in (".ltx", ".markdown"))
        raise UnknownFormat(f"{name} is no manuscript that readlist can read. It reads {kinds}.")
    # Each manuscript needs one of them.
    found = import_module(f"readlist.formats.manuscripts.{module}")
    return cast(Callable[[str], Iterator[Mark]], found.read)
