"""Changes to the tree of widgets are made whole, whatever becomes of who waits for them."""

import asyncio
from collections.abc import Awaitable


async def whole(change: Awaitable[object]) -> None:
    """`change` is made; where the waiting is given up, it goes on by itself.

    Textual would hand the giving up on to the widgets that are being removed. Such a widget never
    comes to its end, and its parent waits for it.
    """

    async def made() -> None:
        await change

    await asyncio.shield(made())
