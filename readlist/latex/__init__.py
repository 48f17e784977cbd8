r"""LaTeX and Unicode say the same: `readable(to_latex(x)) == x` for every letter.

Both directions work in one pass over the text, so that hostile input (a megabyte of
braces) costs time in proportion to its length, and neither ever raises.
"""

from readlist.latex.reading import readable
from readlist.latex.writing import to_latex

__all__ = ["readable", "to_latex"]
