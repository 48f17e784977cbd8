"""Views: what is listed while nothing is typed, each at one key."""

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from textual import work
from textual.binding import Binding
from textual.worker import get_current_worker

from readlist.errors import QueryError, ReadlistError
from readlist.library.library import Library
from readlist.storage.views import View
from readlist.text import printable
from readlist.tui.remembered import Memory
from readlist.tui.screens.proposing import Proposing
from readlist.tui.view import Standing
from readlist.tui.widgets.filter_bar import FilterBar
from readlist.tui.widgets.paper_list import PaperList
from readlist.tui.widgets.sidebar import Sidebar, Way

_NO_FURTHER = (
    "It can go no further: {paper.later} and {paper.earlier} move a queued paper among those "
    "of its priority."
)
_NO_FILTER = (
    "Type a filter first: {find.filter} and what you look for. "
    "Then {find.save_view} saves it as a view."
)


class BuiltIn(NamedTuple):
    """A view that every library has."""

    name: str
    query: str
    digit: str


HOME = BuiltIn("Next", "is:reading,queued sort:status-desc sort:queue", "1")
"""What to read next: what is in your hands, then the queue."""
INBOX = BuiltIn("Inbox", "is:inbox", "2")
ALL = BuiltIn("All", "", "0")
BUILT_IN = (
    HOME,
    INBOX,
    BuiltIn("Reading", "is:reading", "3"),
    BuiltIn("Read", "is:read,skimmed", "4"),
    ALL,
)
_EMPTY = {
    HOME.query: "Nothing is queued or being read. 2 shows the inbox, {find.next} what to "
    "read next.",
    INBOX.query: "The inbox is empty. 1 shows what to read next, {library.import} takes in papers.",
}


