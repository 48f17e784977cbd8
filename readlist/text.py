"""Outside text, made safe to show (`printable`) and fit to compare (`fold`)."""

import re
import unicodedata

# Letters that carry no separable accent and still are typed as plain ones.
_PLAIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "ɛ": "e", "ɔ": "o", "ƒ": "f", "ĸ": "k",
}  # fmt: skip
# Over bytes, because that is several times faster than a pattern over characters.
_FOLD_ASCII = bytes(code if bytes([code]).isalnum() else 0x20 for code in bytes(range(256)).lower())

# Compiled by `re` when first used: most of what is shown needs none of them.
_INVISIBLE_MARKS = "[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_ESCAPES = (
    "\x1b\\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor (ECMA-48, 5.4)
    "|\x9b[0-?]*[ -/]*[@-~]"  # the same with the 8-bit introducer
    "|\x1b[\\]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)"  # OSC, DCS, SOS, PM, APC strings
    "|\x1b[ -/]*[0-~]"
)
# Blank to the eye, though Unicode calls them letters or marks.
_HIDDEN = "[\u034f\u115f\u1160\u180b-\u180f\u3164\uffa0\U000e0100-\U000e01ef]"
_SPACES = r"\s+"
_INNER_SPACES = r"(?<=\S)[^\S\n]+"
_LINE_ENDS = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
_JOINER = "\u200d"


class _FoldTable(dict[int, str]):
    """A table for `str.translate` that works out each character when it first meets it.

    The rule is fixed, so the table is a memo and no state. Its keys are decomposed characters.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if char in _PLAIN:
            folded = _PLAIN[char]
        elif category[0] in "LN":
            folded = char
        elif category[0] == "M":
            # Accents and vowel points have a combining class of 10 and more. What lies below
            # (vowel signs, nukta, virama, voicing marks) makes another letter, so it stays.
            accent = unicodedata.combining(char) >= 10 or re.match(_INVISIBLE_MARKS, char)
            folded = "" if accent else char
        elif category == "Cf":
            folded = ""
        else:
            folded = " "
        self[code] = folded
        return folded


_FOLD = _FoldTable()
# Letters that fold alike wherever they stand, to ASCII but for a handful.
_LATIN = re.compile("[\x80-\u017f]")


class _LatinLetters(dict[str, str]):
    """Each of them folded, worked out when it is first met."""

    def __missing__(self, letter: str) -> str:
        self[letter] = folded = _folded(letter)
        return folded


_FOLD_LATIN = _LatinLetters()


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = unicodedata.normalize("NFKD", plain.casefold())
    return unicodedata.normalize("NFC", plain.translate(_FOLD))


def fold(text: str) -> str:
    """`text` as it is compared and searched: `Erdős–Rényi: a Test` becomes `erdos renyi a test`.

    Case and accents are gone, ligatures and look-alike letters are plain (ß is ss, ł is l),
    everything that is no letter or digit is one space. Folding twice changes nothing.
    """
    return b" ".join(fold_words(text)).decode()


def fold_words(text: str) -> list[bytes]:
    """The words of `fold(text)` in UTF-8, for those who hash them."""
    # Three to five times as fast as the way for every script.
    plain = text if text.isascii() else _LATIN.sub(lambda found: _FOLD_LATIN[found[0]], text)
    if plain.isascii():
        return plain.encode().translate(_FOLD_ASCII).split()
    return _folded(text).encode().split()


def printable(text: str) -> str:
    """`text` on one line, without anything that moves the cursor, hides or reorders letters."""
    hidden = not text.isascii() and re.search(_HIDDEN, text)
    if text.isprintable() and "  " not in text and not hidden:
        return text.strip()
    return re.sub(_SPACES, " ", _visible(text)).strip()


def printable_lines(text: str) -> str:
    """Like `printable`, but line ends and indentation stay; tabs become spaces."""
    lines = re.sub(_LINE_ENDS, "\n", text).expandtabs(4).split("\n")
    shown = (re.sub(_INNER_SPACES, " ", _visible(line)).rstrip() for line in lines)
    return "\n".join(shown)


def _visible(text: str) -> str:
    text = re.sub(_HIDDEN, " ", re.sub(_ESCAPES, "", text))
    if text.isprintable():
        return text
    return "".join(_shown(text, at, char) for at, char in enumerate(text))


def _shown(text: str, at: int, char: str) -> str:
    if char.isprintable() or unicodedata.category(char) == "Co":
        return char
    if char.isspace():
        return " "
    if char == _JOINER and _is_pictograph(text, at - 1, -1) and _is_pictograph(text, at + 1, 1):
        return char
    if unicodedata.category(char) == "Cs":
        return "\ufffd"  # half a surrogate pair cannot be encoded at all
    return ""


def _is_pictograph(text: str, at: int, step: int) -> bool:
    # Before a joiner may stand a variation selector or a skin tone.
    while 0 <= at < len(text) and (
        text[at] == "\ufe0f" or "\U0001f3fb" <= text[at] <= "\U0001f3ff"
    ):
        at += step
    return 0 <= at < len(text) and unicodedata.category(text[at]) == "So"
