"""The preview of an import with what the user decides over it, line by line."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from readlist.library.deciding import UNDECIDED, Decision, Decisions
from readlist.library.preview import Met, Preview
from readlist.library.report import Report
from readlist.records import Personal
from readlist.tui.theme.marks import OUTCOMES
from readlist.tui.widgets.preview_list import PreviewLine


class Plan:
    """What will be written. Lines keep their order, whatever is decided."""

    def __init__(self, report: Report, preview: Preview) -> None:
        self.report = report
        self.preview = preview
        self.new = Personal()
        """What new papers get."""
        self._blocks: dict[int, Decision] = {}
        self._before: dict[int, Met] = {}
        """What was found of a block before it was decided."""
        self._told = [
            *(PreviewLine("rejected", f"line {r.line}: {r.reason}", "")
              for file in report.files for r in file.rejected),
            *(PreviewLine("note", f"line {line}: {message}", "")
              for file in report.files for line, message in file.notices),
        ]  # fmt: skip
        order = list(OUTCOMES)
        found = [
            *((order.index(line.outcome), place, None) for place, line in enumerate(self._told)),
            *((order.index(met.outcome), n, n) for n, met in enumerate(preview.met)),
        ]
        found.sort(key=lambda line: line[:2])
        self._order = [(-1 - place if number is None else number) for _, place, number in found]
        """Numbers of blocks, and below 0 the places of what is told."""

    def __len__(self) -> int:
        return len(self._order)

    @property
    def decided(self) -> bool:
        """Would anything be lost if the plan were thrown away?"""
        return bool(self._blocks) or self.new != Personal()

    @property
    def decisions(self) -> Decisions:
        """What to import with."""
        return Decisions(dict(self._blocks), self.new)

    def renew(self, preview: Preview) -> None:
        """The preview was made with the decisions."""
        self.preview = preview

    def number(self, index: int) -> int | None:
        """The number of the block on a line, if it is one."""
        return self._order[index] if 0 <= index < len(self) and self._order[index] >= 0 else None

    @property
    def numbers(self) -> list[int]:
        """The blocks about which something can be decided, in the order of the lines."""
        return [n for n in self._order if n >= 0 and self.is_open(n)]

    def is_open(self, number: int) -> bool:
        """Can anything be decided about the block?"""
        return self.found(number).outcome != "unchanged"

    def line(self, index: int) -> PreviewLine:
        """What stands on a line."""
        number = self.number(index)
        if number is None:
            return self._told[-1 - self._order[index]]
        decision = self.of(number)
        title = decision.title or self.preview.met[number].title
        return PreviewLine(self.outcome(number), title, self.detail(number), number)

    def of(self, number: int) -> Decision:
        """What was decided about the block."""
        return self._blocks.get(number, UNDECIDED)

    def found(self, number: int) -> Met:
        """What readlist found of the block by itself."""
        return self._before.get(number, self.preview.met[number])

    def outcome(self, number: int) -> str:
        """What becomes of the block."""
        decision, met = self.of(number), self.preview.met[number]
        if decision.left_out:
            return "left_out"
        if decision.same_as is not None and met.outcome in ("review", "new", "left_out"):
            return "merged"
        if decision.apart:
            return "new"
        return self.found(number).outcome if met.outcome == "left_out" else met.outcome

    def detail(self, number: int) -> str:
        """Why, and what is added to what."""
        decision, met, found = self.of(number), self.preview.met[number], self.found(number)
        if decision.left_out:
            return ""
        words: list[str] = []
        if decision.same_as is not None and found.outcome != "merged":
            words.append(f"the same as {decision.same_as.citation_key}")
        elif decision.apart and found.others:
            words.append(f"another paper than {found.others[0].citation_key}")
        elif met.outcome == "merged" and met.others:
            words.append(f"{met.detail} to {met.others[0].citation_key}")
        elif met.outcome == "review" and met.others:
            other = met.others[0]
            words.append(f"like {other.citation_key}: {', '.join(other.reasons)}")
        elif met.outcome != "left_out" and met.detail:
            words.append(met.detail)
        if decision.personal is not None:
            words.append(in_short(decision.personal) or "no tags")
        return " · ".join(words)

    def totals(self) -> dict[str, int]:
        """The equation as it stands with what is decided."""
        totals = dict.fromkeys(OUTCOMES, 0)
        for met in self.preview.met:
            totals[met.outcome] += 1
        for number in self._blocks:
            totals[self.preview.met[number].outcome] -= 1
            totals[self.outcome(number)] += 1
        totals["rejected"] = sum(len(file.rejected) for file in self.report.files)
        totals["read"] = len(self.preview.met) + totals["rejected"]
        del totals["note"]
        return totals

    # Deciding

    def leave_out(self, numbers: Iterable[int]) -> str:
        """The blocks are left out, or, where all of them were, taken in again; says what."""
        chosen = self._open(numbers)
        out = not all(self.of(n).left_out for n in chosen)
        for number in chosen:
            self._decide(number, replace(self.of(number), left_out=out))
        return "" if chosen else "What is unchanged or rejected is not written anyway."

    def same(self, numbers: Iterable[int]) -> str:
        """The blocks are the papers that they may be; said again, the next that they may be."""
        done = False
        for number in self._open(numbers):
            others = self.found(number).others
            if not others or self.found(number).outcome != "review":
                continue
            before = self.of(number).same_as
            at = others.index(before) + 1 if before in others else 0
            chosen = others[at % len(others)]
            decision = replace(self.of(number), same_as=chosen, apart=False, left_out=False)
            self._decide(number, decision)
            done = True
        return "" if done else "Only a paper to review can be the same as another."

    def apart(self, numbers: Iterable[int]) -> str:
        """The blocks are other papers than those they are like."""
        done = False
        for number in self._open(numbers):
            if self.found(number).others and self.found(number).outcome in ("review", "merged"):
                decision = replace(self.of(number), same_as=None, apart=True, left_out=False)
                self._decide(number, decision)
                done = True
        return "" if done else "It is like no other paper."

    def later(self, numbers: Iterable[int]) -> str:
        """Nothing is decided about what the blocks are; readlist's own finding stands."""
        for number in self._open(numbers):
            decision = replace(self.of(number), same_as=None, apart=False, left_out=False)
            self._decide(number, decision)
        return ""

    def retitle(self, number: int, title: str) -> None:
        """The block has this title; that of the source when it is empty or the same.

        A known paper stays the one that it is, whatever its title.
        """
        if title == self.preview.description(number).source_title:
            title = ""
        same_as = self.of(number).same_as
        if self.outcome(number) == "merged":
            same_as = same_as or self.found(number).others[0]
        self._decide(number, replace(self.of(number), title=title, same_as=same_as))

    def wish(self, numbers: Sequence[int], change: Personal) -> None:
        """The blocks, or without any all new papers, get what `change` says."""
        if not numbers:
            self.new = change
        for number in self._open(numbers):
            self._decide(number, replace(self.of(number), personal=change))

    def wished(self, number: int) -> Personal:
        """What the block gets."""
        own = self.of(number).personal
        return self.new if own is None and self.outcome(number) in ("new", "review") else (
            own or Personal()
        )  # fmt: skip

    def _open(self, numbers: Iterable[int]) -> list[int]:
        return [n for n in numbers if self.is_open(n)]

    def _decide(self, number: int, decision: Decision) -> None:
        self._before.setdefault(number, self.preview.met[number])
        if decision == UNDECIDED:
            self._blocks.pop(number, None)
        else:
            self._blocks[number] = decision


def in_short(personal: Personal, status: str = "") -> str:
    """`queued #ml #vision`; with `status` where nothing is said of it."""
    words = [personal.status or status, *(f"#{tag}" for tag in personal.tags)]
    return " ".join(filter(None, words))
