"""A line for a path, which completes what is on the disk, and paths that were dropped."""

import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit

from textual.actions import SkipAction
from textual.binding import Binding
from textual.suggester import Suggester
from textual.widgets import Input


class _Paths(Suggester):
    """Suggests the first file or folder whose name goes on from what is typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        if not value.strip():
            return None
        folder, _, start = value.rpartition("/")
        try:
            there = (Path(folder or ("/" if value.startswith("/") else "."))).expanduser()
            names = sorted(
                path.name + ("/" if path.is_dir() else "")
                for path in there.iterdir()
                if path.name.startswith(start) and (start or not path.name.startswith("."))
                if path.name.isprintable()
            )
        except (OSError, RuntimeError, ValueError):
            return None
        return value[: len(value) - len(start)] + names[0] if names else None


class PathInput(Input):
    """Right arrow or Tab takes the completion."""

    BINDINGS = [
        Binding("tab", "complete", "Complete", show=False, id="path.complete",
                tooltip="Take what is offered behind the cursor; so does the right arrow"),
    ]  # fmt: skip

    def __init__(self, placeholder: str, *, id: str, compact: bool = False) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=compact, suggester=_Paths())

    @property
    def path(self) -> Path | None:
        """What was typed as a path: `~` is the home folder, a dropped file's quotes are gone."""
        text = self.value.strip()
        if not text:
            return None
        (first, *rest) = dropped(text) or [_path(text)]
        return _path(text) if rest else first

    @property
    def paths(self) -> list[Path]:
        """The files that were typed or dropped: several are divided by spaces, as in a shell."""
        text = self.value.strip()
        return dropped(text) or ([_path(text)] if text else [])

    async def action_complete(self) -> None:
        """The completion as it is by now, not as it was when last drawn."""
        whole = await _Paths().get_suggestion(self.value) if self.cursor_at_end else None
        if not whole or whole == self.value:
            raise SkipAction
        self.value = whole
        self.cursor_position = len(whole)


def dropped(text: str) -> list[Path]:
    """The files whose paths a terminal types when they are dragged onto it, if it is that.

    One path or several, absolute or from `~`, in quotes, with backslashes before spaces, as
    they are, or as `file://` addresses. Anything but paths of what is there gives none.
    """
    whole = text.strip()
    if not whole.startswith(("/", "~", "'", '"', "file:")) or len(whole) > _LONGEST:
        return []
    for words in (whole.splitlines(), _words(whole)):
        paths = [_path(word) for word in words]
        if paths and all(_is_there(path) for path in paths):
            return paths
    return []


_LONGEST = 20_000
"""Characters that are still looked at as paths."""


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # a quote that is not closed
        return []


def _path(word: str) -> Path:
    text = word.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    if text.startswith("file:"):
        text = unquote(urlsplit(text).path)
    try:
        return Path(text).expanduser()
    except RuntimeError:  # no home folder
        return Path(text)


def _is_there(path: Path) -> bool:
    try:
        return path.is_absolute() and path.exists()
    except (OSError, ValueError):
        return False
