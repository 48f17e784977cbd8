"""Two papers -> are they one? Every verdict comes with named reasons.

*Same* needs strong evidence: one DOI, one arXiv ID, near-identical abstracts, or one specific
title that nothing contradicts. *Review* is everything in between. A generic title alone
("Introduction", "Deep Learning") is never enough.

`fingerprints` finds the pairs worth comparing. What `compare` calls the same shares a
fingerprint for certain when it rests on identifiers or titles. When it rests on the abstracts
alone it does so but for a chance: of an abstract the ten words with the smallest hashes are
taken (min-wise sampling; Broder 1997), each with the three words that follow. Two abstracts
that `compare` calls near-identical differ by 7 % of their letters at most, which touches at
most some 30 % of such four-word runs; so all ten keys miss with a chance below 0.3^10, one in
a hundred thousand. Twelve keys more would find no further pair on real abstracts, five would
lose one overlapping pair in ten. A pair that shares a quarter of its text (a renamed later
version, for review) is missed about once in fifteen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Literal, NamedTuple
from zlib import crc32

from rapidfuzz import fuzz

from readlist.text import fold

Verdict = Literal["same", "review", "different"]

_NEAR = 93.0
"""Abstracts of this ratio are one text with small edits (two versions of one arXiv paper)."""
_REAL_LENGTH = 200
"""A shorter abstract proves nothing by its likeness."""
_CUT_LENGTH = 300
"""So much of an abstract, word for word, is that abstract cut off."""
_OVERLAP = 0.17
"""Share of the shorter abstract's five-word runs. Unrelated papers of one field reach 0.09,
a rewritten version of one paper 0.26."""
_UNLIKE = 60.0
_TITLE_SIMILAR = 90.0
_TITLE_TYPO = 95.0
_SPECIFIC = 4
"""A title of so many significant words names one paper."""
_SKETCH = 10

_STOP = frozenset(
    "a an the and or but nor of in on for to with from by at as via into over is are be vs than "
    "through under using without within towards toward it its do does can not how what why when "
    "we you our your that this".split()
)
_BOILERPLATE = frozenset(
    """introduction|preface|foreword|editorial|guest editorial|title|untitled|abstract|contents
    |table of contents|index|conclusion|conclusions|summary|overview|appendix|acknowledgements
    |acknowledgments|bibliography|references|discussion|notes|news|obituary|book review|review
    |book reviews|front matter|back matter|frontmatter|letter to the editor|letters|announcement
    |announcements|call for papers|editors note|from the editor|message from the chairs|a survey
    |survey|tutorial|lecture notes|course notes|slides|poster|abstracts|proceedings|postscript
    |prologue|epilogue|afterword|comment|comments|reply|errata|erratum|corrigendum|correction
    |special issue|special issue introduction|invited talk|keynote|technical report|thesis|test
    """.replace("\n    ", "")
    .strip()
    .split("|")
)
_NOTICE = re.compile(
    r"(?:(?:publisher|author)s? )?"
    r"(erratum|errata|corrigendum|corrigenda|correction|retraction|retracted|addendum|rejoinder|"
    r"comments?(?= on)|reply(?= to)|response(?= to)|discussion(?= of))\b"
)
_APOSTROPHE = re.compile(r"(?<=\w)['\u2019](?=\w)")
_ROMAN = {
    name: str(number)
    for number, name in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)
}
_SPELT = {
    name: str(number)
    for number, name in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_COUNTED = frozenset("part parts volume vol chapter section book paper number no version".split())
_NUMBER = re.compile(r"\d+")
_UMLAUT = re.compile(r"(?<=[aou])e")
_VERSION = re.compile(r"v\d+$")
_ARXIV_DOI = "10.48550/arxiv."
# Words that begin the stock phrases of a field: runs that start with them say little.
_STOCK = frozenset(
    b"large language models model learning neural networks network machine training trained deep "
    b"these their which while where there using based paper propose proposed present introduce "
    b"results experiments experimental demonstrate existing methods method approach approaches "
    b"state performance recent recently however significant significantly various extensive work "
    b"study shown shows between across other through further without tasks framework about "
    b"additionally furthermore moreover datasets dataset benchmark benchmarks outperforms".split()
)


@dataclass(frozen=True)
class Evidence:
    """What is known of a paper, as readable text (no LaTeX). Empty means unknown."""

    doi: str = ""
    arxiv_id: str = ""
    title: str = ""
    abstract: str = ""
    families: tuple[str, ...] = ()
    """Family names, as far as they are known."""
    author_count: int | None = None
    year: int | None = None
    citation_key: str = ""

    @cached_property
    def _title(self) -> "_Title":
        return _Title(self.title)

    @cached_property
    def _text(self) -> str:
        return fold(self.abstract)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        # Mueller is Müller, Goedel is Gödel.
        return tuple(_UMLAUT.sub("", fold(name)) for name in self.families if name)

    @cached_property
    def _ids(self) -> tuple[str, str]:
        doi, arxiv = self.doi.casefold(), _VERSION.sub("", self.arxiv_id.casefold())
        if doi.startswith(_ARXIV_DOI):
            doi, arxiv = "", arxiv or _VERSION.sub("", doi[len(_ARXIV_DOI) :])
        return doi, arxiv


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


class _Title:
    """A title as it is compared."""

    def __init__(self, title: str) -> None:
        self.text = fold(_APOSTROPHE.sub("", title) if not title.isalnum() else title)
        self.squashed = self.text.replace(" ", "")
        self.words = self.text.split()
        self.significant = [word for word in self.words if word not in _STOP]

    @property
    def boilerplate(self) -> bool:
        """Is it a heading that a thousand texts have?"""
        return not self.significant or self.text in _BOILERPLATE

    def distinct(self, other: "_Title") -> str:
        """What sets apart two titles that may be alike otherwise: a number, an erratum."""
        mine, theirs = _notice(self.text), _notice(other.text)
        if mine != theirs:
            return f"one is {_article(mine or theirs)}"
        if _numbers(self.words) != _numbers(other.words):
            return "the numbers in the titles differ"
        return ""


def _notice(text: str) -> str:
    found = _NOTICE.match(text)
    return found[1] if found else ""


def _article(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _numbers(words: Sequence[str]) -> list[str]:
    """The numbers and single letters that tell one part of a series from the next."""
    found = []
    before = ""
    for word in words:
        if (word in _ROMAN and (len(word) > 1 or before in _COUNTED)) or (
            word in _SPELT and before in _COUNTED
        ):
            found.append(_ROMAN.get(word) or _SPELT[word])
        elif len(word) == 1 and word.isalpha() and word != "a" and before in _COUNTED:
            found.append(word)
        else:
            found += _NUMBER.findall(word)
        before = word
    return sorted(found)


class _Comparison:
    """The reasons of one pair, found as they are asked for: most pairs need few of them."""

    def __init__(self, a: Evidence, b: Evidence) -> None:
        self.a, self.b = a, b
        self.reasons: list[Reason] = []

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
        (doi, arxiv), (other_doi, other_arxiv) = self.a._ids, self.b._ids
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
        if a._names and b._names:
            common = len(set(a._names) & set(b._names))
            share = common / min(len(set(a._names)), len(set(b._names)))
            if share >= 0.5:
                self.add("authors", 0.3 + 0.3 * share, f"{common} authors in common")
                return True
            self.add("authors", -0.7, "different authors" if not common else "few common authors")
            return False
        if a.author_count and b.author_count:
            if a.author_count == b.author_count:
                self.add("author count", 0.2, f"both have {_authors(a.author_count)}")
            elif abs(a.author_count - b.author_count) > max(
                2, min(a.author_count, b.author_count) // 3
            ):
                text = f"{_authors(a.author_count)} and {_authors(b.author_count)}"
                self.add("author count", -0.5, text)
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
        one, two = sorted((self.a._text, self.b._text), key=len)
        if len(one) < _REAL_LENGTH:
            return False
        if len(one) >= _CUT_LENGTH and two.startswith(one):
            share = 100.0
        elif len(one) >= _CUT_LENGTH and two.startswith(one[: one.rfind(" ")]):
            share = 99.0  # cut within a word
        else:
            share = fuzz.ratio(one, two, score_cutoff=_NEAR)
        if not share:
            return False
        what = (
            "identical"
            if share == 100 and len(one) == len(two)
            else (
                "one is the beginning of the other" if two.startswith(one) else "nearly identical"
            )
        )
        subject = "the abstracts: " if what.startswith("one") else "the abstracts are "
        self.add("abstract", share / 100 - 0.01, f"{subject}{what} ({share:.0f} %)")
        return True

    def overlap(self) -> float | None:
        """The share of the shorter abstract's word runs that the other has too."""
        one, two = sorted((self.a._text, self.b._text), key=len)
        if len(one) < _REAL_LENGTH:
            return None
        runs, others = _runs(one), _runs(two)
        share = len(runs & others) / max(1, min(len(runs), len(others)))
        if share >= _OVERLAP:
            self.add(
                "abstract", min(0.85, 0.3 + share), f"the abstracts share {share:.0%} of their text"
            )
        elif fuzz.ratio(one, two, score_cutoff=_UNLIKE) == 0:
            self.add("abstract", -0.5, "different abstracts")
        return share


