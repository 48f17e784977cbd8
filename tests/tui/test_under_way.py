"""What takes its time: it is said to be under way, and every key goes on to work."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from readlist.errors import Cancelled, LibraryBusy, ReadlistError
from readlist.library import reading
from readlist.library.library import Library
from readlist.storage.reader import Reader
from readlist.tui import promptness
from readlist.tui.screens import finding, statistics, working
from readlist.tui.view import LibraryView
from tests.tui.conftest import User, fill

SIGN = "Working …"


class SlowDisk:
    """Something that waits until it is let go, and tells that it waits."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> None:
        self.go_on = threading.Event()
        self.reached = threading.Event()
        self._thread = threading.main_thread()
        self.on_the_screens_thread = 0
        real = getattr(owner, name)

        def slow(*arguments: object, **options: object) -> object:
            if threading.current_thread() is self._thread:
                self.on_the_screens_thread += 1
            else:
                self.reached.set()
                assert self.go_on.wait(30)
            return real(*arguments, **options)

        monkeypatch.setattr(owner, name, slow)


@contextmanager
def let_go(disk: SlowDisk) -> Iterator[SlowDisk]:
    """Whatever the test finds, nothing waits for ever."""
    try:
        yield disk
    finally:
        disk.go_on.set()


def locked(*_: object) -> None:
    raise ReadlistError("The library is locked.")


