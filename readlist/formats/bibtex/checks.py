"""What BibTeX's standard styles will say of an entry is known before they say it."""

from collections.abc import Collection

from readlist.formats.bibtex import grammar
from readlist.formats.bibtex.dates import MONTHS
from readlist.formats.bibtex.fields import REQUIRED, SORTED_BY
from readlist.formats.bibtex.values import macros_in


def warnings(
    entry: str, *, inherited: Collection[str] = (), macros: Collection[str] = ()
) -> list[str]:
    """The warnings that the standard styles will give for the text of an entry.

    `inherited` names the fields that its crossref parent has; without that, an entry with
    a crossref is trusted to inherit what it lacks. `macros` are the names defined elsewhere.
    """
    try:
        parsed = grammar.parse(entry, entry.index("@"))
    except (grammar.Malformed, ValueError):
        return ["BibTeX cannot read this entry."]
    known = {*(name.lower() for name in macros), *MONTHS}
    fields: set[str] = set()
    unknown: list[str] = []
    for field in parsed.fields:
        if field.expression not in ("{}", '""'):
            fields.add(field.name.lower())
        unknown += [name for name in macros_in(field.expression) if name not in known]
    entry_type = parsed.type.lower()
    said = [f"the macro {name} is not defined" for name in dict.fromkeys(unknown)]
    required = REQUIRED.get(entry_type)
    if required is None:
        said.append(f"the entry type {entry_type} is none of the standard styles'")
        required = ()
    own = fields | set(inherited)
    if "crossref" not in fields or inherited:
        said += [
            f"no {' or '.join(options)}" for options in required if not own.intersection(options)
        ]
        sorted_by = SORTED_BY.get(entry_type, ("author", "key"))
        names_missing = any("author" in options for options in required)
        if not own.intersection(sorted_by) and not names_missing:
            said.append(f"no {' or '.join(sorted_by)} to sort by")
    if {"volume", "number"} <= fields and entry_type in _ONE_OF_BOTH:
        said.append("both volume and number, of which only one is used")
    return [f"BibTeX will warn: {what}." for what in said]


_ONE_OF_BOTH = frozenset(
    {"book", "inbook", "incollection", "inproceedings", "proceedings", "conference"}
)
