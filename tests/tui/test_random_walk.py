"""Whatever is pressed, in whatever order: the app stays up and everything can be undone.

`READLIST_WALK=5000 pytest tests/tui/test_random_walk.py` takes more steps than the usual ones,
`READLIST_WALK_SEED=7` begins at one walk.
"""

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from readlist.errors import NothingToUndo
from readlist.library import history, organising, reading, views
from readlist.library.library import Library
from readlist.storage.journal import NOT_JOURNALED
from readlist.tui.app import ReadlistApp
from readlist.tui.keymap import SCOPES, bindings_of, owners
from tests.library.state import state
from tests.tui.conftest import fill

STEPS = int(os.environ.get("READLIST_WALK", "150"))
"""Keys pressed in each walk."""
SEED = int(os.environ.get("READLIST_WALK_SEED", "1"))
WALKS = 2
LEAVES = {"q", "ctrl+q", "e", "w", "ctrl+z"}
"""Keys that end the app or open a program beside it, where they do."""
TYPED = (
    "author:gu", "is:un", "tag:(", '"', "a b", "éß", "[x]", "-", "sort:year", "7", "~/", "\\",
)  # fmt: skip
SIZES = ((100, 30), (80, 24), (20, 5), (160, 45))


def keys_of_all_screens() -> list[str]:
    """Each key that means something somewhere, and a few that always do."""
    bound = {b.key for scope in SCOPES for owner in owners(scope) for b in bindings_of(owner)}
    return sorted((bound | {"right", "left", "backspace", "shift+tab"}) - LEAVES)


@pytest.fixture
def stocked(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library with something for every screen, in a folder of its own."""
    monkeypatch.setenv("READLIST_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ReadlistApp, "open_url", lambda *_args, **_kwargs: None)
    fill(
        library,
        "@article{long, title={Deep Sets of Permutation Invariant Functions in Practice}, "
        "author={Zaheer, Manzil}, year={2017}}"
        "@misc{short, title={Deep Sets of Permutation Invariant Functions in Practice}, "
        "author={Kottur, Satwik}, year={2021}, abstract={Words of an abstract.}}",
    )
    reader = library.reader()
    ids = list(reader.ids("", today="2026-11-20"))
    reader.close()
    organising.change_tags(library, ids[:4], ["ml", "ml/[x]"])
    organising.add_note(
        library, ids[0], "# A note\n\nwith *words* and [a link](https://example.org)."
    )
    reading.set_status(library, ids[:2], "queued")
    views.save(library, "Recent", "year:>2000", 7)
    return library


@pytest.mark.parametrize("seed", range(SEED, SEED + WALKS))
async def test_no_row_of_keys_ends_the_app_and_all_of_it_can_be_undone(opened, stocked, seed):
    random = Random(seed)
    keys = keys_of_all_screens()
    pressed: list[str] = []
    async with opened(stocked) as user:
        while len(pressed) < STEPS:
            chance = random.random()
            if chance < 0.02:
                await user.pilot.resize_terminal(*random.choice(SIZES))
                continue
            if chance < 0.05:
                burst = [letter for letter in random.choice(TYPED) if letter not in LEAVES]
            elif chance < 0.08:
                burst = ["escape", "y", "escape"]  # out of what holds the keys
            else:
                burst = [random.choice(keys)]
            pressed += burst
            for key in burst:
                await user.pilot.press(key)
            if random.random() < 0.3:
                await user.rest()
            assert user.app._exception is None, pressed[-40:]
            assert user.app.is_running, pressed[-40:]
        await user.rest()
    walked = journaled(stocked)
    steps = _all_of(history.undo, stocked)
    assert steps
    assert not any(journaled(stocked).values())  # as before the first step
    _all_of(history.redo, stocked, at_most=steps)
    assert journaled(stocked) == walked


def journaled(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """What the library says, but for what is derived and only ever added to."""
    return {k: rows for k, rows in state(library.path).items() if k not in NOT_JOURNALED}


def _all_of(move: Callable[[Library], str], library: Library, at_most: int = 5000) -> int:
    """How many steps were undone or done again until there was none left."""
    for number in range(at_most):
        try:
            move(library)
        except NothingToUndo:
            return number
    return at_most
