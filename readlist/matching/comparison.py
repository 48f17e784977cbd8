"""Two papers -> a verdict; every verdict comes with named reasons."""

from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from readlist.matching.evidence import SPECIFIC, Evidence, Title, anchors

Verdict = Literal["same", "review", "different"]

_NEAR = 93.0
"""Abstracts of this ratio are one text with small edits (two versions of one arXiv paper)."""
_REAL_LENGTH = 200
"""A shorter abstract proves nothing by its likeness."""
_CUT_LENGTH = 300
"""So much of an abstract, word for word, is that abstract cut off."""
_BEGINNING = 60
"""So much of it is enough under one title."""
_OVERLAP = 0.17
"""Share of the shorter abstract's five-word runs. Unrelated papers of one field reach 0.09,
a rewritten version of one paper 0.26."""
_UNLIKE = 60.0
_TITLE_SIMILAR = 90.0
_TITLE_TYPO = 95.0


class Reason(NamedTuple):
    """One thing that speaks for a match, or against it when its weight is negative."""

    name: str
    weight: float
    """From -1 to 1."""
    text: str


class Match(NamedTuple):
    """A verdict, how sure it is (0 to 1 that both are one paper), and its reasons."""

    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...]
    """Strongest first."""


class _Comparison:
    """The reasons of one pair, found as they are asked for: most pairs need few of them."""

    def __init__(self, a: Evidence, b: Evidence) -> None:
        self.a, self.b = a, b
        self.reasons: list[Reason] = []
        self.counted = False
        """Is the number of authors the same, where their names are not known?"""

    def add(self, name: str, weight: float, text: str) -> None:
        self.reasons.append(Reason(name, round(weight, 3), text))

    def verdict(self, verdict: Verdict) -> Match:
        reasons = tuple(sorted(self.reasons, key=lambda r: (-r.weight, r.name)))
        doubt = 1.0
        for reason in reasons:
            doubt *= 1 - max(reason.weight, 0.0)
        against = min((reason.weight for reason in reasons), default=0.0)
        score = (1 - doubt) * (1 + min(against, 0.0) / 2)
        low, high = {"same": (0.9, 1.0), "review": (0.4, 0.89), "different": (0.0, 0.39)}[verdict]
        return Match(verdict, round(min(max(score, low), high), 3), reasons)

    def identifiers(self) -> tuple[bool, bool]:
        """Do the two share an identifier, and do they differ in one?"""
        shared = differ = False
        (doi, arxiv), (other_doi, other_arxiv) = self.a.identifiers, self.b.identifiers
        for name, label, one, two in (
            ("doi", "DOI", doi, other_doi),
            ("arxiv", "arXiv ID", arxiv, other_arxiv),
        ):
            if one and two:
                shared = shared or one == two
                differ = differ or one != two
                if one == two:
                    self.add(name, 1.0, f"the same {label}")
                else:
                    self.add(name, -0.8, f"different {label}s")
        return shared, differ

    def authors(self) -> bool | None:
        """Do the authors agree? None when it cannot be said."""
        a, b = self.a, self.b
        if a.names and b.names:
            common = len(set(a.names) & set(b.names))
            share = common / min(len(set(a.names)), len(set(b.names)))
            if share >= 0.5:
                named = f"{common} author{'' if common == 1 else 's'} in common"
                self.add("authors", 0.3 + 0.3 * share, named)
                return True
            self.add("authors", -0.7, "different authors" if not common else "few common authors")
            return False
        few, many = sorted((a.author_count or len(a.names), b.author_count or len(b.names)))
        if few and few == many:
            self.counted = True
            self.add("author count", 0.2, f"both have {_authors(few)}")
        # Names without a count may be the first few of many.
        elif a.author_count and b.author_count and many - few > max(2, few // 3):
            self.add("author count", -0.5, f"{_authors(few)} and {_authors(many)}")
            return False
        return None

    def years(self) -> int | None:
        """How many years lie between the two? None when it cannot be said."""
        if not self.a.year or not self.b.year:
            return None
        apart = abs(self.a.year - self.b.year)
        if apart <= 1:
            self.add("year", 0.2 - 0.1 * apart, "the same year" if not apart else "one year apart")
        else:
            self.add("year", -min(0.6, 0.1 * apart), f"{apart} years apart")
        return apart

    def near_abstract(self) -> bool:
        """Is one abstract the other, but for small edits or a cut?"""
        one, two = sorted((self.a.text, self.b.text), key=len)
        if len(one) < _REAL_LENGTH:
            return False
        if one == two:
            self.add("abstract", 0.99, "the abstracts are identical")
        elif len(one) >= _CUT_LENGTH and two.startswith(one):
            self.add("abstract", 0.97, "one abstract is the beginning of the other")
        elif share := fuzz.ratio(one, two, score_cutoff=_NEAR):
            text = f"the abstracts are nearly identical ({min(share, 99):.0f} %)"
            self.add("abstract", min(share, 98) / 100, text)
        else:
            return False
        return True

    def overlap(self) -> float | None:
        """The share of the shorter abstract's word runs that the other has too."""
        one, two = sorted((self.a.text, self.b.text), key=len)
        if self.a.heading.squashed == self.b.heading.squashed and _begins(one, two):
            self.add("abstract", 0.8, "one abstract is the beginning of the other")
            return 1.0
        if len(one) < _REAL_LENGTH:
            return None
        runs, others = _runs(one), _runs(two)
        share = len(runs & others) / max(1, min(len(runs), len(others)))
        if share >= _OVERLAP:
            self.add(
                "abstract",
                min(0.85, 0.3 + share),
                f"the abstracts share {share * 100:.0f} % of their text",
            )
        elif fuzz.ratio(one, two, score_cutoff=_UNLIKE) == 0:
            self.add("abstract", -0.5, "different abstracts")
        return share


def _begins(one: str, two: str) -> bool:
    return len(one) >= _BEGINNING and two.startswith(one)


def _authors(count: int) -> str:
    return f"{count} author" if count == 1 else f"{count} authors"


def _runs(text: str, size: int = 5) -> set[tuple[str, ...]]:
    words = text.split()
    return set(zip(*(words[at:] for at in range(size)), strict=False))


def compare(a: Evidence, b: Evidence) -> Match:
    """Are `a` and `b` one paper? The order of the two does not matter."""
    pair = _Comparison(a, b)
    shared, differ = pair.identifiers()
    mine, theirs = a.heading, b.heading
    titled = bool(mine.text and theirs.text)
    equal = titled and mine.squashed == theirs.squashed
    ratio = 0.0
    if titled and not equal:
        ratio = fuzz.ratio(mine.text, theirs.text, score_cutoff=_TITLE_SIMILAR)
    near = pair.near_abstract() if a.abstract and b.abstract else False
    unequal = titled and not equal and (ratio or near or shared)
    distinct = mine.distinct(theirs) if unequal else ""
    if equal:
        _title_reason(pair, mine, theirs)
    elif ratio:
        pair.add("title", ratio / 100 - 0.3, f"similar titles ({ratio:.0f} %)")
    if distinct:
        pair.add("part", -0.9, distinct)

    if shared:
        pair.authors()
        return pair.verdict("review" if differ and not (equal or near) else "same")
    if near:
        agree = pair.authors()
        doubtful = differ or distinct or (agree is False and not equal)
        return pair.verdict("review" if doubtful else "same")
    if equal:
        verdict = _same_title(pair, differ=differ)
        doubtful = verdict == "same" and mine.signs != theirs.signs
        return pair.verdict("review" if doubtful else verdict)
    if ratio and not distinct:
        return pair.verdict(_similar_title(pair, ratio, differ=differ))
    if a.abstract and b.abstract and not differ:
        share = pair.overlap()
        if share is not None and share >= _OVERLAP and pair.authors() is not False:
            return pair.verdict("review")
    return pair.verdict("different")


def _title_reason(pair: _Comparison, mine: Title, theirs: Title) -> None:
    if mine.boilerplate or theirs.boilerplate:
        pair.add("title", 0.1, "the same title, which many texts have")
    elif _significant(mine, theirs) < SPECIFIC:
        pair.add("title", 0.5, "the same short title")
    else:
        pair.add("title", 0.9, "the same title")


def _significant(mine: Title, theirs: Title) -> int:
    return min(len(mine.significant), len(theirs.significant))


def _same_title(pair: _Comparison, *, differ: bool) -> Verdict:
    """The verdict on two papers of one title that share no identifier and no abstract."""
    mine, theirs = pair.a.heading, pair.b.heading
    agree, apart = pair.authors(), pair.years()
    share = pair.overlap() if pair.a.abstract and pair.b.abstract else None
    unlike = any(reason.name == "abstract" and reason.weight < 0 for reason in pair.reasons)
    keyed = bool(pair.a.citation_key) and pair.a.citation_key == pair.b.citation_key
    if keyed:
        pair.add("key", 0.5, "the same citation key")
    overlapping = share is not None and share >= _OVERLAP
    if mine.boilerplate or theirs.boilerplate:
        certain = keyed and mine.boilerplate and theirs.boilerplate
        if certain and agree is not False and not unlike and not differ and not apart:
            return "same"
        alike = overlapping or (agree and apart is not None and apart <= 1)
        return "review" if alike else "different"
    if _significant(mine, theirs) < SPECIFIC:
        if agree is False:
            return "different"
        counted = pair.counted and apart == 0 and _significant(mine, theirs) == SPECIFIC - 1
        known = agree or keyed or overlapping or counted
        if known and not (differ or unlike) and (apart is None or apart <= 1):
            return "same"
        return "different" if differ and not agree else "review"
    if differ or agree is False:
        return "different" if differ and agree is False and unlike else "review"
    if agree:
        return "same" if apart is None or apart <= 5 else "review"
    return "review" if unlike or (apart is not None and apart > 1) else "same"


def _similar_title(pair: _Comparison, ratio: float, *, differ: bool) -> Verdict:
    """The verdict on two papers whose titles differ by little."""
    a, b = pair.a, pair.b
    if _significant(a.heading, b.heading) < 3:
        return "different"
    agree, apart = pair.authors(), pair.years()
    if agree is False:
        return "different"
    share = pair.overlap() if a.abstract and b.abstract else None
    overlapping = share is not None and share >= _OVERLAP
    if share is not None and not overlapping and not agree:
        return "different"
    typo = ratio >= _TITLE_TYPO and agree and apart is not None and apart <= 1 and not differ
    typo = typo and a.heading.slip(b.heading)
    # The two conditions that follow are what makes such a pair share a fingerprint.
    anchored = bool(set(anchors(a)) & set(anchors(b)))
    return "same" if typo and anchored and (overlapping or share is None) else "review"
