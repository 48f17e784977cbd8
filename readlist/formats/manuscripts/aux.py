r"""What LaTeX noted while it ran: `\citation` of BibTeX and `\abx@aux@cite` of biblatex.

Chapters of their own files (`\include`) have notes of their own, which `\@input` names.
Which entries a set of biblatex's `\defbibentryset` has, only the `.bcf` file says.
"""

import re
from collections.abc import Iterator

from readlist.formats.manuscripts.marks import EVERYTHING, Lines, Mark, keys

_NOTE = re.compile(
    r"^\\(?:(?:citation|abx@aux@(?:no)?cite)(?:\{(?P<section>\d+)\}(?=\{))?\{(?P<keys>[^{}\n]*)\}"
    r"|@input\{(?P<file>[^{}\n]*)\}"
    r"|bibstyle\{(?P<style>[^{}\n]*)\}"
    r"|bibdata\{(?P<bibs>[^{}\n]*)\}"
    r"|(?P<all>abx@aux@nociteall)\b)",
    re.MULTILINE,
)
_SWITCH = re.compile(r"(?:REVTEX|apsrev|apsrmp|aps|aip\w*?)\d[\w-]*Control|IEEE\w*:BSTcontrol")
"""Keys by which REVTeX and IEEEtran set their bibliography style; they cite nothing."""
_END = r"\gdef \@abspage@last"
"""What LaTeX since 2022 writes last of all."""


def read(text: str) -> Iterator[Mark]:
    """The keys, chapters and, where LaTeX is still at work, that it is."""
    lines = Lines(text)
    for note in _NOTE.finditer(text):
        line = lines.at(note.start())
        if note["file"] is not None:
            yield Mark("include", note["file"].strip('" '), line)
            continue
        if note["all"]:
            yield Mark("cite", EVERYTHING, line)
            continue
        if note["style"] is not None:
            # biblatex notes a style of its own where BibTeX only sorts for it.
            if note["style"] != "biblatex":
                yield Mark("style", note["style"], line)
            continue
        if note["bibs"] is not None:
            names = note["bibs"].split(",")
            yield from (Mark("bibliography", name.strip(), line) for name in names if name.strip())
            continue
        for mark in keys(note["keys"], line):
            if not _SWITCH.fullmatch(mark.text):
                yield mark
    if _END not in text[-400:]:
        yield Mark("unfinished", "", lines.at(len(text)))
