"""An import step by step, off the screen's thread: it can be stopped, and tells how far it is."""

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from readlist.errors import ReadlistError
from readlist.library.deciding import Decisions
from readlist.library.library import Library
from readlist.library.preview import Preview

if TYPE_CHECKING:
    from readlist.library.intake import Source
    from readlist.library.report import Progress, Report

_TOLD = 0.1
"""Seconds between two looks at the progress."""


def run_steps(
    steps: "Generator[Progress, None, Report]",
    stop: Event,
    tell: Callable[[int, int, int], None],
) -> tuple["Report | None", str]:
    """The generator's result and no error, or None when stopped or failed."""
    told = 0.0
    try:
        while not stop.is_set():
            progress = next(steps)
            if monotonic() - told > _TOLD or progress.done >= progress.total:
                told = monotonic()
                tell(progress.done, progress.total, progress.papers)
    except StopIteration as end:
        return end.value, ""
    except ReadlistError as error:
        return None, str(error)
    finally:
        steps.close()
    return None, ""


def rehearse(
    library: Library,
    sources: "Sequence[Source]",
    decisions: Decisions,
    wanted: Callable[[], bool],
) -> Preview | None:
    """What would be written with the decisions; None where it failed or is `wanted` no more.

    What fails here fails in writing too, which then tells of it.
    """
    from readlist.library.intake import import_sources  # noqa: PLC0415  (start-up time)

    preview = Preview()
    steps = import_sources(library, sources, dry_run=True, decisions=decisions, preview=preview)
    try:
        for _ in steps:
            if not wanted():
                return None
    except ReadlistError:
        return None
    finally:
        steps.close()
    return preview


def versions(sources: "Sequence[Source]") -> list[tuple[int, int]]:
    """Of each file the time of its change and its size: by these a change is noticed."""
    found = []
    for source in sources:
        if isinstance(source.content, Path):
            try:
                status = source.content.stat()
            except OSError:
                found.append((0, 0))
            else:
                found.append((status.st_mtime_ns, status.st_size))
    return found
