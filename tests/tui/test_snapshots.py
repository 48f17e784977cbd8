"""A few settled screens of the sample library, as text, so that a change is seen as it is read.

`UPDATE_GOLDEN=1 pytest tests/tui/test_snapshots.py` writes them anew; read the difference before
it is kept. What colours do is tested where they mean something.
"""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from readlist.library import demo, reading
from readlist.library.library import Library
from tests.tui.conftest import NOW, User, fill

FOLDER = Path(__file__).parents[1] / "data" / "screens"
SIZES = ((80, 24), (120, 40))
PAGE = """Abstract: The first invented abstract speaks of sorting networks and of how many
comparators they need when the number of inputs is a power of two; it proves a bound.
Abstract: The second invented abstract is about gardens, and about how to lay out paths in
them so that every bed can be reached; it has nothing to do with the first one at all.
"""
TWINS = """@article{long, title={Deep Sets of Permutation Invariant Functions in Practice},
author={Zaheer, Manzil}, year={2017}, journal={Journal of Sets}}
@misc{short, title={Deep Sets of Permutation Invariant Functions in Practice},
author={Kottur, Satwik}, year={2021}, abstract={Words of an abstract.}}"""


async def _filter(user: User) -> None:
    await user.press("0", "slash")
    await user.type("language")
    await user.press("enter")


async def _import(user: User) -> None:
    await user.paste(PAGE)


SCREENS = {
    "home": lambda user: user.press("1"),
    "filter": _filter,
    "triage": lambda user: user.press("0", "I"),
    "import": _import,
    "duplicates": lambda user: user.press("m"),
    "statistics": lambda user: user.press("0", "S"),
}
"""Name -> what the user did to see it."""


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Days are those of UTC, wherever the test runs, and nothing is remembered."""
    monkeypatch.setenv("READLIST_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample library with something read, begun and queued, and a pair to decide."""
    path = tmp_path_factory.mktemp("sample") / "papers.sqlite3"
    library = Library(path, clock=lambda: NOW)
    for _ in demo.load(library):
        pass
    fill(library, TWINS)
    reader = library.reader()
    ids = list(reader.ids("sort:key", today="2026-11-20"))
    reader.close()
    reading.set_status(library, ids[:2], "read")
    reading.set_status(library, ids[2:3], "reading")
    reading.set_status(library, ids[3:9], "queued")
    reading.star(library, ids[3:5], True)
    return path


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCREENS)
async def test_the_screen_is_as_it_was(opened, shelf, tmp_path, name, size):
    library = Library(Path(shutil.copy(shelf, tmp_path / "papers.sqlite3")), clock=lambda: NOW)
    async with opened(library, size) as user:
        await SCREENS[name](user)
        user.app.clear_notifications()
        await user.rest()
        seen = "".join(f"{line.rstrip()}\n" for line in user.lines)
    expected = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(seen, "utf-8")
    assert seen == expected.read_text("utf-8")
