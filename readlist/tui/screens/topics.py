"""What the listed papers are about: clusters with their words, to look into or to tag at once."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from readlist.errors import ReadlistError
from readlist.text import printable
from readlist.tui.theme.cells import fit
from readlist.tui.widgets.key_line import keyed
from readlist.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from readlist.library.topics import Topic


class Chosen(NamedTuple):
    """What to do with the papers of a topic."""

    wish: str
    """`list` or `tag`."""
    ids: tuple[int, ...]
    label: str


class TopicList(VirtualList):
    """The topics, largest first, one a line with a bar for its size."""

    COMPONENT_CLASSES = {"topics--line", "topics--cursor", "topics--muted", "topics--bar"}

    DEFAULT_CSS = """
    TopicList {
        height: 1fr;
        overflow: hidden scroll;
        scrollbar-size-vertical: 1;
        & > .topics--line { color: $foreground; background: $surface; }
        & > .topics--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground;
        }
        & > .topics--muted { color: $muted; }
        & > .topics--bar { color: $text-primary; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.topics: Sequence[Topic] = ()

    @property
    def line_count(self) -> int:
        return len(self.topics)

    @property
    def current(self) -> "Topic | None":
        """The topic at the cursor."""
        return self.topics[self.cursor] if self.topics else None

    def show(self, topics: "Sequence[Topic]") -> None:
        """These topics are listed."""
        self.topics = topics
        self.lines_changed()

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        topic = self.topics[index]
        base, part = self.line_styles("topics", at_cursor)

        most = max((len(each.ids) for each in self.topics if each.label), default=1)
        bar = "█" * max(1, round(8 * len(topic.ids) / most)) if topic.label else ""
        label = max(12, (width - 18) * 2 // 5)
        others = " · ".join(word for word in topic.words if word not in topic.label)
        segments = [
            Segment(f" {len(topic.ids):>5,} ", base),
            Segment(f"{bar:<8}  ", part("bar")),
            Segment(fit(name_of(topic), label), base),
            Segment("  " + fit(printable(others), max(0, width - 19 - label)), part("muted")),
        ]
        return Strip(segments).adjust_cell_length(width, base)


class TopicsScreen(ModalScreen[Chosen | None]):
    """Answers with a topic and what to do with it, or None."""

    BINDINGS = [
        Binding("enter", "choose('list')", "List them", id="topics.list",
                tooltip="List the papers of the topic"),
        Binding("t", "choose('tag')", "Tag them", id="topics.tag",
                tooltip="Put tags on all papers of the topic, as one step"),
        Binding("escape,q", "dismiss(None)", "Close", id="topics.close", tooltip="Back"),
    ]  # fmt: skip

    def __init__(self, of: str, find: "Callable[[], Sequence[Topic]]") -> None:
        super().__init__()
        self.of = of
        self._find = find

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -large") as box:
            box.border_title = Content(f"Topics of {self.of}")
            box.border_subtitle = keyed(
                "{topics.list} lists its papers · {topics.tag} tags them · {topics.close} closes",
                self,
            )
            yield TopicList()
            yield Static("Looking ...", id="topics-said", markup=False)

    def on_mount(self) -> None:
        self.query_one(TopicList).display = False
        self._look()

    @work(thread=True)
    def _look(self) -> None:
        """The topics are on their way."""
        said, topics = "", ()  # type: tuple[str, Sequence[Topic]]
        try:
            topics = self._find()
        except ReadlistError as error:
            said = printable(str(error))
        self.app.call_from_thread(self._show, topics, said)

    def _show(self, topics: "Sequence[Topic]", said: str) -> None:
        if not self.is_attached:
            return  # closed meanwhile
        found = any(topic.label for topic in topics)
        listed = self.query_one(TopicList)
        listed.display = found
        listed.show(topics if found else ())
        listed.focus()
        line = self.query_one("#topics-said", Static)
        line.update(said or "Too few papers with words in common.")
        line.display = not found

    def action_choose(self, wish: str) -> None:
        topic = self.query_one(TopicList).current
        if topic is not None:
            self.dismiss(Chosen(wish, topic.ids, topic.label))


def name_of(topic: "Topic") -> str:
    """The topic's label, or what to call those that fit none."""
    return printable(topic.label) or "the rest"
