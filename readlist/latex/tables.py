"""Which macro stands for which character: plain data, read in both directions."""

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    '"': "\u0308", "u": "\u0306", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331", "G": "\u030f", "f": "\u0311", "U": "\u030e",
    "h": "\u0309",
}  # fmt: skip
LETTERS = {
    "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø",
    "l": "ł", "L": "Ł", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dj": "đ", "DJ": "Đ",
    "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ", "ij": "ĳ", "IJ": "Ĳ",
}  # fmt: skip
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ",
    "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
MATH_SIGNS = {
    "leq": "≤", "geq": "≥", "neq": "≠", "approx": "≈", "times": "×", "pm": "±", "cdot": "⋅",
    "infty": "∞", "rightarrow": "→", "leftarrow": "←", "leftrightarrow": "↔",
    "Rightarrow": "⇒", "in": "∈", "subset": "⊂", "cup": "∪", "cap": "∩", "forall": "∀",
    "exists": "∃", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫",
    "sim": "∼", "equiv": "≡", "propto": "∝", "otimes": "⊗", "oplus": "⊕", "ell": "ℓ",
    "star": "⋆", "circ": "∘",
}  # fmt: skip
TEXT_SIGNS = {
    "ldots": "…", "textdegree": "°", "textregistered": "®", "texttrademark": "™",
    "copyright": "©", "S": "§", "P": "¶", "pounds": "£", "texteuro": "€", "textbullet": "•",
    "textperiodcentered": "·", "guillemotleft": "«", "guillemotright": "»",
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\", "textbraceleft": "{",
    "textbraceright": "}", "textexclamdown": "¡", "textquestiondown": "¿",
    "quotedblbase": "„", "quotesinglbase": "‚", "textordfeminine": "ª",
    "textordmasculine": "º", "textmu": "µ", "textyen": "¥", "textcent": "¢",
}  # fmt: skip
READ_ONLY = {
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
SILENT = frozenset(
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
FUNCTIONS = frozenset(
    "log exp ln sin cos tan max min sup inf lim det dim ker deg gcd arg argmax argmin Pr mod tanh "
    "sinh cosh".split()
)
DROPPED_ARGUMENT = frozenset(
    "noopsort sortnoop label index hspace vspace href color textcolor".split()
)
SINGLE = {
    ",": " ", ";": " ", ":": " ", " ": " ", "\n": " ", "\t": " ", "\\": " ", "!": "", "-": "",
    "/": "", "@": "", "(": "", ")": "", "[": "", "]": "", ">": " ", "|": "‖",
}  # fmt: skip
MACROS = {**LETTERS, **GREEK, **MATH_SIGNS, **TEXT_SIGNS, **READ_ONLY}
RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
ABOVE = frozenset("`'^~=.\"urHvGfUh")
SPACING = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0308": "¨",
}  # fmt: skip
ABOVE_MARKS = frozenset(ACCENTS[name] for name in ABOVE)
