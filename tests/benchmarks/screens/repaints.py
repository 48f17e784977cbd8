"""From a key to the end of the repaint that shows what it did, as the terminal would get it."""

import asyncio
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable

from textual import events
from textual.app import App
from textual.screen import Screen

SIZE = (120, 40)
HELD = 0.033
"""Seconds between the keys of a key that is held down."""
TYPED = 0.15
"""Seconds between the keys of somebody who types."""
PATIENCE = 30.0
"""Seconds after which a key must have shown something."""


class Stopwatch:
    """Presses keys in a headless app and notes how long each takes."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._until: Callable[[], bool] = lambda: False
        self._done = asyncio.Event()
        self.taken: dict[str, list[tuple[float, float]]] = defaultdict(list)
        """Gesture -> wall-clock seconds of each key, and CPU seconds of the screen's thread."""
        display = app._display

        def displayed(screen: Screen[object], renderable: object) -> None:
            # A headless app stops short of this: the bytes for the terminal.
            if hasattr(renderable, "render_segments"):
                renderable.render_segments(app.console)
            display(screen, renderable)  # type: ignore[arg-type]
            if self._until():
                self._done.set()

        app._display = displayed  # type: ignore[method-assign, assignment]

    async def press(
        self, gesture: str, key: str, until: Callable[[], bool], pause: float, letter: str = ""
    ) -> None:
        """The key was pressed and its effect painted, and the pause since then is over."""
        self._done.clear()
        self._until = until
        start, cpu = time.perf_counter(), time.thread_time()
        self._app.post_message(events.Key(key, letter or None))
        try:
            await asyncio.wait_for(self._done.wait(), PATIENCE)
        except TimeoutError as error:
            raise RuntimeError(f"{gesture}: the key {key} showed nothing") from error
        finally:
            self._until = lambda: False
        took = time.perf_counter() - start
        self.taken[gesture].append((took, time.thread_time() - cpu))
        await asyncio.sleep(max(0.0, pause - took))

    def tell(self) -> None:
        """What was noted is on standard output as JSON, and the peak memory in megabytes."""
        # Kilobytes on Linux, bytes on macOS (getrusage(2)).
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        peak_mb = peak / (2**20 if sys.platform == "darwin" else 2**10)
        print(json.dumps({"taken": self.taken, "megabytes": peak_mb}))