class Viewing(Proposing):
    """A screen that goes from view to view. A saved view goes before a built-in one's digit."""

    BINDINGS = [
        *(
            Binding(digit, f"open_slot({digit})", "View", show=False, id="find.view",
                    tooltip="A view: 1 next, 2 inbox, 3 reading, 4 read, 0 all, or a saved one")
            for digit in "1234567890"
        ),
        Binding("K", "reorder(-1)", "Earlier in the queue", show=False, id="paper.earlier",
                tooltip="Move the queued papers up the queue"),
        Binding("J", "reorder(1)", "Later in the queue", show=False, id="paper.later",
                tooltip="Move the queued papers down the queue"),
        Binding("b", "save_view", "Save view", show=False, id="find.save_view",
                tooltip="Save the filter as a view with a name and a digit"),
        Binding("f,number_sign", "go_to", "Go to", id="find.go_to",
                tooltip="Go to any view or tag by a few letters of its name"),
    ]  # fmt: skip

    def __init__(self, library: Library, memory: Memory | None = None) -> None:
        super().__init__(library, memory)
        self.view_name = ALL.name
        self.standing = Standing()

    def nothing(self, query: str) -> str:
        """An empty view says where there is something."""
        if query.strip():
            return super().nothing(query)
        return self.with_keys(
            _EMPTY.get(self.base, f"{super().nothing(query)} 0 shows all papers, 2 the inbox.")
        )

    def leave_view(self) -> None:
        super().leave_view()
        self.view_name = ALL.name
        self.show_ways()

    def open_view(self, name: str, query: str) -> None:
        """The view is listed; a filter typed later searches all papers, Esc comes back here."""
        try:
            self.guarded(lambda: self.view.first(query, 1), array("q"))
        except QueryError as error:
            self.tell(f"The view {name} cannot be listed: {error}", error=True)
            return
        self.base, self.view_name = query, name
        bar = self.query_one(FilterBar)
        self.given = ""
        bar.set("")
        self.show_query("", line=0)
        self.show_ways()
        if self.total:
            self.set_focus(self.query_one(PaperList))

    def saved_views(self) -> list[View]:
        """The views that the user has saved."""
        none: list[View] = []
        return self.guarded(self.view.views, none)

    def action_open_slot(self, digit: int) -> None:
        for view in self.saved_views():
            if view.slot == digit:
                self.open_view(view.name, view.query)
                return
        for built_in in BUILT_IN:
            if built_in.digit == str(digit):
                self.open_view(built_in.name, built_in.query)
                return
        self.tell(
            self.with_keys(f"No view opens at {digit}. {{find.save_view}} saves the filter as one.")
        )

    def action_inbox(self) -> None:
        self.open_view(INBOX.name, INBOX.query)

    def action_save_view(self) -> None:
        from readlist.tui.screens.save_view import NewView, SaveView  # noqa: PLC0415  (start-up)

        query = self.query_text.strip()
        if not query or self.given:
            self.tell(self.with_keys(_NO_FILTER))
            return
        if self.order:
            query = f"{query} sort:{self.order}"
        taken = {view.slot for view in self.saved_views()} | {int(b.digit) for b in BUILT_IN}
        free = next((str(slot) for slot in range(5, 10) if slot not in taken), "")

        def save(new: NewView) -> None:
            def job() -> str:
                from readlist.library import views  # noqa: PLC0415  (start-up time)

                return views.save(self.library, new.name, query, new.slot).name

            def said(name: str) -> str:
                at = "" if new.slot is None else f"; {new.slot} opens it"
                return f"Saved the view {printable(name)}{at}{self.undoable}"

            self.write(job, said)

        self.ask(SaveView(printable(query), free), save)

    def action_reorder(self, by: int) -> None:
        ids = [row.id for row in self.targets()]

        def job() -> int:
            from readlist.library import queueing  # noqa: PLC0415  (start-up time)

            return queueing.move(self.library, ids, by)

        if ids:
            self.write(job, lambda n: "" if n else self.with_keys(_NO_FURTHER))

    def on_sidebar_opened(self, event: Sidebar.Opened) -> None:
        self._go(event.way)

    def _go(self, way: Way) -> None:
        self.open_view(way.name or way.label, way.query or "")

    def action_go_to(self) -> None:
        from readlist.tui.screens.go_to import GoTo  # noqa: PLC0415  (start-up time)

        standing = self.guarded(
            lambda: self.view.standing(_COUNTED, ways=not self.is_large), self.standing
        )
        papers = _carried(standing)
        tags = [Way(f"#{name}", _tagged(name), "", papers[name]) for name, _ in standing.tags]
        self.ask(GoTo([*_views(standing), *tags], self.base), self._go)

    def count(self) -> None:
        """The library is counted again; of a large one the figures follow."""
        shown = self.query_one(Sidebar).display
        queries = _COUNTED if shown else (INBOX.query,)
        if self.is_large and self.library.exists():
            self._count_elsewhere(queries, shown)
        else:
            self.stands(self.guarded(lambda: self.view.standing(queries, ways=shown), Standing()))

    @work(thread=True, exclusive=True, group="count")
    def _count_elsewhere(self, queries: Sequence[str], ways: bool) -> None:
        """The figures are on their way."""
        worker = get_current_worker()
        try:
            standing = self.view.standing_elsewhere(queries, ways=ways)
        except ReadlistError:
            return  # whoever reads the list tells what is wrong
        if not worker.is_cancelled:
            self.app.call_from_thread(self.stands, standing)

    def stands(self, standing: Standing) -> None:
        """The screen shows these figures."""
        self.standing, self.total = standing, standing.total
        self.show_ways()

    def show_ways(self) -> None:
        """The sidebar, where it is shown, has the views and tags as they were last counted."""
        sidebar = self.query_one(Sidebar)
        if not sidebar.display:
            return
        ways = _views(self.standing)
        if len(ways) > len(BUILT_IN):
            ways[len(BUILT_IN) : len(BUILT_IN)] = [Way("", None), Way(" Views", None)]
        if self.standing.tags:
            ways += [Way("", None), Way(" Tags", None), *_tree(self.standing)]
        sidebar.show(ways, self.base)


_COUNTED = tuple(view.query for view in BUILT_IN)


def _views(standing: Standing) -> list[Way]:
    """The built-in views, then the saved ones."""
    taken = {view.slot for view in standing.views}
    ways = [
        Way(name, query, "" if int(digit) in taken else digit, standing.papers.get(query))
        for name, query, digit in BUILT_IN
    ]
    for view in standing.views:
        slot = "" if view.slot is None else str(view.slot)
        ways.append(Way(view.name, view.query, slot, standing.papers.get(view.query)))
    return ways


def _tagged(name: str) -> str:
    """What lists the papers with the tag, or with one below it."""
    return f'tag:"{name}"'


def _carried(standing: Standing) -> dict[str, int | None]:
    """Tag or level -> the papers that carry it or one below it; None where nobody has counted."""
    papers: dict[str, int | None] = dict(standing.tags)
    for name, _ in standing.tags:
        levels = name.split("/")
        for depth in range(1, len(levels)):
            above = "/".join(levels[:depth])
            papers[above] = None if standing.trees is None else standing.trees.get(above)
    return papers


def _tree(standing: Standing) -> list[Way]:
    """The tags, each below the one it belongs to; a level that is no tag itself stands too."""
    ways: list[Way] = []
    for name, papers in sorted(_carried(standing).items(), key=_levels):
        above, _, label = name.rpartition("/")
        depth = above.count("/") + 1 if above else 0
        ways.append(Way(label, _tagged(name), "", papers, depth, f"#{name}"))
    return ways


def _levels(tag: tuple[str, int | None]) -> list[str]:
    return tag[0].casefold().split("/")
