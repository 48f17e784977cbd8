"""A line for a path, which completes what is on the disk."""

from pathlib import Path

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
            )
        except (OSError, RuntimeError, ValueError):
            return None
        return value[: len(value) - len(start)] + names[0] if names else None


class PathInput(Input):
    """Right arrow takes the completion."""

    def __init__(self, placeholder: str, *, id: str, compact: bool = False) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=compact, suggester=_Paths())

    @property
    def path(self) -> Path | None:
        """What was typed as a path: `~` is the home folder, a dropped file's quotes are gone."""
        text = self.value.strip()
        if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
            text = text[1:-1]
        try:
            return Path(text).expanduser() if text else None
        except RuntimeError:  # no home folder
            return Path(text)
