"""The theme that was last chosen in the app: one word in the platform's state folder."""

from pathlib import Path


def theme_file() -> Path:
    """Where the word is; the file need not exist."""
    from platformdirs import user_state_path  # noqa: PLC0415  (start-up time)

    return user_state_path("readlist", appauthor=False) / "theme"


def last_theme() -> str:
    """The theme that was last chosen; empty where none was, or it cannot be read."""
    try:
        return theme_file().read_text(encoding="utf-8")[:100].strip()
    except (OSError, UnicodeDecodeError):
        return ""


def remember_theme(name: str) -> None:
    """The theme is the next start's as well. Raises OSError where that cannot be written."""
    path = theme_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(name + "\n", encoding="utf-8")
