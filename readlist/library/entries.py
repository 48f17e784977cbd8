"""The BibTeX entry that a paper goes out as is mended in place, and the imported one is kept."""

from collections.abc import Mapping
from typing import Any

from readlist.library.drafts import insert
from readlist.library.rows import digest
from readlist.models import Provenance
from readlist.storage.binding import batches, marks
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
    old: list[tuple[int, bool]] = []
    new: list[tuple[Any, ...]] = []
    for batch in batches(list(entries)):
        sql = (
            "SELECT id, paper_id, listed_on FROM provenance "  # noqa: S608
            f"WHERE verbatim AND paper_id IN ({marks(batch)})"
        )
        for row_id, paper_id, listed_on in writer.driver.execute(sql, batch):
            old.append((row_id, False))
            raw = entries[paper_id]
            said = (source, "bibtex", 0, writer.now, listed_on, raw, digest(raw), True)
            new.append((paper_id, *said))
    writer.update_many(Provenance, ["verbatim"], old)
    insert(writer, Provenance, _COLUMNS, new)
    writer.session.expire_all()
