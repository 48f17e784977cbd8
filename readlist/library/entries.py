"""The BibTeX entry that a paper goes out as is mended in place, and the imported one is kept."""

from collections.abc import Mapping

from sqlmodel import col, select

from readlist.library.drafts import insert
from readlist.library.rows import digest
from readlist.models import Provenance
from readlist.storage.reader import batches
from readlist.storage.writing import Writer

_COLUMNS = (
    "paper_id", "source", "format", "line", "met_at", "listed_on", "raw", "digest", "verbatim",
)  # fmt: skip


def replace(writer: Writer, entries: Mapping[int, str], source: str) -> None:
    """The papers go out as these entries from now on.

    For papers that have an entry, and say what it says. So a small change of a paper is a
    small change of its entry, not a new one in the house style; and an export that is
    imported again is known by its fingerprint.
    """
    new = []
    for batch in batches(list(entries)):
        query = select(Provenance).where(
            col(Provenance.verbatim), col(Provenance.paper_id).in_(batch)
        )
        for old in writer.session.exec(query).all():
            raw = entries[old.paper_id]
            writer.update_row(Provenance, old.id or 0, {"verbatim": False})
            new.append(
                (
                    old.paper_id,
                    source,
                    "bibtex",
                    0,
                    writer.now,
                    old.listed_on,
                    raw,
                    digest(raw),
                    True,
                )
            )
    insert(writer, Provenance, _COLUMNS, new)
    writer.session.expire_all()
