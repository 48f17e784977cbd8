"""What a query that is being typed may go on to say, from the names that the language knows."""

import re
from collections.abc import Callable, Iterator, Sequence

from readlist.storage.query.fields import FIELDS, NAMES
from readlist.text import printable

_NAME = re.compile(r"(?:^|[\s(])[-^]*([a-z]{2,})$", re.IGNORECASE)
"""The beginning of a field's name. One letter is too little to guess from."""
_VALUE = re.compile(
    r'(?:^|[\s(])[-^]*([a-z]+):(?:[^\s"(),]+,)*=?("[^"]*|[^\s"(),]*)$', re.IGNORECASE
)
"""A field, its finished values, and the beginning of another."""
_ORDERS = ("-desc", "-asc")


def completed(text: str, tags: Callable[[], Sequence[str]]) -> str:
    """`text` with its last word completed, or an empty string where nothing is to be added.

    `is:un` becomes `is:unread`, `au` becomes `author:`. A tag comes as it is written, whatever
    the case of its beginning. `tags` is asked only where a tag is typed; the first that fits
    is taken.
    """
    if text.count('"') % 2 and not _VALUE.search(text):
        return ""  # inside a phrase
    if value := _VALUE.search(text):
        field = NAMES.get(value[1].lower(), "")
        return _first(text, value[2], _values(field, value[2], tags))
    if name := _NAME.search(text):
        typed = name[1]
        names = (n for n in NAMES if n.startswith(typed.lower()))
        return next((text + n[len(typed) :] + ":" for n in names), "")
    return ""


def _values(field: str, typed: str, tags: Callable[[], Sequence[str]]) -> Iterator[str]:
    if field == "tag":
        begun = typed.removeprefix('"').casefold()
        for tag in tags():
            if not tag.casefold().startswith(begun):
                continue
            if printable(tag) != tag or '"' in tag:
                continue  # could not be shown or typed
            # Bare, a name ends at a space or a bracket that closes.
            if typed.startswith('"'):
                yield f'"{tag}"'
            elif not re.search(r"[\s()]", tag):
                yield tag
    elif field:
        for value in FIELDS[field].values:
            yield value
            if field == "sort":
                yield from (value + order for order in _ORDERS)


def _first(text: str, typed: str, values: Iterator[str]) -> str:
    begun = typed.casefold()
    for value in values:
        if value[: len(typed)].casefold() == begun and len(value) > len(typed):
            return text[: len(text) - len(typed)] + value
    return ""
