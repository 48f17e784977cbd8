"""The list follows the query: its first papers at once, the rest while the reader looks."""

import re
from array import array
from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

from textual import events, work
from textual.binding import Binding
from textual.timer import Timer
from textual.worker import get_current_worker

from readlist.errors import ReadlistError
from readlist.library.library import Library
from readlist.storage.query.fields import FIELDS
from readlist.text import printable
from readlist.tui.remembered import Memory
from readlist.tui.screens.library_actions import LibraryActions
from readlist.tui.widgets.filter_bar import FilterBar, QueryInput
from readlist.tui.widgets.paper_list import PaperList

AT_ONCE = 0.015
"""A search as quick as this is done between two keys; slower ones go to a thread."""
PAUSE = 0.2
"""Seconds without a key, after which somebody who types a filter looks at what it found."""
AFTERWARDS = 0.03
"""Seconds from the drawing of the first papers to what takes longer."""
FIRST = 300
"""Papers looked for at once: several screens, found in bounded time."""

SMALL = 2_000
"""Papers of a library in which the first hits that are found at once are surely all."""
_ENTRY = re.compile(r"\s*@\w+\s*[{(]")
"""How a BibTeX entry begins."""
NEWEST = "added-desc"
"""The order of a list that nobody sorts."""
ORDER = re.compile(f"({'|'.join(FIELDS['sort'].values)})-(asc|desc)")


