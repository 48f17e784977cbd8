"""The reading list served to browsers: to this page only, whoever else knows the port.

Browsers let every page of the web open a WebSocket to this machine. So a request counts only
if it comes from the page that was served here (its Origin is its Host), and on loopback only
under a name that means this machine, whatever a foreign name server says.
"""

import logging
import socket
from collections.abc import Awaitable, Callable
from contextlib import closing
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

from readlist.cli.output import say

LOOPBACK_NAMES = frozenset(("127.0.0.1", "localhost", "::1"))
_SHUTDOWN_SECONDS = 1.0
"""How long an open page may keep the server once it was told to end."""
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def serve(command: str, listening: socket.socket, *, everywhere: bool) -> None:
    """The app that `command` starts was served, one to a page, until the user interrupted.

    `everywhere` says that other machines may ask, under any name of this one.
    """
    logging.getLogger().addHandler(_Words(logging.WARNING))
    with closing(listening):
        host, port = listening.getsockname()[:2]
        server = _PageServer(command, host=host, port=port, title="readlist")
        server.everywhere = everywhere
        web.run_app(
            server._make_app(),
            sock=listening,
            print=None,
            access_log=None,
            shutdown_timeout=_SHUTDOWN_SECONDS,
        )


class _PageServer(Server):
    everywhere = False

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Said by the command."""

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """The page, which asks for the rest under the name by which it was asked for itself."""
        self.public_url = f"http://{request.host}"
        page: web.StreamResponse = await super().handle_index(request)
        # The template names a font of another site: a reading list tells nobody that it is read.
        page.headers["Content-Security-Policy"] = (
            f"default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' ws://{request.host}"
        )
        return page

    @web.middleware
    async def _guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        try:
            name = urlsplit(f"//{request.host}").hostname
            own = origin is None or urlsplit(origin).netloc == request.host
        except ValueError:
            own, name = False, None
        if not own or not (self.everywhere or name in LOOPBACK_NAMES):
            raise web.HTTPForbidden(text="This reading list answers only its own page.\n")
        return await handler(request)


class _Words(logging.Handler):
    """What the server has to say, in one line each and never a traceback."""

    def emit(self, record: logging.LogRecord) -> None:
        say(f"readlist: {record.getMessage()}")
