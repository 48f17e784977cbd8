"""Where the library is and what the user prefers: read once, frozen, and nothing is created.

The configuration is `config.toml` in the platform's configuration folder, or the file that
READLIST_CONFIG names:

    library = "~/papers/library.sqlite3"
    proper_nouns = ["Bayes", "ImageNet"]
    key_pattern = "[auth][year][shorttitle1]"
    theme = "textual-dark"

    [keys]
    "paper.read" = "r,m"
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from readlist.errors import ReadlistError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Config(NamedTuple):
    """What the user has settled."""

    library: Path
    """The library file; it need not exist."""
    proper_nouns: tuple[str, ...] = ()
    """Words whose capitals BibTeX has to keep."""
    key_pattern: str = ""
    """How the citation keys of new papers are made, see `key_patterns`; empty for the default."""
    theme: str = ""
    """Name of the UI's colour theme; empty for the one last chosen there."""
    keys: tuple[tuple[str, str], ...] = ()
    """Other keys for the UI: a binding's ID and its keys with commas, in the order of the file."""


def load(library: str | None = None) -> Config:
    """The configuration, with the library at `library` where it is given.

    Else READLIST_LIBRARY names the library, else the configuration file, else it is
    `library.sqlite3` in the platform's data folder. Raises ReadlistError.
    """
    settings = _settings(config_file())
    return Config(
        library=_given(library) or _library(settings),
        proper_nouns=tuple(settings.get("proper_nouns", ())),
        key_pattern=settings.get("key_pattern", ""),
        theme=settings.get("theme", ""),
        keys=tuple(_flat(settings.get("keys", {}))),
    )


def library_path(library: str | None = None) -> Path:
    """Where the library is, as `load` finds it; the file is read only where it decides."""
    return _given(library) or _library(_settings(config_file()))


def config_file() -> Path:
    """The place of the configuration file, which need not exist."""
    named = os.environ.get("READLIST_CONFIG")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path  # noqa: PLC0415  (start-up time)

    return user_config_path("readlist", appauthor=False) / "config.toml"


def state_folder() -> Path:
    """Where the program remembers what is no part of a library; it need not exist.

    READLIST_STATE names it, else it is the platform's folder for state.
    """
    named = os.environ.get("READLIST_STATE")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_state_path  # noqa: PLC0415  (start-up time)

    return user_state_path("readlist", appauthor=False)


def _given(library: str | None) -> Path | None:
    if library is not None and not library:
        raise ReadlistError("--library names no file; leave it out for your own library.")
    named = library or os.environ.get("READLIST_LIBRARY")
    return _path(named) if named else None


def _library(settings: "Mapping[str, Any]") -> Path:
    named = settings.get("library")
    if named:
        # Beside the file that names it, wherever the command is called.
        return config_file().parent / _path(named)
    from platformdirs import user_data_path  # noqa: PLC0415  (start-up time)

    return user_data_path("readlist", appauthor=False) / "library.sqlite3"


def _path(named: str) -> Path:
    """The file that a path or an SQLite URL names (`sqlite:///rel.db`, `sqlite:////abs.db`)."""
    scheme, separator, rest = named.partition("://")
    if not separator:
        return _home(named)
    # Only a word before :// makes a URL of it; `a/b://c` is an odd but honest path.
    if not scheme.replace("+", "").isalnum():
        return _home(named)
    if scheme.casefold() == "sqlite" and rest[:1] == "/" and rest[1:]:
        return _home(rest[1:])
    # What stands before the @ may be a password.
    raise ReadlistError(
        f"A library at a {scheme}:// address is not supported yet; "
        "name a file, as in --library ~/papers/library.sqlite3."
    )


def _home(named: str) -> Path:
    try:
        return Path(named).expanduser()
    except RuntimeError as error:
        raise ReadlistError(f"{named} names a home folder that does not exist.") from error


def _settings(path: Path) -> "Mapping[str, Any]":
    """What the file says, each key known and of its type; nothing where there is no file."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        if os.environ.get("READLIST_CONFIG"):
            raise ReadlistError(f"{path}, which READLIST_CONFIG names, does not exist.") from None
        return {}
    except OSError as error:
        raise ReadlistError(f"{path} cannot be read: {error.strerror}.") from error
    import tomllib  # noqa: PLC0415  (start-up time)

    try:
        settings = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ReadlistError(f"{path} is not UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ReadlistError(f"{path} is not valid TOML: {error}.") from error
    for key, value in settings.items():
        _check(path, key, value)
    return settings


def _flat(table: "Mapping[str, Any]") -> "Iterator[tuple[str, Any]]":
    """The entries by their whole name: without quotes, TOML takes `paper.read` for a table."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{inner}", text) for inner, text in _flat(value))
        else:
            yield name, value


def _check(path: Path, key: str, value: object) -> None:
    if key in {"library", "key_pattern", "theme"}:
        expected, fits = "a string", isinstance(value, str)
    elif key == "keys":
        expected = 'a table of strings, as in "paper.read" = "r,m"'
        fits = isinstance(value, dict) and all(isinstance(text, str) for _, text in _flat(value))
    elif key == "proper_nouns":
        expected = "a list of strings"
        fits = isinstance(value, list) and all(isinstance(word, str) for word in value)
    else:
        import difflib  # noqa: PLC0415  (only after a mistake)

        known = Config._fields
        near = difflib.get_close_matches(key, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"known keys: {', '.join(known)}."
        raise ReadlistError(f"{path}: unknown key {key}; {hint}")
    if not fits:
        raise ReadlistError(f"{path}: {key} has to be {expected}.")
