"""Tags of some papers: what they have, what others have, and new ones."""

from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import NamedTuple

from rich.segment import Segment
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input, Static

from readlist.errors import InputError, ReadlistError
from readlist.text import fold, printable
from readlist.tui.screens.confirm import Confirm
from readlist.tui.theme.cells import fit
from readlist.tui.widgets.key_line import keyed
from readlist.tui.widgets.virtual_list import VirtualList
from readlist.wording import counted


class TagChange(NamedTuple):
    """The tags to put on and to take off."""

    add: tuple[str, ...]
    remove: tuple[str, ...]


class TagLine(NamedTuple):
    """A tag as listed."""

    name: str
    mark: str
    """`✓` all of the papers have it, `–` some, `+` it is new, blank none."""
    uses: int
    likely: float = 0.0
    """How likely it is to fit, 0 to 1, where readlist suggests it."""
    carriers: str = ""
    """`on 3 of 7`, where some of the papers have it."""


class TagList(VirtualList, can_focus=False):
    """Tags with their marks; the cursor is moved from the input line."""

    COMPONENT_CLASSES = {"tags--cursor", "tags--mark", "tags--uses"}

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[TagLine] = []

    @property
    def line_count(self) -> int:
        return len(self.tags)

    def show(self, tags: list[TagLine]) -> None:
        """These tags are listed."""
        self.tags = tags
        self.lines_changed()

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        tag = self.tags[index]
        base = self.get_component_rich_style("tags--cursor") if at_cursor else self.rich_style
        quiet = self.get_component_rich_style("tags--uses", partial=True)
        uses = f"{tag.uses:,} " if tag.uses else "new tag " if tag.mark == "+" else ""
        if tag.carriers and tag.mark == "–":
            uses = f"{tag.carriers} "
        elif tag.likely:
            uses = f"suggested, {tag.likely:.0%} "
        segments = [
            Segment(f" {tag.mark or ' '} ",
                    base + self.get_component_rich_style("tags--mark", partial=True)),
            Segment(fit(printable(tag.name), max(0, width - 3 - len(uses))), base),
            Segment(uses, base if at_cursor else base + quiet),
        ]  # fmt: skip
        return Strip(segments).adjust_cell_length(width, base)


_ALIKE = 0.8
"""Of 1, by difflib: from here on a word is taken for a slip of the fingers."""
_HINT = "Enter toggles · {tags.save} saves · {tags.cancel} cancels"


