"""A query that was given a name can be asked for by it; no two views share a digit."""

import difflib
import unicodedata
from typing import TYPE_CHECKING

from readlist.errors import InputError
from readlist.library.library import Library
from readlist.storage import views as stored
from readlist.storage.query import parse
from readlist.storage.reader import Reader
from readlist.storage.views import View

if TYPE_CHECKING:
    from readlist.storage.writing import Writer

_LONGEST = 60
SLOTS = range(10)
"""The digit keys."""


def views(reader: Reader) -> list[View]:
    """Every saved view: those with a digit first, in its order, then by name."""
    return stored.views(reader.connection)


def find(reader: Reader, name: str) -> View:
    """The view of that name, whatever its case. Raises InputError, which names the nearest."""
    known = {view.name: view for view in views(reader)}
    return known[_existing(name, list(known))]


def save(library: Library, name: str, query: str, slot: int | None = None) -> View:
    """The view says `query`, be it new or not, and opens at the digit `slot` if one is named.

    A view that had the digit has none then. Raises QueryError where the query is misspelt,
    InputError for a name or a digit that cannot be.
    """
    name, query = _name(name), query.strip()
    parse(query, today=library.today().isoformat())
    if slot is not None and slot not in SLOTS:
        raise InputError(f"A view opens at one of the digits 0 to 9, not at {slot}.")
    from readlist.models import SavedView  # noqa: PLC0415  (start-up time)

    with library.step(f"saved the view {name}", create=True) as writer:
        if slot is not None:
            _empty(writer, slot, name)
        rows = stored.row_ids(writer.driver)
        old = next((known for known in rows if known.casefold() == name.casefold()), None)
        if old is None:
            row = (writer.reserve(SavedView), name, query, slot)
            writer.insert_many(SavedView, ("id", "name", "query", "slot"), [row])
        else:
            before = next(view for view in stored.views(writer.driver) if view.name == old)
            view = View(old, query, before.slot if slot is None else slot)
            if view != before:
                writer.update_row(SavedView, rows[old], {"query": query, "slot": view.slot})
            return view
    return View(name, query, slot)


def rename(library: Library, name: str, new: str) -> None:
    """The view `name` is called `new`. Raises InputError where another has that name."""
    new = _name(new)
    from readlist.models import SavedView  # noqa: PLC0415  (start-up time)

    with library.step("") as writer:
        rows = stored.row_ids(writer.driver)
        old = _existing(name, list(rows))
        if any(known != old and known.casefold() == new.casefold() for known in rows):
            raise InputError(f"There is a view “{new}” already.")
        if new != old:
            writer.update_row(SavedView, rows[old], {"name": new})
        writer.recorder.summarize(f"renamed the view {old} to {new}")


def remove(library: Library, name: str) -> None:
    """There is no view of that name any more; the papers stay. Raises InputError."""
    from readlist.models import SavedView  # noqa: PLC0415  (start-up time)

    with library.step("") as writer:
        rows = stored.row_ids(writer.driver)
        old = _existing(name, list(rows))
        writer.delete_rows(SavedView, [rows[old]])
        writer.recorder.summarize(f"removed the view {old}")


def _empty(writer: "Writer", slot: int, name: str) -> None:
    """No other view than `name` opens at the digit."""
    from readlist.models import SavedView  # noqa: PLC0415  (start-up time)

    rows = stored.row_ids(writer.driver)
    for view in stored.views(writer.driver):
        if view.slot == slot and view.name.casefold() != name.casefold():
            writer.update_row(SavedView, rows[view.name], {"slot": None})


def _existing(name: str, known: list[str]) -> str:
    wanted = name.strip().casefold()
    for one in known:
        if one.casefold() == wanted:
            return one
    near = difflib.get_close_matches(wanted, [one.casefold() for one in known], 1)
    nearest = next((one for one in known if near and one.casefold() == near[0]), "")
    hint = f"Did you mean “{nearest}”?" if nearest else "`readlist view` lists them."
    raise InputError(f"There is no view “{name}”. {hint}")


def _name(text: str) -> str:
    """The name as it is stored. Raises InputError."""
    name = " ".join(text.split())
    if not name:
        raise InputError("A view has a name.")
    if len(name) > _LONGEST or any(unicodedata.category(c).startswith("C") for c in name):
        raise InputError(
            f"The name of a view has at most {_LONGEST} letters and no control characters."
        )
    return name
