"""`readlist web`: the reading list in a browser on this machine."""

import os
import shlex
import socket
import sys
from ipaddress import ip_address
from pathlib import Path

import click

from readlist.cli import output
from readlist.cli.base import Command
from readlist.cli.place import Place
from readlist.errors import ReadlistError

_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from readlist.__main__ import main; sys.exit(main(sys.argv[1:]))"
)
"""Runs this very readlist, whatever lies in the folder that the command was called in."""


@click.command(
    "web",
    cls=Command,
    examples="""
readlist web                     the reading list at http://127.0.0.1:8000
readlist web --port 0            at a port that is free
readlist --library x.db web      of another library
""",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Answer at this address. Other machines can then read and change the library.",
)
@click.pass_obj
def command(place: Place, port: int, host: str) -> int:
    """Serve the reading list to a browser on this machine.

    It is the same app as on the terminal. Ctrl-C ends it.
    """
    try:
        from readlist.cli import serving  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise ReadlistError(
            f"The browser needs the extra `web` ({error.name} is missing): "
            "pip install 'readlist[web]'"
        ) from error
    library = place.settings.library
    listening = _listen(host, port)
    address, port = listening.getsockname()[:2]
    named = f"[{address}]" if ":" in address else address
    everywhere = not ip_address(address).is_loopback
    if everywhere:
        output.say(
            f"Warning: whoever reaches {named} can read and change this library, and use the "
            "editor that it opens. There is no password. Leave out --host to keep it to yourself."
        )
    output.say(f"{library} is at http://{named}:{port} until you press Ctrl-C.")
    serving.serve(command_line(library), listening, everywhere=everywhere)
    output.say("readlist: No longer served.")
    return 0


def command_line(library: Path) -> str:
    """What opens the reading list of this library, for a shell: every part is quoted."""
    package = Path(__file__).absolute().parents[2]
    words = (sys.executable, "-P", "-c", _START, package, "--library", library.absolute())
    return shlex.join(map(str, words))


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except socket.gaierror as error:
        raise ReadlistError(f"There is no host {host}: {error.strerror}.") from error
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise ReadlistError(
            f"{host} port {port} cannot be served: {reason}. Name another with --port."
        ) from error
