"""Macros, preambles and comments of `.bib` files are kept, and macros of two files never mix."""

from sqlalchemy import select

from readlist.formats import bibtex
from readlist.library import rows
from readlist.library.drafts import insert
from readlist.models import BibliographyBlock
from readlist.records import Block, Record
from readlist.storage.writing import Writer

_COLUMNS = ("kind", "name", "raw", "value", "digest")


class Blocks:
    """The blocks of one `.bib` file on their way into the library.

    A macro that the library defines otherwise stays as the library has it; entries of this
    file that use it are rewritten with the text that the macro stands for here.
    """

    def __init__(self, writer: Writer, notices: list[tuple[int, str]]) -> None:
        self._writer = writer
        self._notices = notices
        self._clashes: dict[str, str] = {}

    def add(self, block: Block) -> None:
        """The library has the block, unless it had it or defines the macro otherwise."""
        table = BibliographyBlock.__table__  # type: ignore[attr-defined]
        connection = self._writer.connection
        digest = rows.digest(f"{block.kind}\n{block.raw.strip()}")
        if connection.scalar(select(table.c.id).where(table.c.digest == digest)) is not None:
            return
        if block.kind == "string":
            known = connection.scalar(
                select(table.c.value).where(table.c.kind == "string", table.c.name == block.name)
            )
            if known == block.value:
                return
            if known is not None:
                self._clashes[block.name] = block.value
                self._notices.append(
                    (
                        block.line,
                        f"the library defines the macro {block.name} otherwise; "
                        "entries of this file that use it got its text instead.",
                    )
                )
                return
        row = (block.kind, block.name, block.raw, block.value, digest)
        insert(self._writer, BibliographyBlock, _COLUMNS, [row])

    def settle(self, record: Record) -> Record:
        """The record's entry means in the library what it means in its file."""
        if self._clashes and record.verbatim:
            used = bibtex.macros_used(record.raw) & self._clashes.keys()
            if used:
                record.raw = bibtex.expand_macros(record.raw, self._clashes, used)
        return record