def _authors(count: int) -> str:
    return f"{count} author" if count == 1 else f"{count} authors"


def _runs(text: str, size: int = 5) -> set[tuple[str, ...]]:
    words = text.split()
    return set(zip(*(words[at:] for at in range(size)), strict=False))


def compare(a: Evidence, b: Evidence) -> Match:
    """Are `a` and `b` one paper? The order of the two does not matter."""
    pair = _Comparison(a, b)
    shared, differ = pair.identifiers()
    mine, theirs = a._title, b._title
    titled = bool(mine.text and theirs.text)
    equal = titled and mine.squashed == theirs.squashed
    distinct = mine.distinct(theirs) if titled and not equal else ""
    ratio = 0.0
    if titled and not equal:
        ratio = fuzz.ratio(mine.text, theirs.text, score_cutoff=_TITLE_SIMILAR)
    near = pair.near_abstract() if a.abstract and b.abstract else False
    if equal:
        _title_reason(pair, mine)
    elif ratio:
        pair.add("title", ratio / 100 - 0.3, f"similar titles ({ratio:.0f} %)")
    if distinct and (ratio or near or shared):
        pair.add("part", -0.9, distinct)

    if shared:
        pair.authors()
        return pair.verdict("review" if differ and not (equal or near) else "same")
    if near:
        agree = pair.authors()
        doubtful = differ or distinct or (agree is False and not equal)
        return pair.verdict("review" if doubtful else "same")
    if equal:
        return pair.verdict(_same_title(pair, mine, differ=differ))
    if ratio and not distinct:
        return pair.verdict(_similar_title(pair, ratio, differ=differ))
    if a.abstract and b.abstract and not differ:
        share = pair.overlap()
        if share is not None and share >= _OVERLAP and pair.authors() is not False:
            return pair.verdict("review")
    return pair.verdict("different")


