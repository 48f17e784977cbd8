"""What BibTeX's standard styles will say of an entry is known before they say it."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from readlist.formats.bibtex import grammar
from readlist.formats.bibtex.dates import MONTHS
from readlist.formats.bibtex.fields import REQUIRED, SORTED_BY
from readlist.formats.bibtex.values import macros_in, resolve

_NOBODY: Mapping[str, str] = MappingProxyType({})


def warnings(
    entry: str, *, parents: Mapping[str, str] = _NOBODY, macros: Collection[str] = ()
) -> list[str]:
    """The warnings that the standard styles will give for the text of an entry.

    `parents` are the entries it may inherit from by crossref, by key in lower case; one that
    is not there is trusted to have what its child lacks. `macros` are the names defined
    elsewhere.
    """
    parsed = _parsed(entry)
    if parsed is None:
        return ["BibTeX cannot read this entry."]
    known = {*(name.lower() for name in macros), *MONTHS}
    unknown = [
        name for field in parsed.fields for name in macros_in(field.expression) if name not in known
    ]
    fields = _filled(parsed)
    entry_type = parsed.type.lower()
    said = [f"the macro {name} is not defined" for name in dict.fromkeys(unknown)]
    required = REQUIRED.get(entry_type)
    if required is None:
        said.append(f"the entry type {entry_type} is none of the standard styles'")
        required = ()
    own = set(fields)
    trusted = False
    if "crossref" in fields:
        # The styles ask a child for its people and its title only.
        required = tuple(names for names in required if {"author", "title"} & set(names))
        parent = _parsed(parents.get(resolve(fields["crossref"], {}).strip().lower(), ""))
        trusted = parent is None
        own |= set(_filled(parent)) if parent else set()
    if not trusted:
        said += [f"no {' or '.join(options)}" for options in required if not own & set(options)]
        sorted_by = SORTED_BY.get(entry_type, ("author", "key"))
        names_missing = any("author" in options for options in required)
        if not own & set(sorted_by) and not names_missing:
            said.append(f"no {' or '.join(sorted_by)} to sort by")
    both = {"author", "editor"} <= fields.keys() and "crossref" not in fields
    if both and entry_type in ("book", "inbook"):
        said.append("both author and editor, of which only one is used")
    if {"volume", "number"} <= fields.keys() and entry_type in _VOLUME_OR_NUMBER:
        said.append("both volume and number, of which only one is used")
    return [f"BibTeX will warn: {what}." for what in said]


def _parsed(entry: str) -> grammar.Parsed | None:
    try:
        return grammar.parse(entry, entry.index("@"))
    except (grammar.Malformed, ValueError):
        return None


def _filled(parsed: grammar.Parsed) -> dict[str, str]:
    """The fields that say something."""
    return {
        field.name.lower(): field.expression
        for field in parsed.fields
        if field.expression not in ("{}", '""')
    }


_VOLUME_OR_NUMBER = frozenset(
    {"book", "inbook", "incollection", "inproceedings", "proceedings", "conference"}
)
