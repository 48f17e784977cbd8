"""What a screen does to the library is one undoable step, written off the screen's thread."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from readlist.errors import QueryError, ReadlistError
from readlist.library.library import Library
from readlist.text import printable_lines
from readlist.tui.ahead import TypedAhead
from readlist.tui.screens.working import Working
from readlist.tui.widgets.key_line import keyed

if TYPE_CHECKING:
    from readlist.storage.reader import LogEntry

WRITING = "write"
"""The group of workers that write to the library; each tells whether it did."""

Result = TypeVar("Result")
Answer = TypeVar("Answer")


class Written:
    """Something a screen wrote, or is writing."""

    step: "LogEntry | None" = None
    """What it is in the history; None until it is there, and where nothing was changed."""


class Acting(Working[None]):
    """A screen that writes, asks before it does, and tells what it did."""

    STEPS = "library"
    """With `.undo` and `.redo`, the IDs of the bindings that go back and forth."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self._writing = asyncio.Lock()
        self._trouble = ""
        self._asked: dict[Screen[Any], Callable[[Any], None]] = {}
        """The dialogs that are open, and what is done with the answer of each."""

    @property
    def in_trouble(self) -> bool:
        """Could the library not be read when it was last asked?"""
        return bool(self._trouble)

    @property
    def is_open(self) -> bool:
        """Is it still shown, or below what is? Work may end when its screen has been left."""
        return self in self.app.screen_stack

    def tell(self, sentence: str, *, error: bool = False) -> None:
        """A toast says it."""
        self.app.notify(
            printable_lines(sentence),
            severity="error" if error else "information",
            timeout=8 if error else 4,
            markup=False,
        )

    def with_keys(self, words: str) -> str:
        """The words with the keys of the bindings whose IDs stand in braces."""
        return keyed(words, self).plain

    @property
    def undoable(self) -> str:
        """How a sentence ends that tells of what can be undone."""
        return self.with_keys(f" · {{{self.STEPS}.undo}} undoes")

    def guarded(self, job: Callable[[], Answer], otherwise: Answer) -> Answer:
        """What `job` returns; trouble with the library is told once and gives `otherwise`."""
        try:
            result = job()
        except QueryError:
            raise
        except ReadlistError as error:
            self._tell_trouble(error)
            return otherwise
        self._trouble = ""
        return result

    async def guarded_elsewhere(self, job: Callable[[], Answer], otherwise: Answer) -> Answer:
        """`guarded` in a thread."""
        try:
            result = await asyncio.to_thread(job)
        except ReadlistError as error:
            self._tell_trouble(error)
            return otherwise
        self._trouble = ""
        return result

    def _tell_trouble(self, error: ReadlistError) -> None:
        if str(error) != self._trouble:
            self._trouble = str(error)
            self.tell(self._trouble, error=True)

    def write(
        self,
        job: Callable[[], Result],
        said: Callable[[Result], str],
        failed: Callable[[], None] | None = None,
        written: Written | None = None,
    ) -> None:
        """`job` runs off the screen's thread, one after another; `said` makes the toast.

        Where nothing was written, `failed` gives back what the user typed. `written` will say
        which step it is in the history.
        """
        do = job if written is None else partial(self._noted, job, written)

        async def run() -> bool:
            async with self._writing:
                try:
                    result = await asyncio.to_thread(do)
                except ReadlistError as error:
                    if failed is not None:
                        failed()
                    self.tell(str(error), error=True)
                    if self.is_open:
                        self.library_changed()  # what was expected has not come
                    return False
            if self.is_open:
                self.library_changed()
            sentence = said(result)
            if sentence:
                self.tell(sentence)
            return True

        self.run_worker(run(), group=WRITING)

    def _noted(self, job: Callable[[], Result], written: Written) -> Result:
        from readlist.library import history  # noqa: PLC0415  (start-up time)

        before = history.latest(self.library)
        result = job()
        after = history.latest(self.library)
        written.step = after if after != before else None
        return result

    def ask(self, screen: Screen[Answer | None], then: Callable[[Answer], None]) -> None:
        """The dialog is open; `then` gets its answer unless it is None."""

        def answered(answer: Answer | None) -> None:
            self._asked.pop(screen, None)
            if answer is not None:
                then(answer)

        self._asked[screen] = then
        self.app.clear_notifications()  # they would lie over the dialog's last line
        self.app.push_screen(screen, answered)

    def keep_typed(self) -> None:
        """What is typed in an open dialog is on its way, as if the user had saved it there."""
        while self._asked:
            screen, then = self._asked.popitem()
            answer = getattr(screen, "answer", None)
            if answer is not None and getattr(screen, "unsaved", False):
                then(answer)

    def action_undo(self) -> None:
        def job() -> str:
            from readlist.library import history  # noqa: PLC0415  (start-up time)

            return history.undo(self.library)

        again = self.with_keys(f" · {{{self.STEPS}.redo}} does it again")
        self.write(job, lambda summary: f"Undone: {summary}{again}")

    def will_open(self, give_up: Callable[[], None]) -> None:
        """What is typed from now on is for the screen that opens at `opens_now`."""
        if isinstance(self.app, TypedAhead):
            self.app.will_open(give_up)

    def opens_now(self) -> None:
        """The screen opens, or nothing does."""
        if isinstance(self.app, TypedAhead):
            self.app.opens_now()

    def take_back(self, written: Written) -> None:
        """The step is undone, as soon as it is there, and no other in its place.

        Taking back is no step: no `write` of a screen counts it.
        """

        def job() -> str:
            from readlist.library import history  # noqa: PLC0415  (start-up time)

            return history.undo(self.library, written.step) if written.step else ""

        Acting.write(self, job, lambda summary: f"Undone: {summary}" if summary else "")

    def action_redo(self) -> None:
        def job() -> str:
            from readlist.library import history  # noqa: PLC0415  (start-up time)

            return history.redo(self.library)

        self.write(job, lambda summary: f"Done again: {summary}{self.undoable}")
