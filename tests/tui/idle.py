"""Waiting until an app has nothing left to do, asked of its event loop.

Textual's own ways look at the processor's clock, 20 ms at a time and twice a key, and ask each
widget for a sign: slow where nothing happens, too short on a busy machine now and then, and in
vain where a widget is removed before it answers.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual import app, pilot
from textual._context import active_app

_SOON = 0.03
"""Seconds: what is to happen by then is waited for, above all the next picture of the screen."""


async def wait_for_idle(min_sleep: float = 0, max_sleep: float = 30) -> None:
    """Nothing is ready to run or due soon. Work in threads may go on."""
    loop = asyncio.get_running_loop()
    last = loop.time() + max_sleep
    while (now := loop.time()) < last:
        due = [handle.when() for handle in loop._scheduled if not handle.cancelled()]  # type: ignore[attr-defined]
        if loop._ready:  # type: ignore[attr-defined]
            await asyncio.sleep(0)
        elif due and min(due) < now + _SOON and not _has_ended():
            await asyncio.sleep(max(0, min(due) - now))
        else:
            return


def _has_ended() -> bool:
    """Is the app over? Its timers tick to the end of the test, and nothing comes of it."""
    app_ = active_app.get(None)
    return app_ is not None and app_._exit


async def _at_rest(_pilot: pilot.Pilot[object], timeout: float = 30.0) -> bool:
    await wait_for_idle(max_sleep=timeout)
    return True


def threads_at_work() -> list[asyncio.Future[object]]:
    """What was given to threads, by workers or within a widget, and is not done."""
    loop = asyncio.get_running_loop()
    return [future for future in _LENT if future.get_loop() is loop]


async def threads_at_rest() -> None:
    """All of that is done."""
    while waiting := threads_at_work():
        await asyncio.wait(waiting)


_LENT: set[asyncio.Future[object]] = set()
"""What runs in threads now."""


def _lend(loop, executor, job, *arguments):  # type: ignore[no-untyped-def]
    future = _RUN(loop, executor, job, *arguments)
    _LENT.add(future)
    future.add_done_callback(_LENT.discard)
    return future


_RUN = asyncio.BaseEventLoop.run_in_executor


@contextmanager
def asked_of_the_loop() -> Iterator[None]:
    """Pilot waits in this way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "wait_for_idle", wait_for_idle)
        patch.setattr(pilot, "wait_for_idle", wait_for_idle)
        patch.setattr(asyncio.BaseEventLoop, "run_in_executor", _lend)
        patch.setattr(pilot.Pilot, "_wait_for_screen", _at_rest)
        yield
