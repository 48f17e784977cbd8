"""Terminals as they are: without UTF-8, without colours, light or dark, and silent."""

import contextlib
import fcntl
import os
import select
import signal
import struct
import sys
import termios
import unicodedata
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.widgets import TextArea

from readlist.cli.columns import MARKS
from readlist.tui import opening
from readlist.tui.app import ReadlistApp
from readlist.tui.opening import Question
from readlist.tui.theme import marks
from readlist.tui.theme.plain import Plain
from readlist.tui.widgets.preview_list import PreviewList
from tests.tui.conftest import User

pty = pytest.importorskip("pty")
LIGHT = b"\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\"
DARK = b"\x1b]11;rgb:00/2b/36\x07"
IDENTITY = b"\x1b[?62;22c"
SHOWN = b"papers"


class Terminal:
    """A terminal with the reading list in it, which answers what it is told to."""

    def __init__(self, library, folder, answer=IDENTITY, **settings):
        self.answer, self.out, self.asked = answer, b"", 0
        environment = {
            "TERM": "xterm-256color", "READLIST_STATE": str(folder / "state"),
            "READLIST_LIBRARY": str(library.path), "PATH": os.environ["PATH"],
            "HOME": str(folder), "READLIST_DEBUG": "1", **settings,
        }  # fmt: skip
        self.pid, self.fd = pty.fork()
        if not self.pid:
            with contextlib.suppress(BaseException):
                os.execve(sys.executable, [sys.executable, "-m", "readlist"], environment)
            os._exit(127)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def until(self, expected: bytes, where=lambda out: out, seconds: float = 60) -> bool:
        """Has the screen shown `expected` since the last key, or does it yet?

        `where` is the part of what was written in which it is looked for.
        """
        end = monotonic() + seconds
        while expected not in where(self.out):
            if not select.select([self.fd], [], [], max(0, end - monotonic()))[0]:
                return False
            try:
                self.out += os.read(self.fd, 65536)
            except OSError:  # it has ended
                return expected in where(self.out)
            if b"\x1b]11;?" in self.out and not self.asked:
                self.asked += 1
                os.write(self.fd, self.answer)
        return True

    def type(self, keys: bytes) -> None:
        self.out = b""
        os.write(self.fd, keys)

    def ended(self) -> int:
        """The exit status, once there is one."""
        pid, self.pid = self.pid, 0
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    def close(self) -> None:
        """As a user closes a window."""
        fd, self.fd = self.fd, -1
        with contextlib.suppress(OSError):
            os.close(fd)


@pytest.fixture
def terminal(library, tmp_path):
    """Starts the reading list in a terminal."""
    started = []

    def start(answer=IDENTITY, **settings):
        started.append(Terminal(library, tmp_path, answer, **settings))
        return started[-1]

    yield start
    for each in started:
        if each.pid:
            with contextlib.suppress(OSError):
                os.kill(each.pid, signal.SIGKILL)
            each.ended()
        each.close()


@pytest.mark.parametrize(
    ("answer", "light"),
    [(LIGHT + IDENTITY, True), (DARK + IDENTITY, False), (IDENTITY, False), (b"", False),
     (b"\x1b]11;rgb:zz\x07" + IDENTITY, False), (b"\x1b]11;rgba:ff/ff/ff/ff\x07", True)],
)  # fmt: skip
def test_the_background_that_the_terminal_names_is_light_or_not(answer, light, monkeypatch):
    monkeypatch.setattr(opening, "PATIENCE", 0.05)
    end, other = os.pipe()
    os.write(other, answer)
    question = Question(end)
    question.wait()
    assert question.light == light
    os.close(end)
    os.close(other)


def test_what_is_typed_while_the_terminal_answers_is_kept():
    end, other = os.pipe()
    os.write(other, b"2" + LIGHT + b"j" + IDENTITY + b"/ma")
    question = Question(end)
    question.wait()
    assert question.light
    assert question.typed == b"2j/ma"
    os.close(end)
    os.close(other)


def test_nobody_is_asked_where_there_is_no_terminal():
    with opening.asking() as question:
        question.wait()
    assert (question.light, question.typed) == (False, b"")


def test_a_light_terminal_gets_a_light_screen_and_nothing_else_happens(terminal):
    light = terminal(LIGHT + IDENTITY, COLORTERM="truecolor")
    assert light.until(SHOWN)
    assert light.until(b"48;2;224;224;224")
    light.type(b"/mamba")
    assert light.until(b"1 of 5")
    dark = terminal(DARK + IDENTITY, COLORTERM="truecolor")
    assert dark.until(SHOWN)
    assert dark.until(b"48;2;18;18;18")
    assert b"48;2;224;224;224" not in dark.out


def test_a_terminal_is_not_asked_where_a_theme_is_known(terminal, tmp_path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "screen.json").write_text('{"theme": "nord"}')
    known = terminal(LIGHT)
    assert known.until(SHOWN)
    assert not known.asked


@pytest.mark.parametrize("answer", [b"", LIGHT])
def test_a_terminal_that_does_not_say_who_it_is_holds_nothing_up_for_long(terminal, answer):
    silent = terminal(answer)
    assert silent.until(SHOWN)
    silent.type(b"/mamba")
    assert silent.until(b"1 of 5")


def test_bytes_that_are_no_text_do_not_end_it(terminal):
    noisy = terminal()
    assert noisy.until(SHOWN)
    noisy.type(b"\xff\xfe\xe9\x80/mamba")
    assert noisy.until(b"1 of 5")


