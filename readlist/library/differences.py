"""Two bibliographies differ in entries, and the entries in lines: found in that order.

Compared line by line as a whole, ten thousand entries would take seconds: they share most of
their lines with one another.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

_CONTEXT = 3
_BLOCK = re.compile(r"^(?=[ \t]*@)", re.MULTILINE)

_Change = tuple[str, int, int, int, int]


def difference(before: str, after: str, name: str, new_name: str) -> Iterator[str]:
    """The lines of a unified diff, without line ends; none where the texts are equal."""
    old, new = before.splitlines(), after.splitlines()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    # All that `get_grouped_opcodes` wants of the matcher are its changes.
    matcher.opcodes = _merged(_changes(before, after))  # type: ignore[attr-defined]
    head = [f"--- {name}", f"+++ {new_name}"]
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        yield from head
        head = []
        old_span = _span(group[0][1], group[-1][2])
        new_span = _span(group[0][3], group[-1][4])
        yield f"@@ -{old_span} +{new_span} @@"
        for tag, a, a_end, b, b_end in group:
            if tag == "equal":
                yield from (f" {line}" for line in old[a:a_end])
                continue
            yield from (f"-{line}" for line in old[a:a_end])
            yield from (f"+{line}" for line in new[b:b_end])


def _changes(before: str, after: str) -> Iterator[_Change]:
    """What became of which lines, as difflib's opcodes say it."""
    old, new = (
        [tuple(block.splitlines()) for block in _BLOCK.split(text)] for text in (before, after)
    )
    old_at, new_at = _starts(old), _starts(new)
    for tag, a, a_end, b, b_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "replace":
            yield tag, old_at[a], old_at[a_end], new_at[b], new_at[b_end]
            continue
        lines = (
            [line for block in old[a:a_end] for line in block],
            [line for block in new[b:b_end] for line in block],
        )
        for part, i, i_end, j, j_end in SequenceMatcher(None, *lines).get_opcodes():
            yield part, old_at[a] + i, old_at[a] + i_end, new_at[b] + j, new_at[b] + j_end


def _starts(blocks: list[tuple[str, ...]]) -> list[int]:
    starts = [0]
    for block in blocks:
        starts.append(starts[-1] + len(block))
    return starts


def _merged(changes: Iterator[_Change]) -> list[_Change]:
    """Neighbours of one kind are one."""
    merged: list[_Change] = []
    for tag, a, a_end, b, b_end in changes:
        if (a, b) == (a_end, b_end):
            continue
        if merged and merged[-1][0] == tag:
            merged[-1] = (tag, merged[-1][1], a_end, merged[-1][3], b_end)
        else:
            merged.append((tag, a, a_end, b, b_end))
    return merged


def _span(start: int, end: int) -> str:
    """Lines as a diff counts them: from 1, and an empty span stands behind its start."""
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"
