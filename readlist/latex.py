r"""LaTeX and Unicode say the same: `readable(to_latex(x)) == x` for every letter.

Both directions work in one pass over the text, so that hostile input (a megabyte of
braces) costs time in proportion to its length, and neither ever raises.
"""

import re
import unicodedata
from functools import cache

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    '"': "\u0308", "u": "\u0306", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331", "G": "\u030f", "f": "\u0311", "U": "\u030e",
    "h": "\u0309",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø",
    "l": "ł", "L": "Ł", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dj": "đ", "DJ": "Đ",
    "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ", "ij": "ĳ", "IJ": "Ĳ",
}  # fmt: skip
_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ",
    "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_MATH_SIGNS = {
    "leq": "≤", "geq": "≥", "neq": "≠", "approx": "≈", "times": "×", "pm": "±", "cdot": "⋅",
    "infty": "∞", "rightarrow": "→", "leftarrow": "←", "leftrightarrow": "↔",
    "Rightarrow": "⇒", "in": "∈", "subset": "⊂", "cup": "∪", "cap": "∩", "forall": "∀",
    "exists": "∃", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫",
    "sim": "∼", "equiv": "≡", "propto": "∝", "otimes": "⊗", "oplus": "⊕", "ell": "ℓ",
    "star": "⋆", "circ": "∘",
}  # fmt: skip
_TEXT_SIGNS = {
    "ldots": "…", "textdegree": "°", "textregistered": "®", "texttrademark": "™",
    "copyright": "©", "S": "§", "P": "¶", "pounds": "£", "texteuro": "€", "textbullet": "•",
    "textperiodcentered": "·", "guillemotleft": "«", "guillemotright": "»",
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\", "textbraceleft": "{",
    "textbraceright": "}", "textexclamdown": "¡", "textquestiondown": "¿",
    "quotedblbase": "„", "quotesinglbase": "‚", "textordfeminine": "ª",
    "textordmasculine": "º", "textmu": "µ", "textyen": "¥", "textcent": "¢",
}  # fmt: skip
_READ_ONLY = {
    "dots": "…", "textellipsis": "…", "le": "≤", "ge": "≥", "ne": "≠", "to": "→", "ast": "*",
    "gets": "←", "lbrace": "{", "rbrace": "}", "lvert": "|", "rvert": "|", "mid": "|",
    "vert": "|", "backslash": "\\", "textendash": "–", "textemdash": "—", "textquoteleft": "‘",
    "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "euro": "€",
    "textquotesingle": "'", "textunderscore": "_", "textless": "<", "textgreater": ">",
    "textbar": "|", "textdollar": "$", "textquotedbl": '"', "textasteriskcentered": "*",
    "degree": "°", "slash": "/", "quad": " ", "qquad": " ", "par": " ", "newline": " ",
    "space": " ", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "LaTeXe": "LaTeX2e",
    "nobreakspace": " ", "cprime": "ʹ", "guilsinglleft": "‹", "guilsinglright": "›",
    "emptyset": "∅", "sqrt": "√", "langle": "⟨", "rangle": "⟩", "dag": "†", "ddag": "‡",
}  # fmt: skip
# Commands that only change the looks, or whose argument is what a reader wants to see.
_SILENT = frozenset(
    "emph textit textbf texttt textsc textsf textrm textsl textup textmd textnormal text mbox "
    "hbox ensuremath mathrm mathbf mathit mathsf mathtt mathcal mathscr mathfrak mathbb bm "
    "boldsymbol pmb operatorname protect relax it bf em sc tt rm sf sl itshape bfseries scshape "
    "ttfamily rmfamily sffamily upshape slshape mdseries normalfont tiny small footnotesize "
    "large Large LARGE normalsize url path nolinkurl uppercase lowercase MakeUppercase "
    "MakeLowercase left right big Big bigl bigr Bigl Bigr displaystyle textstyle limits nolimits "
    "underline overline enquote mkbibquote mkbibemph textquote bibstring xspace "
    "ignorespaces unskip allowbreak nobreak sloppy leavevmode cite "
    "footnote textsuperscript textsubscript hat tilde bar vec widehat widetilde mathord "
    "mathop mathbin mathrel".split()
)
# Commands that print their own name: $\log n$.
_FUNCTIONS = frozenset(
    "log exp ln sin cos tan max min sup inf lim det dim ker deg gcd arg argmax argmin Pr mod tanh "
    "sinh cosh".split()
)
_DROPPED_ARGUMENT = frozenset(
    "noopsort sortnoop label index hspace vspace href color textcolor".split()
)
_SINGLE = {
    ",": " ", ";": " ", ":": " ", " ": " ", "\n": " ", "\t": " ", "\\": " ", "!": "", "-": "",
    "/": "", "@": "", "(": "", ")": "", "[": "", "]": "", ">": " ", "|": "‖",
}  # fmt: skip
_MACROS = {**_LETTERS, **_GREEK, **_MATH_SIGNS, **_TEXT_SIGNS, **_READ_ONLY}
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]+)(?P<star>\*?[ \t\n]*)|\\(?P<sign>.)|(?P<open>\{)|(?P<close>\})"
    r"|(?P<math>\$\$?)|(?P<tie>~+)|(?P<script>[\^_](?:\{(?:[0-9+-]{1,8}|[A-Za-z])\}|[0-9])|[\^_]\{)"
    r"|(?P<marks>---?|``|'')",
    re.DOTALL,
)
_DASHES = re.compile(r"(?<=\w)(---?)(?=\w)|(?<=\s)(---?)(?=\s)")
_DOLLARS = re.compile(r"(?<!\\)\$\$?")
_ARGUMENT = re.compile(r"\{[^{}]*\}")
_TWO_ARGUMENTS = re.compile(r"\{([^{}]*)\}\{([^{}]*)\}")
_ABOVE = frozenset("`'^~=.\"urHvGfUh")


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
        self.math_ends = _math_ends(text) if "$" in text else {}

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
            self.out.append("".join(_SPACING.get(accent, "") for accent in self.accents))
            self.accents = ""

    def _word(self, token: re.Match[str]) -> int:
        word, end = token["word"], token.end()
        group = self.text.startswith("{", end)
        if word in _ACCENTS:
            self._accent(_ACCENTS[word])
            return end
        if word in _DROPPED_ARGUMENT and group:
            argument = _ARGUMENT.match(self.text, end)
            return argument.end() if argument else end
        if word == "frac" and group:
            return self._fraction(end)
        known = _MACROS.get(word)
        if known is None and word in _FUNCTIONS:
            self._letters(word + (" " if token["star"] else ""))
            return end
        if known is None and word not in _SILENT:
            known = _table(word)
        if known is not None:
            # In math the space after a macro is only its end; in text it vanishes, too.
            if word in ("i", "j") and self.accents and self.accents[-1] in _ABOVE_MARKS:
                known = word
            self._letters(known)
            if known[-1:].isalpha() and word not in _LETTERS and token["star"] and self.math:
                self.out.append(" ")
            return end
        if word in _SILENT or group:
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
        if sign in _ACCENTS:
            self._accent(_ACCENTS[sign])
        elif sign in _SINGLE:
            self._spacing_accents()
            self.out.append(_SINGLE[sign])
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
        self._letters(" " if _joins(self.text, token.start(), token.end()) else token[0])

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
            self._letters(inner.translate(_RAISED if mark == "^" else _LOWERED))

    def _marks(self, token: re.Match[str]) -> None:
        mark = token[0]
        if mark[0] == "-":
            found = _DASHES.match(self.text, token.start())
            self._letters(_dash(found) if found and not self.math else mark)
        elif mark == "``":
            self._letters("“")
        else:
            self._letters("”" if self.quotes and not self.math else mark)


