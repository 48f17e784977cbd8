"""Keys that are typed ahead go to the screen that an earlier one opens, not to what was there."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

_LONGEST = 0.3
"""Seconds that a key waits for the one before; its widget may be gone with the word of its end."""


class TypedAhead(App[None]):
    """An app that takes up a key when the one before it has done its work.

    Textual hands keys on from the focus outwards, and each on its own: in one burst, all are on
    their way to the list before the first of them has opened a dialog.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._ahead: list[events.Key | events.Paste] = []
        self._under_way: object = None
        """Stands for the key that is at work; None where none is."""
        self._coming: Screen[Any] | None = None
        """The screen that was opened and is not ready for keys yet."""
        self._give_up: Callable[[], None] | None = None
        """What Escape does while something is read that opens a screen."""

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self._give_up is not None and getattr(event, "key", "") == "escape":
                self._give_up()
                self._ahead.clear()
                self.opens_now()
                return
            self._ahead.append(event)
            await self._take_up()
            if self._ahead and self._under_way is not None:
                self.set_timer(_LONGEST, partial(self._key_done, self._under_way))
        else:
            await super().on_event(event)

    def will_open(self, give_up: Callable[[], None]) -> None:
        """Keys wait for what is being read, until `opens_now`; Escape gives it up."""
        self._give_up = give_up

    def opens_now(self) -> None:
        """What was read is there; keys wait no longer unless a screen opens."""
        self._give_up = None
        self.call_later(self._take_up)

    def push_screen(self, screen: Any, *arguments: Any, **options: Any) -> Any:
        opened = super().push_screen(screen, *arguments, **options)
        self._coming, self._give_up = self.screen, None
        # It is mounted and has its focus by the time it answers.
        self._pass_on([self.screen, self], partial(self._screen_ready, self.screen))
        return opened

    async def _screen_ready(self, screen: Screen[Any]) -> None:
        if self._coming is screen:
            self._coming = None
        await self._take_up()

    async def _key_done(self, key: object) -> None:
        if self._under_way is key:
            self._under_way = None
        await self._take_up()

    @property
    def _waits(self) -> bool:
        opening = self._coming is not None and self._coming is self.screen
        return opening or self._under_way is not None or self._give_up is not None

    async def _take_up(self) -> None:
        while self._ahead and not self._waits:
            event = self._ahead.pop(0)
            key = self._under_way = object()
            way = (self.focused or self.screen).ancestors_with_self
            await super().on_event(event)
            # Behind the key on its way from the focus outwards, and so there when it is done.
            self._pass_on(way, partial(self._key_done, key))

    def _pass_on(self, way: Sequence[MessagePump], then: Callable[[], Awaitable[None]]) -> None:
        while way:
            first, *way = way
            if first.call_later(self._pass_on, way, then) if way else first.call_later(then):
                return  # else it is gone already
