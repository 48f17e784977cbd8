r"""LaTeX source: the \cite commands of LaTeX, natbib, biblatex, apacite and their like.

Comments and verbatim text say nothing. Nothing is executed: a key that a macro makes up is
not seen here, only in the `.aux` file that LaTeX writes.
"""

import re
from collections.abc import Iterator

from readlist.formats.manuscripts.marks import Lines, Mark, blanked, keys

_CITE = re.compile(
    r"\\(?P<before>[A-Za-z]*?)(?P<cite>[Cc]ite)(?P<after>[A-Za-z@]*)\*?(?![A-Za-z@])"
    r"|\\(?:bibentry|(?:text|block)cquote\*?)(?![A-Za-z@])"
    r"|\\(?P<input>input|include|subfile|subfileinclude)(?![A-Za-z@])"
    r"|\\(?P<bib>bibliography|add(?:bibresource|globalbib|sectionbib))(?![A-Za-z@])"
    r"|\\(?:sub)?(?:import|inputfrom|includefrom)\*?(?![A-Za-z@])"
    r"|\\end\s*\{document\}",
)
_BEFORE = frozenset(
    ["", "no", "text", "Text", "paren", "Paren", "foot", "Foot", "footfull", "full", "auto", "Auto",
     "smart", "Smart", "super", "short", "mask", "online", "note", "Note", "pnote", "Pnote",
     "fnote", "vol", "pvol", "Pvol", "fvol", "ftvol", "svol", "Svol", "tvol", "Tvol", "avol",
     "Avol", "foottext", "inline"]
)  # fmt: skip
"""What may stand before `cite` in the name of a command that cites."""
_NO_CITATION = frozenset(
    ["style", "text", "reset", "setup", "sort", "punct", "index", "dash", "mid", "left", "right",
     "alias", "counter", "total", "trackerfalse", "trackertrue", "delim", "form"]
)  # fmt: skip
"""What stands after `cite` in the name of one that does not."""
_HIDING = re.compile(
    r"%[^\n]*"
    r"|\\begin\s*\{(?P<environment>verbatim\*?|Verbatim\*?|BVerbatim|lstlisting|minted|comment"
    r"|filecontents\*?|alltt)\}"
    r"|\\(?:verb\*?|lstinline(?:\[[^\]\n]*\])?|mintinline(?:\[[^\]\n]*\])?\{\w+\})"
    r"(?P<delimiter>[^\sA-Za-z*{])"
    r"|\\[^A-Za-z]"
)
_SPACE = re.compile(r"\s*")
_BRACKETS = {"[": "]", "(": ")", "<": ">"}
_ARGUMENT = 4000
_DEPTH = 8
"""No optional argument is longer, or nested deeper; what seems to be was never closed."""


def read(text: str) -> Iterator[Mark]:
    """The keys and the files that are part of it, in the order of the text."""
    text = _plain(text)
    lines = Lines(text)
    for found in _CITE.finditer(text):
        line = lines.at(found.start())
        if found["cite"]:
            if not _cites(found["before"], found["after"]):
                continue
            for at, argument in _cited(text, found):
                yield from keys(argument, lines.at(at))
        elif found["input"]:
            name = _file(text, found.end(), bare=found["input"] == "input")
            if name:
                yield Mark("include", name, line)
        elif found["bib"]:
            names = [
                name for _, group in _groups(text, found.end(), 1) for name in group.split(",")
            ]
            yield from (Mark("bibliography", name.strip(), line) for name in names if name.strip())
        elif found[0].startswith(("\\bib", "\\text", "\\block")):
            for at, argument in _groups(text, found.end(), 1):
                yield from keys(argument, lines.at(at))
        elif found[0].startswith("\\end"):
            return
        else:
            parts = [argument for _, argument in _groups(text, found.end(), 2)]
            if len(parts) == 2:
                yield Mark("include", f"{parts[0].strip()}/{parts[1].strip()}", line)


def _cites(before: str, after: str) -> bool:
    if before == "new":
        return after == ""  # ACL's \\newcite cites, multibib's \\newcites does not
    return before in _BEFORE and after not in _NO_CITATION


def _cited(text: str, command: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Where the lists of keys of one \\cite command begin, and the lists."""
    name = command[0].rstrip("*")
    several = name.endswith("s") and command["after"] == "s"
    groups = _groups(text, command.end(), 0 if several else 2 if "vol" in name else 1)
    for number, group in enumerate(groups):
        # \volcite{volume}[page]{key}
        if "vol" not in command["before"] or number % 2:
            yield group


def _groups(text: str, at: int, limit: int) -> Iterator[tuple[int, str]]:
    """The arguments in braces from `at` on, `limit` of them or all; optional ones are passed."""
    count = 0
    while not limit or count < limit:
        at = _after_space(text, at)
        opening = text[at : at + 1]
        if opening == "{":
            end = text.find("}", at)
            if end < 0:
                return
            yield at + 1, text[at + 1 : end]
            at = end + 1
            count += 1
        elif opening in _BRACKETS and opening:
            end = _closing(text, at, _BRACKETS[opening])
            if end < 0:
                return
            at = end + 1
        else:
            return


def _after_space(text: str, at: int) -> int:
    """Behind white space that holds no empty line: that would end the paragraph."""
    found = _SPACE.match(text, at)
    return found.end() if found and found[0].count("\n") < 2 else at


def _closing(text: str, at: int, bracket: str) -> int:
    """Where the optional argument that opens at `at` ends, or -1. Braces protect brackets."""
    opening, depth, braces = text[at], 0, 0
    for index in range(at, min(len(text), at + _ARGUMENT)):
        char = text[index]
        if depth > _DEPTH or braces > _DEPTH:
            return -1
        if char == "{":
            braces += 1
        elif char == "}":
            braces -= 1
            if braces < 0:
                return -1
        elif braces == 0 and char == opening:
            depth += 1
        elif braces == 0 and char == bracket:
            depth -= 1
            if depth == 0:
                return index
    return -1


def _file(text: str, at: int, *, bare: bool) -> str:
    at = _after_space(text, at)
    if text[at : at + 1] == "{":
        end = text.find("}", at)
        name = text[at + 1 : end] if end >= 0 else ""
    else:
        found = re.compile(r"[^\s\\{}%]+").match(text, at) if bare else None
        name = found[0] if found else ""
    name = name.strip().strip('"')
    return "" if "\\" in name or "#" in name or "\n" in name else name


def _plain(text: str) -> str:
    """`text` with comments and verbatim text blanked, every line where it was."""
    kept: list[str] = []
    at = 0
    while found := _HIDING.search(text, at):
        kept.append(text[at : found.start()])
        end = found.end()
        if found["environment"]:
            closing = f"\\end{{{found['environment']}}}"
            close = text.find(closing, end)
            end = len(text) if close < 0 else close + len(closing)
        elif found["delimiter"]:
            line_end = text.find("\n", end)
            line_end = len(text) if line_end < 0 else line_end
            close = text.find(found["delimiter"], end, line_end)
            end = line_end if close < 0 else close + 1
        kept.append(blanked(text[found.start() : end]))
        at = end
    return "".join(kept) + text[at:]
