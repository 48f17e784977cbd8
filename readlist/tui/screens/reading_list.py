"""The main screen: the list, the paper at its cursor, and the filter that narrows it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.dom import DOMNode
from textual.timer import Timer
from textual.worker import get_current_worker

from readlist.errors import QueryError, ReadlistError
from readlist.library.library import Library
from readlist.storage.reader import Row
from readlist.text import printable
from readlist.tui.promptness import Promptness
from readlist.tui.remembered import Memory
from readlist.tui.screens.arranging import BROAD, HIGH, WIDE
from readlist.tui.screens.finding import PAUSE
from readlist.tui.screens.following import Following
from readlist.tui.screens.scope import Scope
from readlist.tui.screens.viewing import ALL, HOME, INBOX
from readlist.tui.screens.working import Working
from readlist.tui.theme.keys import key_name
from readlist.tui.view import NO_DETAILS, Standing
from readlist.tui.widgets.details import Details
from readlist.tui.widgets.filter_bar import FilterBar
from readlist.tui.widgets.head_line import HeadLine, Summary
from readlist.tui.widgets.key_line import KeyHint, KeyLine
from readlist.tui.widgets.paper_list import PaperList
from readlist.tui.widgets.sidebar import Sidebar
from readlist.tui.widgets.welcome import Welcome
from readlist.wording import counted

POLL_SECONDS = 1.0
"""How often the library is asked whether another program has written."""
MANY = 1_000
"""Selected papers that are read at once; more are read by a thread."""
DETAILS_DELAY = 0.06
"""Seconds the cursor rests on a paper before its details are read."""

_BACK = "find.clear"
"""The binding that goes back to the list."""
_LAST = "?q"
"""Keys that stand at the end of the last line."""
_NEED_PAPERS = frozenset(
    "filter sort next_pane details list export toggle_read status tags note new_note star "
    "priority delete open_web copy_key copy_bibtex copy_citation related topics triage "
    "duplicates next_paper reorder edit turn_passes back "
    "go_to columns density sidebar fold_details border inbox".split()
)


class ReadingList(Following):
    """What a user sees first and most."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide"), (BROAD, "-broad")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (HIGH, "-high")]
    AUTO_FOCUS = "PaperList"

    BINDINGS = [
        Binding("escape", "clear", "Clear", show=False, id="find.clear",
                tooltip="Back to the list; then clear the selection, then the filter"),
        Binding("tab", "next_pane", "Other pane", show=False, id="move.pane",
                tooltip="From the list to the details and back"),
        Binding("l", "details", "Details", show=False, id="move.details",
                tooltip="Go to the details"),
        Binding("h", "list", "List", show=False, id="move.list",
                tooltip="Go to the list, and on to the sidebar"),
        Binding("question_mark", "help", "Help", id="app.help", tooltip="Show all keys"),
    ]  # fmt: skip

    def __init__(self, library: Library, memory: Memory | None = None) -> None:
        super().__init__(library, memory)
        self._details_timer: Timer | None = None
        self._details_promptness = Promptness()
        self._is_new = True

    def compose(self) -> ComposeResult:
        # Told by the first resize only, the size would cost a second layout.
        width, height = self.app.size
        self.add_class(
            "-broad" if width >= BROAD else "-wide" if width >= WIDE else "-narrow",
            "-high" if height >= HIGH else "-low",
            update=False,
        )
        yield HeadLine()
        yield FilterBar(self.tag_names, self.recent_searches)
        with Container(id="panes"):
            yield Sidebar(id="sidebar")
            papers = PaperList(self._rows, id="papers")
            papers.set_reactive(PaperList.has_focus, True)  # styled once, as it is going to be
            yield papers
            yield Details(id="details")
        yield Welcome()
        yield KeyLine()

    async def on_mount(self) -> None:
        self.lay_out(self.app.size)
        self.show_columns()
        self.bindings_updated_signal.subscribe(self, self._show_keys)
        self.guarded(self.view.changed, False)
        self.total = self.guarded(self.view.count, 0)
        if self.total and self.guarded(lambda: self.view.count("is:reading,queued"), 0):
            self.base, self.view_name = HOME.query, HOME.name
        if self.is_large:
            self.stands(Standing(self.total))
            self.afterwards(self.count)  # the first screen does not wait for the figures
        else:
            self.count()
        self.show_query("")
        await self._show_details()
        self.set_interval(POLL_SECONDS, self._poll)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        if self._is_new:  # and so are its styles
            self._is_new = event.refresh_styles = False

    def on_unmount(self) -> None:
        self.view.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without papers only those keys work that need none; in a query, `/` is a slash."""
        if action == "filter" and self.is_typing:
            return False
        return self.is_possible(action)

    def is_possible(self, action: str) -> bool:
        """Are there the papers that the action needs?"""
        return action not in _NEED_PAPERS or bool(self.total)

    # What is shown

    def _rows(self, ids: Sequence[int]) -> list[Row]:
        return self.guarded(lambda: self.view.rows(ids), [])

    def stands(self, standing: Standing) -> None:
        """Without papers there is the welcome in the place of the list."""
        before = self.total
        super().stands(standing)
        if before and not self.library.exists():
            self.tell(f"{self.library.path} is gone. Put it back, or begin anew.", error=True)
        self.summarise()
        empty = not self.total
        welcome = self.query_one(Welcome)
        if welcome.display != empty:
            self.query_one("#panes").display = not empty
            welcome.display = empty
            self.set_focus(welcome if empty else self.query_one(PaperList))
            self.refresh_bindings()

    def summarise(self) -> None:
        papers = self.query_one(PaperList)
        filtered = bool(self.query_text.strip() or self.given)
        self.query_one(HeadLine).summary = Summary(
            name=self.library.path.stem,
            total=self.total,
            shown=papers.line_count,
            whole=papers.whole,
            filtered=filtered,
            given="" if self.query_text else self.given,
            view="" if filtered or self.view_name == ALL.name else self.view_name,
            inbox=self.standing.papers.get(INBOX.query, 0),
            selected=papers.selected_count,
            order=self.order.partition("-")[0],
        )

    def library_changed(self) -> None:
        self.guarded(self.view.changed, False)
        self.query_one(FilterBar).forget_tags()
        self.count()
        try:
            self.show_again()
        except QueryError:
            self.show_query("")

    def _poll(self) -> None:
        if self.guarded(self.view.changed, False):
            for screen in self.app.screen_stack:  # what lies over this one shows papers too
                if isinstance(screen, Working) and screen.is_mounted:
                    screen.library_changed()

    def _show_keys(self, _screen: object) -> None:
        # While a query is typed, letters are letters: only the line's own keys are told.
        typing, beside = self.is_typing, self._is_beside_the_list()
        hints: dict[str | None, KeyHint] = {}
        for active in self.active_bindings.values():
            b = active.binding
            if not active.enabled or (typing and active.node is not self.focused):
                continue
            if beside and b.id == _BACK:
                hints = {b.id: KeyHint(b.key, key_name(b.key), "To the list"), **hints}
            elif b.show:  # of several keys the first
                hints.setdefault(b.id, KeyHint(b.key, key_name(b.key), b.description))
        self.query_one(KeyLine).hints = tuple(
            sorted(hints.values(), key=lambda hint: _LAST.find(hint.shown))
        )

    # The paper at the cursor

    def targets(self) -> list[Row]:
        papers = self.query_one(PaperList)
        if not papers.display or not papers.ids:
            return []
        if papers.selected:
            return papers.rows(papers.selected)
        row = papers.current_row
        return [row] if row else []

    def with_targets(self, then: Callable[[Sequence[Row]], None], *, opens: bool = False) -> None:
        papers = self.query_one(PaperList)
        if papers.display and papers.selected_count > MANY:
            worker = self._read_targets(papers.selected, then, opens)
            if opens:
                self.will_open(worker.cancel)
        else:
            super().with_targets(then)

    @work(thread=True, group="targets")
    def _read_targets(
        self, ids: Sequence[int], then: Callable[[Sequence[Row]], None], opens: bool
    ) -> None:
        """The papers are on their way; meanwhile every key works, or waits for what `opens`."""
        worker = get_current_worker()

        def go_on(rows: Sequence[Row], problem: str) -> None:
            if worker.is_cancelled:
                return
            if opens:
                self.opens_now()
            if problem:
                self.tell(problem, error=True)
            else:
                then(rows)

        try:
            rows, problem = self.view.rows_elsewhere(ids), ""
        except ReadlistError as error:
            rows, problem = [], str(error)
        if not worker.is_cancelled:
            self.app.call_from_thread(go_on, rows, problem)

    def several_selected(self) -> bool:
        papers = self.query_one(PaperList)
        return papers.selected not in ([], [papers.current])

    def expect(self, ids: Sequence[int], **values: Any) -> None:
        self.query_one(PaperList).expect(ids, **values)

    def current(self) -> tuple[int, dict[str, Any]] | None:
        paper_id = self.query_one(PaperList).current
        if paper_id is None:
            return None
        paper = self.guarded(lambda: self.view.paper(paper_id), None)
        return (paper_id, paper) if paper else None

    def scopes(self) -> list[Scope]:
        papers = self.query_one(PaperList)
        found = [Scope(f"all {counted(self.total)}", None)] if self.total else []
        if (self.query_text.strip() or self.given) and papers.ids:
            found.append(Scope(f"the {papers.line_count:,} shown", list(papers.ids)))
        elif self.base and papers.ids and papers.whole:
            # Before all papers: who is at the first screen rarely wants no more than it shows.
            label = f"the {papers.line_count:,} of the view {printable(self.view_name)}"
            found.insert(0, Scope(label, list(papers.ids)))
        if papers.selected:
            found.append(Scope(f"the {len(papers.selected):,} selected", papers.selected))
        return found

    def known_tags(self) -> list[tuple[str, int]]:
        return self.guarded(self.view.tags, [])

    def on_paper_list_highlighted(self) -> None:
        # The list is drawn first; while the cursor runs, no paper is read in vain.
        if self._details_timer is not None:
            self._details_timer.stop()
        delay = PAUSE if self.is_typing else DETAILS_DELAY
        self._details_timer = self.set_timer(delay, self._read_details)

    @work(exclusive=True, group="details")
    async def _read_details(self) -> None:
        await self._show_details()

    async def _show_details(self) -> None:
        """The details are those of the paper at the cursor."""
        details, papers = self.query_one(Details), self.query_one(PaperList)
        paper_id, at_once = papers.current, self._details_promptness.at_once
        with self._details_promptness.measured():
            if paper_id is None:
                known = NO_DETAILS
            elif at_once:
                known = self.guarded(lambda: self.view.details(paper_id), NO_DETAILS)
            else:
                known = await self.guarded_elsewhere(
                    lambda: self.view.details_elsewhere(paper_id), NO_DETAILS
                )
        details.lit = papers.lit
        await details.show(known.paper, known.named_by)

    def on_paper_list_rows_wanted(self) -> None:
        self._read_rows()

    @work(group="rows")
    async def _read_rows(self) -> None:
        """The lines on screen that are awaited are on their way."""
        papers = self.query_one(PaperList)
        nothing: list[Row] = []
        while (wish := papers.wish()) is not None:
            with papers.measured():
                rows = await self.guarded_elsewhere(partial(self.view.shown, wish.ids), nothing)
            papers.take(wish, rows)

    def on_paper_list_selection_changed(self) -> None:
        self.summarise()

    def on_paper_list_opened(self) -> None:
        self.action_details()

    def imported(self) -> None:
        self.library_changed()
        self.show_query(self.query_text)
        if not self.order:
            self.query_one(PaperList).cursor = 0  # where the newest are

    def action_clear(self) -> None:
        papers, bar = self.query_one(PaperList), self.query_one(FilterBar)
        if self._is_beside_the_list():
            self.set_focus(papers)
        elif not papers.clear_selection():
            if self.given:
                self.show_query("")
            bar.set("")

    # Panes

    def _is_beside_the_list(self) -> bool:
        """Do keys go to the details or the sidebar?"""
        return isinstance(self.focused, Details | Sidebar)

    def action_next_pane(self) -> None:
        panes = [self.query_one(Sidebar), self.query_one(PaperList), self.query_one(Details)]
        shown = [pane for pane in panes if pane.display or (pane is not panes[0] and self.total)]
        at = shown.index(self.focused) if self.focused in shown else 0
        self.set_focus(shown[(at + 1) % len(shown)])

    def action_details(self) -> None:
        if self.total:
            self.set_focus(self.query_one(Details))

    def action_list(self) -> None:
        sidebar, papers = self.query_one(Sidebar), self.query_one(PaperList)
        if self.total:
            self.query_one(FilterBar).close_if_empty()
            further = self.focused is papers and sidebar.display
            self.set_focus(sidebar if further else papers)

    def action_help(self) -> None:
        from readlist.tui.screens.help import (  # noqa: PLC0415  (start-up time)
            HelpScreen,
            help_lines,
        )

        self.app.push_screen(HelpScreen(help_lines(binding for _, binding in self.all_bindings())))

    def all_bindings(self) -> list[tuple[DOMNode, Binding]]:
        """Every binding of this screen and what is on it, with its owner; for help and palette."""
        found: list[tuple[DOMNode, Binding]] = []
        for node in (self.query_one(PaperList), self, self.query_one(FilterBar).line,
                     self.query_one(Details), self.query_one(Sidebar), self.query_one(Welcome),
                     self.app):  # fmt: skip
            bound = node._bindings.copy()
            bound.apply_keymap(self.app._keymap)
            for bindings in bound.key_to_bindings.values():
                found += [(node, binding) for binding in bindings]
        return found