class TagScreen(ModalScreen[TagChange | None]):
    """Answers with what to change, or None."""

    BINDINGS = [
        Binding("ctrl+s", "save", "Save", id="tags.save", priority=True,
                tooltip="Put the tags on the papers"),
        Binding("escape", "cancel", "Cancel", id="tags.cancel", priority=True,
                tooltip="Change nothing; asks first if something was chosen"),
        Binding("down", "move(1)", "Next tag", show=False, id="tags.down", priority=True,
                tooltip="One line down"),
        Binding("up", "move(-1)", "Previous tag", show=False, id="tags.up", priority=True,
                tooltip="One line up"),
    ]  # fmt: skip

    def __init__(
        self,
        known: list[tuple[str, int]],
        carried: list[list[str]],
        suggest: Callable[[], list[tuple[str, float]]] | None = None,
        of: str = "",
        change: TagChange | None = None,
    ) -> None:
        """`suggest` finds tags that may fit, each with how likely that is; it may take a moment.

        `of` says whose tags they are where that is not the papers as counted, `change` what was
        chosen and could not be saved.
        """
        super().__init__()
        self._suggest = suggest
        self.likely: dict[str, float] = {}
        self.papers = len(carried)
        self.of = of or counted(self.papers)
        self.uses = dict(known)
        self.had = Counter(tag for tags in carried for tag in tags)
        self.now: dict[str, bool] = {}
        """What was toggled here: tag -> shall the papers have it?"""
        if change is not None:
            self.now = dict.fromkeys(change.add, True) | dict.fromkeys(change.remove, False)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tags") as box:
            box.border_title = Content(f"Tags of {self.of}")
            box.border_subtitle = keyed(_HINT, self)
            yield Input(placeholder="type to find, or a new tag: ml/vision", compact=True)
            yield TagList()
            yield Static("No tags yet. Type one and press Enter.", id="no-tags", markup=False)

    def on_mount(self) -> None:
        self._list()
        self.query_one(Input).focus()
        if self._suggest is not None:
            self._look(self._suggest)

    @work(thread=True)
    def _look(self, suggest: Callable[[], list[tuple[str, float]]]) -> None:
        """Suggestions are on their way; they put nothing on by themselves."""
        try:
            found = suggest()
        except ReadlistError:
            return  # the dialog does without; what is written next tells what is wrong
        if found:
            self.app.call_from_thread(self._take, found)

    def _take(self, suggestions: list[tuple[str, float]]) -> None:
        # Once the user is at it, no line moves under the cursor.
        if self.is_attached and not self.now and not self.query_one(Input).value:
            self.likely = dict(suggestions)
            if not self.query_one(TagList).cursor:
                self._list()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        *finished, rest = event.value.split(",")
        if finished:
            # A comma ends a tag, as it does wherever tags are written in a row.
            kept = [name for name in finished if name.strip() and not self._put_on(name)]
            event.input.value = kept[0] if kept else rest.lstrip()
        self.query_one(TagList).cursor = 0
        self._list()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The tag at the cursor is toggled; on an empty line, what was toggled is saved."""
        event.stop()
        tags = self.query_one(TagList)
        if not event.value.strip() and self.now and tags.cursor == 0:
            self.action_save()
        elif tags.tags:
            tag = tags.tags[tags.cursor]
            if tag.mark != "+":
                self._toggle(tag.name)
            elif not self._put_on(tag.name):
                return
            event.input.value = ""
            self._list()

    @property
    def unsaved(self) -> bool:
        """Would anything be lost that the user chose?"""
        return bool(self.now)

    @property
    def answer(self) -> TagChange | None:
        """What was chosen; None where that changes nothing."""
        add = tuple(n for n, on in self.now.items() if on and self.had[n] < self.papers)
        remove = tuple(n for n, on in self.now.items() if not on and self.had[n])
        return TagChange(add, remove) if add or remove else None

    def action_cancel(self) -> None:
        if not self.unsaved:
            self.dismiss(None)
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.dismiss(None)

        chosen = "\n".join(f"{'+' if on else '-'}{printable(tag)}" for tag, on in self.now.items())
        question = Confirm("Throw away what you chose?", chosen, "throw away", "go on")
        self.app.push_screen(question, answered)

    def action_move(self, by: int) -> None:
        self.query_one(TagList).cursor += by

    def action_save(self) -> None:
        typed = self.query_one(Input).value.strip()
        if typed and self.query_one(TagList).tags and not self.now:
            # Typed and saved without Enter: the tag is meant.
            first = self.query_one(TagList).tags[0]
            if first.mark != "+":
                self._toggle(first.name)
            elif not self._put_on(first.name):
                return
        self.dismiss(self.answer)

    def _put_on(self, typed: str) -> bool:
        """The papers shall have the tag; False when it cannot be one, which is said."""
        from readlist.library.organising import tag_name  # noqa: PLC0415  (start-up time)

        box = self.query_one(".dialog")
        try:
            name = tag_name(typed)
        except InputError as error:
            box.border_subtitle = Content.styled(str(error), "$text-error")
            return False
        box.border_subtitle = keyed(_HINT, self)
        known = {tag.casefold(): tag for tag in (*self.uses, *self.now)}
        self.now[known.get(name.casefold(), name)] = True
        return True

    def _toggle(self, name: str) -> None:
        self.now[name] = not self.now.get(name, self.had[name] == self.papers)

    def _list(self) -> None:
        typed = " ".join(self.query_one(Input).value.split()).removeprefix("#")
        names = {*self.uses, *self.now}
        close = {n: rank for n in names for rank in [closeness(typed, n)] if rank is not None}
        found = sorted(close, key=lambda n: (
            close[n], -self.likely.get(n, 0), not self._mark(n), n.casefold(),
        ))  # fmt: skip
        lines = [
            TagLine(
                n,
                self._mark(n),
                self.uses.get(n, 0),
                self.likely.get(n, 0),
                f"on {self.had[n]:,} of {self.papers:,}" if self.had[n] else "",
            )
            for n in found
        ]
        if typed and typed.casefold() not in {n.casefold() for n in names}:
            new = TagLine(typed, "+", 0)
            lines = [new, *lines] if not lines else [*lines, new]
        self.query_one(TagList).show(lines)
        self.query_one("#no-tags").display = not lines

    def _mark(self, name: str) -> str:
        if name in self.now:
            return "✓" if self.now[name] else ""
        have = self.had[name]
        return "✓" if have == self.papers and have else "–" if have else ""


def closeness(typed: str, name: str) -> int | None:
    """How well a tag fits what is typed, 0 the best; None where it does not.

    0 it begins so, 1 one of its levels or words does, 2 it is somewhere inside, 3 its letters
    are there in this order, or it was misspelt: `mlvis` and `ml/vison` find `ml/vision`.
    """
    sought, folded = fold(typed), fold(name)
    if folded.startswith(sought):
        return 0
    if f" {sought}" in folded:  # what is no letter is a space when folded
        return 1
    if sought in folded:
        return 2
    letters = iter(folded)
    if all(letter in letters for letter in sought.replace(" ", "")):
        return 3
    return 3 if SequenceMatcher(None, sought, folded).ratio() >= _ALIKE else None
