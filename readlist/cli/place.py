"""The library that a command works on: found when first asked for, never made by reading."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from readlist import config
from readlist.cli.base import typed
from readlist.cli.output import say
from readlist.text import printable

if TYPE_CHECKING:
    from readlist.library.library import Library
    from readlist.storage.reader import Reader


class Place:
    """Where the user's library is: what commands receive as `ctx.obj`."""

    def __init__(self, option: str | None) -> None:
        self._option = option

    @cached_property
    def library(self) -> "Library":
        """The library, which need not exist. Raises ReadlistError for a broken configuration."""
        from readlist.library.library import Library  # noqa: PLC0415  (start-up time)

        return Library(config.library_path(self._option))

    def library_as_settled(self) -> "Library":
        """The library with the user's settings, which a quick command does not read."""
        from readlist.library.library import Library  # noqa: PLC0415  (start-up time)

        settings = self.settings
        return Library(
            settings.library,
            proper_nouns=settings.proper_nouns,
            key_pattern=settings.key_pattern,
        )

    @property
    def settings(self) -> config.Config:
        """What the user has settled. Raises ReadlistError for a broken configuration."""
        return config.load(self._option)

    @property
    def today(self) -> str:
        """The present day, ISO 8601."""
        return self.library.today().isoformat()

    @contextmanager
    def reader(self) -> Iterator["Reader"]:
        """An open reader. Raises MissingLibrary and its kin."""
        reader = self.library.reader(briefly=True)
        try:
            yield reader
        finally:
            reader.close()

    def query(self, words: Iterable[str]) -> str:
        """The query that the words make; the user is told where it asks for nothing.

        So they are where it excludes a tag that no paper has.
        """
        from readlist.storage.query import asks  # noqa: PLC0415  (start-up time)

        text = " ".join(map(typed, words))
        if text.strip() and not asks(text, today=self.today):
            say(f"“{printable(text)}” has nothing that can be looked for: these are all papers.")
        if "tag" in text.lower() and self.library.exists():
            from readlist.library.slips import excludes_none  # noqa: PLC0415  (start-up time)

            with self.reader() as reader:
                if remark := excludes_none(text, reader.tags, today=self.today):
                    say(printable(remark))
        return text

    def is_missing(self) -> bool:
        """Is there no library yet? Then the user is told how to make one."""
        if self.library.exists():
            return False
        say(
            f"There is no library at {self.library.path} yet. "
            "`readlist import FILE` makes one, `readlist demo` one to look around in."
        )
        return True

    def ids(self, keys: Iterable[str]) -> list[int]:
        """The papers with these citation keys, each once. Raises UnknownKey."""
        with self.reader() as reader:
            return list(dict.fromkeys(reader.id_of(typed(key)) for key in keys))
