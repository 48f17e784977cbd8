"""Pandoc's Markdown, Quarto and R Markdown: `[@key, p. 3]`, `@key`, `@{odd key}`.

Code says nothing, nor do addresses, comments and references to figures and sections
(Pandoc manual, "Citation syntax"; Quarto, "Cross references").
"""

import re
from collections.abc import Iterator

from readlist.formats.manuscripts.marks import Lines, Mark, blanked

_CITE = re.compile(
    r"(?<![\w\\@])@(?:\{(?P<braced>[^{}\n]+)\}|(?P<key>\w+(?:[:.#$%&\-+?<>~/]\w+)*)|(?P<all>\*))"
    r"|\{\{<\s*include\s+(?P<file>[^\s>]+)\s*>\}\}"
)
_REFERENCE = re.compile(
    r"(?:fig|tbl|tab|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg"
    r"|tip|nte|wrn|imp|cau)[-:]"
)
"""How the names of figures, tables, sections ... begin."""
_FENCE = re.compile(r"[ >]*(?P<fence>`{3,}|~{3,})")
_HIDING = re.compile(
    r"(?P<key>@\{[^{}\n]+\})"
    r"|\\."
    r"|(?P<ticks>`+)"
    r"|<!--"
    r"|(?:https?|ftp|mailto):[^\s<>\")\]]+"
    r"|\]\([^()\s]*"
)
_META = re.compile(r"(?P<name>[\w-]+)\s*:")
_WITH_CITATIONS = frozenset({"nocite", "abstract", "title", "subtitle", "thanks", "caption"})
"""Keys of the front matter whose values are text of the paper."""


def read(text: str) -> Iterator[Mark]:
    """The keys and included files, in the order of the text."""
    text = _without_code(_front_matter_of_text(text))
    lines = Lines(text)
    for found in _CITE.finditer(text):
        line = lines.at(found.start())
        if found["file"]:
            yield Mark("include", found["file"], line)
            continue
        key = found["braced"] or found["key"] or "*"
        if not _REFERENCE.match(key):
            yield Mark("cite", key, line)


def _front_matter_of_text(text: str) -> str:
    """`text` with the metadata at its top blanked, but for what may cite."""
    lines = text.split("\n")
    if lines[0].strip() != "---":
        return text
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), 0)
    citing = False
    for number in range(end):
        name = _META.match(lines[number])
        if name:
            citing = name["name"] in _WITH_CITATIONS
        if not citing:
            lines[number] = ""
    return "\n".join(lines)


def _without_code(text: str) -> str:
    """`text` with code, comments and addresses blanked, every line where it was."""
    fence = ""
    kept: list[str] = []
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if fence:
            if found and found["fence"].startswith(fence) and not line[found.end() :].strip():
                fence = ""
            kept.append("")
        elif found and not (found["fence"][0] == "`" and "`" in line[found.end() :]):
            fence = found["fence"]
            kept.append("")
        else:
            kept.append(line)
    return _without_spans("\n".join(kept))


def _without_spans(text: str) -> str:
    kept: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while found := _HIDING.search(text, at):
        kept.append(text[at : found.start()])
        end = found.end()
        if found["ticks"] or found[0] == "<!--":
            close = _close(text, end, found[0], unclosed)
            end = close or end
        kept.append(found["key"] or blanked(text[found.start() : end]))
        at = end
    return "".join(kept) + text[at:]


def _close(text: str, at: int, opening: str, unclosed: set[str]) -> int:
    """Behind the closing of a code span or comment; 0 where there is none."""
    if opening in unclosed:
        return 0
    pattern = "-->" if opening == "<!--" else f"(?<!`){opening}(?!`)"
    found = re.compile(pattern).search(text, at)
    if found is None:
        unclosed.add(opening)  # none will follow, however often it is opened
        return 0
    # A code span ends with its paragraph.
    if opening != "<!--" and "\n\n" in text[at : found.start()]:
        return 0
    return found.end()