_SPACING = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0308": "¨",
}  # fmt: skip
_MOST_ACCENTS = 8
"""No letter wears more; the limit keeps hostile input linear."""
_ABOVE_MARKS = frozenset(_ACCENTS[name] for name in _ABOVE)


def _wear(text: str, accents: str) -> str:
    """`text` with the combining `accents` on its first letter, the innermost nearest."""
    first = text[0]
    if first in "ıȷ" and accents[-1] in _ABOVE_MARKS:
        first = "i" if first == "ı" else "j"
    tail = 1
    while tail < min(len(text), _MOST_ACCENTS) and unicodedata.combining(text[tail]):
        tail += 1
    if tail == _MOST_ACCENTS:
        return text
    return unicodedata.normalize("NFC", first + text[1:tail] + accents) + text[tail:]


def _joins(text: str, start: int, end: int) -> bool:
    """Is the tilde at `start` a tie? Before a number or in a path (`~10%`, `/~me`) it is none."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if before == "/" or after == "/":
        return False
    if not before or before.isspace() or before in "([":
        return not (not after or after.isdigit() or after.isspace())
    return True


def _math_ends(text: str) -> dict[int, bool]:
    """Where math begins (True) and ends (False): only dollars that pair up.

    As in Pandoc, a dollar before a number is money: `$5 and $10` is no math.
    """
    ends: dict[int, bool] = {}
    opened: re.Match[str] | None = None
    for dollar in _DOLLARS.finditer(text):
        if opened is None or len(opened[0]) != len(dollar[0]):
            opened = dollar
            continue
        inner = text[opened.end() : dollar.start()]
        formula = "\\" in inner or "^" in inner or "_" in inner
        tight = (
            inner[:1].strip()
            and inner[-1:].strip()
            and not text[dollar.end() : dollar.end() + 1].isdigit()
        )
        if formula or tight:
            ends[opened.start()], ends[dollar.start()] = True, False
            opened = None
        else:
            opened = dollar
    return ends


@cache
def _table(word: str) -> str | None:
    """What pylatexenc's table says of a macro without arguments."""
    # Costs 30 ms and is needed by few texts.
    from pylatexenc.latex2text import get_default_latex_context_db  # noqa: PLC0415

    spec = get_default_latex_context_db().get_macro_spec(word)
    value = getattr(spec, "simplify_repl", None)
    return value if isinstance(value, str) and "%" not in value and value else None


