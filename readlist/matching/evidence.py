"""What is known of a paper, in the folded forms that comparisons need, each made once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from readlist.text import fold, fold_words

SPECIFIC = 4
"""A title of so many significant words names one paper."""

_STOP = frozenset(
    "a an the and or but nor of in on for to with from by at as via into over is are be vs than "
    "through under using without within towards toward it its do does can not how what why when "
    "we you our your that this".split()
)
# Headings that a thousand texts have, without their spaces.
_BOILERPLATE = frozenset(
    "".join(
        """introduction|preface|foreword|editorial|guest editorial|title|untitled|abstract|contents
        |table of contents|index|conclusion|conclusions|summary|overview|appendix|acknowledgements
        |acknowledgments|bibliography|references|discussion|notes|news|obituary|book review|review
        |book reviews|front matter|back matter|frontmatter|letter to the editor|letters|announcement
        |announcements|call for papers|editors note|from the editor|message from the chairs|a survey
        |survey|tutorial|lecture notes|course notes|slides|poster|abstracts|proceedings|postscript
        |prologue|epilogue|afterword|comment|comments|reply|errata|erratum|corrigendum|correction
        |special issue|special issue introduction|invited talk|keynote|technical report|thesis|test
        """.split()
    ).split("|")
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
_ARTICLES = frozenset(("a", "an", "the"))
_SIGN = re.compile(r"\w\^?\{?[+#\u207a\u207b]|\^\{?-")


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
    def heading(self) -> "Title":
        """The title, ready for comparisons."""
        return Title(self.title)

    @cached_property
    def text(self) -> str:
        """The abstract, folded."""
        return fold(self.abstract)

    @cached_property
    def words(self) -> list[bytes]:
        """The abstract's words, folded."""
        return fold_words(self.abstract)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The family names, folded; Mueller is Müller, Goedel is Gödel."""
        return tuple(_UMLAUT.sub("", fold(name)) for name in self.families if name)

    @cached_property
    def identifiers(self) -> tuple[str, str]:
        """DOI and arXiv ID. The DOIs that arXiv gives out are arXiv IDs."""
        doi, arxiv = self.doi.casefold(), _VERSION.sub("", self.arxiv_id.casefold())
        if doi.startswith(_ARXIV_DOI):
            doi, arxiv = "", arxiv or _VERSION.sub("", doi[len(_ARXIV_DOI) :])
        return doi, arxiv


class Title:
    """A title as it is compared."""

    def __init__(self, title: str) -> None:
        self.text = fold(_APOSTROPHE.sub("", title))
        self.squashed = self.text.replace(" ", "")
        self.words = self.text.split()
        self.significant = [word for word in self.words if word not in _STOP]
        self.signs = _SIGN.findall(title)
        """What folding drops though it has a meaning: C++ is not C, nor $B^+$ $B^-$."""

    @property
    def boilerplate(self) -> bool:
        """Is it a heading that a thousand texts have?"""
        return not self.significant or self.squashed in _BOILERPLATE

    def distinct(self, other: "Title") -> str:
        """What sets apart two titles that may be alike otherwise: a number, an erratum."""
        mine, theirs = _notice(self.text), _notice(other.text)
        if mine != theirs:
            return f"one is {_article(max(mine, theirs))}"
        if _numbers(self.words) != _numbers(other.words):
            return "the numbers in the titles differ"
        return ""

    def slip(self, other: "Title") -> bool:
        """Do the two differ by slips of the pen only, and in no word that changes the sense?"""
        mine, theirs = (
            [word for word in title.words if word not in _ARTICLES] for title in (self, other)
        )
        if len(mine) != len(theirs):
            return False
        return all(one == two or _slip(one, two) for one, two in zip(mine, theirs, strict=True))


def _slip(one: str, two: str) -> bool:
    """Is it one word, with a letter too many or two in each other's place?

    Another letter often makes another word (ethane, ethene), and so do letters before it
    (linear, nonlinear). British and American spelling are one.
    """
    if min(len(one), len(two)) < 4 or OSA.distance(one, two) > 1:
        return False
    if len(one) != len(two):
        return not (one.endswith(two) or two.endswith(one))
    return sorted(one) == sorted(two) or one.replace("z", "s") == two.replace("z", "s")


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


def anchors(e: Evidence) -> Iterator[bytes]:
    """What two titles share that differ by one slip of the pen.

    A slip in the first words leaves the last four, one in the last words the first four, one
    in the middle the first and the last word, which the first author makes rare. A short
    title has the first author with either word.
    """
    words = e.heading.significant
    if len(words) > SPECIFIC:
        yield ("b " + " ".join(words[:4])).encode()
        yield ("e " + " ".join(words[-4:])).encode()
        if e.names:
            yield f"a {e.names[0]} {words[0]} {words[-1]}".encode()
    elif e.names and words:
        yield f"a {e.names[0]} {words[0]}".encode()
        yield f"z {e.names[0]} {words[-1]}".encode()
