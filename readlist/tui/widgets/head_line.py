"""The first line of the screen: which library, how many papers, what is shown of them."""

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from readlist.text import printable
from readlist.wording import counted

_ACTION = "action"


class Summary(NamedTuple):
    """What the first line tells."""

    name: str = ""
    total: int = 0
    shown: int = 0
    whole: bool = True
    """Is `shown` all there is? Else there are more, and nobody has counted yet."""
    filtered: bool = False
    given: str = ""
    """What the papers shown are, where no query has chosen them."""
    view: str = ""
    """The view that is listed, unless it is all papers."""
    inbox: int = 0
    """How many papers wait to be looked at."""
    selected: int = 0
    order: str = ""


class HeadLine(Widget):
    """The summary on one line: what must be seen stands left. A click does what it is about."""

    summary: reactive[Summary] = reactive(Summary())

    def render(self) -> Content:
        s = self.summary
        left = [Content.styled("readlist", "bold"), Content.styled(printable(s.name), "$muted")]
        views = _does("screen.go_to")
        if s.filtered:
            more = "" if s.whole else "+"
            left.append(Content(f"{s.shown:,}{more} of {counted(s.total)}"))
            if s.given:
                left.append(Content.styled(printable(s.given), "$text-accent"))
        elif s.view:
            view = Content.styled(printable(s.view), "$text-primary")
            left.append(view.stylize(views))
            more = "" if s.whole else "+"
            left.append(Content(f"{s.shown:,}{more} of {counted(s.total)}"))
        elif s.total:
            left.append(Content(counted(s.total)).stylize(views))
        if s.selected:
            left.append(Content.styled(f"{s.selected:,} selected", "bold $text-warning"))
        line = Content("  ").join(left)
        right = Content("  ").join(
            Content.styled(words, "$muted").stylize(_does(action))
            for words, action, wanted in (
                (f"inbox {s.inbox:,}", "screen.inbox", s.inbox and s.inbox < s.total),
                (f"by {s.order}", "screen.sort", s.order and s.total),
            )
            if wanted
        )
        gap = self.size.width - line.cell_length - right.cell_length
        if gap < 2:
            return line
        return Content.assemble(line, " " * gap, right)

    async def on_click(self, event: events.Click) -> None:
        action = event.style.meta.get(_ACTION)
        if action:
            await self.run_action(action)


def _does(action: str) -> Style:
    """What is drawn in this style does `action` when it is clicked."""
    # Textual's own @click would draw it as a link.
    return Style.from_meta({_ACTION: action})