_FROM_LETTER = {value: name for name, value in _LETTERS.items() if name not in ("aa", "AA")}
_FROM_TEXT_SIGN = {value: name for name, value in _TEXT_SIGNS.items() if value not in "~^\\{}"}
_FROM_MATH = {value: name for name, value in {**_MATH_SIGNS, **_GREEK}.items()}
_GREEK_LETTERS = frozenset(_GREEK.values())
_FROM_MARK = {
    "–": "--", "—": "---", "“": "``", "”": "''", "‘": "`", "’": "'", "\u00a0": "~",
    "\u2010": "-", "\u2011": "-",
}  # fmt: skip
_FROM_ACCENT = {mark: name for name, mark in _ACCENTS.items()}
_RAISED_BACK = {chr(high): chr(low) for low, high in _RAISED.items()}
_LOWERED_BACK = {chr(high): chr(low) for low, high in _LOWERED.items()}
_NEEDS_WORK = re.compile(r"[^\x20-\x7e]|[&%#_$~^\\{}]")
_VERBATIM = re.compile(
    r"\\(?:url|path|nolinkurl|href|ce|num|si|SI|unit|qty|ensuremath)\s*"
    r"\{(?>[^{}]++|\{(?>[^{}]++|\{[^{}]*+\})*+\})*+\}"
    r"|\\[\[(](?>[^\\]++|\\[^\])])*+\\[\])]|\\[A-Za-z]+\*?|\\.|\$\$?|[&%#]"
    r"|[\^_](?:\{[^{}$]*\}|[^{}\s\\$]?)|~+|[{}]|[^\x00-\x7f]|\\",
    re.DOTALL,
)


