"""Two papers that may be one, side by side; nothing is merged unless the user says so."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from readlist.latex import readable
from readlist.library.library import Library
from readlist.text import printable
from readlist.tui.screens.acting import Acting, Written
from readlist.tui.screens.helping import HELP, Helping
from readlist.tui.view import LibraryView
from readlist.tui.widgets.details import names
from readlist.tui.widgets.field_table import FieldPair, FieldTable
from readlist.tui.widgets.key_line import KeyLine, hints
from readlist.wording import day

_DONE = "{duplicates.leave} goes back to the list, {duplicates.undo} takes back the latest answer."
_WHEN_DONE = ("duplicates.undo", "duplicates.leave", HELP.id or "")
"""What still has a meaning when no question is left."""

Result = TypeVar("Result")
Paper = dict[str, Any]

_FIELDS: dict[str, tuple[str, Callable[[Paper], str]]] = {
    "key": ("Key", lambda p: p["citation_key"]),
    "title": ("Title", lambda p: readable(p["title"] or "")),
    "authors": ("Authors", lambda p: ", ".join(names(p, "authors")) or _count(p)),
    "editors": ("Editors", lambda p: ", ".join(names(p, "editors"))),
    "date": ("Date", lambda p: day(p["date"] or "") or str(p["year"] or "")),
    "venue": ("Venue", lambda p: p["venue"] or ""),
    "organization": ("Organization", lambda p: p["organization"] or ""),
    "entry_type": ("Entry type", lambda p: p["entry_type"] or ""),
    "doi": ("DOI", lambda p: p["doi"] or ""),
    "arxiv_id": ("arXiv ID", lambda p: p["arxiv_id"] or ""),
    "url": ("URL", lambda p: p["url"] or ""),
    "comment": ("Comment", lambda p: readable(p["comment"] or "")),
    "abstract": ("Abstract", lambda p: readable(p["abstract"] or "")),
}
"""Name as `review.merge` takes it -> label, and its text of a paper."""
_OTHER_KEY = "The key that is not taken goes on to work: it becomes an alias."
_OWN: dict[str, tuple[str, Callable[[Paper], str]]] = {
    "tags": ("Tags", lambda p: " ".join(f"#{tag}" for tag in p["tags"])),
    "takeaway": ("Takeaway", lambda p: p["takeaway"] or ""),
    "notes": ("Notes", lambda p: " / ".join(note["body"] for note in p["notes"])),
}
"""What the reader wrote: the merged paper has both, unless the user takes one."""


class Question(NamedTuple):
    """Are these two papers one?"""

    left: int
    right: int
    reasons: tuple[str, ...]
    pair_id: int | None
    """None where the user chose the two."""

    def instead(self, gone: int, here: int) -> "Question":
        """What the user chose, with `here` in the place of `gone`."""
        if self.pair_id is not None:
            return self
        left, right = (here if paper == gone else paper for paper in self[:2])
        return self._replace(left=left, right=right)


class Duplicates(Helping, Acting, inherit_bindings=False):
    """One question after another; each answer is one undoable step."""

    AUTO_FOCUS = "FieldTable"
    STEPS = "duplicates"

    BINDINGS = [
        Binding("m,f,enter", "merge", "Merge", id="duplicates.merge",
                tooltip="They are one paper, with the fields as chosen; the other key works on"),
        Binding("a", "apart", "Apart", id="duplicates.apart",
                tooltip="They are two papers; the question does not come again"),
        Binding("s", "later", "Later", id="duplicates.later", tooltip="Leave the question open"),
        Binding("u", "back", "Undo", id="duplicates.undo",
                tooltip="Take the latest answer back and see the question again"),
        Binding("escape,q", "leave", "End", id="duplicates.leave", tooltip="Back to the list"),
        HELP,
    ]  # fmt: skip

    def __init__(self, library: Library, view: LibraryView, questions: Sequence[Question]) -> None:
        super().__init__(library)
        self.view = view
        self.questions = list(questions)
        self.at = 0
        self._shown: Question | None = None
        self._answers: list[tuple[int, Written | None, list[Question]]] = []
        """Which question was answered, what was written, and what the questions were."""

    def compose(self) -> ComposeResult:
        yield Static(id="duplicates-head", markup=False)
        yield Static(id="duplicates-why", markup=False)
        yield FieldTable()
        with Horizontal(id="duplicates-texts"):
            yield Static(id="text-label", markup=False)
            for side in ("left", "right"):
                with VerticalScroll(can_focus=False):
                    yield Static(id=f"text-{side}", markup=False)
        yield Static(id="duplicates-done", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self.library_changed()

    def library_changed(self) -> None:
        self.guarded(self.view.changed, False)
        papers = self._papers()
        while self.at < len(self.questions) and papers is None:
            self.at += 1  # one of the two is gone, by an earlier answer or another program
            papers = self._papers()
        head = Content.styled("Duplicates", "bold")
        left = len(self.questions) - self.at
        self.query_one("#duplicates-head", Static).update(
            Content("  ").join([head, Content(f"{left} left to decide")])
        )
        shown = (*FieldTable.BINDINGS, *self.BINDINGS)
        only = () if papers else _WHEN_DONE
        self.query_one(KeyLine).hints = hints(shown, self.app._keymap, only)
        why = self.query_one("#duplicates-why", Static)
        done = self.query_one("#duplicates-done", Static)
        for each in (why, self.query_one(FieldTable), self.query_one("#duplicates-texts")):
            each.display = papers is not None
        done.display = papers is None
        if papers is None:
            done.update(
                Content.assemble(
                    ("No two papers are left to decide.", "bold"),
                    (self.with_keys(f"\n\n{_DONE}"), "$muted"),
                )
            )
            return
        reasons = "; ".join(map(printable, self.questions[self.at].reasons))
        why.update(
            f"May be one: {reasons}."
            if reasons
            else "You chose these two. Take each field from the left, the right or both."
        )
        question, table = self.questions[self.at], self.query_one(FieldTable)
        (table.show_again if question == self._shown else table.show)(_compared(*papers))
        self._shown = question

    def _papers(self) -> tuple[Paper, Paper] | None:
        if self.at >= len(self.questions):
            return None
        question = self.questions[self.at]
        left = self.guarded(lambda: self.view.paper(question.left), None)
        right = self.guarded(lambda: self.view.paper(question.right), None)
        return (left, right) if left and right else None

    def on_field_table_refused(self, event: FieldTable.Refused) -> None:
        self.tell(event.why)

    def on_field_table_changed(self) -> None:
        field = self.query_one(FieldTable).current
        if field is not None:
            self.query_one("#text-label", Static).update(field.label)
            for side, text in (("left", field.left), ("right", field.right)):
                self.query_one(f"#text-{side}", Static).update(text or "–")

    # Answers

    def action_merge(self) -> None:
        if self._papers() is None:
            return
        question = self.questions[self.at]
        sides = (question.left, question.right)
        chosen = {field.name: field.side for field in self.query_one(FieldTable).fields}
        keep = chosen.pop("key") or 0
        choices = {n: None if side is None else sides[side] for n, side in chosen.items()}

        def job() -> str:
            from readlist.library import review  # noqa: PLC0415  (start-up time)

            if question.pair_id is None:
                return review.merge_two(self.library, sides[keep], sides[1 - keep], choices)
            return review.merge(self.library, question.pair_id, sides[keep], choices)

        self._answer(job, lambda key: f"Merged into {key}{self.undoable}")
        # Of several that were selected, the next is compared with the one that stays.
        gone, stays = sides[1 - keep], sides[keep]
        self.questions = [later.instead(gone, stays) for later in self.questions]

    def action_apart(self) -> None:
        if self._papers() is None:
            return
        pair_id = self.questions[self.at].pair_id
        if pair_id is None:
            self.action_later()
            return

        def job() -> None:
            from readlist.library import review  # noqa: PLC0415  (start-up time)

            review.keep_apart(self.library, pair_id)

        self._answer(job, lambda _: f"Kept apart{self.undoable}")

    def _answer(self, job: Callable[[], Result], said: Callable[[Result], str]) -> None:
        written = Written()
        answer = (self.at, written, self.questions)
        self._answers.append(answer)
        self.at += 1

        def failed() -> None:
            if self._answers[-1:] == [answer]:  # the question is as open as before
                self.at, _, self.questions = self._answers.pop()

        self.write(job, said, failed, written)

    def action_later(self) -> None:
        if self._papers() is not None:
            self._answers.append((self.at, None, self.questions))
            self.at += 1
            self.library_changed()

    def action_back(self) -> None:
        if not self._answers:
            self.tell("Nothing was decided here yet.")
            return
        self.at, written, self.questions = self._answers.pop()
        if written is None:
            self.library_changed()
        else:
            self.take_back(written)

    def action_leave(self) -> None:
        self.dismiss(None)


def _count(paper: Paper) -> str:
    return f"{paper['author_count']} authors" if paper["author_count"] else ""


def _compared(left: Paper, right: Paper) -> list[FieldPair]:
    """The fields that at least one has. Whoever has a BibTeX entry is believed, else the left."""
    from readlist.library.merging import JOINED, UNITED  # noqa: PLC0415  (start-up time)

    usual = int(bool(right["entry_type"]) and not left["entry_type"])
    fields: list[FieldPair] = []
    shown = {**_FIELDS, **_others(left, right)}
    shown["abstract"] = shown.pop("abstract")  # the longest comes after them
    for name, (label, text) in (shown | _OWN).items():
        texts = printable(text(left)), printable(text(right))
        if not any(texts):
            continue
        side = None if name in (*UNITED, *_OWN) else usual if texts[usual] else 1 - usual
        one_only = f"{label}: only one can be taken, the left or the right."
        if name in JOINED or name in _OWN:
            one_only = ""
        elif name == "key":
            one_only = _OTHER_KEY
        fields.append(FieldPair(name, label, *texts, side, one_only))
    return fields


def _others(left: Paper, right: Paper) -> dict[str, tuple[str, Callable[[Paper], str]]]:
    """The other fields of their entries that both have and that differ, keywords and files first.

    What one has, the merged paper has.
    """
    from readlist.library.merging import EXTRA, UNITED  # noqa: PLC0415  (start-up time)

    first = [name.removeprefix(EXTRA) for name in UNITED]
    names = [*first, *(name for name in left["extra"] if name not in first)]
    texts = {name: (left["extra"].get(name), right["extra"].get(name)) for name in names}
    return {
        EXTRA + name: (name.capitalize(), partial(_extra, name))
        for name, (one, other) in texts.items()
        if one and other and one != other
    }


def _extra(name: str, paper: Paper) -> str:
    text: str = paper["extra"][name]
    return text if name == "file" else readable(text)