def _title_reason(pair: _Comparison, title: _Title) -> None:
    if title.boilerplate:
        pair.add("title", 0.1, "the same title, which many texts have")
    elif len(title.significant) < _SPECIFIC:
        pair.add("title", 0.5, "the same short title")
    else:
        pair.add("title", 0.9, "the same title")


def _same_title(pair: _Comparison, title: _Title, *, differ: bool) -> Verdict:
    """The verdict on two papers of one title that share no identifier and no abstract."""
    agree, apart = pair.authors(), pair.years()
    share = pair.overlap() if pair.a.abstract and pair.b.abstract else None
    unlike = any(reason.name == "abstract" and reason.weight < 0 for reason in pair.reasons)
    keyed = bool(pair.a.citation_key) and pair.a.citation_key == pair.b.citation_key
    if keyed:
        pair.add("key", 0.5, "the same citation key")
    overlapping = share is not None and share >= _OVERLAP
    if title.boilerplate:
        if keyed and agree is not False and not unlike and not differ and not apart:
            return "same"
        return (
            "review" if overlapping or (agree and apart is not None and apart <= 1) else "different"
        )
    if len(title.significant) < _SPECIFIC:
        if agree is False:
            return "different"
        if (agree or keyed) and not (differ or unlike) and (apart is None or apart <= 1):
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
    if min(len(a._title.significant), len(b._title.significant)) < 3:
        return "different"
    agree, apart = pair.authors(), pair.years()
    if agree is False:
        return "different"
    share = pair.overlap() if a.abstract and b.abstract else None
    overlapping = share is not None and share >= _OVERLAP
    if share is not None and not overlapping and not agree:
        return "different"
    typo = ratio >= _TITLE_TYPO and agree and apart is not None and apart <= 1 and not differ
    # The two conditions that follow are what makes such a pair share a fingerprint.
    anchored = bool(set(_anchors(a)) & set(_anchors(b)))
    return "same" if typo and anchored and (overlapping or share is None) else "review"