def to_latex(text: str) -> str:
    r"""`text` as braced LaTeX for BibTeX: `Erdős` is `Erd{\H o}s`, `R&D` is `R\&D`.

    What is LaTeX already (macros, braces, math, `\&`) stays, so that doing it twice
    changes nothing. Letters that LaTeX has no name for (CJK, Cyrillic) stay as they are.
    """
    if not _NEEDS_WORK.search(text):
        return text
    text = unicodedata.normalize("NFC", text)
    ends = _math_ends(text) if "$" in text else {}
    stray = _stray_braces(text) if "{" in text or "}" in text else frozenset()
    math = False

    def encode(found: re.Match[str]) -> str:
        nonlocal math
        token, at = found[0], found.start()
        first = token[0]
        if first == "$":
            if at in ends:
                math = ends[at]
                return token
            return r"\$" * len(token)
        if first == "\\":
            return token if len(token) > 1 else r"{\textbackslash}"
        if first in "{}":
            if at not in stray:
                return token
            return r"{\textbraceleft}" if first == "{" else r"{\textbraceright}"
        if math:
            return _in_math(token, text[found.end() : found.end() + 1])
        if first in "&%#":
            return "\\" + token
        if first == "~":
            return token if _joins(text, at, found.end()) else r"{\textasciitilde}" * len(token)
        if first in "^_":
            if token[1:2] == "{":
                return f"${token}$"
            rest = _VERBATIM.sub(encode, token[1:]) if token[1:] else ""
            return (r"\_" if first == "_" else r"{\textasciicircum}") + rest
        if token in _GREEK_LETTERS and _in_greek(text, at):
            return token
        return _letter(token)

    return _VERBATIM.sub(encode, text)


def _in_math(token: str, following: str) -> str:
    name = _FROM_MATH.get(token)
    if name:
        return f"\\{name} " if following.isalpha() else f"\\{name}"
    return token


def _stray_braces(text: str) -> frozenset[int]:
    """Where braces stand that have no partner, as BibTeX counts them."""
    opened: list[int] = []
    stray: set[int] = set()
    for found in re.finditer(r"[{}]", text):
        if found[0] == "{":
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            stray.add(found.start())
    return frozenset(stray.union(opened))


def _in_greek(text: str, at: int) -> bool:
    """Does the letter at `at` belong to a Greek word, rather than name a quantity?"""
    beside = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return any("\u0370" <= char <= "\u03ff" or "\u1f00" <= char <= "\u1fff" for char in beside)


@cache
def _letter(letter: str) -> str:
    """One character as braced LaTeX, or itself where LaTeX has no name for it."""
    if letter in _FROM_MARK:
        return _FROM_MARK[letter]
    if letter in _FROM_LETTER:
        return f"{{\\{_FROM_LETTER[letter]}}}"
    if letter in _FROM_TEXT_SIGN:
        return f"{{\\{_FROM_TEXT_SIGN[letter]}}}"
    if letter in _FROM_MATH:
        return f"{{$\\{_FROM_MATH[letter]}$}}"
    if letter in _RAISED_BACK:
        return f"{{$^{_RAISED_BACK[letter]}$}}"
    if letter in _LOWERED_BACK:
        return f"{{$_{_LOWERED_BACK[letter]}$}}"
    accented = _accented(letter)
    return f"{{{accented}}}" if accented else letter


def _accented(letter: str) -> str:
    """An accented letter as a macro without its braces, or nothing."""
    parts = unicodedata.decomposition(letter).split()
    if len(parts) != 2 or parts[0].startswith("<"):
        return ""
    base, mark = (chr(int(part, 16)) for part in parts)
    accent = _FROM_ACCENT.get(mark)
    if accent is None:
        return ""
    if not base.isascii():
        inner = _accented(base)
        return f"\\{accent}{{{inner}}}" if inner else ""
    if base in "ij" and accent in _ABOVE:
        base = "\\" + base
    if accent.isalpha() and not base.startswith("\\"):
        return f"\\{accent} {base}"
    return f"\\{accent}{base}"
