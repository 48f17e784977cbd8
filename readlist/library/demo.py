"""The sample library, so that a newcomer has something to look at."""

from collections.abc import Generator

from readlist import sample
from readlist.library.intake import Source, import_sources
from readlist.library.library import Library
from readlist.library.report import Progress, Report


def load(library: Library) -> Generator[Progress, None, Report]:
    """The sample listing and bibliography are in the library, as one step."""
    sources = [Source(file.name, file.read_bytes()) for file in sample.files()]
    return (yield from import_sources(library, sources))
