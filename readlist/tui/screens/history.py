"""The steps of the journal, newest first: what was done, what was undone, and back to any."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static

from readlist.library.library import Library
from readlist.storage.reader import LogEntry
from readlist.text import printable
from readlist.tui.screens.acting import Acting
from readlist.tui.screens.helping import HELP, Helping
from readlist.tui.theme.cells import fit
from readlist.tui.view import LibraryView
from readlist.tui.widgets.key_line import KeyLine, hints
from readlist.tui.widgets.virtual_list import VirtualList
from readlist.wording import counted

_MOST = 1000
"""Steps listed: as many as the journal keeps."""
_MINUTE = 16
"""Cells of `2026-11-20 17:02`."""


class StepList(VirtualList):
    """The steps, one a line; those undone stand back."""

    COMPONENT_CLASSES = {"steps--line", "steps--cursor", "steps--muted", "steps--undone"}

    DEFAULT_CSS = """
    StepList {
        height: 1fr;
        overflow: hidden scroll;
        scrollbar-size-vertical: 1;
        & > .steps--line { color: $foreground; background: $background; }
        & > .steps--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground;
        }
        & > .steps--muted { color: $muted; }
        & > .steps--undone { color: $muted; text-style: strike; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.steps: Sequence[LogEntry] = ()

    @property
    def line_count(self) -> int:
        return len(self.steps)

    @property
    def current(self) -> LogEntry | None:
        """The step at the cursor."""
        return self.steps[self.cursor] if self.steps else None

    def show(self, steps: Sequence[LogEntry]) -> None:
        """These steps are listed; the cursor stays on its step."""
        current = self.current
        self.steps = steps
        if current is not None:
            lines = (line for line, step in enumerate(steps) if step.id == current.id)
            self.set_reactive(StepList.cursor, next(lines, self.cursor))
        self.lines_changed()

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        step = self.steps[index]
        base = self.get_component_rich_style("steps--cursor" if at_cursor else "steps--line")
        quiet = self.get_component_rich_style("steps--muted", partial=True)
        struck = self.get_component_rich_style("steps--undone", partial=True)
        undone = " undone " if step.undone else ""
        when = "" if width < 2 * _MINUTE else f" {fit(printable(step.when), _MINUTE)} "
        segments = [
            Segment(when, base if at_cursor else base + quiet),
            Segment(" ", base),
            Segment(
                fit(printable(step.summary), width - len(when) - 1 - len(undone)),
                base + struck if step.undone and not at_cursor else base,
            ),
            Segment(undone, base if at_cursor else base + quiet),
        ]
        return Strip(segments).adjust_cell_length(width, base)


class History(Helping, Acting, inherit_bindings=False):
    """What the user did. Undoing and redoing go from step to step, or up to the chosen one."""

    AUTO_FOCUS = "StepList"
    STEPS = "history"

    BINDINGS = [
        Binding("enter", "go", "Undo to here", id="history.go",
                tooltip="Undo up to and including this step, or do it and those before it again"),
        Binding("u", "undo", "Undo", id="history.undo", tooltip="Undo the last step"),
        Binding("ctrl+r", "redo", "Redo", id="history.redo",
                tooltip="Do again what was undone last"),
        Binding("escape,q,H", "leave", "Close", id="history.leave", tooltip="Back to the list"),
        HELP,
    ]  # fmt: skip

    DEFAULT_CSS = """
    History {
        #history-head { height: 1; padding: 0 1; background: $panel; }
        #history-none { height: 1fr; content-align: center middle; }
    }
    """

    def __init__(self, library: Library, view: LibraryView) -> None:
        super().__init__(library)
        self.view = view

    def compose(self) -> ComposeResult:
        yield Static(id="history-head", markup=False)
        yield StepList()
        yield Static(
            "Nothing was done yet. Each step will stand here, and can be undone.",
            id="history-none",
            markup=False,
        )
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(KeyLine).hints = hints(self.BINDINGS, self.app._keymap)
        self.library_changed()

    def library_changed(self) -> None:
        self.guarded(self.view.changed, False)
        none: list[LogEntry] = []
        steps = self.guarded(lambda: self.view.log(_MOST), none)
        listed = self.query_one(StepList)
        listed.show(steps)
        listed.display = bool(steps)
        self.query_one("#history-none").display = not steps
        undone = sum(step.undone for step in steps)
        told = [Content.styled("History", "bold"), Content(counted(len(steps), "step"))]
        if undone:
            told.append(Content.styled(f"{undone:,} undone", "$muted"))
        self.query_one("#history-head", Static).update(Content("  ").join(told))

    def action_go(self) -> None:
        """The step at the cursor and those between are undone or done again, after a question."""
        from readlist.tui.screens.confirm import Confirm  # noqa: PLC0415  (start-up time)

        listed = self.query_one(StepList)
        step = listed.current
        if step is None:
            return
        if step.undone:
            between = [s for s in reversed(listed.steps) if s.undone and s.id <= step.id]
            question, yes = f"Do {counted(len(between), 'step')} again?", "do again"
        else:
            between = [s for s in listed.steps if not s.undone and s.id >= step.id]
            question, yes = f"Undo {counted(len(between), 'step')}?", "undo"

        def go(agreed: bool) -> None:
            if agreed:
                self._go(between, again=step.undone)

        shown = [fit(printable(s.summary), 60).rstrip() for s in between[:8]]
        more = [f"and {len(between) - 8:,} more"] if len(between) > 8 else []
        self.ask(Confirm(question, "\n".join([*shown, *more]), yes, "leave"), go)

    def _go(self, steps: Sequence[LogEntry], *, again: bool) -> None:
        def job() -> None:
            from readlist.library import history  # noqa: PLC0415  (start-up time)

            (history.redo_steps if again else history.undo_steps)(self.library, steps)

        done = counted(len(steps), "step")
        told = (
            self.with_keys(f"Done again: {done} · {{history.undo}} undoes the last")
            if again
            else self.with_keys(f"Undone: {done} · {{history.redo}} does the last again")
        )
        self.write(job, lambda _: told)

    def action_leave(self) -> None:
        self.dismiss(None)
