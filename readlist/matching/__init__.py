"""Are two papers one? Only strong evidence says so by itself.

*Same*: one DOI, one arXiv ID, near-identical abstracts, or one specific title that nothing
contradicts. *Review* is everything in between. A generic title alone ("Introduction",
"Deep Learning") is never enough.
"""

from readlist.matching.comparison import Match, Reason, Verdict, compare
from readlist.matching.evidence import Evidence
from readlist.matching.fingerprints import fingerprints

__all__ = ["Evidence", "Match", "Reason", "Verdict", "compare", "fingerprints"]