async def until(user: User, condition: Callable[[], bool]) -> None:
    """The screen has gone on until the condition holds."""
    async with asyncio.timeout(10):
        while not condition():
            await user.pilot.pause()


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for a word."""
    monkeypatch.setattr(working, "SOON", 0.001)


async def test_a_slow_write_is_said_to_be_under_way_and_keys_go_on_to_work(
    opened, library, monkeypatch
):
    async with opened(library) as user:
        with let_go(SlowDisk(monkeypatch, reading, "star")) as disk:
            line = user.papers.cursor
            user.app.simulate_key("asterisk")
            await until(user, lambda: SIGN in user.text and disk.reached.is_set())
            await user.pilot.press("j", "question_mark")
            assert user.app.screen is not user.app.screen_stack[0]
            await user.pilot.press("escape")
            assert user.app.screen is user.app.screen_stack[0]
            assert user.papers.cursor == line + 1
        await user.rest()
        assert SIGN not in user.text
        assert user.rows[line].starred


async def test_triage_takes_back_what_is_still_being_written(opened, library, monkeypatch):
    async with opened(library) as user:
        await user.press("I", "q")
        triage = user.app.screen
        with let_go(SlowDisk(monkeypatch, reading, "star")) as disk:
            await user.pilot.press("asterisk")
            await asyncio.to_thread(disk.reached.wait, 30)
            await user.pilot.press("u")
        await user.rest()
        assert "4 left" in user.text
        decided, current = triage.view.rows(triage.ids[:2])
        assert (decided.status, current.starred) == ("queued", False)
        await user.press("u")
        assert "5 left" in user.text
        assert {row.status for row in user.rows} == {"inbox"}


async def test_triage_takes_back_nothing_for_a_decision_that_fails(opened, library, monkeypatch):
    async with opened(library) as user:
        await user.press("I", "q")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reading, "set_status", locked)
            with let_go(SlowDisk(patch, reading, "set_status")) as disk:
                await user.pilot.press("d")
                assert await asyncio.to_thread(disk.reached.wait, 30)
                await user.pilot.press("u")
            await user.rest()
        assert user.toasts[-1] == "The library is locked."
        assert "4 left" in user.text
        assert [row.status for row in user.rows].count("queued") == 1


async def test_triage_that_was_left_shows_no_further_card(opened, library):
    async with opened(library) as user:
        await user.press("I")
        triage = user.app.screen
        await user.press("escape")
        await triage._show()  # as a decision does that is written in the moment of leaving
        assert user.app.screen is user.app.screen_stack[0]


async def test_a_slow_search_leaves_the_line_free_and_is_given_up_by_escape(
    opened, library, monkeypatch
):
    async with opened(library) as user:
        await user.press("slash")
        monkeypatch.setattr(finding, "AT_ONCE", 0)
        with let_go(SlowDisk(monkeypatch, Reader, "page")) as disk:
            for letter in "mamba":
                user.app.simulate_key(letter)
            await until(user, lambda: SIGN in user.text and "/ mamba" in user.text)
            await until(user, disk.reached.is_set)
            monkeypatch.setattr(finding, "AT_ONCE", 60)
            user.app.simulate_key("escape")
            await until(user, lambda: "/ mamba" not in user.text)
            assert len(user.keys) == 5
        await user.rest()
        assert SIGN not in user.text
        assert len(user.keys) == 5


async def test_an_older_search_does_not_hold_up_the_newer_one(library):
    view = LibraryView(library)
    reached, unwanted = threading.Event(), threading.Event()

    def endless(reader: Reader, *_: object, **__: object) -> None:
        reached.set()
        reader._all("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT count(*) "
                    "FROM n")  # fmt: skip

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reader, "ids", endless)
        older = asyncio.create_task(asyncio.to_thread(view.ids_elsewhere, "a", unwanted.is_set))
        await asyncio.to_thread(reached.wait, 30)
        while not older.done():  # the statement may not have begun when it is first given up
            view.give_up()
            await asyncio.sleep(0)
    with pytest.raises(Cancelled):
        await older
    assert len(view.first_elsewhere("", 10, unwanted.is_set)) == 5
    unwanted.set()
    with pytest.raises(Cancelled):
        view.first_elsewhere("", 10, unwanted.is_set)
    view.close()


def test_a_search_given_up_half_way_does_not_end_the_next_one(library):
    view = LibraryView(library)
    begun = []

    def half_way(reader: Reader, *_: object, **__: object) -> None:
        begun.append(reader.connection.execute("SELECT id FROM paper"))
        begun[0].fetchone()
        reader.interrupt()
        reader._all("SELECT id FROM paper")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reader, "ids", half_way)
        with pytest.raises(Cancelled):
            view.ids_elsewhere("a", lambda: False)
    assert len(view.first_elsewhere("", 10, lambda: False)) == 5
    view.close()


def test_nothing_is_closed_under_a_thread_that_reads(library, monkeypatch):
    """SQLite's connection goes away only when nobody reads from it: else Python crashes."""
    counts = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    begun = threading.Event()
    ended: list[BaseException] = []

    def endless(reader: Reader, _ids: object) -> None:
        begun.set()
        reader.connection.execute(counts).fetchone()

    monkeypatch.setattr(Reader, "rows", endless)
    view = LibraryView(library)

    def read() -> None:
        try:
            view.rows_elsewhere([1])
        except Cancelled as error:
            ended.append(error)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    assert begun.wait(30)
    view.close()
    thread.join(30)
    assert len(ended) == 1


async def test_a_deed_shows_while_it_is_written(opened, library, monkeypatch):
    with let_go(SlowDisk(monkeypatch, reading, "star")) as disk:
        async with opened(library) as user:
            await user.pilot.press("asterisk")
            await until(user, disk.reached.is_set)
            assert user.current.starred
            assert "★" in user.text
            disk.go_on.set()
            await user.rest()
            assert user.current.starred


async def test_what_could_not_be_written_is_shown_no_longer(opened, library, monkeypatch):
    def busy(*_arguments: object) -> int:
        raise LibraryBusy("The library is in use.")

    monkeypatch.setattr(reading, "star", busy)
    async with opened(library) as user:
        await user.press("asterisk")
        assert "The library is in use." in user.toasts
        assert not user.current.starred
        assert "★" not in user.text