class Finding(LibraryActions):
    """A screen whose list is what a query finds; a subclass lays it out."""

    BINDINGS = [
        # With priority, letters that come in one burst with the slash are not commands.
        Binding("slash", "filter", "Filter", id="find.filter", priority=True,
                tooltip="Narrow the list while you type; a pasted line works too"),
        Binding("s", "sort", "Sort", show=False, id="find.sort", tooltip="Choose the order"),
    ]  # fmt: skip

    def __init__(self, library: Library, memory: Memory | None = None) -> None:
        super().__init__(library)
        self.memory = memory or Memory()
        """What the user has chosen about the screen."""
        self.query_text = ""
        """The query of the list as shown."""
        self._passing = ("", "")
        """The list that is sorted for the moment, as `_own` names it, and its order."""
        self.base = ""
        """The query of the view, which is listed while no filter is typed."""
        self.total = 0
        """How many papers the library has."""
        self._wanted = ""
        self.given = ""
        """What the listed papers are where no query but readlist has chosen them."""
        self._sought: int | None = None
        """The paper that the cursor goes to as soon as it is listed."""
        self._search_seconds = 0.0
        """How long the latest search took."""
        self._pause: Timer | None = None
        """At its end the rest of what a typed query finds is looked for."""

    @property
    def order(self) -> str:
        """The order that was chosen for the list as shown; empty for its own."""
        return self._order_of(self.query_text)

    @property
    def is_typing(self) -> bool:
        """Is a filter being typed?"""
        return isinstance(self.focused, QueryInput)

    @property
    def is_large(self) -> bool:
        """Has the library so many papers that all of them are listed and counted by a thread?"""
        return self.total > SMALL

    def summarise(self) -> None:
        """The head line tells what is listed."""
        raise NotImplementedError

    def nothing(self, query: str) -> str:
        """What stands in the place of the papers where the query finds none."""
        return "Nothing matches." if query.strip() else "Nothing is listed here."

    def show_query(self, query: str, *, line: int | None = None) -> None:
        """The list has what `query` finds, its first papers now. Raises QueryError.

        The cursor stays on its paper, or goes to `line`.
        """
        papers = self.query_one(PaperList)
        first = FIRST + (papers.cursor if line is None else 0)
        self._wanted = query
        self.given = ""
        ids = self.guarded(lambda: self.view.first(self._ordered(query), first), array("q"))
        self._list(query, ids, whole=self._are_all(ids, first), line=line)

    def show_given(self, what: str, ids: Sequence[int]) -> None:
        """These papers are listed until another query is."""
        self.given = what
        self._wanted = ""
        self.query_one(FilterBar).set("")
        self.query_text = ""
        self.query_one(PaperList).show(array("q", ids), line=0)
        self.summarise()

    def show_again(self) -> None:
        """The same papers are listed as they are now. Raises QueryError."""
        papers = self.query_one(PaperList)
        if self.given:
            papers.reload()
        elif self.is_large and papers.renew():
            # Which papers they are now, and in which order, takes a moment longer.
            self._wanted = self.query_text
            self.call_after_refresh(self._list_rest, self.query_text)
        else:
            self.show_query(self.query_text)

    def show_paper(self, paper_id: int) -> None:
        """The cursor stands on the paper; a filter that hides it is cleared."""
        papers = self.query_one(PaperList)
        self._sought = paper_id
        if paper_id not in papers.ids:
            self.leave_view()
            self.query_one(FilterBar).set("")
            self.show_query("", line=0)
        self._seek()
        self.set_focus(papers)

    def leave_view(self) -> None:
        """While no filter is typed, all papers are listed."""
        self.base = ""

    def _seek(self) -> None:
        papers = self.query_one(PaperList)
        if self._sought is not None and self._sought in papers.ids:
            papers.cursor = papers.ids.index(self._sought)
            self._sought = None
        elif papers.whole:
            self._sought = None

    def _ordered(self, query: str) -> str:
        # The first sort counts most: a typed one goes before the menu's, which goes before the
        # view's own.
        order = self._order_of(query)
        if not query.strip():
            return f"sort:{order} {self.base}".strip() if order else self.base
        return f"{query} sort:{order}" if order else query

    def _order_of(self, query: str) -> str:
        own = self._own(query)
        if own:
            return self._passing[1] if self._passing[0] == own else ""
        order = self.memory.now.order
        return order if ORDER.fullmatch(order) else ""

    def _own(self, query: str) -> str:
        """A name for a list that has an order of its own: a filter, or a view that is sorted."""
        if query.strip():
            return "/"
        return self.base if "sort:" in self.base else ""

    def _are_all(self, ids: "array[int]", limit: int) -> bool:
        """Are these all hits? In a large library a bounded search may miss some."""
        return len(ids) < limit and not self.is_large

    def _list(self, query: str, ids: "array[int]", *, whole: bool, line: int | None) -> None:
        papers = self.query_one(PaperList)
        if self._pause is not None:
            self._pause.stop()
        self.query_text = query
        if self._own(query) != self._passing[0]:
            self._passing = ("", "")
        papers.order = self.order
        papers.lit = self.view.sought(query)
        papers.nothing = self.nothing(query) if whole else "Looking ..."
        papers.show(ids, whole=whole, line=line)
        self.summarise()
        if not whole:
            # A thread that runs while the first papers are drawn would hold them up, and so
            # would it the next key of somebody who types.
            begin = partial(self._list_rest, query)
            self._pause = self.set_timer(PAUSE, begin) if self.is_typing else self.afterwards(begin)

    def afterwards(self, begin: Callable[[], object]) -> Timer:
        """What takes longer begins when what is listed now has been drawn."""
        timer = self.set_timer(AFTERWARDS, begin, pause=True)
        self.call_after_refresh(timer.resume)
        return timer

    @work(thread=True, exclusive=True, group="rest")
    def _list_rest(self, query: str) -> None:
        """All papers of the query are on their way; of a query given up, none."""
        worker = get_current_worker()
        try:
            ids = self.view.ids_elsewhere(self._ordered(query), lambda: worker.is_cancelled)
        except ReadlistError:
            return  # the first papers stay; the next search tells what is wrong

        def show() -> None:
            if query == self.query_text == self._wanted and not self.given:
                papers = self.query_one(PaperList)
                papers.nothing = self.nothing(query)
                papers.complete(ids)
                self._seek()
                self.summarise()
                if not ids:
                    self._nothing(query)

        if not worker.is_cancelled:
            self.app.call_from_thread(show)

    # The filter

    def action_filter(self) -> None:
        if self.total:
            self.query_one(FilterBar).open()

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        if self.given and event.query == self._wanted:
            return  # the line was emptied for the papers given
        self._wanted = event.query
        self.view.give_up()  # what an older query still looks for
        if self._search_seconds < AT_ONCE:
            self._found(event.query, *self._search(self.view.first, event.query))
        else:
            self._search_elsewhere(event.query)

    def _search(
        self, first: "Callable[[str, int], array[int]]", query: str
    ) -> "tuple[array[int], str]":
        """The query's first papers, or what is wrong with it."""
        start = monotonic()
        try:
            return first(self._ordered(query), FIRST), ""
        except ReadlistError as error:
            return array("q"), str(error)
        finally:
            self._search_seconds = monotonic() - start

    @work(thread=True, exclusive=True, group="search")
    def _search_elsewhere(self, query: str) -> None:
        """The newest query's papers are on their way; older ones are given up."""
        worker = get_current_worker()
        if worker.is_cancelled or query != self._wanted:
            return

        def first(query: str, limit: int) -> "array[int]":
            return self.view.first_elsewhere(query, limit, lambda: worker.is_cancelled)

        found = self._search(first, query)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._found, query, *found)

    def _found(self, query: str, ids: "array[int]", problem: str) -> None:
        if query != self._wanted:
            return
        bar = self.query_one(FilterBar)
        bar.problem(printable(problem), of_query=True)
        if problem:
            return  # the last good list stays
        self.given = ""
        whole = self._are_all(ids, FIRST)
        self._list(query, ids, whole=whole, line=0)
        if query.strip():
            self.query_one(PaperList).cursor = 0  # where the best are
        if whole and not ids:
            self._nothing(query)
        elif remark := self.guarded(lambda: self.view.remark(query), ""):
            bar.problem(printable(remark), of_query=True)

    def _nothing(self, query: str) -> None:
        """It is told that nothing matches, and what may have been meant is looked for."""
        if query.strip():
            self.query_one(FilterBar).problem("Nothing matches.")
            self._find_near(query)

    @work(thread=True, exclusive=True, group="search")
    def _find_near(self, query: str) -> None:
        """What the query may have meant is on its way, and is said to be a guess."""
        worker = get_current_worker()
        try:
            found = self.view.find_elsewhere(query, lambda: worker.is_cancelled)
        except ReadlistError:
            return  # that nothing matches stands there already

        def show() -> None:
            if found and found.how and query == self._wanted:
                self.given = found.said
                self._list(query, found.ids, whole=True, line=0)
                self.query_one(FilterBar).problem(printable(f"Nothing matches; {found.said}"))

        if not worker.is_cancelled:
            self.app.call_from_thread(show)

    def on_filter_bar_left(self, event: FilterBar.Left) -> None:
        bar = self.query_one(FilterBar)
        if event.cleared:
            bar.set("")
        else:
            self._remember(bar.text)
            bar.tell_problem()
        bar.close_if_empty()
        self.set_focus(self.query_one(PaperList))

    def recent_searches(self) -> list[str]:
        """The latest searches, the newest first."""
        from readlist.library import recent  # noqa: PLC0415  (start-up time)

        return recent.searches(self.library)

    def _remember(self, query: str) -> None:
        """The query is on its way to the recent searches."""

        def job() -> None:
            from readlist.library import recent  # noqa: PLC0415  (start-up time)

            recent.add(self.library, query)

        if query.strip():
            self.run_worker(job, thread=True, group="remember")

    def tag_names(self) -> list[str]:
        """The tags, the most used first."""
        return [name for name, _ in sorted(self.known_tags(), key=lambda tag: -tag[1])]

    def on_paste(self, event: events.Paste) -> None:
        """A page pasted into the list, or a file dropped on it, is imported; a line looked for."""
        from readlist.tui.widgets.path_input import dropped  # noqa: PLC0415  (start-up time)

        event.stop()
        paths = dropped(event.text)
        if paths:
            self.open_import("", paths=paths)
        elif "\n" in event.text.strip() or _ENTRY.match(event.text) or not self.total:
            self.open_import(event.text)
        elif event.text.strip():
            self.query_one(FilterBar).set(event.text.strip())

    def action_sort(self) -> None:
        from readlist.tui.screens.menu import Menu, sorts, turned  # noqa: PLC0415  (start-up time)

        if self.total:
            now = self._order_now()
            at = turned(now.partition("-")[0], now) if now else ""
            self.ask(Menu("Sort by", sorts(now), at), self._sort)

    def on_paper_list_order_wanted(self, event: PaperList.OrderWanted) -> None:
        from readlist.tui.screens.menu import turned  # noqa: PLC0415  (start-up time)

        self._sort(turned(event.order, self._order_now()))

    def _order_now(self) -> str:
        """The order of the list; empty where it is one of its own that has no other way round."""
        return self.order or ("" if self._own(self.query_text) else NEWEST)

    def _sort(self, order: str) -> None:
        """The list comes in this order; so do all others that have none of their own."""
        own = self._own(self.query_text)
        if own:
            self._passing = (own, order)
        else:
            self.memory.keep(order="" if order == NEWEST else order)
        self.show_query(self.query_text, line=0)
