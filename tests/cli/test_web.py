"""The reading list in a browser: served on this machine, to its own page, and nobody else"""

import asyncio
import json
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from readlist.cli.web import command_line
from tests.cli.conftest import Run
from tests.cli.served import serving

aiohttp = pytest.importorskip("aiohttp", reason="needs the extra `web`")
pytest.importorskip("textual_serve", reason="needs the extra `web`")


def test_the_page_is_served_on_loopback_until_ctrl_c(library: Path) -> None:
    with serving(library) as served:
        assert str(library) in served.said
        assert served.status() == 200
        assert served.status("/static/js/textual.js") == 200
        served.process.send_signal(signal.SIGINT)
        _, said = served.process.communicate(timeout=20)
        assert (served.process.returncode, said) == (0, "readlist: No longer served.\n")


@pytest.mark.skipif(sys.platform != "linux", reason="all of 127/8 is this machine on Linux")
def test_another_address_of_this_machine_is_not_served(library: Path) -> None:
    with serving(library) as served, pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", served.port), timeout=5)


def test_a_page_of_the_web_cannot_reach_the_library(library: Path) -> None:
    with serving(library) as served:
        assert served.status("/ws", Origin="https://evil.example") == 403
        assert served.status("/ws", Origin="null") == 403
        assert served.status("/ws", Origin=f"http://127.0.0.1:{served.port + 1}") == 403
        assert served.status("/", host=f"evil.example:{served.port}") == 403  # a name rebound
        assert served.status("/", host="[") in (400, 403)
        assert served.status("/", host=f"localhost:{served.port}") == 200


async def test_the_library_at_an_odd_path_is_on_the_page(library: Path, tmp_path: Path) -> None:
    odd = tmp_path / 'o\'dd "dir" $(touch pwned); %PATH%' / "my papers.sqlite3"
    odd.parent.mkdir()
    library.rename(odd)
    with serving(odd) as served:
        page = f"http://127.0.0.1:{served.port}"
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{page}/ws?width=100&height=30", headers={"Origin": page}) as ws,
        ):
            seen = ""
            while "Selective State" not in seen:
                message = await ws.receive(timeout=30)
                assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), seen
                if message.type is aiohttp.WSMsgType.BINARY:
                    seen += message.data.decode(errors="replace")
            await ws.send_str(json.dumps(["stdin", "q"]))
            while not ws.closed:  # the app quits, and its page with it
                await ws.receive(timeout=30)
    assert not list(tmp_path.rglob("pwned"))
    assert not Path("pwned").exists()


async def test_a_note_is_kept_where_its_page_is_closed(library: Path) -> None:
    with serving(library) as served:
        page = f"http://127.0.0.1:{served.port}"
        async with (
            asyncio.timeout(60),
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{page}/ws?width=100&height=30", headers={"Origin": page}) as ws,
        ):

            async def until(shown: str) -> None:
                seen = ""
                while shown not in seen:
                    message = await ws.receive()
                    if message.type is aiohttp.WSMsgType.BINARY:
                        seen += message.data.decode(errors="replace")

            await until("papers")
            await ws.send_str(json.dumps(["stdin", "N"]))
            await until("New note")
            await ws.send_str(json.dumps(["stdin", "thought"]))
            await until("thought")
        with closing(sqlite3.connect(library)) as connection:
            async with asyncio.timeout(30):
                sql = "SELECT count(*) FROM note WHERE body = 'thought'"
                while connection.execute(sql).fetchone() != (1,):
                    await asyncio.sleep(0.05)


def test_every_part_of_the_command_is_quoted() -> None:
    line = command_line(Path("/a b/$(touch x);'y'.db"))
    out = subprocess.run(
        f"printf '%s\\n' {line}", shell=True, capture_output=True, text=True, check=True
    )
    assert out.stdout.splitlines()[-2:] == ["--library", "/a b/$(touch x);'y'.db"]


def test_other_machines_are_served_only_with_a_warning(library: Path) -> None:
    with serving(library, "--host", "0.0.0.0") as served:
        assert served.said.startswith("Warning: whoever reaches 0.0.0.0 can read and change")
        assert served.status("/", host="papers.lab.example") == 200
        assert served.status("/ws", Origin="https://evil.example") == 403
    with serving(library, "--host", "localhost") as served:
        assert "Warning" not in served.said


def test_a_port_that_is_taken_is_said(readlist: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = readlist("web", "--port", taken.getsockname()[1])
    assert ran.status == 1
    assert "Address already in use. Name another with --port." in ran.err


@pytest.mark.parametrize("host", ["203.0.113.1", "no such host"])
def test_an_address_that_is_not_this_machines_is_said(readlist: Run, host: str) -> None:
    ran = readlist("web", "--port", "0", "--host", host)
    assert ran.status == 1
    assert host in ran.err
    assert ran.err.count("\n") == 1


def test_without_the_extra_the_way_to_get_it_is_said(
    readlist: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "readlist.cli.serving", raising=False)
    monkeypatch.delattr("readlist.cli.serving", raising=False)
    ran = readlist("web")
    assert ran.status == 1
    assert "pip install 'readlist[web]'" in ran.err
    assert readlist("web", "--help").status == 0