def _anchors(e: Evidence) -> Iterator[bytes]:
    """The first author with the title's first and with its last significant word."""
    words = e._title.significant
    if e._names and words:
        yield f"a {e._names[0]} {words[0]}".encode()
        yield f"z {e._names[0]} {words[-1]}".encode()


class _Ranks(dict[bytes, int]):
    """A word's place in the order by hash, worked out once; short and stock words have none."""

    def __missing__(self, word: bytes) -> int:
        rank = 0 if len(word) < 5 or word in _STOCK else crc32(word) or 1
        if len(self) < 500_000:
            self[word] = rank
        return rank


_RANKS = _Ranks()


def fingerprints(e: Evidence) -> list[int]:
    """Signed 64-bit numbers. Two papers that share none are not worth comparing."""
    keys: list[bytes] = []
    doi, arxiv = e._ids
    if doi:
        keys.append(b"d " + doi.encode())
    if arxiv:
        keys.append(b"x " + arxiv.encode())
    title = e._title
    if title.boilerplate:
        # So common a title finds its like by the key or by the authors only.
        if title.text and e.citation_key:
            keys.append(f"k {title.text} {e.citation_key}".encode())
    elif title.squashed:
        keys.append(f"t {title.squashed}".encode())
    if len(title.significant) > _SPECIFIC:
        keys.append(("b " + " ".join(title.significant[:4])).encode())
        keys.append(("e " + " ".join(title.significant[-4:])).encode())
    keys += _anchors(e)
    if e.abstract:
        keys += _sketch(e._text.encode().split())
    return [
        int.from_bytes(blake2b(key, digest_size=8).digest(), "little", signed=True)
        for key in dict.fromkeys(keys)
    ]


def _sketch(words: list[bytes]) -> Iterator[bytes]:
    """Runs of words that two versions of one abstract have in common."""
    if len(words) < 8:
        return
    # An abstract that was cut off begins as the whole one does.
    yield b"h " + b" ".join(words[:8])
    ranks = map(_RANKS.__getitem__, reversed(words))
    first = dict(zip(ranks, range(len(words) - 1, -1, -1), strict=True))
    first.pop(0, None)
    for rank in sorted(first)[:_SKETCH]:
        at = first[rank]
        yield b"w " + b" ".join(words[at : at + 4])
