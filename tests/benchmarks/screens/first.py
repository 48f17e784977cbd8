"""`python -m tests.benchmarks.screens.first LIBRARY`: the reading list, ended when it is drawn.

What is warmed up after the first screen does not belong to it. As under the `readlist` command,
nobody looks for garbage until then.
"""

import gc
import sys

gc.disable()

from pathlib import Path  # noqa: E402

from readlist.library.library import Library  # noqa: E402
from readlist.tui.app import ReadlistApp  # noqa: E402

if __name__ == "__main__":
    ReadlistApp.on_ready = lambda self: self.call_after_refresh(self.exit)  # type: ignore
    ReadlistApp(Library(Path(sys.argv[1]))).run(headless=True, size=(120, 40))
