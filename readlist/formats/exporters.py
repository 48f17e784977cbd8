"""Which formats papers go out in. An exporter is one module and one line in `EXPORTERS`.

Such a module has `write(documents, *, personal=False) -> Iterator[str]`, the pieces of one
file, and `lost(document, *, personal=False) -> list[str]`, what of the paper the format
cannot carry. `personal` asks for the reader's own: tags, notes, status.
"""

from pathlib import PurePath
from typing import NamedTuple


class Exporter(NamedTuple):
    """A format that papers go out in."""

    name: str
    """A slug: `csl-json`."""
    title: str
    """What people call it."""
    suffix: str
    """Of a file's name, with its dot; a file with it is in this format."""
    module: str
    """Dotted name of the module that writes it, imported on use; empty for bibliographies."""
    by_key: bool = True
    """Are the papers sorted by citation key, so that a diff is small? Else as they were asked."""
    private: bool = False
    """Is it for the reader's own eyes, so that tags and status always go with it?"""


EXPORTERS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        Exporter("bibtex", "BibTeX", ".bib", ""),
        Exporter("biblatex", "biblatex", "", ""),
        Exporter("ris", "RIS", ".ris", "readlist.formats.ris"),
        Exporter("csl-json", "CSL-JSON", ".json", "readlist.formats.csl_json"),
        Exporter(
            "markdown", "Markdown", ".md", "readlist.formats.markdown", by_key=False, private=True
        ),
        Exporter("csv", "CSV", ".csv", "readlist.formats.csv_table", by_key=False, private=True),
        Exporter("obsidian", "Obsidian", "", "readlist.formats.obsidian", private=True),
    )
}


def by_suffix(file_name: str) -> Exporter:
    """The exporter whose suffix the file's name has; BibTeX where there is none."""
    suffix = PurePath(file_name).suffix.lower()
    found = [exporter for exporter in EXPORTERS.values() if suffix and exporter.suffix == suffix]
    return found[0] if found else EXPORTERS["bibtex"]
