"""What a reviewer would find by laying entries side by side."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence

from readlist.library.checking.entry import Fault
from readlist.library.checking.venues import preferred
from readlist.matching import Evidence, compare
from readlist.storage.outlines import Outline
from readlist.storage.reader import Pair

_PREPRINTS = re.compile(r"\b(?:arxiv|corr|biorxiv|medrxiv|chemrxiv|ssrn|preprint)\b", re.IGNORECASE)
_LOOSE_TYPES = frozenset({"misc", "online", "unpublished", "electronic", "www"})

Across = Callable[[Sequence[Outline], Sequence[Pair]], Iterator[tuple[Outline, Fault]]]


def _published(papers: Sequence[Outline], pairs: Sequence[Pair]) -> Iterator[tuple[Outline, Fault]]:
    """A preprint whose published version the library has too."""
    by_id = {paper.id: paper for paper in papers}
    evidence = {paper.id: _evidence(paper) for paper in papers if paper.title}
    by_title: dict[str, list[Outline]] = {}
    for paper_id, known in evidence.items():
        if not known.heading.boilerplate:
            by_title.setdefault(known.heading.squashed, []).append(by_id[paper_id])
    likely = [
        (preprint, paper)
        for group in by_title.values()
        if len(group) > 1
        for preprint in filter(_is_preprint, group)
        for paper in filter(_is_published, group)
    ]
    for pair in pairs:
        both = [by_id[i] for i in (pair.first, pair.second) if i in evidence]
        for one, two in (both, both[::-1]) if len(both) == 2 else ():
            if _is_preprint(one) and _is_published(two):
                likely.append((one, two))
    told: set[int] = set()
    for preprint, paper in likely:
        if preprint.id in told:
            continue
        match = compare(evidence[preprint.id], evidence[paper.id])
        others = any(reason.name == "authors" and reason.weight < 0 for reason in match.reasons)
        if match.verdict != "different" and not others:
            told.add(preprint.id)
            where = ", ".join(filter(None, (paper.venue, str(paper.year or ""))))
            yield preprint, Fault(f"has since been published: {paper.citation_key} ({where})")


def _is_preprint(paper: Outline) -> bool:
    if paper.venue:
        return bool(_PREPRINTS.search(paper.venue))
    return bool(paper.arxiv_id) and paper.entry_type in {"", "article", *_LOOSE_TYPES}


def _is_published(paper: Outline) -> bool:
    loose = paper.entry_type in _LOOSE_TYPES or _PREPRINTS.search(paper.venue)
    return bool(paper.venue) and not loose


def _evidence(paper: Outline) -> Evidence:
    people = paper.authors_text
    return Evidence(
        doi=paper.doi,
        arxiv_id=paper.arxiv_id,
        title=paper.title,
        families=tuple(p.split(", ")[0] for p in people.split("; ")) if people else (),
        author_count=paper.author_count,
        year=paper.year,
    )


def _venues(papers: Sequence[Outline], _pairs: Sequence[Pair]) -> Iterator[tuple[Outline, Fault]]:
    """A venue that other papers spell otherwise."""
    counts = Counter(p.venue for p in papers if _is_plain(p.venue))
    best = preferred(counts)
    for paper in papers:
        other = best.get(paper.venue)
        if other:
            yield paper, Fault(f"the venue “{paper.venue}” is elsewhere “{other}”")


def _is_plain(venue: str) -> bool:
    """Is it the name of a venue, and no macro such as `apj`?"""
    return bool(venue) and "\\" not in venue and not _PREPRINTS.search(venue)


def _alike_keys(
    papers: Sequence[Outline], _pairs: Sequence[Pair]
) -> Iterator[tuple[Outline, Fault]]:
    """Keys that BibTeX takes for one."""
    by_key: dict[str, list[Outline]] = {}
    for paper in papers:
        by_key.setdefault(paper.citation_key.lower(), []).append(paper)
    for group in by_key.values():
        for paper in group[1:]:
            first = group[0].citation_key
            yield paper, Fault(f"the key differs from {first} in upper and lower case only")


RULES: dict[str, Across] = {
    "published": _published,
    "venue": _venues,
    "duplicate-key": _alike_keys,
}
"""Rules that look at the whole library, in the order of the report."""


def findings_of(
    name: str, papers: Sequence[Outline], pairs: Sequence[Pair], asked: Collection[int]
) -> Iterator[tuple[Outline, Fault]]:
    """What the rule says of the papers in `asked`."""
    return ((paper, fault) for paper, fault in RULES[name](papers, pairs) if paper.id in asked)
