"""The line in which a query is typed, and below it what is wrong with it."""

from collections.abc import Callable, Sequence

from textual.actions import SkipAction
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.suggester import Suggester
from textual.widgets import Input, Static

from readlist.storage.query.completing import completed

Names = Callable[[], Sequence[str]]
"""Finds names, the likeliest first."""


class QuerySuggester(Suggester):
    """Offers how the last word of a query may go on."""

    def __init__(self, tags: Names) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = tags

    async def get_suggestion(self, value: str) -> str | None:
        return completed(value, self._tags) or None


class QueryInput(Input):
    """An input line with the two ways out of it, completion, and what was searched before."""

    BINDINGS = [
        Binding("enter", "leave", "To the list", id="filter.leave",
                tooltip="Keep the filter and go to the list"),
        Binding("escape", "give_up", "Clear", id="filter.clear",
                tooltip="Show all papers again"),
        Binding("tab", "complete", "Complete", show=False, id="filter.complete",
                tooltip="Take what is offered behind the cursor; so does the right arrow"),
        Binding("up", "older", "Recent", id="filter.older",
                tooltip="The search before this one"),
        Binding("down", "newer", "Newer", show=False, id="filter.newer",
                tooltip="The search after this one, then the list"),
    ]  # fmt: skip

    virtual_size = reactive(Size(0, 0))
    # It has one line, so that a longer text asks for no layout of the screen at each key.

    def __init__(self, tags: Names, recent: Names) -> None:
        super().__init__(
            placeholder="words, author:gu, is:unread, tag:ml, year:>=2023, -vision",
            id="query",
            compact=True,
            select_on_focus=False,
            suggester=QuerySuggester(tags),
        )
        self._tags = tags
        self._recent = recent
        self._draft = ""
        """What stood there before the first older search."""
        self._older: list[str] = []
        """The searches that are gone through, newest first; empty while nobody does."""
        self._at = -1

    def action_leave(self) -> None:
        self.post_message(FilterBar.Left(cleared=False))

    def action_give_up(self) -> None:
        self.post_message(FilterBar.Left(cleared=True))

    def action_complete(self) -> None:
        whole = completed(self.value, self._tags) if self.cursor_at_end else ""
        if not whole:
            raise SkipAction
        self._write(whole)

    def action_older(self) -> None:
        if self._shown is None:
            self._draft, self._at = self.value, -1
            self._older = [query for query in self._recent() if query != self.value]
        if self._at + 1 < len(self._older):
            self._at += 1
            self._write(self._older[self._at])

    def action_newer(self) -> None:
        if self._shown is None:
            self.action_leave()
            return
        self._at -= 1
        self._write(self._draft if self._at < 0 else self._older[self._at])

    @property
    def _shown(self) -> str | None:
        """The older search that stands there as it was."""
        shown = self._older[self._at] if 0 <= self._at < len(self._older) else None
        return shown if shown == self.value else None

    def _write(self, query: str) -> None:
        self.value = query
        self.cursor_position = len(query)


class FilterBar(Vertical):
    """Hidden until it is asked for; stays as long as it filters."""

    class Changed(Message):
        """The query reads so now."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Left(Message):
        """The user goes back to the list."""

        def __init__(self, cleared: bool) -> None:
            super().__init__()
            self.cleared = cleared

    _problem = ""

    def __init__(self, tags: Names, recent: Names) -> None:
        """`tags` and `recent` find the tags and the latest searches when they are needed."""
        super().__init__()
        self._find_tags = tags
        self._tags: Sequence[str] | None = None
        self._recent = recent
        self._line: QueryInput | None = None
        self._said = Static(id="query-problem", markup=False)

    @property
    def line(self) -> QueryInput:
        """Where the query is typed; the first screen is there sooner without it."""
        if self._line is None:
            self._line = QueryInput(self._known_tags, self._recent)
            sign = Static("/", id="query-sign", markup=False)
            self.mount(Horizontal(sign, self._line, id="query-line"), self._said)
        return self._line

    @property
    def text(self) -> str:
        """The query as typed."""
        return self._line.value if self._line else ""

    def open(self) -> None:
        """The bar is shown and typed into, from the very next key on."""
        self.display = True
        # `focus()` would wait for a repaint, and the next letters would be commands.
        self.screen.set_focus(self.line)

    def set(self, query: str) -> None:
        """The query is this one, as if typed."""
        self.display = bool(query)
        if query != self.text:
            self.line.value = query

    def close_if_empty(self) -> None:
        """A bar without a query goes away."""
        self.display = bool(self.text.strip())

    def forget_tags(self) -> None:
        """The tags are looked up anew when one is typed next."""
        self._tags = None

    def _known_tags(self) -> Sequence[str]:
        if self._tags is None:
            self._tags = self._find_tags()
        return self._tags

    def problem(self, text: str, *, of_query: bool = False) -> None:
        """The line below says what is wrong; nothing when `text` is empty.

        A query whose last word is still to be completed is not called wrong before it is left.
        """
        if text != self._problem:
            self._problem = text
            self._said.update(text)
        self._said.display = bool(text) and not (
            of_query and completed(self.text, self._known_tags)
        )

    def tell_problem(self) -> None:
        """What is wrong is said, be the query finished or not."""
        self._said.display = bool(self._problem)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))
