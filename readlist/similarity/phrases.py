"""A phrase is a term, or two that stand together; singular and plural are the same phrase."""

from itertools import pairwise

from readlist.similarity.terms import terms

_HISSING = ("se", "xe", "ze", "che", "she")


def phrases(text: str) -> list[str]:
    """The terms of `text` in order, then each two neighbours: `machine`, `machine unlearning`.

    As function words are no terms, `mixture of experts` holds `mixture expert`.
    """
    words = [singular(term) for term in terms(text)]
    return words + [f"{a} {b}" for a, b in pairwise(words) if a != b]


def singular(word: str) -> str:
    """The folded word without the ending of an English plural; the same for both numbers.

    It is for comparing, and need not be a word: `siz` stands for size and sizes.
    """
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        word = word[:-1]
        if word.endswith("ie") and len(word) > 3:
            return word[:-2] + "y"
        word = word.removesuffix("i") if word.endswith("si") else word
    # After these, the plural has an e that the singular may have too.
    return word[:-1] if len(word) > 3 and word.endswith(_HISSING) else word


def alike(one: str, other: str) -> bool:
    """Do the words of two phrases say nearly the same: `unlearning` and `unlearned models`?"""
    return any(_akin(a, b) for a in one.split() for b in other.split())


def _akin(a: str, b: str) -> bool:
    """Do two words begin alike for as long as a stem is?"""
    if a == b:
        return True
    stem = max(4, (2 * min(len(a), len(b)) + 2) // 3)
    return a[:stem] == b[:stem] and len(a) >= stem <= len(b)
