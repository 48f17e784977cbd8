"""Bare abstracts: each begins with `Abstract:`, and nothing else is known of the paper."""

import re
from datetime import date

from readlist.formats import prose
from readlist.formats.page import Line, is_furniture, joined, lines, raw_block, record
from readlist.records import Items, Notice, Rejected

ABSTRACT_LINE = re.compile(r"abstract\s*[:：]\s*(.*)", re.IGNORECASE)


def looks_like(text: str) -> bool:
    """Does a line begin with `Abstract:`?"""
    return any(ABSTRACT_LINE.fullmatch(line.text) for line in lines(text))


def read(text: str, *, today: date, first_line: int = 1) -> Items:
    """The abstracts, each up to the next one or to a blank line. The page names no dates."""
    block: list[Line] = []
    for line in lines(text, first_line):
        begins = ABSTRACT_LINE.fullmatch(line.text)
        if begins or (not line.text and not _is_label(block)):
            yield from _items(block)
            block = []
        if line.text:
            block.append(line)
    if len(block) > 1 and "abstract:".startswith(block[-1].text.casefold()):
        block.pop()  # the page was cut inside the word
    yield from _items(block)


def _is_label(block: list[Line]) -> bool:
    """Is the block so far the word `Abstract:` alone?"""
    found = ABSTRACT_LINE.fullmatch(block[0].text) if len(block) == 1 else None
    return found is not None and not found[1]


def _items(block: list[Line]) -> Items:
    if not block:
        return
    text = joined(block)
    found = ABSTRACT_LINE.fullmatch(text)
    if found and any(char.isalnum() for char in found[1]):
        yield record(block, abstract=found[1])
    elif found:
        yield Rejected(block[0].number, "no text after 'Abstract:'", raw_block(block))
    elif prose.is_abstract(text):
        reason = "a paragraph without 'Abstract:' before it"
        yield Rejected(block[0].number, reason, raw_block(block))
    elif not is_furniture(text):
        yield Notice(block[0].number, f"skipped a line outside the abstracts: {text}")
