"""An arrival may show that two papers of the library are one; then they become one.

The title came with a `.bib`, the abstract with a page, and a second page has both.
What the user keeps apart stays apart, and two BibTeX entries stay two: a manuscript may
cite both. Such entries, and papers that are less alike than they seemed, go to review.
"""

from collections.abc import Iterable

from sqlmodel import col, select

from readlist.library import identity
from readlist.library.review import has_entry, join, precedence
from readlist.matching import compare
from readlist.models import Paper, ReviewPair
from readlist.storage.writing import Writer


def close(writer: Writer, pairs: Iterable[tuple[int, int]]) -> None:
    """The two papers of each pair are one, or the pair is put to review."""
    # The rows were written past the session.
    writer.session.expire_all()
    joined: dict[int, int] = {}
    for one, other in pairs:
        first, second = sorted((_now(one, joined), _now(other, joined)))
        if first == second or _asked(writer, first, second):
            continue
        papers = [writer.session.get_one(Paper, paper_id) for paper_id in (first, second)]
        survivor, gone = sorted(papers, key=lambda paper: precedence(writer, paper))
        assert survivor.id is not None
        assert gone.id is not None
        known = identity.stored_evidence(writer, [first, second])
        match = compare(known[first], known[second])
        if match.verdict == "same" and not has_entry(writer, gone):
            joined[gone.id] = survivor.id
            join(writer, survivor, gone)
            identity.refresh(writer, [survivor.id])
        else:
            reasons = [reason.text for reason in match.reasons] or ["a third text is like both"]
            writer.session.add(
                ReviewPair(
                    paper_id=first,
                    other_id=second,
                    score=match.score,
                    reasons="\n".join(reasons),
                    created_at=writer.now,
                )
            )
            writer.session.flush()


def _now(paper_id: int, joined: dict[int, int]) -> int:
    """The paper that this one is now."""
    while paper_id in joined:
        paper_id = joined[paper_id]
    return paper_id


def _asked(writer: Writer, first: int, second: int) -> bool:
    """Has the user been asked about the two?"""
    both = [first, second]
    query = select(ReviewPair.id).where(
        col(ReviewPair.paper_id).in_(both), col(ReviewPair.other_id).in_(both)
    )
    return writer.session.exec(query).first() is not None
