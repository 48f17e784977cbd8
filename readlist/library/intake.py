"""Text that names papers becomes papers of the library: one import is one step, or nothing."""

import gc
import shutil
import tempfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from readlist import formats
from readlist.errors import InputError, UnknownFormat
from readlist.formats import bare_title
from readlist.formats.stream import LARGEST, Stream
from readlist.key_patterns import DEFAULT, KeyPattern
from readlist.library import personal, rows
from readlist.library.blocks import Blocks
from readlist.library.deciding import Decisions
from readlist.library.desk import Arrival, Desk, Outcome
from readlist.library.library import Library
from readlist.library.preview import Preview, name_of
from readlist.library.report import FileReport, LeftOut, Progress, Rejection, Report
from readlist.records import Block, Items, Notice, Personal, Record, Rejected
from readlist.storage.fingerprints import gathering
from readlist.storage.fulltext import BulkIndex, bulk_indexing
from readlist.storage.writing import Writer
from readlist.wording import counted

__all__ = ["FileReport", "Progress", "Rejection", "Report", "Source"]

_BATCH = 400
"""Records matched and written at a time: memory grows with it, the number of queries shrinks."""


_HEAD = 2000
"""Characters by which a page of HTML is known."""


class Source(NamedTuple):
    """A file or a text to import."""

    name: str
    content: bytes | Path
    may_be_title: bool = False
    """May it be the bare title of a paper, as somebody types it?"""

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes, to be read as often as need be.

        Raises InputError when the file is missing, a folder or unreadable.
        """
        with ExitStack() as stack:
            if isinstance(self.content, bytes):
                file: BinaryIO = stack.enter_context(BytesIO(self.content))
            else:
                try:
                    file = stack.enter_context(self.content.open("rb"))
                    if not self.content.is_file():
                        # What comes through a pipe can be read once.
                        copy = stack.enter_context(tempfile.TemporaryFile())
                        shutil.copyfileobj(file, copy)
                        file = cast(BinaryIO, copy)
                except OSError as error:
                    raise InputError(
                        f"{self.content} cannot be read: {error.strerror or error}."
                    ) from error
            yield file


def read_source(path: str | Path) -> Source:
    """The file as a source; it is read when its turn comes."""
    return Source(str(path), Path(path))


def import_sources(
    library: Library,
    sources: Iterable[Source],
    *,
    as_of: date | None = None,
    dry_run: bool = False,
    decisions: Decisions | None = None,
    preview: Preview | None = None,
) -> Generator[Progress, None, Report]:
    """All papers that the sources name are in the library; returns the report.

    Yields how far it has come. Closing the generator early, or an error, leaves the library
    as it was, and so does `dry_run`. A source that cannot be read or recognised is refused
    whole, in its `error`; the others arrive. `as_of` is the day by which dates without a
    year are completed (today). `decisions` are the user's; `preview` is told what becomes of
    each block.
    """
    with ExitStack() as stack:
        report = Report()
        intake: _Intake | None = None
        for source in sources:
            file = FileReport(source.name)
            report.files.append(file)
            with ExitStack() as opened:
                try:
                    stream = Stream(opened.enter_context(source.open()))
                    sections = _sections(source, stream)
                except InputError as error:
                    file.error = str(error)
                    continue
                if stream.assumed:
                    file.notices.append((1, stream.assumed))
                file.format = " + ".join(dict.fromkeys(s.format.name for s in sections))
                if intake is None:
                    target = stack.enter_context(_scratch(library)) if dry_run else library
                    writer = stack.enter_context(target.step("import", bulk=True, create=True))
                    index = stack.enter_context(bulk_indexing(writer.driver))
                    known = stack.enter_context(gathering(writer.driver))
                    stack.enter_context(_without_garbage_collection())
                    desk = Desk(
                        writer,
                        KeyPattern(library.key_pattern or DEFAULT),
                        known,
                        numbered=decisions is not None or preview is not None,
                    )
                    day = as_of or library.today()
                    intake = _Intake(writer, desk, index, day, decisions or Decisions(), preview)
                papers = 0
                for section in sections:
                    before = papers
                    for count in intake.take(section, file):
                        papers = before + count
                        yield Progress(file.name, stream.done, stream.size, papers)
        if intake is not None and dry_run:
            intake.writer.discarded = True
        elif intake is not None:
            intake.writer.recorder.summarize(_summary(report))
        return report


class _Section(NamedTuple):
    """A part of a source that is in one format."""

    format: formats.Format
    text: str | Stream
    first_line: int = 1


def _sections(source: Source, stream: Stream) -> list[_Section]:
    if formats.is_bibtex(stream.head(_HEAD), source.name):
        return [_Section(formats.FORMATS["bibtex"], stream)]
    if stream.size > LARGEST:
        raise InputError(
            f"This has more than {LARGEST >> 20} MB. So much is read only from a file whose "
            "name ends in .bib: name it so if it is BibTeX, else cut it into parts."
        )
    text = stream.read()
    try:
        return [_Section(*section) for section in formats.recognise(text, source.name)]
    except UnknownFormat:
        if source.may_be_title and bare_title.looks_like(text):
            return [_Section(bare_title.FORMAT, text)]
        raise


class _Intake:
    """Takes section after section into the library."""

    def __init__(
        self,
        writer: Writer,
        desk: Desk,
        index: BulkIndex,
        today: date,
        decisions: Decisions,
        preview: Preview | None,
    ) -> None:
        self.writer = writer
        self._desk = desk
        self._index = index
        self._today = today
        self._decisions = decisions
        self._preview = preview
        self._number = 0
        """Of the next block that names a paper."""

    def take(self, section: _Section, file: FileReport) -> Iterator[int]:
        """The section's papers are in the library; yields how many there are so far."""
        read = import_module(section.format.module).read
        items: Items = read(section.text, today=self._today, first_line=section.first_line)
        blocks = Blocks(self.writer, file.notices)
        self._desk.new_source()
        batch: list[Arrival] = []
        papers = 0
        for item in items:
            if isinstance(item, Record):
                decision = self._decisions.of(self._number)
                digest = rows.digest(item.raw)
                record = blocks.settle(item)
                record.title = decision.title or record.title
                batch.append(
                    Arrival(record, digest, file.name, section.format.name, self._number, decision)
                )
                self._number += 1
            elif isinstance(item, Rejected):
                file.rejected.append(Rejection(item.line, item.reason))
                file.count("rejected")
            elif isinstance(item, Notice):
                file.notices.append((item.line, item.message))
            elif isinstance(item, Block):
                blocks.add(item)
            if len(batch) == _BATCH:
                papers += len(batch)
                self._put(batch, file)
                batch.clear()
                yield papers
        self._put(batch, file)
        yield papers + len(batch)

    def _put(self, batch: list[Arrival], file: FileReport) -> None:
        wanted = [arrival for arrival in batch if not arrival.decision.left_out]
        keys = {arrival.number: arrival.record.citation_key for arrival in wanted}
        outcomes = dict(
            zip((arrival.number for arrival in wanted), self._desk.take(wanted), strict=True)
        )
        told = [
            (outcomes[arrival.number].paper_id, said)
            for arrival in wanted
            for said in [self._said(arrival, outcomes[arrival.number])]
            if said is not None
        ]
        added = personal.settle(self.writer, told) if told else {}
        self._index.take_in()
        for arrival in batch:
            record, outcome = arrival.record, outcomes.get(arrival.number)
            if outcome is None:
                file.count("left_out")
                file.left_out.append(LeftOut(record.line, name_of(record)))
                if self._preview is not None:
                    self._preview.add(record, "left_out")
                continue
            file.count(outcome.kind)
            if outcome.renamed:
                file.notices.append(
                    (
                        record.line,
                        f"the citation key {keys[arrival.number]} is taken by another paper; "
                        f"this one is now {outcome.renamed}.",
                    )
                )
            if self._preview is not None:
                detail = _detail(outcome, added.get(outcome.paper_id, ()))
                self._preview.add(record, outcome.kind, detail, outcome.others)

    def _said(self, arrival: Arrival, outcome: Outcome) -> Personal | None:
        """What the source says of the reader, and what the user wishes for the block."""
        said = arrival.record.personal
        wish = arrival.decision.personal
        if outcome.kind == "unchanged":
            return None
        if wish is None and outcome.kind in ("new", "review"):
            wish = self._decisions.new
        if not wish or wish == Personal():
            return said
        if said is None:
            return wish
        tags = tuple(dict.fromkeys((*said.tags, *wish.tags)))
        return replace(said, status=wish.status or said.status, tags=tags)


def _detail(outcome: Outcome, personal: Sequence[str]) -> str:
    if outcome.kind == "merged":
        words = ", ".join([*([outcome.detail] if outcome.detail else []), *personal])
        return f"adds {words}" if words else "adds nothing new"
    return outcome.detail or (f"as {outcome.renamed}" if outcome.renamed else "")


def _summary(report: Report) -> str:
    totals = report.totals()
    files = [file for file in report.files if not file.error]
    named = files[0].name.rpartition("/")[2] if len(files) == 1 else counted(len(files), "file")
    new = totals["new"] + totals["review"]
    words = f"imported {named}: {new:,} new, {totals['merged']:,} merged"
    return words + (f", {totals['left_out']:,} left out" if totals["left_out"] else "")


@contextmanager
def _scratch(library: Library) -> Iterator[Library]:
    """The library itself, or an empty one that vanishes where there is none yet."""
    if library.exists():
        yield library
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Library(Path(folder) / "preview.sqlite3")


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Parsing makes many objects and no cycles; looking for cycles costs a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
