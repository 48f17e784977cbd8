"""One term, as it was typed, becomes one question; what asks for nothing becomes none."""

from readlist.storage.query.tree import Between, Link, Match, Node


def between(field: str, low: str | int | None, high: str | int | None) -> Node | None:
    """The span; nothing when it is open on both sides, as `year:..` is while one types."""
    return None if low is None and high is None else Between(field, low, high)


def free(word: str) -> Node | None:
    """A word outside quotes and fields. A pasted link or identifier finds its paper."""
    if "/" in word or (word[:1].isdigit() and "." in word):
        # Compiling its patterns costs a millisecond that most queries need not pay.
        from readlist.identifiers import parse_arxiv, parse_doi  # noqa: PLC0415

        arxiv = parse_arxiv(word)
        doi = parse_doi(word)
        _, scheme, url = word.partition("://")
        if not scheme:
            url = word if word.startswith("www.") else ""
        if arxiv or doi or url:
            if arxiv or url.startswith(("doi.org/", "dx.doi.org/")):
                url = ""  # the identifier says all, and it can be looked up in an index
            arxiv_id = arxiv.id if arxiv else ""
            return Link(arxiv_id, doi, url.rstrip("/").removeprefix("www."), word)
    return words("", word, False)


def words(field: str, text: str, whole: bool) -> Node | None:
    """Words in a text; nothing when there is neither a letter nor a digit to look for."""
    if "\\" in text or "{" in text:
        # Only for what was pasted from a .bib file.
        from readlist.latex import readable  # noqa: PLC0415

        text = readable(text)
    if not any(map(str.isalnum, text)):
        return None
    if not whole and text[0] == "*":
        return Match(field, text.strip("*"), "inside")
    return Match(field, text, "whole" if whole else "prefix")


def named(field: str, text: str, whole: bool) -> Node | None:
    """A tag, key or identifier: compared as a value, not word by word."""
    text = text.strip().strip("/")
    if not whole and text[:1] == "*":
        how, text = "inside", text.strip("*")
    elif not whole and field == "tag" and text[-1:] == "*":
        how, text = "begins", text.rstrip("*")
    else:
        how, text = ("whole" if whole else "prefix"), (text if whole else text.rstrip("*"))
    return Match(field, text, how) if text else None


def numbers(text: str, names: dict[str, int]) -> tuple[int | None, int | None] | None:
    """What `4`, `2..4`, `..4`, `>=4` select, as `low <= n < high`; None when it is no number."""

    def number(word: str) -> int | None:
        plain = word.isascii() and word.isdigit() and len(word) < 10
        return int(word) if plain else names.get(word)

    low, dots, high = text.partition("..")
    if dots:
        first, last = number(low), number(high)
        if (low and first is None) or (high and last is None):
            return None
        if first is not None and last is not None and last < first:
            first, last = last, first
        return first, None if last is None else last + 1
    value = text.lstrip("<>=")
    n = number(value)
    if n is None:
        return None
    return {
        "": (n, n + 1),
        "=": (n, n + 1),
        ">=": (n, None),
        ">": (n + 1, None),
        "<": (None, n),
        "<=": (None, n + 1),
    }.get(text.removesuffix(value))
