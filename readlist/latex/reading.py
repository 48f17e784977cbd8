"""LaTeX becomes what a reader sees, in one pass: hostile input costs time in proportion."""

import re
import unicodedata
from functools import cache

from readlist.latex.marks import joins, math_ends
from readlist.latex.tables import (
    ABOVE_MARKS,
    ACCENTS,
    DROPPED_ARGUMENT,
    FUNCTIONS,
    LETTERS,
    LOWERED,
    MACROS,
    RAISED,
    SILENT,
    SINGLE,
    SPACING,
)

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]+)(?P<star>\*?[ \t\n]*)|\\(?P<sign>.)|(?P<open>\{)|(?P<close>\})"
    r"|(?P<math>\$\$?)|(?P<tie>~+)|(?P<script>[\^_](?:\{(?:[0-9+-]{1,8}|[A-Za-z])\}|[0-9])|[\^_]\{)"
    r"|(?P<marks>---?|``|'')",
    re.DOTALL,
)
_DASHES = re.compile(r"(?<=\w)(---?)(?=\w)|(?<=\s)(---?)(?=\s)")
_ARGUMENT = re.compile(r"\{[^{}]*\}")
_TWO_ARGUMENTS = re.compile(r"\{([^{}]*)\}\{([^{}]*)\}")
_MOST_ACCENTS = 8
"""No letter wears more; the limit keeps hostile input linear."""


def readable(text: str) -> str:
    r"""`text` as a reader sees it: `Erd{\H o}s` is Erdős, `$\alpha$` is α, `{BERT}` is BERT.

    Text without LaTeX comes back as it is, bare `&`, `%` and a lone `$` included.
    """
    if "\\" not in text and "$" not in text and "~" not in text and "^" not in text:
        if "{" not in text and "}" not in text:
            if "--" in text:
                text = _DASHES.sub(_dash, text)
            return text.replace("``", "“").replace("''", "”") if "``" in text else text
        if "_" not in text and "--" not in text and "``" not in text and _simple(text):
            return text.replace("{", "").replace("}", "")
    return _Reader(text).run()


def _simple(text: str) -> bool:
    """Do the braces of `text` match without being nested?"""
    return re.fullmatch(r"[^{}]*(?:\{[^{}]*\}[^{}]*)*", text) is not None


def _dash(found: re.Match[str]) -> str:
    return "–" if len(found[0]) == 2 else "—"


