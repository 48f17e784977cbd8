"""Two files to look around in: one listing page, one bibliography, about 60 real papers.

Titles, authors, venues and years are facts; the summaries are our own words. Two papers
stand in both files, so that the first look shows how papers met twice become one.
"""

from importlib.resources import files as resources
from importlib.resources.abc import Traversable

NAMES = ("listing.txt", "library.bib")
"""In the order of a first visit: what was met on a page, then what is already cited."""


def files() -> tuple[Traversable, ...]:
    """The sample files, readable also where the package is no plain folder."""
    folder = resources(__package__)
    return tuple(folder / name for name in NAMES)
