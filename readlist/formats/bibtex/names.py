"""Name lists by BibTeX's rules (btxdoc, section 4; "Tame the BeaST", section 11)."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from readlist.latex import readable, to_latex
from readlist.records import Name

_AND = re.compile(r"[ \t\r\n]+and(?=[ \t\r\n])", re.IGNORECASE)
_NESTED_AND = re.compile(r"[{}]|[ \t\r\n]and(?=[ \t\r\n])", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n]+")
_WORD_MARK = re.compile(r"[{}]|[ \t\r\n~]+|,")
_ET_AL = re.compile(r"(?:^|[\s,~]+)(?:et\.?[\s~]+al(?:ii|\.)?|and[\s~]+others)\.?$", re.IGNORECASE)
_EXTENDED = re.compile(r"(?:^|,)\s*\"?(?:family|given|prefix|suffix)\s*=", re.IGNORECASE)
_EXTENDED_PART = re.compile(
    r"\s*\"?\s*(?P<name>[A-Za-z-]+)\s*=\s*(?P<value>\"[^\"]*\"|(?:[^{},]|\{[^{}]*\})*)\s*(?:,|\"?$)"
)
_SPECIAL = re.compile(r"\{\\([A-Za-z]+|.)")
_UNNAMED_INITIAL = re.compile(r"(?<![^\s-])(?<!\\relax )[^\x00-\x7f]")
_LOWER_MACROS = frozenset({"i", "j", "o", "l", "oe", "ae", "aa", "ss"})
_UPPER_MACROS = frozenset({"O", "L", "OE", "AE", "AA", "SS"})


class Names(NamedTuple):
    """A parsed name list."""

    names: tuple[Name, ...]
    more: bool
    """Did it end in `and others` or `et al.`?"""


class NameParser:
    """Parses name lists and remembers single names: in a bibliography they come again."""

    def __init__(self) -> None:
        self._known: dict[str, Name | None] = {}

    def parse(self, text: str) -> Names:
        """The people in `text`. `others` and `et al.` are never one of them."""
        if not text or text.isspace():
            return Names((), False)
        known = self._known
        names: list[Name] = []
        more = False
        for part in split_names(text):
            name = known.get(part)
            if name is None and part not in known:
                name = parse_name(part)
                # A hostile file may hold millions of different names.
                if len(known) < 50_000:
                    known[part] = name
            if name is not None:
                names.append(name)
            if name is None or part[-1] in ".lLsS":
                more = more or _says_more(part)
        return Names(tuple(names), more)


def _says_more(part: str) -> bool:
    return part.lower() == "others" or _ET_AL.search(part) is not None


def split_names(text: str) -> list[str]:
    """The single names in `text`: split at `and` outside braces, empty ones left out."""
    text = text.strip(" \t\r\n")
    if "{" not in text:
        parts = _AND.split(text)
    else:
        parts, depth, start = [], 0, 0
        for mark in _NESTED_AND.finditer(text):
            if mark[0] == "{":
                depth += 1
            elif mark[0] == "}":
                depth = max(depth - 1, 0)
            elif depth == 0:
                parts.append(text[start : mark.start()])
                start = mark.end()
        parts.append(text[start:])
    stripped = (part.strip(" \t\r\n") for part in parts)
    return [part for part in stripped if part and part.lower() != "and"]


def parse_name(text: str) -> Name | None:
    """One name in its four parts, readable; None for `others` and what names nobody."""
    if text.lower() == "others":
        return None
    text = _ET_AL.sub("", text).rstrip(" ,~")
    if not text:
        return None
    if text[0] == "{" and text[-1] == "}" and _is_one_group(text):
        family = _tidy(text[1:-1])
        return Name(family, corporate=True) if family else None
    if "=" in text and _EXTENDED.search(text):
        return _extended(text)
    if "{" not in text and "\\" not in text and "~" not in text:
        name = _plain(text)
    else:
        name = _by_commas(*_words(text))
    return name if name.family or name.given else None


def _is_one_group(text: str) -> bool:
    """Is the whole text one brace group that is no single accented letter?"""
    depth = 0
    for mark in re.finditer(r"[{}]", text):
        depth += 1 if mark[0] == "{" else -1
        if depth == 0 and mark.end() < len(text):
            return False
    special = _SPECIAL.match(text)
    return depth == 0 and not (special and len(text) < len(special[0]) + 5)


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", readable(text)).strip() if "\\" in text or "{" in text else text


def _plain(text: str) -> Name:
    """A name without LaTeX: the common case, without a scan for braces."""
    if "," not in text:
        words = _SPACES.split(text)
        return _first_von_last(words, " " * len(words))
    parts = [part.strip(" \t\r\n") for part in text.split(",")]
    return _von_last(
        _SPACES.split(parts[0]),
        parts[1] if len(parts) > 2 else "",
        _SPACES.sub(" ", " ".join(parts[2:]) if len(parts) > 2 else parts[1]),
    )


def _words(text: str) -> tuple[list[list[str]], str]:
    """The words of each comma-separated part, and what stands after each word of the first."""
    parts: list[list[str]] = [[]]
    separators: list[str] = []
    depth, start = 0, 0

    def cut(end: int, separator: str) -> None:
        if end > start:
            parts[-1].append(text[start:end])
            if len(parts) == 1:
                separators.append(separator)

    for mark in _WORD_MARK.finditer(text):
        token = mark[0]
        if token == "{":
            depth += 1
        elif token == "}":
            depth = max(depth - 1, 0)
        elif depth == 0:
            cut(mark.start(), token[0])
            start = mark.end()
            if token == ",":
                parts.append([])
    cut(len(text), "")
    return parts, "".join(separators)


def _by_commas(parts: list[list[str]], separators: str) -> Name:
    if len(parts) == 1:
        return _first_von_last(parts[0], separators)
    given = parts[1] if len(parts) == 2 else [word for part in parts[2:] for word in part]
    suffix = " ".join(parts[1]) if len(parts) > 2 else ""
    return _von_last(parts[0], suffix, " ".join(given))


def _first_von_last(words: list[str], separators: str) -> Name:
    last = len(words) - 1
    first_von = next((i for i in range(last) if _is_lower(words[i])), -1)
    if first_von >= 0:
        return _von_last(words[first_von:], "", " ".join(words[:first_von]))
    # A tie binds the words of a family name: `Maria de~Souza`, `Ho~Chi`.
    while last > 0 and separators[last - 1] == "~" and len(words[last - 1].strip(".")) > 1:
        last -= 1
    return _made(" ".join(words[:last]), "", " ".join(words[last:]), "")


def _von_last(words: list[str], suffix: str, given: str) -> Name:
    von = next((i for i in range(len(words) - 2, -1, -1) if _is_lower(words[i])), -1) + 1
    return _made(given, " ".join(words[:von]), " ".join(words[von:]), suffix)


def _made(given: str, prefix: str, family: str, suffix: str) -> Name:
    if not family:
        given, family = "", given
    return Name(_tidy(family), _tidy(given), _tidy(prefix), _tidy(suffix))


def _is_lower(word: str) -> bool:
    """Does BibTeX take `word` for a "von" part: is its first letter at brace depth 0 small?"""
    first = word[:1]
    if first.isalpha():
        return first.islower()
    depth, at = 0, 0
    while at < len(word):
        char = word[at]
        if char == "{":
            special = _SPECIAL.match(word, at) if depth == 0 else None
            if special:
                return _special_is_lower(word, special)
            depth += 1
        elif char == "}":
            depth = max(depth - 1, 0)
        elif depth == 0 and char.isalpha():
            return char.islower()
        at += 1
    return False


def _special_is_lower(word: str, special: re.Match[str]) -> bool:
    macro = special[1]
    if macro in _LOWER_MACROS:
        return True
    if macro in _UPPER_MACROS:
        return False
    letter = next((char for char in word[special.end() :] if char.isalpha()), "")
    return letter.islower()


def _extended(text: str) -> Name | None:
    """biblatex's `family=..., given=..., prefix=...` (manual, section 3.4)."""
    parts: dict[str, str] = {}
    at = 0
    while at < len(text):
        found = _EXTENDED_PART.match(text, at)
        if not found or found.end() == at:
            break
        parts.setdefault(found["name"].lower(), _tidy(found["value"].strip(' "')))
        at = found.end()
    family = parts.get("family", "")
    given = " ".join(parts[name] for name in ("given", "middle") if parts.get(name))
    if not family:
        family, given = given, ""
    name = Name(family, given, parts.get("prefix", ""), parts.get("suffix", ""))
    return name if family else None