@pytest.fixture
def shelves(empty: Library) -> Library:
    """More papers than are read at once."""
    fill(empty, "\n".join(f"@misc{{k{n:03}, title={{Title {n:03}}}}}" for n in range(200)))
    return empty


async def test_on_a_slow_disk_the_cursor_runs_and_lines_and_details_follow(
    opened, shelves, monkeypatch
):
    monkeypatch.setattr(promptness, "AT_ONCE", 0)
    async with opened(shelves, (120, 30)) as user:
        with (
            let_go(SlowDisk(monkeypatch, LibraryView, "shown")) as lines,
            let_go(SlowDisk(monkeypatch, LibraryView, "details_elsewhere")) as details,
        ):
            reads = SlowDisk(monkeypatch, Reader, "rows")
            reads.go_on.set()
            await user.pilot.press("G")
            await until(user, lambda: SIGN in user.text and details.reached.is_set())
            assert lines.reached.is_set()
            assert "Title 199 │" not in user.text
            assert sum(line.startswith("     …") for line in user.lines) > 20
            await user.pilot.press("question_mark")
            assert user.app.screen is not user.app.screen_stack[0]
            await user.pilot.press("escape", "g")
            assert user.papers.cursor == 0
            assert not reads.on_the_screens_thread
        await user.rest()
        assert "Key k000" in user.text
        await user.press("G")
        assert "Key k199" in user.text
        assert "…" not in user.text
        assert not reads.on_the_screens_thread


async def test_on_a_slow_disk_a_deed_is_shown_and_then_read_anew(opened, shelves, monkeypatch):
    monkeypatch.setattr(promptness, "AT_ONCE", 0)
    monkeypatch.setattr(finding, "SMALL", 100)
    async with opened(shelves, (120, 30)) as user:
        await user.press("G", "asterisk")
        assert user.current.starred
        assert "…" not in user.text
        assert any("★" in line for line in user.lines)
        reading.star(shelves, [user.papers.current], False)
        user.app.screen_stack[0]._poll()
        await user.rest()
        assert not any("★" in line for line in user.lines)


async def test_a_deed_on_a_line_that_is_still_read_takes_its_paper(opened, shelves, monkeypatch):
    monkeypatch.setattr(promptness, "AT_ONCE", 0)
    async with opened(shelves, (120, 30)) as user:
        with let_go(SlowDisk(monkeypatch, LibraryView, "shown")):
            await user.pilot.press("G", "asterisk")
        await user.rest()
        assert user.current.starred


async def test_what_was_looked_for_before_does_not_take_the_place_of_a_topic(
    opened, library, monkeypatch
):
    monkeypatch.setattr(finding, "SMALL", 2)
    async with opened(library) as user:
        screen = user.app.screen
        with let_go(SlowDisk(monkeypatch, LibraryView, "ids_elsewhere")) as disk:
            screen.show_query("mamba")
            await until(user, disk.reached.is_set)
            screen.show_given("topic: graphs", [1, 3])
        await user.rest()
        assert list(user.papers.ids) == [1, 3]


@pytest.mark.parametrize(
    ("key", "owner", "name"),
    [
        ("S", statistics, "statistics"),
        ("T", LibraryView, "topics"),
        ("L", LibraryView, "related"),
        ("X", LibraryView, "next_papers"),
        ("t", LibraryView, "suggested_tags"),
    ],
)
async def test_what_is_closed_while_it_is_looked_for_stays_closed(
    opened, library, monkeypatch, key, owner, name
):
    async with opened(library) as user:
        with let_go(SlowDisk(monkeypatch, owner, name)) as disk:
            await user.pilot.press(key)
            await asyncio.to_thread(disk.reached.wait, 30)
            await user.pilot.press("escape")
            await until(user, lambda: user.app.screen is user.app.screen_stack[0])
        await user.rest()
        assert user.app.screen is user.app.screen_stack[0]
        await user.press("j")
        assert user.papers.cursor == 1
