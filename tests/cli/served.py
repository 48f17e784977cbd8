"""A library served to browsers by the real command, for as long as a test needs it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple


class Served(NamedTuple):
    """A server that runs, and what it said when it began."""

    process: "subprocess.Popen[str]"
    port: int
    said: str

    def status(self, path: str = "/", host: str = "", **headers: str) -> int:
        """What the server answers, asked under the name `host`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        named = host or f"127.0.0.1:{self.port}"
        connection.request("GET", path, headers={"Host": named, **headers})
        status = connection.getresponse().status
        connection.close()
        return status


@contextmanager
def serving(library: Path, *options: str) -> Iterator[Served]:
    """The library is served on a free port."""
    process = subprocess.Popen(
        [sys.executable, "-mreadlist", "--library", library, "web", "--port", "0", *options],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    said = ""
    while not (found := re.search(r"at http://\S+:(\d+)", said)):
        line = process.stderr.readline()
        assert line, said
        said += line
    try:
        yield Served(process, int(found[1]), said)
    finally:
        process.kill()
        process.communicate()
