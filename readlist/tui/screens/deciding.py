"""What the user decides over the preview of an import: nothing of it is written yet."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual.screen import ModalScreen

from readlist.library.report import Report
from readlist.records import Personal
from readlist.tui.plan import Plan
from readlist.tui.theme.marks import STATUS_MARKS
from readlist.tui.widgets.preview_list import PreviewList
from readlist.wording import counted


class Deciding(ModalScreen[Report | None]):
    """A window with a plan; a subclass shows it and carries it out."""

    plan: Plan | None = None
    known_tags: Callable[[], list[tuple[str, int]]]
    """Finds every tag and on how many papers it is."""

    def plan_changed(self) -> None:
        """The window tells what would be written by now."""
        raise NotImplementedError

    def decided(self) -> None:
        """What becomes of papers may be another now; the window tells it, and looks again."""
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """A line below the list says it."""
        raise NotImplementedError

    def on_preview_list_decided(self, event: PreviewList.Decided) -> None:
        event.stop()
        if self.plan is None or not event.numbers:
            return
        deed = {
            "leave_out": self.plan.leave_out,
            "same": self.plan.same,
            "apart": self.plan.apart,
            "later": self.plan.later,
        }[event.how]
        self.say(deed(event.numbers))
        self.decided()

    def on_preview_list_asked(self, event: PreviewList.Asked) -> None:
        event.stop()
        if self.plan is None:
            return
        if event.what == "title":
            self._ask_title(self.plan)
        elif event.what == "status":
            self._ask_status(self.plan, event.numbers)
        else:
            self._ask_tags(self.plan, event.numbers)

    def _ask_title(self, plan: Plan) -> None:
        from readlist.tui.screens.retitle import Retitle  # noqa: PLC0415  (start-up time)

        number = self.query_one(PreviewList).current
        if number is None or plan.outcome(number) not in ("new", "review", "merged"):
            self.say("Only the title of a paper that is written can be mended here.")
            return

        def answered(title: str | None) -> None:
            if title is not None:
                plan.retitle(number, title)
                self.decided()

        now = plan.of(number).title or plan.preview.description(number).source_title
        self.app.push_screen(Retitle(now), answered)

    def _ask_status(self, plan: Plan, numbers: Sequence[int]) -> None:
        from readlist.tui.screens.menu import Choice, Menu  # noqa: PLC0415  (start-up time)

        choices = tuple(
            Choice(status, mark.letter, status, mark.symbol, mark.hint)
            for status, mark in STATUS_MARKS.items()
        )

        def answered(status: str | None) -> None:
            if status is not None:
                self._wish(plan, numbers, lambda had: replace(had, status=status))

        now = (plan.wished(numbers[0]) if numbers else plan.new).status or "inbox"
        self.app.push_screen(Menu(f"Status of {_of(numbers)}", choices, now), answered)

    def _ask_tags(self, plan: Plan, numbers: Sequence[int]) -> None:
        from readlist.tui.screens.tags import TagChange, TagScreen  # noqa: PLC0415  (start-up time)

        def answered(change: TagChange | None) -> None:
            if change is not None:
                self._wish(plan, numbers, lambda had: _tagged(had, change.add, change.remove))

        carried = [list(plan.wished(n).tags) for n in numbers] or [list(plan.new.tags)]
        screen = TagScreen(self.known_tags(), carried, of=_of(numbers))
        self.app.push_screen(screen, answered)

    def _wish(
        self, plan: Plan, numbers: Sequence[int], change: Callable[[Personal], Personal]
    ) -> None:
        for number in numbers:
            plan.wish([number], change(plan.wished(number)))
        if not numbers:
            plan.wish([], change(plan.new))
        # Whatever a new paper gets, it is new. Of a known one is told what would be added.
        if any(plan.outcome(number) not in ("new", "review") for number in numbers):
            self.decided()
        else:
            self.plan_changed()


def _of(numbers: Sequence[int]) -> str:
    return f"{counted(len(numbers))} marked" if numbers else "all new papers"


def _tagged(personal: Personal, add: Sequence[str], remove: Sequence[str]) -> Personal:
    kept = (tag for tag in personal.tags if tag not in remove)
    return replace(personal, tags=tuple(dict.fromkeys((*kept, *add))))
