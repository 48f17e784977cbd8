"""Links from note to paper: followed, and back again to where each was followed from."""

from itertools import chain, repeat
from typing import Any, NamedTuple

from textual.binding import Binding

from readlist.errors import ReadlistError
from readlist.library.library import Library
from readlist.text import printable
from readlist.tui.remembered import Memory
from readlist.tui.screens.arranging import Arranging
from readlist.tui.widgets.details import Details
from readlist.tui.widgets.filter_bar import FilterBar
from readlist.tui.widgets.paper_list import PaperList

_LETTERS = "123456789abcdefghijklmnopqrstuvwxyz"


class _Origin(NamedTuple):
    """Where a link was followed from."""

    paper_id: int
    query: str
    base: str
    view_name: str


class Following(Arranging):
    """A screen whose details link to its papers."""

    BINDINGS = [
        Binding("backspace", "back", "Back", show=False, id="move.back",
                tooltip="Back to the paper whose link was followed"),
    ]  # fmt: skip

    def __init__(self, library: Library, memory: Memory | None = None) -> None:
        super().__init__(library, memory)
        self._trail: list[_Origin] = []

    def follow(self, key: str) -> None:
        """The cursor stands on the paper of that citation key, old or new, if there is one."""
        papers = self.query_one(PaperList)
        try:
            paper_id = self.view.id_of(key)
        except ReadlistError as error:
            self.tell(str(error), error=True)
            return
        if papers.current is not None:
            origin = _Origin(papers.current, self.query_text, self.base, self.view_name)
            self._trail.append(origin)
        self.show_paper(paper_id)

    def action_back(self) -> None:
        if not self._trail:
            self.tell("No link was followed to come here.")
            return
        origin = self._trail.pop()
        if (origin.base, origin.query) != (self.base, self.query_text):
            self.open_view(origin.view_name, origin.base)
            if origin.query.strip():
                self.query_one(FilterBar).set(origin.query)
                self.show_query(origin.query, line=0)
        self.show_paper(origin.paper_id)

    def on_details_links_wanted(self, event: Details.LinksWanted) -> None:
        from readlist.tui.screens.menu import Choice, Menu  # noqa: PLC0415  (start-up time)

        event.stop()
        if not event.keys:
            self.tell("No note links from here, or to here. [[ in a note links to a paper.")
        elif len(event.keys) == 1:
            self.follow(event.keys[0])
        else:
            letters = chain(_LETTERS, repeat(""))
            hints = ("links here" if key in event.linked_from else "" for key in event.keys)
            choices = tuple(
                Choice(key, letter, printable(key), hint=hint)
                for key, letter, hint in zip(event.keys, letters, hints, strict=False)
            )
            self.ask(Menu("Go to", choices, event.keys[0]), self.follow)

    def on_markdown_link_clicked(self, event: Any) -> None:
        event.stop()
        if event.href.startswith("paper:"):
            self.follow(event.href.removeprefix("paper:"))
        elif event.href.startswith(("https://", "http://")):
            self.app.open_url(event.href)
