"""How far papers are read and what the reader thinks of them, at one key each."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from textual.binding import Binding

from readlist.library.library import Library
from readlist.storage.reader import Row
from readlist.text import printable
from readlist.tui.screens.acting import Acting
from readlist.tui.theme.cells import fit, title_of
from readlist.tui.theme.marks import PRIORITY_NAMES, STATUS_MARKS
from readlist.wording import counted

TITLE = 200
"""Cells of a title above a dialog, at most; the border cuts it to its own width."""


class ReadingActions(Acting):
    """A screen with papers to read; a subclass says which."""

    BINDINGS = [
        Binding("r", "toggle_read", "Read", id="paper.read",
                tooltip="Mark as read, or put back where it was"),
        Binding("R", "status", "Status", id="paper.status", tooltip="Choose the reading status"),
        Binding("p", "turn_passes", "Pass", show=False, id="paper.pass",
                tooltip="One more of three passes is done; after the third none"),
        Binding("asterisk", "star", "Star", show=False, id="paper.star", tooltip="Star, or not"),
        Binding("M", "rate", "Rating", show=False, id="paper.rate",
                tooltip="Rate from 1 to 5, or take the rating away"),
        Binding("plus,equals_sign", "priority(1)", "Higher priority", show=False,
                id="paper.higher", tooltip="Raise the priority"),
        Binding("minus", "priority(-1)", "Lower priority", show=False, id="paper.lower",
                tooltip="Lower the priority"),
    ]  # fmt: skip

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._status_before_read: dict[int, str] = {}

    def targets(self) -> list[Row]:
        """The selected papers, or the one at the cursor, or none."""
        raise NotImplementedError

    def with_targets(self, then: Callable[[Sequence[Row]], None], *, opens: bool = False) -> None:
        """`then` gets the targets as soon as they are read; it may be that it `opens` a screen."""
        then(self.targets())

    def current(self) -> tuple[int, dict[str, Any]] | None:
        """The ID of the paper at the cursor and all that is known of it."""
        raise NotImplementedError

    def expect(self, ids: Sequence[int], **values: Any) -> None:
        """Where the papers are on screen, they say so while it is being written."""

    def action_toggle_read(self) -> None:
        self.with_targets(self._toggle_read)

    def _toggle_read(self, rows: Sequence[Row]) -> None:
        if not all(row.status == "read" for row in rows):
            for row in rows:
                if row.status != "read":
                    self._status_before_read[row.id] = row.status
            self._mark_read(rows)
            return
        # Unread again: where it was if that is known, else in the queue.
        by_status: dict[str, list[Row]] = {}
        for row in rows:
            by_status.setdefault(self._status_before_read.get(row.id, "queued"), []).append(row)
        for status, some in by_status.items():
            self._set_status(some, status)

    def action_status(self) -> None:
        self.with_targets(self._status, opens=True)

    def _status(self, rows: Sequence[Row]) -> None:
        from readlist.tui.screens.menu import Choice, Menu  # noqa: PLC0415  (start-up time)

        choices = tuple(
            Choice(status, mark.letter, status, mark.symbol, mark.hint)
            for status, mark in STATUS_MARKS.items()
        )
        if rows:
            menu = Menu(f"Status of {titled(rows)}", choices, rows[0].status)
            self.ask(
                menu,
                lambda status: (
                    self._mark_read(rows) if status == "read" else self._set_status(rows, status)
                ),
            )

    def _mark_read(self, rows: Sequence[Row]) -> None:
        """The papers are read; one alone is asked what the reader takes from it."""
        current = self.current()
        if len(rows) != 1 or current is None or current[0] != rows[0].id:
            self._set_status(rows, "read")
            return
        self._ask_takeaway(rows, printable(current[1]["takeaway"] or ""))

    def _ask_takeaway(self, rows: Sequence[Row], before: str, typed: str | None = None) -> None:
        from readlist.tui.screens.takeaway import Takeaway  # noqa: PLC0415  (start-up time)

        def read(takeaway: str) -> None:
            again = partial(self._ask_takeaway, rows, before, takeaway)
            self._set_status(rows, "read", takeaway, again if takeaway != before else None)

        self.ask(Takeaway(titled(rows), before, typed), read)

    def action_turn_passes(self) -> None:
        self.with_targets(self._turn_passes)

    def _turn_passes(self, rows: Sequence[Row]) -> None:
        ids = [row.id for row in rows]
        begun = any(row.status in ("inbox", "queued") for row in rows)

        def job() -> int:
            from readlist.library import reading  # noqa: PLC0415  (start-up time)

            return reading.turn_passes(self.library, ids)

        def said(passes: int) -> str:
            done = f"pass {passes} of 3" if passes else "no pass done"
            return f"{named(rows)}: {done}{', reading' if passes and begun else ''}{self.undoable}"

        if rows:
            self.write(job, said)

    def _set_status(
        self,
        rows: Sequence[Row],
        status: str,
        takeaway: str | None = None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        ids = [row.id for row in rows]
        if not ids:
            return

        def job() -> int:
            from readlist.library import reading  # noqa: PLC0415  (start-up time)

            return reading.set_status(self.library, ids, status, takeaway=takeaway)

        self.expect(ids, status=status)
        self.write(
            job,
            lambda n: f"{named(rows)}: {status}{self.undoable}" if n else f"Already {status}.",
            failed,
        )

    def action_star(self) -> None:
        self.with_targets(self._star)

    def _star(self, rows: Sequence[Row]) -> None:
        starred = not all(row.starred for row in rows)
        ids = [row.id for row in rows]

        def job() -> int:
            from readlist.library import reading  # noqa: PLC0415  (start-up time)

            return reading.star(self.library, ids, starred)

        if rows:
            words = "starred" if starred else "no longer starred"
            self.expect(ids, starred=starred)
            self.write(job, lambda n: f"{named(rows)}: {words}{self.undoable}")

    def action_priority(self, by: int) -> None:
        self.with_targets(lambda rows: self._prioritise(rows, by))

    def _prioritise(self, rows: Sequence[Row], by: int) -> None:
        if not rows:
            return
        priority = max(-1, min(1, rows[0].priority + by))
        ids = [row.id for row in rows]

        def job() -> int:
            from readlist.library import reading  # noqa: PLC0415  (start-up time)

            return reading.set_priority(self.library, ids, priority)

        name = PRIORITY_NAMES[priority]
        self.expect(ids, priority=priority)
        self.write(
            job,
            lambda n: (
                f"{named(rows)}: {name} priority{self.undoable}"
                if n
                else f"The priority is {name} already."
            ),
        )

    def action_rate(self) -> None:
        self.with_targets(self._rate, opens=True)

    def _rate(self, rows: Sequence[Row]) -> None:
        from readlist.tui.screens.menu import RATINGS, Menu  # noqa: PLC0415  (start-up time)

        ids = [row.id for row in rows]

        def rate(answer: str) -> None:
            rating = int(answer) or None

            def job() -> int:
                from readlist.library import reading  # noqa: PLC0415  (start-up time)

                return reading.rate(self.library, ids, rating)

            words = f"rated {rating} of 5" if rating else "not rated"
            self.expect(ids, rating=rating)
            self.write(
                job,
                lambda n: f"{named(rows)}: {words}{self.undoable}" if n else f"Already {words}.",
            )

        if rows:
            now = str(rows[0].rating or 3)
            self.ask(Menu(f"Rating of {titled(rows)}", RATINGS, now), rate)


def titled(rows: Sequence[Row]) -> str:
    """The papers above a dialog: the title of one, or how many they are."""
    return fit(title_of(rows[0]), TITLE).rstrip() if len(rows) == 1 else counted(len(rows))


def named(rows: Sequence[Row]) -> str:
    """The papers in a toast: the citation key of one, or how many they are."""
    return printable(rows[0].citation_key) if len(rows) == 1 else counted(len(rows))
