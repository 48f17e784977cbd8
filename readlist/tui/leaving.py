"""The app ends when all is written, and what was typed is kept or thrown away by the user."""

from contextlib import suppress

from textual.app import App
from textual.worker import Worker, WorkerError

from readlist.tui.screens.acting import WRITING, Acting
from readlist.tui.theme.keys import key_names


class Leaving(App[None]):
    """An app that loses nothing at its end, whoever ends it."""

    async def action_quit(self) -> None:
        """Leaves, after a question where something that was typed would be lost."""
        if self._being_written():
            self.notify("Leaves as soon as all is written.", markup=False)
        # Apart, so that every key goes on to work meanwhile.
        self.run_worker(self._leave(), group="leave", exclusive=True)

    def action_help_quit(self) -> None:
        """Control-C leaves nothing by itself; it tells the key that does."""
        keys = self._keymap.get("app.quit", "q").split(",")
        self.notify(f"{key_names(keys[:1])} leaves readlist.", markup=False)

    async def _leave(self) -> None:
        from readlist.tui.screens.confirm import Confirm  # noqa: PLC0415  (start-up time)

        if not await self._written():
            return  # told already; what was typed is there to be saved again
        if not any(getattr(screen, "unsaved", False) for screen in self.screen_stack):
            self.exit()
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.exit()

        question = "Leave and throw away what you typed?"
        self.push_screen(Confirm(question, "It was not saved.", "leave", "stay"), answered)

    async def _on_exit_app(self) -> None:  # App's own follows, as with every message
        if not self._exit:
            # Not by the user: the terminal was closed, or the browser's page. Nobody can be asked.
            await self._written()
            for screen in self.screen_stack:
                if isinstance(screen, Acting):
                    screen.keep_typed()
            await self._written()

    def _being_written(self) -> "list[Worker[bool]]":
        return [w for w in self.workers if w.group == WRITING and not w.is_finished]

    async def _written(self) -> bool:
        """All that was done is written; False where some of it could not be."""
        done = True
        while waiting := self._being_written():
            for worker in waiting:
                with suppress(WorkerError):
                    done = await worker.wait() and done
        return done
