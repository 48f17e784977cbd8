"""A real Chromium without a window, driven over its DevTools protocol.

https://chromedevtools.github.io/devtools-protocol/ is the protocol's own description.
"""

import asyncio
import base64
import json
import re
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import aiohttp

FOUND = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
"""The browser, where there is one."""
PATIENCE = 60
"""Seconds within which anything must have happened, also on a machine that is busy."""
_OPTIONS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update --disable-dev-shm-usage "
    "--remote-debugging-port=0 --window-size=1000,640 --hide-scrollbars"
).split()
_PIXELS = """
new Promise(done => {
  const image = new Image();
  image.onload = () => {
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const {data} = pen.getImageData(0, 0, image.width, image.height);
    const lines = [];
    for (let y = 0; y < image.height; y++) {
      const counted = {};
      for (let x = 0; x < image.width; x++) {
        const at = 4 * (y * image.width + x);
        const colour = (data[at] << 16) + (data[at + 1] << 8) + data[at + 2];
        counted[colour] = (counted[colour] || 0) + 1;
      }
      lines.push(counted);
    }
    done(lines);
  };
  image.src = "data:image/png;base64,%s";
})
"""


class NotYet(Exception):
    """The page is still being opened."""


class Picture(NamedTuple):
    """What a page looks like."""

    png: bytes
    lines: list[dict[int, int]]
    """Colour (0xRRGGBB) -> pixels, for each line of pixels."""

    def share(self, colour: int) -> float:
        """How much of the page has this colour, from 0 to 1."""
        counted: Counter[int] = Counter()
        for line in self.lines:
            counted.update(line)
        return counted[colour] / counted.total()

    def colours(self) -> int:
        """How many colours there are."""
        return len({colour for line in self.lines for colour in line})

    def broadest(self, colour: int) -> int:
        """The line of pixels that has most of this colour."""
        return max(range(len(self.lines)), key=lambda y: self.lines[y].get(colour, 0))


class Page:
    """One page of the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0
        self._session: dict[str, str] = {}

    async def open(self, address: str) -> None:
        """The page is on its way."""
        target = await self.do("Target.createTarget", url=address)
        attached = await self.do("Target.attachToTarget", flatten=True, **target)
        self._session = {"sessionId": attached["sessionId"]}
        await self.do("Emulation.setFocusEmulationEnabled", enabled=True)

    async def do(self, method: str, **parameters: Any) -> Any:
        """The browser's answer to a command of the protocol."""
        self._number += 1
        await self._socket.send_json(
            {"id": self._number, "method": method, "params": parameters, **self._session}
        )
        while True:
            message = json.loads(await self._socket.receive_str())
            if message.get("id") == self._number:
                if "error" in message:
                    raise NotYet(message["error"])
                return message["result"]

    async def evaluate(self, script: str) -> Any:
        """The value of an expression on the page."""
        found = await self.do(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    async def press(self, key: str) -> None:
        """The key goes to what has the focus."""
        await self.do("Input.dispatchKeyEvent", type="keyDown", key=key, text=key)
        await self.do("Input.dispatchKeyEvent", type="keyUp", key=key)

    async def click(self, x: int, y: int) -> None:
        """The left button was pressed there and let go."""
        for kind in ("mousePressed", "mouseReleased"):
            await self.do(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1
            )

    async def picture(self) -> Picture:
        """The page as it is painted now."""
        found = await self.do("Page.captureScreenshot", format="png")
        # The browser itself reads the picture's pixels.
        lines = await self.evaluate(_PIXELS % found["data"])
        return Picture(
            base64.b64decode(found["data"]),
            [{int(colour): n for colour, n in line.items()} for line in lines],
        )

    async def shows(self, wanted: Callable[[Picture], bool]) -> Picture:
        """The first picture that is as wanted."""
        async with asyncio.timeout(PATIENCE):
            while True:
                with suppress(NotYet):
                    if wanted(picture := await self.picture()):
                        return picture


@asynccontextmanager
async def browsing(address: str, folder: Path) -> AsyncIterator[Page]:
    """The page at `address` is open; `folder`, an empty one, is the browser's home."""
    assert FOUND
    process = await asyncio.create_subprocess_exec(
        FOUND, *_OPTIONS, f"--user-data-dir={folder}", "about:blank",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr
    try:
        async with asyncio.timeout(PATIENCE):
            said = ""
            while not (found := re.search(r"listening on (ws://\S+)", said)):
                line = await process.stderr.readline()
                assert line, said
                said += line.decode(errors="replace")
        drain = asyncio.create_task(process.stderr.read())
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(found[1], max_msg_size=0) as connection,
        ):
            page = Page(connection)
            await page.open(address)
            yield page
        drain.cancel()
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
