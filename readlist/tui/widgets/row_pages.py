"""What a list shows of its papers, read a page at a time as they are seen."""

from array import array
from collections.abc import Callable, Iterable, Sequence, Set
from itertools import chain
from typing import Any, NamedTuple

from readlist.storage.reader import Row
from readlist.tui.promptness import Promptness

PAGE = 50
"""Rows read at once."""
PAGES = 24
"""Pages kept: enough for every screen and a scroll back."""

Fetch = Callable[[Sequence[int]], list[Row]]


class Wish(NamedTuple):
    """A page that somebody else is to read, since the library takes its time."""

    number: int
    ids: "array[int]"


class RowPages:
    """The pages of a list of papers seen last."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._pages: dict[int, dict[int, Row]] = {}
        self._wanted: set[int] = set()
        """The pages to be read by somebody else."""
        self.ids: array[int] = array("q")
        self.promptness = Promptness()

    def begin(self, ids: "array[int]") -> None:
        """The list has these papers, of which nothing is known yet."""
        self.ids = ids
        self._pages.clear()
        self._wanted.clear()

    def go_on(self, ids: "array[int]") -> None:
        """The list has these papers; of those that stand where they stood all is known."""
        self._pages = {
            number: page
            for number, page in self._pages.items()
            if _slice(ids, number) == _slice(self.ids, number)
        }
        self.ids = ids

    def row(self, index: int) -> Row | None:
        """The paper on a line; None if it is awaited, or has vanished since the list was made."""
        number = index // PAGE
        page = self._pages.pop(number, None)
        if page is None:
            if not self.promptness.at_once:
                self._wanted.add(number)
                return None
            with self.promptness.measured():
                rows = self._fetch(_slice(self.ids, number))
            page = {row.id: row for row in rows}
        self._keep(number, page)
        return page.get(self.ids[index])

    def known(self) -> Iterable[Row]:
        """The papers of the pages that are kept."""
        return chain.from_iterable(page.values() for page in self._pages.values())

    def is_awaited(self, index: int) -> bool:
        """Is somebody else to read the paper on this line, of which nothing is known yet?"""
        number = index // PAGE
        return number in self._wanted and number not in self._pages

    def replace(self, ids: Set[int], **values: Any) -> None:
        """The papers say so until they are read anew."""
        for page in self._pages.values():
            for paper_id in page.keys() & ids:
                page[paper_id] = page[paper_id]._replace(**values)

    def forget(self) -> None:
        """All is read anew when it is seen."""
        self._pages.clear()

    def want(self, lines: range) -> None:
        """These lines are to be read anew by somebody else, and stay as they are until then."""
        seen = set(_numbers(lines))
        self._pages = {number: page for number, page in self._pages.items() if number in seen}
        self._wanted |= seen

    def wish(self, lines: range) -> Wish | None:
        """What is to be read next; only what is on these lines is still wanted."""
        self._wanted.intersection_update(_numbers(lines))
        for number in sorted(self._wanted):
            return Wish(number, _slice(self.ids, number))
        return None

    def take(self, wish: Wish, rows: Sequence[Row]) -> bool:
        """The page has been read; is it still that of the list?"""
        self._wanted.discard(wish.number)
        if _slice(self.ids, wish.number) != wish.ids:
            return False
        self._keep(wish.number, {row.id: row for row in rows})
        return True

    def _keep(self, number: int, page: dict[int, Row]) -> None:
        self._pages.pop(number, None)
        while len(self._pages) >= PAGES:
            del self._pages[next(iter(self._pages))]
        self._pages[number] = page


def _numbers(lines: range) -> Iterable[int]:
    return range(lines.start // PAGE, (lines.stop - 1) // PAGE + 1) if lines else ()


def _slice(ids: "array[int]", number: int) -> "array[int]":
    """The papers of a page."""
    return ids[number * PAGE : (number + 1) * PAGE]
