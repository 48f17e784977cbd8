"""One paper to read: what is known of it, its abstract and its notes."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widgets import Static

from readlist.latex import readable
from readlist.moments import local_day
from readlist.text import printable, printable_lines
from readlist.tui.theme.lit import light
from readlist.tui.theme.marks import PASSED, STAR, STATUS_MARKS, TO_PASS
from readlist.tui.widgets.whole import whole
from readlist.wording import counted, day

_LINKED = "paper"
"""What a click is told about: the citation key of the paper that it goes to."""
MOST_NAMES = 12
"""Names shown before the rest is a number."""


class Details(VerticalScroll, can_focus=True, inherit_bindings=False):
    """The paper that the screen gave it, scrolled with the keys of a list."""

    BINDINGS = [
        Binding("j,down", "scroll_down", "Scroll down", show=False, id="read.down",
                tooltip="One line down"),
        Binding("k,up", "scroll_up", "Scroll up", show=False, id="read.up",
                tooltip="One line up"),
        Binding("g,home", "scroll_home", "Top", show=False, id="read.top",
                tooltip="To the beginning"),
        Binding("G,end", "scroll_end", "Bottom", show=False, id="read.end",
                tooltip="To the end"),
        Binding("pagedown,ctrl+d,space", "page_down", "Page down", show=False,
                id="read.page_down", tooltip="One screen down"),
        Binding("enter", "follow", "Follow a link", show=False, id="read.follow",
                tooltip="Go to a paper that a note here links to, or whose note links here"),
        Binding("pageup,ctrl+u", "page_up", "Page up", show=False, id="read.page_up",
                tooltip="One screen up"),
    ]  # fmt: skip

    class LinksWanted(Message):
        """The user wants to go to one of these citation keys."""

        def __init__(self, keys: Sequence[str], linked_from: Sequence[str] = ()) -> None:
            """Besides those that the notes here link to, those whose notes link here."""
            super().__init__()
            self.keys = list(dict.fromkeys([*keys, *linked_from]))
            self.linked_from = linked_from

    _paper: dict[str, Any] | None = None
    _notes: Sequence[str] = ()
    _linked_from: Sequence[str] = ()
    lit: Collection[str] = frozenset()
    """Folded words that stand out in the abstract, the keywords and the takeaway."""
    abstract_first: reactive[bool] = reactive(False, init=False)
    """Does the abstract come before status, key and the like?"""

    def compose(self) -> ComposeResult:
        yield Static(id="about", markup=False)

    async def show(self, paper: dict[str, Any] | None, linked_from: Sequence[str] = ()) -> None:
        """The paper is shown, another than before from its beginning; None empties the pane.

        `linked_from` are the citation keys of the papers whose notes link to it.
        """
        before = self._paper["citation_key"] if self._paper else ""
        if (paper["citation_key"] if paper else "") != before:  # else somebody reads in it
            self.scroll_home(animate=False, immediate=True)
        self._paper, self._linked_from = paper, linked_from
        self._write()
        self._notes = [note["body"] for note in paper["notes"]] if paper else []
        await self._show_notes(paper["notes"] if paper else [])

    def watch_abstract_first(self) -> None:
        if self._paper:
            self._write()

    def _write(self) -> None:
        about = self.query_one("#about", Static)
        about.update(Content("\n\n").join(self._parts(self._paper) if self._paper else []))

    def _parts(self, paper: dict[str, Any]) -> list[Content]:
        """What is known of the paper; notes apart."""
        facts, texts = [_facts(paper, self._linked_from)], list(_texts(paper, self.lit))
        return [_heading(paper), *([*texts, *facts] if self.abstract_first else [*facts, *texts])]

    def action_follow(self) -> None:
        from readlist.tui.widgets.markdown import linked_keys  # noqa: PLC0415  (start-up time)

        keys = [key for note in self._notes for key in linked_keys(printable_lines(note))]
        self.post_message(self.LinksWanted(keys, self._linked_from))

    def on_click(self, event: events.Click) -> None:
        if key := event.style.meta.get(_LINKED):
            self.post_message(self.LinksWanted([key]))

    async def _show_notes(self, notes: list[dict[str, Any]]) -> None:
        with self.app.batch_update():
            await whole(self.query(".note, .note-date").remove())
            if not notes:
                return
            # Reading Markdown costs 60 ms of import, which only those with notes pay.
            from readlist.tui.widgets.markdown import NoteView  # noqa: PLC0415

            for note in notes:
                when = day(local_day(note["created_at"]))
                edited = day(local_day(note["updated_at"]))
                words = f"Note, {when}" + (f", changed {edited}" if edited != when else "")
                await self.mount(
                    Static(words, classes="note-date", markup=False),
                    NoteView(printable_lines(note["body"])),
                )


def names(paper: dict[str, Any], role: str) -> list[str]:
    """The people in full, given name first."""
    return [
        printable(" ".join(p for p in (n["given"], n["prefix"], n["family"], n["suffix"]) if p))
        for n in paper[role]
    ]


def _heading(paper: dict[str, Any]) -> Content:
    lines: list[Content] = []
    title = printable(readable(paper["title"] or ""))
    lines.append(
        Content.styled(title, "bold") if title else Content.styled("Untitled", "italic $muted")
    )
    people = _people(paper)
    if people:
        lines.append(Content(people))
    where = [paper["venue"], paper["organization"] if people != paper["organization"] else None]
    published = day(paper["date"] or "") or str(paper["year"] or "")
    where_text = " · ".join(printable(str(text)) for text in [*where, published] if text)
    if where_text:
        lines.append(Content(where_text))
    if paper["comment"]:
        lines.append(Content.styled(printable(readable(paper["comment"])), "$muted"))
    return Content("\n").join(lines)


def _facts(paper: dict[str, Any], linked_from: Sequence[str]) -> Content:
    lines = [_standing(paper)]
    if paper["tags"]:
        shown = (Content.styled(f"#{printable(tag)}", "$text-accent") for tag in paper["tags"])
        lines.append(Content("  ").join(shown))
    for label, text in _identifiers(paper):
        lines.append(Content.assemble((f"{label:<8}", "$muted"), printable(text)))
    if linked_from:
        shown = (Content.styled(printable(key), _link(key)) for key in linked_from)
        lines.append(
            Content.assemble(("Named in the notes of  ", "$muted"), Content("  ").join(shown))
        )
    missing = [
        word
        for word, there in (
            ("title", paper["title"]),
            ("authors", paper["authors"] or paper["editors"]),
            ("year", paper["year"]),
        )
        if not there
    ]
    if missing:
        lines.append(Content.styled(f"Not known yet: {', '.join(missing)}", "$text-warning"))
    return Content("\n").join(lines)


def _link(key: str) -> Style:
    return Style(underline=True) + Style.from_meta({_LINKED: key})


def _people(paper: dict[str, Any]) -> str:
    people = names(paper, "authors")
    if people:
        left = len(people) - MOST_NAMES
        more = f" and {left} more" if left > 0 else " and others" if paper["more_authors"] else ""
        return ", ".join(people[:MOST_NAMES]) + more
    editors = names(paper, "editors")
    if editors:
        return ", ".join(editors) + (" (editors)" if len(editors) > 1 else " (editor)")
    if paper["author_count"]:
        return counted(paper["author_count"], "author")
    return printable(paper["organization"] or "")


def _standing(paper: dict[str, Any]) -> Content:
    status = paper["status"]
    mark = STATUS_MARKS.get(status)
    added, since = local_day(paper["added_at"]), local_day(paper["status_since"])
    when = "" if since == added else f" since {day(since)}"
    shown = f"{mark.symbol if mark else '!'} {printable(status)}"
    parts = [Content.assemble(shown, (when, "$muted"))]
    if paper["passes"]:
        done = PASSED * paper["passes"] + TO_PASS * (3 - paper["passes"])
        parts.append(Content(f"{done} pass {paper['passes']} of 3"))
    if paper["starred"]:
        parts.append(Content.styled(f"{STAR} starred", "$text-warning"))
    if paper["priority"] != "normal":
        parts.append(Content(f"{paper['priority']} priority"))
    if paper["rating"]:
        parts.append(Content(f"rated {paper['rating']} of 5"))
    if paper["notes"]:
        parts.append(Content(counted(len(paper["notes"]), "note") + " below"))
    return Content("  ").join(parts)


def _identifiers(paper: dict[str, Any]) -> list[tuple[str, str]]:
    arxiv = paper["arxiv_id"]
    if arxiv and paper["primary_class"]:
        arxiv = f"{arxiv} [{paper['primary_class']}]"
    pairs = [
        ("Key", paper["citation_key"]),
        ("arXiv", arxiv),
        ("DOI", paper["doi"]),
        ("URL", paper["url"]),
    ]
    pairs.append(("Added", day(local_day(paper["added_at"]))))
    if paper["aliases"]:
        pairs.append(("Also", ", ".join(paper["aliases"])))
    return [(label, text) for label, text in pairs if text]


def _texts(paper: dict[str, Any], lit: Collection[str]) -> Iterator[Content]:
    """What the paper says, and what the reader took from it."""
    if takeaway := printable(paper["takeaway"] or ""):
        yield Content.assemble(("Takeaway  ", "bold $text-success"), light(takeaway, lit))
    abstract = printable(readable(paper["abstract"] or ""))
    yield light(abstract, lit) if abstract else Content.styled("No abstract.", "italic $muted")
    if keywords := printable(readable(paper["extra"].get("keywords", ""))):
        yield Content.assemble(("Keywords  ", "$muted"), light(keywords, lit))
