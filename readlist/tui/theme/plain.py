"""Marks and letters for terminals that cannot show them, as wide as they were."""

import unicodedata

from rich.cells import cell_len

_MARKS = {
    # the reading statuses, as the command line has them there
    "·": ".", "○": "o", "◐": "r", "●": "x", "◌": "s", "×": "-",
    "★": "*", "↑": "^", "↓": "v", "←": "<", "→": ">", "▌": "|", "■": "#", "□": "-", "▸": ">",
    "✓": "x", "…": "~", "–": "-", "—": "-", "‐": "-", "‑": "-", "•": "*", "‘": "'", "’": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "¶": "P", "−": "-",
}  # fmt: skip
_SLANTED = dict.fromkeys("╱╲", "/")


class Plain(dict[int, str]):
    """A table for `str.translate`: each character that `encoding` has not becomes one it has.

    It works out each character when it first meets it.
    """

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def __missing__(self, code: int) -> str:
        char = chr(code)
        shown = char if self._has(char) else self._like(char)
        self[code] = shown
        return shown

    def _has(self, char: str) -> bool:
        try:
            char.encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return True

    def _like(self, char: str) -> str:
        if char in _MARKS:
            return _MARKS[char]
        width = cell_len(char)
        plain = "".join(filter(self._has, unicodedata.normalize("NFKD", char)))
        if plain and cell_len(plain) == width:
            return plain
        return (_SLANTED.get(char) or _drawn(char) or "?") * width


def _drawn(char: str) -> str:
    """A line or a block in ASCII (Unicode, "Box Drawing" and "Block Elements")."""
    name = unicodedata.name(char, "")
    if name.startswith("BOX DRAWINGS"):
        if name.endswith("VERTICAL"):
            return "|"
        return "-" if name.endswith("HORIZONTAL") else "+"
    if "BLOCK" in name or "SHADE" in name:
        return "#" if "FULL" in name or "SHADE" in name else " "
    return "." if name.startswith("BRAILLE") and name != "BRAILLE PATTERN BLANK" else ""
