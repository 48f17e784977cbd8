"""JabRef's special fields say what the reader thinks (JabRef documentation, "Special fields")."""

from collections.abc import Mapping

from readlist.formats.bibtex import grammar
from readlist.formats.bibtex.values import resolve
from readlist.formats.bibtex.writer import field_value, formatted
from readlist.formats.exchange import keyword_field, keywords
from readlist.latex import readable
from readlist.records import Personal
from readlist.text import printable

FIELDS = ("readstatus", "ranking", "priority", "groups")
_STATUSES = {"read": "read", "skimmed": "skimmed"}
_PRIORITIES = {"prio1": 1, "prio2": 0, "prio3": -1}
_RANKS = {f"rank{stars}": stars for stars in range(1, 6)}


def personal(fields: Mapping[str, str]) -> Personal | None:
    """What the fields say of the reader; None where they say nothing that is certain."""
    if not any(name in fields for name in FIELDS):
        return None
    said = {name: fields.get(name, "").strip().lower() for name in FIELDS}
    found = Personal(
        status=_STATUSES.get(said["readstatus"], ""),
        priority=_PRIORITIES.get(said["priority"]),
        rating=_RANKS.get(said["ranking"]),
        tags=tuple(dict.fromkeys(keywords(printable(readable(fields.get("groups", "")))))),
    )
    return found if found != Personal() else None


def special_fields(said: Personal) -> dict[str, str]:
    """The fields that say the same to JabRef; a status that it does not know is left out."""
    priority = {number: name for name, number in _PRIORITIES.items()}.get(said.priority or 0, "")
    fields = {
        "readstatus": said.status if said.status in _STATUSES else "",
        "ranking": f"rank{said.rating}" if said.rating else "",
        "priority": priority if said.priority else "",
        "groups": ", ".join(said.tags),
    }
    return {name: value for name, value in fields.items() if value}


def marked(entry: str, said: Personal) -> str:
    """The entry with what the reader says: JabRef's fields, and the tags as keywords too.

    The same bytes where it says all that already, else in the house style. Fields that the
    reader says nothing about stay.
    """
    fields = special_fields(said)
    try:
        parsed = grammar.parse(entry, entry.index("@"))
    except (grammar.Malformed, ValueError):
        return entry
    expressions: dict[str, str] = {}
    for field in parsed.fields:
        expressions.setdefault(field.name.lower(), field.expression)
    have = {name: resolve(text, {}) for name, text in expressions.items()}
    if said.tags:
        words = keywords(have.get("keywords", ""))
        if not set(said.tags) <= set(words):
            fields["keywords"] = keyword_field([*words, *said.tags])
    new = {name: value for name, value in fields.items() if readable(have.get(name, "")) != value}
    if not new:
        return entry
    expressions |= {name: field_value(name, value) for name, value in new.items()}
    return formatted(parsed.type.lower(), parsed.key, expressions.items())


def lost(said: Personal) -> list[str]:
    """What of the reader's own no field of JabRef says."""
    kept = {
        "status": said.status not in ("", "inbox", *_STATUSES),
        "star": said.starred,
        "notes": bool(said.notes),
        "takeaway": bool(said.takeaway),
    }
    return [name for name, is_lost in kept.items() if is_lost]
