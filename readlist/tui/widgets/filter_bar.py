"""The line in which a query is typed, and below it what is wrong with it."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static


class QueryInput(Input):
    """An input line with the two ways out of it."""

    BINDINGS = [
        Binding("enter,down", "leave", "To the list", id="filter.leave",
                tooltip="Keep the filter and go to the list"),
        Binding("escape", "give_up", "Clear", id="filter.clear",
                tooltip="Show all papers again"),
    ]  # fmt: skip

    def action_leave(self) -> None:
        self.post_message(FilterBar.Left(cleared=False))

    def action_give_up(self) -> None:
        self.post_message(FilterBar.Left(cleared=True))


class FilterBar(Vertical):
    """Hidden until it is asked for; stays as long as it filters."""

    @dataclass
    class Changed(Message):
        """The query reads so now."""

        query: str

    @dataclass
    class Left(Message):
        """The user goes back to the list."""

        cleared: bool

    _problem = ""

    def compose(self) -> ComposeResult:
        with Horizontal(id="query-line"):
            yield Static("/", id="query-sign", markup=False)
            yield QueryInput(
                placeholder="words, author:gu, is:unread, tag:ml, year:>=2023, -vision",
                id="query",
                compact=True,
                select_on_focus=False,
            )
        yield Static(id="query-problem", markup=False)

    @property
    def text(self) -> str:
        """The query as typed."""
        return self.query_one(QueryInput).value

    def open(self) -> None:
        """The bar is shown and typed into, from the very next key on."""
        self.display = True
        # `focus()` would wait for a repaint, and the next letters would be commands.
        self.screen.set_focus(self.query_one(QueryInput))

    def set(self, query: str) -> None:
        """The query is this one, as if typed."""
        self.display = bool(query)
        self.query_one(QueryInput).value = query

    def close_if_empty(self) -> None:
        """A bar without a query goes away."""
        self.display = bool(self.text.strip())

    def problem(self, text: str) -> None:
        """The line below says what is wrong; nothing when `text` is empty."""
        line = self.query_one("#query-problem", Static)
        if text != self._problem:
            self._problem = text
            line.update(text)
        line.display = bool(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))
