r"""Rich text of CSL-JSON and LaTeX say the same: `<i>in vivo</i>` is `\emph{in vivo}`.

CSL knows italics, bold, small capitals, sub- and superscript, and words whose case stays
(CSL-JSON schema, "rich text"). Everything else is plain Unicode.
"""

import re

from readlist.latex import readable
from readlist.text import printable

_READ = {
    "i": r"\emph", "b": r"\textbf", "sub": r"\textsubscript", "sup": r"\textsuperscript",
    "sc": r"\textsc", "nocase": "",
}  # fmt: skip
_WRITTEN = {
    "emph": "i", "textit": "i", "textbf": "b", "textsubscript": "sub",
    "textsuperscript": "sup", "textsc": "sc",
}  # fmt: skip
_OPEN = {
    "i": "<i>", "b": "<b>", "sub": "<sub>", "sup": "<sup>", "nocase": '<span class="nocase">',
    "sc": '<span style="font-variant:small-caps;">',
}  # fmt: skip
_CLOSE = {name: "</span>" if tag.startswith("<span") else f"</{name}>" for name, tag in
          _OPEN.items()}  # fmt: skip
_TAG = re.compile(
    r"<(?P<close>/)?(?P<name>i|b|sub|sup|sc|span)(?P<attributes>\s[^<>]{0,80})?>", re.IGNORECASE
)
_GROUP = re.compile(
    r"\\(?P<macro>emph|textit|textbf|textsubscript|textsuperscript|textsc)\s*\{(?P<styled>[^{}\\$]*)\}"
    r"|(?<![A-Za-z\\^_'\"`=.~*}\]])\{(?P<plain>[^{}\\$~]*)\}"
)
# Stand for tags while LaTeX is read. Such characters in outside text name nothing.
_PRIVATE = re.compile("[\ue000-\ue0ff]")
_ORDER = tuple(_OPEN)
_CASE = tuple(chr(base + _ORDER.index("nocase")) for base in (0xE000, 0xE080))


def to_csl(latex: str, *, styled: bool = True) -> str:
    """The value as CSL rich text on one line; braced words keep their case.

    Not `styled`, that is all: italics and the like are plain.
    """
    text = _PRIVATE.sub("", latex)
    if "{" in text:
        text = _GROUP.sub(_marked, text)
    shown = printable(readable(text))
    if not styled:
        shown = _PRIVATE.sub(lambda mark: mark[0] * (mark[0] in _CASE), shown)
    return _PRIVATE.sub(_tag, shown)


def _marked(found: re.Match[str]) -> str:
    macro = found["macro"]
    inner = found["styled"] if macro else found["plain"]
    place = _ORDER.index(_WRITTEN[macro] if macro else "nocase")
    return f"{chr(0xE000 + place)}{inner}{chr(0xE080 + place)}" if inner else ""


def _tag(found: re.Match[str]) -> str:
    code = ord(found[0]) - 0xE000
    table, place = (_CLOSE, code - 0x80) if code >= 0x80 else (_OPEN, code)
    return table[_ORDER[place]] if place < len(_ORDER) else ""


def from_csl(text: str) -> str:
    """The value in LaTeX where it is styled, as it is where not. A tag alone is text."""
    if "<" not in text:
        return text
    out: list[str] = []
    opened: list[tuple[str, int]] = []
    done = 0
    for found in _TAG.finditer(text):
        name = _meaning(found)
        out.append(text[done : found.start()])
        done = found.end()
        if not found["close"] and name:
            opened.append((found["name"].lower(), len(out)))
            out.append(f"{_READ[name]}{{\0{found[0]}")
        elif found["close"] and opened and opened[-1][0] == found["name"].lower():
            _, place = opened.pop()
            out[place] = out[place].partition("\0")[0]
            out.append("}")
        else:
            out.append(found[0])
    out.append(text[done:])
    for _, place in opened:
        out[place] = out[place].partition("\0")[2]
    return "".join(out)


def _meaning(found: re.Match[str]) -> str:
    name = found["name"].lower()
    if name != "span":
        return name
    attributes = (found["attributes"] or "").lower()
    if "nocase" in attributes:
        return "nocase"
    return "sc" if "small-caps" in attributes else ""


def plain(text: str) -> str:
    """The value without any markup, for those who cannot style."""
    return printable(readable(text))