def write_name(name: Name, *, unicode: bool = False) -> str:
    """`name` as `von Last, Jr, First`, its letters as braced LaTeX or as they are."""

    def written(part: str) -> str:
        return to_latex(part, keep_unicode=True) if unicode else whole_letters(part)

    family = written(name.family)
    if name.corporate:
        return f"{{{family}}}"
    if not name.given and not name.suffix and not name.prefix and re.search(r"[\s,]", family):
        # Only the comma form says that all of it is one family name.
        return f"{{{family}}}"
    words = family.split()
    words[:-1] = map(_guard, words[:-1])
    last = f"{written(name.prefix)} {_outside(' '.join(words))}".lstrip()
    given = _outside(written(name.given))
    if name.suffix:
        return f"{last}, {_outside(written(name.suffix))}, {given}".rstrip(", ")
    return f"{last}, {given}" if given else last


def whole_letters(part: str) -> str:
    """`part` as LaTeX in which BibTeX finds whole letters to begin its words.

    A letter that LaTeX has no name for is several bytes to BibTeX; after a macro it is one.
    """
    return _UNNAMED_INITIAL.sub(r"{\\relax \g<0>}", to_latex(part))


def _guard(word: str) -> str:
    """`word`, braced where BibTeX would see a "von" part in it."""
    return f"{{{word}}}" if _is_lower(word) else word


def _outside(part: str) -> str:
    """`part`, braced where a comma or an `and` in it would split the list."""
    if "," in part or re.search(r"(?:^|\s)and(?:\s|$)", part, re.IGNORECASE):
        return f"{{{part}}}"
    return part


def write_names(names: Iterable[Name], *, more: bool = False, unicode: bool = False) -> str:
    """A BibTeX name list; with `more` it ends in `and others`."""
    written = [write_name(name, unicode=unicode) for name in names]
    if more and written:
        written.append("others")
    return " and ".join(written)


class Classical(NamedTuple):
    """A name list without biblatex's extended form."""

    text: str
    lost: tuple[str, ...] = ()
    """The parts that BibTeX's form has no place for: `nametype`, `useprefix`."""


def classical_names(text: str) -> Classical | None:
    """The list with every extended name as `von Last, Jr, First`; None where there is none.

    Letters stay as they are, and so do all other names.
    """
    parts = split_names(text)
    lost: dict[str, None] = {}
    changed = False
    for place, part in enumerate(parts):
        name = _extended(part) if "=" in part and _EXTENDED.search(part) else None
        if name is None:
            continue
        said = (found["name"].lower() for found in _EXTENDED_PART.finditer(part))
        lost.update((what, None) for what in said if what not in _CLASSICAL_PARTS)
        parts[place] = write_name(name, unicode=True)
        changed = True
    return Classical(" and ".join(parts), tuple(lost)) if changed else None


_CLASSICAL_PARTS = frozenset({"family", "given", "middle", "prefix", "suffix"})