def test_without_utf_8_the_screen_is_ascii(terminal):
    old = terminal(LC_ALL="C", PYTHONUTF8="0")
    assert old.until(SHOWN)
    assert old.until(b"Quit")
    assert old.until(b"Erdos")  # ő has a plain letter
    assert old.out.isascii()
    old.type(b"\xe9/mamba")
    assert old.until(b"1 of 5")


@pytest.mark.parametrize("setting", [{"TERM": "dumb"}, {"TERM": "vt100"}, {"NO_COLOR": "1"}])
def test_without_colours_cursor_and_selection_are_told_by_reverse_and_bold(terminal, setting):
    plain = terminal(**setting)
    assert plain.until(SHOWN)
    plain.type(b" ")
    assert plain.until("▌".encode())
    assert plain.until(b"Mamba", where=reversed_in)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({}, b"No editor is set"),
        ({"EDITOR": "/nowhere/editor"}, b"could not be started"),
        ({"EDITOR": "false"}, b"failed (status 1)"),
    ],
)
def test_an_editor_that_is_missing_or_fails_gives_the_screen_back(terminal, settings, sentence):
    user = terminal(**settings)
    assert user.until(SHOWN)
    user.type(b"n")
    assert user.until(b"New note")
    user.type(b"a thought")
    assert user.until(b"thought")
    user.type(b"\x05")  # ^e
    assert user.until(sentence)
    user.type(b"\x13")  # ^s
    assert user.until(b"Note saved")
    user.type(b"e")
    assert user.until(sentence)
    user.type(b"/mamba")
    assert user.until(b"1 of 5")


def test_control_z_goes_to_the_shell_and_comes_back(terminal):
    user = terminal()
    assert user.until(SHOWN)
    user.type(b"\x1a")
    assert user.until(b"\x1b[?1049l")
    _, status = os.waitpid(user.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    user.out = b""
    os.kill(user.pid, signal.SIGCONT)
    assert user.until(SHOWN)
    user.type(b"/mamba")
    assert user.until(b"1 of 5")


@pytest.mark.parametrize("closed", [True, False])
def test_a_note_is_kept_where_its_terminal_is_closed_or_readlist_told_to_end(
    terminal, library, closed
):
    user = terminal()
    assert user.until(SHOWN)
    user.type(b"n")
    assert user.until(b"New note")
    user.type(b"a thought")
    assert user.until(b"thought")
    if closed:
        user.close()
    else:
        os.kill(user.pid, signal.SIGTERM)
        assert user.until(b"\x1b[?1049l")  # the screen of before is there again (xterm, DECSET)
    user.ended()
    reader = library.reader()
    assert reader.count("has:note", today="2026-11-20") == 1
    reader.close()


def reversed_in(out: bytes) -> bytes:
    """What was written in reverse (ECMA-48, SGR 7)."""
    drawn = [part[1:].partition(b"m") for part in out.split(b"\x1b") if part[:1] == b"["]
    return b"\n".join(text for style, _, text in drawn if b"7" in style.split(b";"))


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"TERM": "dumb"}, True),
        ({"TERM": "vt100"}, True),
        ({"TERM": "vt100", "COLORTERM": "truecolor"}, False),
        ({"TERM": "xterm"}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "nobody-knows-it"}, False),
    ],
)
def test_a_terminal_without_colours_is_known_by_its_name(settings, expected):
    code = "from readlist.tui.opening import colourless; raise SystemExit(colourless())"
    environment = {k: v for k, v in os.environ.items() if k not in ("TERM", "COLORTERM")}
    status = os.spawnve(
        os.P_WAIT, sys.executable, [sys.executable, "-c", code], {**environment, **settings}
    )
    assert status == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_other_letters_take_as_many_cells_and_can_be_encoded(text):
    # The terminal draws what follows where it was meant to be.
    for encoding in ("ascii", "latin-1"):
        shown = text.translate(Plain(encoding))
        shown.encode(encoding)
        for char in text:
            plain = char.translate(Plain(encoding))
            assert cell_len(plain) == cell_len(char) or unicodedata.combining(char)


def test_in_ascii_every_status_still_has_a_mark_of_its_own():
    plain = Plain("ascii")
    shown = [mark.symbol.translate(plain) for mark in marks.STATUS_MARKS.values()]
    assert len(set(shown)) == len(shown)
    assert shown == [MARKS[status][1] for status in marks.STATUS_MARKS]  # as on the command line
    assert marks.SELECTED.translate(plain) not in (" ", "?")
    assert "│─╭█▂é…深".translate(plain) == "|-+# e~??"


def test_letters_that_the_encoding_has_stay():
    assert "Möller · café ●".translate(Plain("latin-1")) == "Möller · café x"


async def test_without_colours_every_cursor_is_reversed(library, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = ReadlistApp(library)
    async with app.run_test(size=(100, 30)) as pilot:
        user = User(app, pilot)
        await user.rest()
        for keys, widget in ((("s",), "Choices"), (("c",), "ColumnList"), (("f",), "WayList"),
                             (("t",), "TagList"), ((), "PaperList")):  # fmt: skip
            if keys == ("t",):
                await user.press("t")
                await user.type("ml")
            else:
                await user.press(*keys)
            found = app.screen.query_one(widget)
            strip = found.render_line(found.cursor + found.HEADER_LINES)
            assert all(segment.style.reverse for segment in strip if segment.text.strip()), widget
            if keys:
                await user.press("escape")
        await user.press("i")
        app.screen.query_one(TextArea).insert("Abstract: Some words on nothing at all, for a test.")
        await user.press("ctrl+s")
        preview = app.screen.query_one(PreviewList)
        strip = preview.render_line(preview.cursor)
        assert all(segment.style.reverse for segment in strip if segment.text.strip())
