"""A file is chosen by looking into folders."""

import os
from collections.abc import Sequence
from datetime import datetime
from os.path import isdir
from pathlib import Path
from typing import NamedTuple

from rich.segment import Segment
from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static
from textual.worker import get_current_worker

from readlist.text import printable
from readlist.tui.theme.cells import ELLIPSIS, fit
from readlist.tui.widgets.virtual_list import VirtualList

SUFFIXES = frozenset({".bib", ".bibtex", ".ris", ".json", ".csv", ".txt", ".text", ".md"})
"""Files of these suffixes may hold papers."""
_MOST = 20_000
"""Entries of a folder that are looked at."""
_SIZE, _DATE = 8, 12


class Entry(NamedTuple):
    """A folder or a file in a folder."""

    name: str
    is_folder: bool
    size: int = 0
    changed: float = 0.0
    """Seconds since 1970."""


class FolderList(VirtualList):
    """What is in a folder: folders by name, then files, the newest first."""

    BINDINGS = [
        Binding("enter,l,right", "open", "Open or take", id="files.open",
                tooltip="Open the folder, or take the file"),
        Binding("backspace,h,left", "out", "Folder above", id="files.out",
                tooltip="Go to the folder that this one is in"),
        Binding("full_stop", "every", "All files", id="files.every",
                tooltip="Show all files, hidden ones too, or those that may hold papers"),
    ]  # fmt: skip

    COMPONENT_CLASSES = {"files--line", "files--cursor", "files--muted", "files--folder"}

    class Opened(Message):
        """The user wants to go into the folder at the cursor, or takes the file there."""

    class Left(Message):
        """The user wants to see the folder above."""

    class EveryToggled(Message):
        """The user wants to see all files, or no longer."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[Entry] = ()

    @property
    def line_count(self) -> int:
        return len(self.entries)

    @property
    def current(self) -> Entry | None:
        """The entry at the cursor."""
        return self.entries[self.cursor] if self.entries else None

    def show(self, entries: Sequence[Entry], at: str) -> None:
        """These are listed, the cursor on the one named `at`, else on the first."""
        self.entries = entries
        names = [entry.name for entry in entries]
        self.set_reactive(FolderList.cursor, names.index(at) if at in names else 0)
        self.scroll_home(animate=False, immediate=True)
        self.lines_changed()

    def on_click(self, event: events.Click) -> None:
        if event.chain == 2 and self.line_at(event.y) is not None:
            self.action_open()

    def action_open(self) -> None:
        if self.entries:
            self.post_message(self.Opened())

    def action_out(self) -> None:
        self.post_message(self.Left())

    def action_every(self) -> None:
        self.post_message(self.EveryToggled())

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        entry = self.entries[index]
        base, part = self.line_styles("files", at_cursor)
        told = "" if entry.is_folder else f"{_size(entry.size):>{_SIZE}}  {_day(entry.changed)} "
        told = told if width >= 2 * (_SIZE + _DATE) else ""
        name = printable(entry.name) + ("/" if entry.is_folder else "")
        segments = [
            Segment(" ▸ " if entry.is_folder else "   ", part("muted")),
            Segment(fit(name, width - 3 - len(told)), part("folder") if entry.is_folder else base),
            Segment(told, part("muted")),
        ]
        return Strip(segments).adjust_cell_length(width, base)


class PickFile(ModalScreen[Path | None]):
    """Answers with the file, or None."""

    AUTO_FOCUS = "FolderList"

    BINDINGS = [
        Binding("escape,q", "dismiss(None)", "Cancel", id="files.cancel", tooltip="Take none"),
    ]  # fmt: skip

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.every = False
        """Are files listed that are hidden, or not known to hold papers?"""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -large", id="files") as box:
            box.border_title = Content("Choose a file")
            yield Static(id="files-folder", classes="label", markup=False)
            yield Static(id="files-none", markup=False)
            yield FolderList()

    def on_mount(self) -> None:
        self.go_to(self.folder)

    def go_to(self, folder: Path, at: str = "") -> None:
        """The folder is on its way, the cursor to the entry named `at`."""
        self.folder = folder
        text = printable(str(folder))
        room = max(8, self.size.width - 12)
        shown = text if len(text) <= room else ELLIPSIS + text[1 - room :]
        self.query_one("#files-folder", Static).update(shown)
        all_files = "fewer" if self.every else "all files"
        self.query_one("#files").border_subtitle = Content(
            f"Enter opens · ← folder above · . {all_files} · Esc cancels"
        )
        self._look(folder, at, self.every)

    @work(thread=True, exclusive=True)
    def _look(self, folder: Path, at: str, every: bool) -> None:
        worker = get_current_worker()
        problem = ""
        try:
            entries = _entries(folder, every=every)
        except OSError as error:
            entries, problem = [], f"It cannot be opened: {error.strerror or error}."
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, entries, at, problem)

    def _show(self, entries: list[Entry], at: str, problem: str) -> None:
        if not self.is_attached:
            return  # closed meanwhile
        self.query_one(FolderList).show(entries, at)
        none = self.query_one("#files-none", Static)
        nothing = "No file here may hold papers. The full stop shows all files."
        none.update(problem or (nothing if not self.every else "The folder is empty."))
        none.display = not entries

    def on_folder_list_opened(self) -> None:
        entry = self.query_one(FolderList).current
        if entry is None:
            return
        path = self.folder / entry.name
        if entry.is_folder:
            self.go_to(path)
        else:
            self.dismiss(path)

    def on_folder_list_left(self) -> None:
        self.go_to(self.folder.parent, self.folder.name)

    def on_folder_list_every_toggled(self) -> None:
        entry = self.query_one(FolderList).current
        self.every = not self.every
        self.go_to(self.folder, entry.name if entry else "")


def _entries(folder: Path, *, every: bool) -> list[Entry]:
    """What is listed of the folder. Raises OSError."""
    folders: list[Entry] = []
    files: list[Entry] = []
    with os.scandir(folder) as found:
        for number, item in enumerate(found):
            if number >= _MOST:
                break
            hidden = item.name.startswith(".")
            try:
                if item.is_dir():
                    if every or not hidden:
                        folders.append(Entry(item.name, is_folder=True))
                elif every or (not hidden and Path(item.name).suffix.lower() in SUFFIXES):
                    status = item.stat()
                    files.append(Entry(item.name, False, status.st_size, status.st_mtime))
            except OSError:
                continue  # a link to nothing, or gone meanwhile
    folders.sort(key=lambda entry: entry.name.casefold())
    files.sort(key=lambda entry: (-entry.changed, entry.name))
    return [*folders, *files]


def _size(size: int) -> str:
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size} {unit}"
        size = (size + 500) // 1000
    return f"{size:,} GB"


def _day(seconds: float) -> str:
    try:
        return f"{datetime.fromtimestamp(seconds):%d %b %Y}"
    except (OverflowError, OSError, ValueError):
        return " " * (_DATE - 1)


def likely_folder(typed: Path | None, last: Path | None) -> Path:
    """The folder of the path that is typed, else that of the last choice, else the usual one."""
    home = Path.home()
    for folder in (typed, typed and typed.parent, last, home / "Downloads", home):
        if folder is not None and folder.is_absolute() and isdir(folder):
            return folder
    return Path.cwd()
