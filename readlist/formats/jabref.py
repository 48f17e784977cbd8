"""JabRef's special fields say what the reader thinks (JabRef documentation, "Special fields")."""

from collections.abc import Mapping

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
    groups = printable(readable(fields.get("groups", ""))).split(",")
    found = Personal(
        status=_STATUSES.get(said["readstatus"], ""),
        priority=_PRIORITIES.get(said["priority"]),
        rating=_RANKS.get(said["ranking"]),
        tags=tuple(dict.fromkeys(name for group in groups if (name := group.strip()))),
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