class _Reader:
    """One pass over a text: `out` grows, `frames` remembers the open braces."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[str] = []
        # (index in `out` of the brace's own slot, accents waiting for the group, what closes it)
        self.frames: list[tuple[int, str, str]] = []
        self.accents = ""
        self.quotes = "``" in text
        self.math = False
        self.math_ends = math_ends(text) if "$" in text else {}

    def run(self) -> str:
        text, at = self.text, 0
        for token in _TOKEN.finditer(text):
            if token.start() < at:
                continue
            if token.start() > at:
                self._letters(text[at : token.start()])
            at = self._token(token)
        if at < len(text):
            self._letters(text[at:])
        self._spacing_accents()
        for slot, _, closing in self.frames:
            if not closing:
                self.out[slot] = "{"
        return unicodedata.normalize("NFC", "".join(self.out))

    def _token(self, token: re.Match[str]) -> int:
        kind = token.lastgroup
        if kind == "star":
            return self._word(token)
        if kind == "sign":
            self._sign(token["sign"])
        elif kind == "open":
            self.frames.append((len(self.out), self.accents, ""))
            self.accents = ""
            self.out.append("")
        elif kind == "close":
            self._close()
        elif kind == "math":
            self._dollar(token)
        elif kind == "tie":
            self._tie(token)
        elif kind == "script":
            self._script(token[0])
        else:
            self._marks(token)
        return token.end()

    def _letters(self, text: str) -> None:
        """`text` is out, its first letter wearing the accents that wait."""
        if self.accents:
            bare = text.lstrip()
            if not bare:
                return
            text = _wear(bare, self.accents)
            self.accents = ""
        self.out.append(text)

    def _accent(self, mark: str) -> None:
        """`mark` waits for its letter; the innermost stands first."""
        self.accents = (mark + self.accents)[:_MOST_ACCENTS]

    def _spacing_accents(self) -> None:
        """Accents that found no letter stand by themselves: `\\~{}` is a tilde."""
        if self.accents:
            self.out.append("".join(SPACING.get(accent, "") for accent in self.accents))
            self.accents = ""

    def _word(self, token: re.Match[str]) -> int:
        word, end = token["word"], token.end()
        group = self.text.startswith("{", end)
        if word in ACCENTS:
            self._accent(ACCENTS[word])
            return end
        if word in DROPPED_ARGUMENT and group:
            argument = _ARGUMENT.match(self.text, end)
            return argument.end() if argument else end
        if word == "frac" and group:
            return self._fraction(end)
        known = MACROS.get(word)
        if known is None and word in FUNCTIONS:
            self._letters(word + (" " if token["star"] else ""))
            return end
        if known is None and word not in SILENT:
            known = _table(word)
        if known is not None:
            # In math the space after a macro is only its end; in text it vanishes, too.
            if word in ("i", "j") and self.accents and self.accents[-1] in ABOVE_MARKS:
                known = word
            self._letters(known)
            if known[-1:].isalpha() and word not in LETTERS and token["star"] and self.math:
                self.out.append(" ")
            return end
        if word in SILENT or group:
            return end
        self._letters("\\" + word)
        return end - len(token["star"])

    def _fraction(self, end: int) -> int:
        found = _TWO_ARGUMENTS.match(self.text, end)
        if not found:
            return end
        top, bottom = (_Reader(f"${part}$").run() for part in found.groups())
        self._letters(f"{top}/{bottom}")
        return found.end()

    def _sign(self, sign: str) -> None:
        if sign in ACCENTS:
            self._accent(ACCENTS[sign])
        elif sign in SINGLE:
            self._spacing_accents()
            self.out.append(SINGLE[sign])
        else:
            self._letters(sign)

    def _close(self) -> None:
        self._spacing_accents()
        if not self.frames:
            self.out.append("}")
            return
        slot, accents, closing = self.frames.pop()
        if closing:
            self.out.append(closing)
        if accents:
            for index in range(slot + 1, min(len(self.out), slot + 2 * _MOST_ACCENTS)):
                if self.out[index]:
                    self.out[index] = _wear(self.out[index], accents)
                    break
            else:
                self.accents = accents
                self._spacing_accents()

    def _dollar(self, token: re.Match[str]) -> None:
        if token.start() in self.math_ends:
            self.math = self.math_ends[token.start()]
        else:
            self._letters(token[0])

    def _tie(self, token: re.Match[str]) -> None:
        """A tie joins two words; a tilde before a number or a path (`~10%`, `/~user`) stays."""
        self._letters(" " if joins(self.text, token.start(), token.end()) else token[0])

    def _script(self, script: str) -> None:
        mark = script[0]
        if script[1:] == "{":
            opening, closing = ("(", ")") if self.math else ("{", "}")
            self.frames.append((len(self.out) + 1, "", closing))
            self._letters(mark + opening)
            self.out.append("")
            return
        inner = script[1:].strip("{}")
        if not self.math:
            self._letters(script)
        elif inner.isalpha():
            self._letters(mark + inner)
        else:
            self._letters(inner.translate(RAISED if mark == "^" else LOWERED))

    def _marks(self, token: re.Match[str]) -> None:
        mark = token[0]
        if mark[0] == "-":
            found = _DASHES.match(self.text, token.start())
            self._letters(_dash(found) if found and not self.math else mark)
        elif mark == "``":
            self._letters("“")
        else:
            self._letters("”" if self.quotes and not self.math else mark)


def _wear(text: str, accents: str) -> str:
    """`text` with the combining `accents` on its first letter, the innermost nearest."""
    first = text[0]
    if first in "ıȷ" and accents[-1] in ABOVE_MARKS:
        first = "i" if first == "ı" else "j"
    tail = 1
    while tail < min(len(text), _MOST_ACCENTS) and unicodedata.combining(text[tail]):
        tail += 1
    if tail == _MOST_ACCENTS:
        return text
    return unicodedata.normalize("NFC", first + text[1:tail] + accents) + text[tail:]


@cache
def _table(word: str) -> str | None:
    """What pylatexenc's table says of a macro without arguments."""
    # Costs 30 ms and is needed by few texts.
    from pylatexenc.latex2text import get_default_latex_context_db  # noqa: PLC0415

    spec = get_default_latex_context_db().get_macro_spec(word)
    value = getattr(spec, "simplify_repl", None)
    return value if isinstance(value, str) and "%" not in value and value else None
