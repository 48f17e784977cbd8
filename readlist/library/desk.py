"""Arriving papers are matched with the library and with each other, then written in bulk.

Records come in batches. Each either names a paper that is known (its block was met before,
or strong evidence says so), may be one that is known (then it is kept apart and the pair
put to review), or is new. Entries of one `.bib` file with different citation keys are never
merged with each other: a manuscript may cite both. What the user decides goes before all of it.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from readlist.formats import bibtex
from readlist.identifiers import unique_key
from readlist.key_patterns import KeyPattern
from readlist.latex import readable
from readlist.library import bridges, identity
from readlist.library.deciding import UNDECIDED, Decision, Likeness
from readlist.library.drafts import Draft, insert, write
from readlist.library.merging import NOT_EXPORTED, absorb, differs, in_words
from readlist.library.numbers import Numbers
from readlist.matching import Evidence, Match, compare, fingerprints
from readlist.models import Paper, ReviewPair
from readlist.records import Record
from readlist.storage import documents
from readlist.storage import keys as stored_keys
from readlist.storage.binding import batches, marks
from readlist.storage.fingerprints import CROWDED, Gathered
from readlist.storage.writing import Writer

_MOST_REVIEWS = 5
"""Questions put to the user about one arriving paper."""
_REVIEW_COLUMNS = ("paper_id", "other_id", "score", "reasons", "state", "created_at")
_LEAST_SHARED = 0.3
"""One fingerprint that three papers have, or several that more have."""
_MOST_COMPARED = 6
"""Papers that an arrival is compared with: two versions of one share several rare
fingerprints, so they come first, and a crowd of chance meetings costs no more than this."""


class Arrival(NamedTuple):
    """A record on its way in."""

    record: Record
    digest: int
    """Of the block as it stood in the source."""
    source: str
    format: str
    number: int = 0
    """Its place among all arrivals of the import."""
    decision: Decision = UNDECIDED


class Outcome(NamedTuple):
    """What became of an arrival."""

    kind: str
    """`new`, `merged`, `unchanged` or `review`."""
    paper_id: int
    detail: str
    """What was added, or why it is put to review."""
    renamed: str = ""
    """The citation key it got because its own was taken."""
    others: tuple[Likeness, ...] = ()
    """The paper that it is, or those that it may be, likeliest first."""


class _Like(NamedTuple):
    """A paper that is not told from an arrival."""

    paper_id: int
    evidence: Evidence
    match: Match


class Desk:
    """Takes arrivals into the library, within one step."""

    def __init__(
        self, writer: Writer, pattern: KeyPattern, known: Gathered, *, numbered: bool = False
    ) -> None:
        """`numbered` remembers which paper each arrival is: others may refer to it by number."""
        self._writer = writer
        self._known = known
        self._pattern = pattern
        self._connection = writer.driver
        self._drafts: dict[int, Draft] = {}
        self._by_print: dict[int, list[int]] = {}
        self._by_digest: dict[int, int] = {}
        self._keys: set[str] = set()
        self._folded: set[str] = set()
        """The keys given in this batch, in lower case."""
        self._listed: set[str] | None = None
        """What entries list as their `ids`, in lower case; None until it is asked for."""
        self._reviews: list[tuple[Any, ...]] = []
        self._entries = Numbers()
        """The papers of which this file has an entry."""
        self._bridged: dict[tuple[int, int], None] = {}
        """Pairs of papers that one arrival shows to be the same."""
        self._numbered = numbered
        self._paper_of: dict[int, int] = {}
        """Number of an arrival -> its paper."""
        self._number_of: dict[int, int] = {}
        """Paper -> number of the arrival with which it came."""

    def new_source(self) -> None:
        """What arrives next comes from another file."""
        self._entries.clear()

    def take(self, arrivals: Sequence[Arrival]) -> list[Outcome]:
        """The arrivals are in the library; what became of each, in their order."""
        self._recall(arrival.digest for arrival in arrivals)
        evidence = [identity.evidence_of(arrival.record) for arrival in arrivals]
        prints = [fingerprints(e) for e in evidence]
        near = self._known.find(key for keys in prints for key in keys)
        likely = [_likeliest(keys, near) for keys in prints]
        known = identity.stored_evidence(
            self._writer, sorted({paper for papers in likely for paper in papers})
        )
        outcomes = []
        for arrival, found, keys, others in zip(arrivals, evidence, prints, likely, strict=True):
            met = self._by_digest.get(arrival.digest)
            if met is not None:
                outcomes.append(Outcome("unchanged", met, "", others=(self._like(met),)))
                continue
            others.extend(_likeliest(keys, self._by_print))
            outcome = self._place(arrival, found, keys, others, known)
            self._by_digest[arrival.digest] = outcome.paper_id
            if arrival.record.verbatim and arrival.decision.same_as is None:
                self._entries.add(outcome.paper_id)
            if self._numbered:
                self._paper_of[arrival.number] = outcome.paper_id
                if outcome.kind in ("new", "review"):
                    self._number_of[outcome.paper_id] = arrival.number
            outcomes.append(outcome)
        self._write()
        return outcomes

    def _recall(self, digests: Iterable[int]) -> None:
        for batch in batches(list(set(digests))):
            sql = f"SELECT digest, paper_id FROM provenance WHERE digest IN ({marks(batch)})"  # noqa: S608
            self._by_digest.update(self._connection.execute(sql, batch))

    def _place(
        self,
        arrival: Arrival,
        evidence: Evidence,
        keys: list[int],
        others: list[int],
        known: dict[int, Evidence],
    ) -> Outcome:
        decision = arrival.decision
        chosen = self._chosen(decision.same_as)
        if chosen is not None:
            return self._merge(arrival, chosen, keys, decision.same_as)
        doubts: list[_Like] = []
        certainly: list[_Like] = []
        for paper_id in dict.fromkeys(others):
            draft = self._drafts.get(paper_id)
            other = draft.evidence if draft else known[paper_id]
            match = compare(evidence, other)
            if match.verdict == "different":
                continue
            same_file = arrival.record.verbatim and paper_id in self._entries
            same_key = bool(evidence.citation_key) and evidence.citation_key == other.citation_key
            certain = match.verdict == "same" or (same_key and arrival.record.verbatim)
            like = _Like(paper_id, other, match)
            (certainly if certain and not same_file else doubts).append(like)
        if decision.apart:
            return self._add(arrival, evidence, keys, [*certainly, *doubts])
        if certainly:
            best, *rest = sorted(certainly, key=lambda like: -like.match.score)
            self._bridged.update(((best.paper_id, like.paper_id), None) for like in rest)
            return self._merge(arrival, best.paper_id, keys, self._likeness(best))
        return self._add(arrival, evidence, keys, doubts)

    def _chosen(self, likeness: Likeness | None) -> int | None:
        """The paper that the user says an arrival is, if it is there."""
        if likeness is None:
            return None
        if likeness.block is not None:
            return self._paper_of.get(likeness.block)
        sql = "SELECT id FROM paper WHERE id = ?"
        found = self._connection.execute(sql, [likeness.paper_id]).fetchone()
        return likeness.paper_id if found else None

    def _like(self, paper_id: int) -> Likeness:
        return Likeness(paper_id, self._number_of.get(paper_id), "", "")

    def _likeness(self, like: _Like) -> Likeness:
        draft = self._drafts.get(like.paper_id)
        evidence = like.evidence
        return self._like(like.paper_id)._replace(
            citation_key=draft.record.citation_key if draft else evidence.citation_key,
            title=evidence.title or evidence.abstract[:200],
            reasons=tuple(reason.text for reason in like.match.reasons),
        )

    def _add(
        self,
        arrival: Arrival,
        evidence: Evidence,
        keys: list[int],
        doubts: list[_Like],
    ) -> Outcome:
        record, decision = arrival.record, arrival.decision
        wanted = record.citation_key
        paper_id = self._writer.reserve(Paper)
        if wanted:
            record.citation_key = unique_key(wanted, self._taken)
        else:
            record.citation_key = unique_key(
                self._pattern.stem(record, evidence.title), self._meant
            )
        draft = Draft(paper_id, record, evidence, new=True, pinned=bool(wanted))
        draft.has_entry = record.verbatim
        draft.edited = record.verbatim and (record.citation_key != wanted or bool(decision.title))
        self._drafts[paper_id] = draft
        if wanted != record.citation_key and wanted and not self._taken(wanted, exact=True):
            # Only in its case it differs from another key: biber can still cite it by that.
            draft.aliases.append(wanted)
            self._claim(wanted)
        self._claim(record.citation_key)
        self._met(draft, arrival, verbatim=record.verbatim)
        self._remember(paper_id, keys)
        doubts.sort(key=lambda like: -like.match.score)
        state = "apart" if decision.apart else "open"
        for other, _, match in doubts[:_MOST_REVIEWS]:
            reasons = "\n".join(reason.text for reason in match.reasons)
            self._reviews.append((other, paper_id, match.score, reasons, state, self._writer.now))
        renamed = record.citation_key if wanted and wanted != record.citation_key else ""
        likely = tuple(map(self._likeness, doubts[:_MOST_REVIEWS]))
        if doubts and not decision.apart:
            return Outcome("review", paper_id, likely[0].reasons[0], renamed, likely)
        return Outcome("new", paper_id, "", renamed, likely)

    def _merge(
        self, arrival: Arrival, paper_id: int, keys: list[int], likeness: Likeness | None
    ) -> Outcome:
        draft = self._drafts.get(paper_id) or self._load(paper_id)
        news, record = arrival.record, draft.record
        entry = news.verbatim and not draft.has_entry
        wanted = news.citation_key
        retitled = bool(arrival.decision.title)
        others = () if likeness is None else (likeness,)
        if (
            news.verbatim
            and wanted == record.citation_key
            and not retitled
            and self._wrote(draft, news.raw)
        ):
            return Outcome("unchanged", paper_id, "", others=others)
        changed = absorb(record, news, entry=entry, cited=draft.has_entry)
        if retitled and record.title != news.title:
            record.title = news.title  # what the user types goes before what is there
            changed.append("title")
        self._met(draft, arrival, verbatim=entry)
        if wanted and wanted != record.citation_key and not self._taken(wanted, exact=True):
            if draft.pinned:
                draft.aliases.append(wanted)
                self._claim(wanted)
            else:
                self._rekey(draft, wanted)
        if not wanted and not draft.pinned and changed:
            self._improve_key(draft)
        draft.pinned = draft.pinned or bool(wanted)
        if entry:
            draft.has_entry = True
            draft.edited = retitled or differs(record, news)
        elif draft.has_entry and set(changed) - NOT_EXPORTED:
            draft.edited = True
        draft.changed = draft.changed or bool(changed) or entry
        draft.evidence = identity.evidence_of(record)
        self._remember(paper_id, keys)
        return Outcome("merged", paper_id, in_words(changed), others=others)

    def _wrote(self, draft: Draft, entry: str) -> bool:
        """Is the entry what an export writes of the paper as the library has it?"""
        if draft.new or draft.changed:
            return False
        ((_, _, raw, _),) = documents.exportables(self._connection, [draft.id])
        blocks = documents.blocks(self._connection) if raw else []
        macros = {block.name: block.value for block in blocks if block.kind == "string"}
        return any(
            entry
            == (
                bibtex.updated_entry(raw, draft.record, macros=macros, with_abstract=abstract)
                if raw
                else bibtex.entry_from_record(draft.record, with_abstract=abstract)
            )
            for abstract in (False, True)
        )

    def _remember(self, paper_id: int, keys: list[int]) -> None:
        for key in keys:
            self._by_print.setdefault(key, []).append(paper_id)

    def _improve_key(self, draft: Draft) -> None:
        stem = self._pattern.stem(draft.record, readable(draft.record.title))
        if not draft.record.citation_key.startswith(stem):
            self._rekey(draft, unique_key(stem, self._meant))

    def _rekey(self, draft: Draft, key: str) -> None:
        self._keys.discard(draft.record.citation_key)
        self._folded.discard(draft.record.citation_key.lower())
        self._claim(key)
        draft.record.citation_key = key
        draft.changed = True

    def _load(self, paper_id: int) -> Draft:
        """The paper as the library has it."""
        ((_, record),) = documents.records(self._connection, [paper_id])
        ((_, _, raw, edited),) = documents.exportables(self._connection, [paper_id])
        (pinned,) = self._connection.execute(
            "SELECT key_pinned FROM paper WHERE id = ?", [paper_id]
        ).fetchone()
        draft = Draft(
            paper_id,
            record,
            identity.evidence_of(record),
            new=False,
            pinned=bool(pinned),
            edited=bool(edited),
            has_entry=bool(raw),
        )
        self._drafts[paper_id] = draft
        return draft

    def _met(self, draft: Draft, arrival: Arrival, *, verbatim: bool) -> None:
        record = arrival.record
        draft.provenance.append(
            (
                draft.id,
                arrival.source,
                arrival.format,
                record.line,
                self._writer.now,
                record.listed_on,
                record.raw,
                arrival.digest,
                verbatim,
            )
        )

    def _claim(self, key: str) -> None:
        self._keys.add(key)
        self._folded.add(key.lower())

    def _taken(self, key: str, *, exact: bool = False) -> bool:
        """Is the key in use? To BibTeX two keys that differ in case only are one."""
        if key in self._keys if exact else key.lower() in self._folded:
            return True
        collation = "" if exact else " COLLATE NOCASE"
        return (
            self._connection.execute(
                f"SELECT 1 FROM paper WHERE citation_key = ?{collation} "  # noqa: S608
                f"UNION ALL SELECT 1 FROM alias WHERE key = ?{collation} LIMIT 1",
                [key, key],
            ).fetchone()
            is not None
        )

    def _meant(self, key: str) -> bool:
        """Is the key taken, or is a paper cited by it because its entry lists it in `ids`?

        Nobody has asked for a key that we make, so it gives way to both.
        """
        if self._listed is None:
            self._listed = {known.lower() for known, _ in stored_keys.also_known(self._connection)}
        return key.lower() in self._listed or self._taken(key)

    def _write(self) -> None:
        write(self._writer, list(self._drafts.values()))
        insert(self._writer, ReviewPair, _REVIEW_COLUMNS, self._reviews)
        self._known.add((key, paper) for key, papers in self._by_print.items() for paper in papers)
        if self._bridged:
            bridges.close(self._writer, self._bridged)
        self._bridged.clear()
        self._drafts.clear()
        self._by_print.clear()
        self._by_digest.clear()
        self._keys.clear()
        self._folded.clear()
        self._listed = None
        self._reviews.clear()


def _likeliest(keys: list[int], found: dict[int, list[int]]) -> list[int]:
    """The papers that share most with an arrival; a fingerprint few have counts for more."""
    # Most arrivals share nothing with any other paper.
    shared = [found[key] for key in keys if key in found]
    weights: dict[int, float] = {}
    for papers in shared:
        if len(papers) <= CROWDED:
            share = 1 / len(papers)
            for paper_id in papers:
                weights[paper_id] = weights.get(paper_id, 0) + share
    if not weights:
        return []
    likely = [paper_id for paper_id, weight in weights.items() if weight >= _LEAST_SHARED]
    return sorted(likely, key=lambda paper_id: -weights[paper_id])[:_MOST_COMPARED]
