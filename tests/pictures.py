"""The pictures that the README opens with, made from the real app on the sample library.

`make pictures` writes them anew. The clock stands still and the size is fixed, so that the
files change only where the app does.
"""

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from readlist.library import demo
from readlist.library.library import Library
from readlist.tui.app import ReadlistApp
from tests.cast import cast

FOLDER = Path(__file__).parent / "data" / "pictures"
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SIZE = (120, 32)
KEYS = tuple("0 r escape j asterisk plus j r escape j j plus k".split())
"""What the user of the picture did: read two papers, starred one, and gave two a priority."""


async def picture() -> str:
    """The reading list as an SVG."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder) / "papers.sqlite3", clock=lambda: NOW)
        for _ in demo.load(library):
            pass
        app = ReadlistApp(library, theme="textual-dark")
        async with app.run_test(size=SIZE) as pilot:
            for key in KEYS:
                await pilot.press(key)
                await pilot.pause(0.2)  # the question after `r` is open, and then closed
            await app.workers.wait_for_complete()
            app.clear_notifications()
            await pilot.pause(0.3)
            svg = app.export_screenshot(title="readlist", simplify=True)
    # Rich names its styles after a checksum of them and of the title: one name for every run.
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    # A picture asks no other site for a font: what the reader's machine has is good enough.
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)


PICTURES = {"reading-list.svg": picture, "cast.svg": cast}


def main() -> None:
    """The pictures in the repository are those of the app as it is now."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, made in PICTURES.items():
        path = FOLDER / name
        path.write_text(asyncio.run(made()), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
