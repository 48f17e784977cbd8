"""An import on the command line: progress while it runs, then every block accounted for."""

import signal
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import click

from readlist.cli import output
from readlist.cli.place import Place
from readlist.errors import Cancelled
from readlist.wording import counted

if TYPE_CHECKING:
    from readlist.library.intake import FileReport, Progress, Report, Source


def _day(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value} is no day; write it as in 2024-02-21.") from None


as_of_option = click.option(
    "--as-of",
    callback=_day,
    metavar="YYYY-MM-DD",
    help="The day the page was copied: dates without a year count back from it.  [default: today]",
)


def standard_input() -> bytes:
    """All of standard input; on a terminal the user is told how to end it."""
    if output.is_terminal(sys.stdin):
        output.say("Paste the text, then press Ctrl-D on an empty line.")
    from readlist.formats.stream import LARGEST  # noqa: PLC0415  (start-up time)

    # One byte too many is enough for the import to refuse it.
    return b"" if sys.stdin is None else sys.stdin.buffer.read(LARGEST + 1)


def take_in(
    place: Place,
    sources: "Iterable[Source]",
    *,
    as_of: date | None = None,
    dry_run: bool = False,
    as_json: bool = False,
) -> int:
    """The sources are imported and the outcome is told; returns the exit status."""
    from readlist.library.intake import import_sources  # noqa: PLC0415  (start-up time)

    library = place.library_as_settled()
    steps = import_sources(library, sources, as_of=as_of, dry_run=dry_run)
    return tell(finish(steps), dry_run=dry_run, as_json=as_json)


def finish(steps: "Generator[Progress, None, Report]") -> "Report":
    """The report of the finished import. Raises Cancelled when the user interrupts it."""
    bar = _Bar()
    try:
        with _ended_as_by_the_user():
            while True:
                bar.show(next(steps))
    except StopIteration as stop:
        report: Report = stop.value
        return report
    except KeyboardInterrupt:
        steps.close()
        raise Cancelled("Cancelled; the library is as it was.") from None
    finally:
        bar.clear()


@contextmanager
def _ended_as_by_the_user() -> Iterator[None]:
    """A terminal that closes, or a shutdown, ends what runs inside as Control-C does.

    What is to be ignored, as under nohup, goes on to be.
    """
    known = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    ends = [end for end in known if signal.getsignal(end) == signal.SIG_DFL]
    for end in ends:
        signal.signal(end, signal.default_int_handler)
    try:
        yield
    finally:
        for end in ends:
            signal.signal(end, signal.SIG_DFL)


def tell(report: "Report", *, dry_run: bool = False, as_json: bool = False) -> int:
    """The report is printed; returns the exit status."""
    if as_json:
        output.write_json(report.as_json())
    for file in report.files:
        for line, message in sorted(
            [*file.notices, *((r.line, f"rejected: {r.reason}") for r in file.rejected)]
        ):
            output.say(output.safe(f"{file.name}:{line}: {message}"))
        if file.error:
            named = "" if file.error.startswith(file.name) else f"{file.name}: "
            output.say(f"readlist: {named}{file.error}")
        elif as_json:
            output.say(_summary(file))
        else:
            output.write(output.safe(_summary(file)) + "\n")
    if len(report.files) > 1 and not as_json:
        output.write(f"Together: {_counts(report.totals())}\n")
    if dry_run:
        output.say("Nothing was changed: this was a dry run.")
    elif report.totals()["review"]:
        output.say("`readlist duplicates` shows the pairs that may be the same paper.")
    if report.files and all(file.error for file in report.files):
        return 1
    return 3 if any(file.error or file.rejected for file in report.files) else 0


def _summary(file: "FileReport") -> str:
    from readlist.formats import FORMATS  # noqa: PLC0415  (start-up time)

    formats = " + ".join(
        FORMATS[name].title if name in FORMATS else f"a {name}" for name in file.format.split(" + ")
    )
    counts = {
        name: getattr(file, name) for name in ("read", "new", "merged", "unchanged", "review")
    }
    return f"{file.name}: {formats}, {_counts({**counts, 'rejected': len(file.rejected)})}"


def _counts(counts: dict[str, int]) -> str:
    words = {
        "new": "new",
        "merged": "merged",
        "unchanged": "unchanged",
        "review": "to review",
        "rejected": "rejected",
    }
    parts = [f"{counts[name]:,} {word}" for name, word in words.items() if counts[name]]
    return f"{counted(counts['read'], 'paper')}: {', '.join(parts) or 'nothing in it'}"


class _Bar:
    """One line on stderr that is drawn over; nothing where stderr is no terminal."""

    def __init__(self) -> None:
        self._shown = output.is_terminal(sys.stderr)
        self._width = output.terminal_width() if self._shown else 0
        self._drawn = False

    def show(self, progress: "Progress") -> None:
        if not self._shown:
            return
        percent = 100 * progress.done // max(progress.total, 1)
        words = f"{percent:3}%  {progress.papers:,} papers  {output.safe(progress.name)}"
        sys.stderr.write(f"\r\x1b[K{words[: self._width - 1]}")
        sys.stderr.flush()
        self._drawn = True

    def clear(self) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False
