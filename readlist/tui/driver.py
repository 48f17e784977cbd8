"""The terminal as it is: in any encoding, and with whatever bytes come from it."""

import asyncio
import codecs
import os
import selectors
import signal
import sys
from threading import Event
from typing import TYPE_CHECKING, Any

from textual import messages
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

from readlist.tui.theme.plain import Plain

if TYPE_CHECKING:
    from textual.app import App


class AnyEncoding(Driver):
    """What one of Textual's drivers takes for granted besides: that all the world is UTF-8."""

    fileno: int
    exit_event: Event

    def __init__(
        self,
        app: "App[Any]",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        encoding = getattr(sys.__stderr__, "encoding", None) or "utf-8"
        self._encoding = codecs.lookup(encoding).name
        self._plain = None if self._encoding == "utf-8" else Plain(self._encoding)
        self._gone = False
        """Is there no terminal any more?"""

    def write(self, data: str) -> None:
        """`data` is on its way; letters that the terminal does not know are others by then."""
        if self._gone:
            return  # a thread waits to write, in vain, and the app for the thread
        text = data if self._plain is None else data.translate(self._plain)
        super().write(text)  # type: ignore[safe-super]

    def run_input_thread(self) -> None:
        """Keys and clicks become events. Bytes that are no text are passed over, not fatal."""
        parser = XTermParser(self._debug)
        decoder = codecs.getincrementaldecoder(self._encoding)(errors="ignore")
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(0.1):
                    try:
                        raw = os.read(self.fileno, 4096)
                    except OSError:
                        raw = b""
                    if not raw:
                        self.end(terminal_gone=True)
                        break
                    for event in parser.feed(decoder.decode(raw)):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def end(self, *, terminal_gone: bool) -> None:
        """The app is told to end, by nobody who could be asked anything."""
        self._gone = self._gone or terminal_gone
        self._app.post_message(messages.ExitApp())


class TerminalDriver(AnyEncoding, LinuxDriver):
    """For the whole terminal."""

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM):
            if signal.getsignal(number) == signal.SIG_DFL:  # else ignored, as under nohup
                loop.add_signal_handler(
                    number, lambda gone: self.end(terminal_gone=gone), number == signal.SIGHUP
                )
