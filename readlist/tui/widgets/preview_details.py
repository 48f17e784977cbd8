"""A page about the line at a list's cursor."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static


class PreviewDetails(VerticalScroll, can_focus=False):
    """Shows what it is given from its beginning."""

    def compose(self) -> ComposeResult:
        yield Static(id="preview-about", markup=False)

    def show(self, page: Content) -> None:
        """The page is shown."""
        self.scroll_home(animate=False, immediate=True)
        self.query_one("#preview-about", Static).update(page)
