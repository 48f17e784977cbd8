"""Typst: `@key`, `#cite(<key>)`, `#cite(label("odd key"))`.

A label that the text itself defines is a place to refer to, no citation (Typst reference,
"Label", "Reference", "Cite").
"""

import re
from collections.abc import Iterator

from readlist.formats.manuscripts.marks import Lines, Mark, blanked

_STRING = r'"(?:[^"\\\n]|\\.)*"'
_MARK = re.compile(
    r"(?<!\\)@(?P<at>\w[\w\-:.]*)"
    rf"|\bcite\s*\(\s*(?:<(?P<label>[\w\-:.]+)>|label\s*\(\s*(?P<string>{_STRING})\s*\))"
    rf"|#include\s+(?P<file>{_STRING})"
    rf"|\bbibliography\s*\((?P<bibliography>[^()]*)"
    r"|\b(?:ref|link|query|locate)\s*\(\s*<[\w\-:.]+>"
    r"|(?<![\w(<=])<(?P<defined>[\w\-:.]+)>"
)
_HIDING = re.compile(
    rf"(?P<label>label\s*\(\s*{_STRING})"
    r"|https?://[^\s\])\"]+|//[^\n]*|(?P<comment>/\*)|(?P<ticks>`+)|\\."
)
_COMMENT = re.compile(r"/\*|\*/")


def read(text: str) -> Iterator[Mark]:
    """The keys, labels and included files, in the order of the text."""
    text = _plain(text)
    lines = Lines(text)
    for found in _MARK.finditer(text):
        line = lines.at(found.start())
        if found["at"]:
            yield Mark("cite", found["at"].rstrip(".:"), line)
        elif found["label"] or found["string"]:
            yield Mark("cite", found["label"] or _unquoted(found["string"]), line)
        elif found["file"]:
            yield Mark("include", _unquoted(found["file"]), line)
        elif found["defined"]:
            yield Mark("label", found["defined"], line)
        elif found["bibliography"] and re.search(r"full\s*:\s*true", found["bibliography"]):
            yield Mark("cite", "*", line)


def _unquoted(string: str) -> str:
    return re.sub(r"\\(.)", r"\1", string[1:-1])


def _plain(text: str) -> str:
    """`text` with comments, raw text and web addresses blanked, every line where it was."""
    kept: list[str] = []
    at = 0
    while found := _HIDING.search(text, at):
        kept.append(text[at : found.start()])
        end = found.end()
        if found["comment"]:
            end = _comment_end(text, end)
        elif found["ticks"]:
            end = _raw_end(text, end, found["ticks"])
        kept.append(found["label"] or blanked(text[found.start() : end]))
        at = end
    return "".join(kept) + text[at:]


def _comment_end(text: str, at: int) -> int:
    """Behind the comment; Typst's comments nest."""
    depth = 1
    for found in _COMMENT.finditer(text, at):
        depth += 1 if found[0] == "/*" else -1
        if depth == 0:
            return found.end()
    return len(text)


def _raw_end(text: str, at: int, ticks: str) -> int:
    """Behind the raw text; two backticks alone are an empty one."""
    if len(ticks) == 2:
        return at
    close = text.find(ticks, at)
    return len(text) if close < 0 else close + len(ticks)
