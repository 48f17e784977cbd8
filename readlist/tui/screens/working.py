"""What a screen has under way is told as soon as it takes its time; no key waits for it."""

from typing import TypeVar

from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker

from readlist.tui.widgets.under_way import UnderWay

SOON = 0.4
"""Seconds that something may take before it is told."""

Result = TypeVar("Result")


class Working(Screen[Result]):
    """A screen whose workers are told of while they run."""

    def __init__(self) -> None:
        super().__init__()
        self._timed: dict[Worker[object], Timer] = {}
        """What runs, and the timer at whose end it has taken its time."""
        self._late: set[Worker[object]] = set()

    def library_changed(self) -> None:
        """The screen shows the library as it is now."""
        raise NotImplementedError

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        worker = event.worker
        if not _counts(worker) and worker in self._timed:
            self._timed.pop(worker).stop()
        elif _counts(worker) and worker not in self._timed:
            self._timed[worker] = self.set_timer(SOON, lambda: self._be_late(worker))
        self._tell_work()

    def _be_late(self, worker: Worker[object]) -> None:
        self._timed.pop(worker, None)
        self._late.add(worker)
        self._tell_work()

    def _tell_work(self) -> None:
        self._late = {worker for worker in self._late if _counts(worker)}
        told = self.query(UnderWay)
        if self._late and not told:
            self.mount(UnderWay())
        elif told and not self._late:
            told.remove()


def _counts(worker: Worker[object]) -> bool:
    # One that was given up before its first step never comes to an end in Textual.
    return not (worker.is_finished or worker.is_cancelled)
