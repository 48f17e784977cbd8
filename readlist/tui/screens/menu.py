"""A question with a few answers, each one letter or digit."""

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip

from readlist.tui.theme.cells import fit
from readlist.tui.theme.marks import STAR
from readlist.tui.widgets.key_line import keyed
from readlist.tui.widgets.virtual_list import VirtualList

_LONGEST = 40
"""Cells of a label, at most."""
_MOST_LINES = 16
"""Answers shown at once."""


class Choice(NamedTuple):
    """One answer."""

    value: str
    letter: str
    """The letter or digit that chooses it; empty where there are more answers than letters."""
    label: str
    mark: str = ""
    hint: str = ""


SORTS = (
    Choice("added-desc", "a", "added", hint="latest first"),
    Choice("updated-desc", "d", "updated", hint="latest first"),
    Choice("year-desc", "y", "year", hint="latest first"),
    Choice("title-asc", "t", "title", hint="A to Z"),
    Choice("author-asc", "u", "author", hint="A to Z"),
    Choice("venue-asc", "v", "venue", hint="A to Z"),
    Choice("status-asc", "s", "status", hint="inbox, queued, reading, read, ..."),
    Choice("priority-desc", "p", "priority", hint="high first"),
    Choice("rating-desc", "r", "rating", hint="best first"),
    Choice("queue-asc", "q", "queue", hint="as arranged"),
    Choice("key-asc", "k", "key", hint="A to Z"),
)
"""The orders of the list; each value is what `sort:` takes."""


RATINGS = (
    *(Choice(str(n), str(n), f"{n} of 5", hint=STAR * n) for n in range(5, 0, -1)),
    Choice("0", "0", "none", hint="take the rating away"),
)
"""What a paper can be rated."""


def sorts(now: str) -> tuple[Choice, ...]:
    """The orders to choose from; that of now can be turned round."""
    name = now.partition("-")[0]
    return tuple(
        choice._replace(value=turned(name, now), hint="now; choose it again to turn it round")
        if choice.value.partition("-")[0] == name
        else choice
        for choice in SORTS
    )


def turned(name: str, now: str) -> str:
    """The order of that name as `sort:` takes it, the other way round where it is that of now."""
    usual = next(choice.value for choice in SORTS if choice.value.partition("-")[0] == name)
    if now.partition("-")[0] != name:
        return usual
    return f"{name}-{'asc' if now.endswith('-desc') else 'desc'}"


class Choices(VirtualList, inherit_bindings=False):
    """The answers, one a line. Letters choose, so none of them moves."""

    BINDINGS = [
        Binding("down", "move(1)", "Down", show=False, id="menu.down", tooltip="Next line"),
        Binding("up", "move(-1)", "Up", show=False, id="menu.up", tooltip="Previous line"),
    ]

    COMPONENT_CLASSES = {"choices--cursor", "choices--letter", "choices--hint"}

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        super().__init__()
        self.choices = choices
        self._label = min(_LONGEST, max(cell_len(choice.label) for choice in choices))

    def on_mount(self) -> None:
        self.styles.height = min(len(self.choices), _MOST_LINES)
        self.lines_changed()

    @property
    def line_count(self) -> int:
        return len(self.choices)

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        choice = self.choices[index]
        base = self.get_component_rich_style("choices--cursor") if at_cursor else self.rich_style
        letter = self.get_component_rich_style("choices--letter", partial=True)
        hint = Style()
        if not at_cursor:
            hint = self.get_component_rich_style("choices--hint", partial=True)
        segments = [
            Segment(f" {choice.letter or ' '} ", base + letter),
            Segment(f" {choice.mark or ' '} {fit(choice.label, self._label)}  ", base),
            Segment(fit(choice.hint, max(0, width - self._label - 8)), base + hint),
        ]
        return Strip(segments).adjust_cell_length(width, base)


class Menu(ModalScreen[str | None]):
    """Answers with the chosen value, or None."""

    BINDINGS = [
        Binding(
            "enter", "choose", "Choose", id="menu.choose", tooltip="Take the line at the cursor"
        ),
        Binding("escape", "dismiss(None)", "Cancel", id="menu.cancel", tooltip="Change nothing"),
    ]

    def __init__(self, question: str, choices: tuple[Choice, ...], now: str = "") -> None:
        super().__init__()
        self.question = question
        self.choices = choices
        self.now = now

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = Content(self.question)
            letters = [choice.letter for choice in self.choices if choice.letter]
            sign = "digit" if all(map(str.isdigit, letters)) else "letter"
            box.border_subtitle = keyed(f"a {sign} chooses · {{menu.cancel}} cancels", self)
            yield Choices(self.choices)

    def on_mount(self) -> None:
        values = [choice.value for choice in self.choices]
        for number, choice in enumerate(self.choices):
            if choice.letter:
                self._bindings.bind(choice.letter, f"take({number})", choice.label, show=False)
        if self.now in values:
            self.query_one(Choices).cursor = values.index(self.now)

    def on_virtual_list_clicked(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        self.dismiss(self.choices[self.query_one(Choices).cursor].value)

    def action_take(self, number: int) -> None:
        self.dismiss(self.choices[number].value)
