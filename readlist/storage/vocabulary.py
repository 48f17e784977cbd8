"""The words of the library's papers are known, with about how many papers have each.

A word is folded (`readlist.text.fold`) and stands in a title, a name, a venue, a keyword, an
abstract, a note or a takeaway. The table is only ever added to: a word whose papers are gone
finds nothing and decides nothing. So counts are a measure of rarity and no promise.
"""

import sqlite3
import sys
from collections.abc import Collection, Mapping, Sequence

from readlist.storage.binding import batches, marks
from readlist.storage.query.patterns import phrase
from readlist.text import fold, fold_words

_LONGEST = 64
"""Letters of a word; what is longer is a link, a sequence or a hash."""
_SHORTEST = 3
"""Letters that a misspelt word has at least: two are like everything."""
_BEGUN = 5
"""Letters from which a word may be misspelt before it is typed to its end."""
_FIRST = 4
"""Letters of a word by which its like are looked up."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
"""What may be missing or wrong in a word, as far as it is tried."""
_TEXTS = (
    "COALESCE(title_text, title), authors_text, editors_text, venue, keywords_text, "
    "COALESCE(abstract_text, abstract)"
)


def add(connection: sqlite3.Connection, counts: Mapping[str, int]) -> None:
    """Each word is known, and so many papers more have it."""
    rows = sorted(row for row in counts.items() if len(row[0]) <= _LONGEST)
    connection.executemany(
        "INSERT INTO word (text, papers) VALUES (?, ?) "
        "ON CONFLICT (text) DO UPDATE SET papers = papers + excluded.papers",
        rows,
    )


def learn(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Every word that these papers say is known; words that were known keep their count."""
    _learn(connection, ids, _TEXTS)


def learn_own(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Every word is known that the reader wrote of these papers, as with `learn`."""
    _learn(connection, ids, "notes_text, takeaway")


def _learn(connection: sqlite3.Connection, ids: Sequence[int], texts_of: str) -> None:
    words: set[bytes] = set()
    for batch in batches(ids):
        sql = f"SELECT {texts_of} FROM paper WHERE id IN ({marks(batch)})"  # noqa: S608
        for texts in connection.execute(sql, batch):
            words.update(word for text in texts for word in fold_words(text))
    found = {word.decode() for word in words}
    known = frequencies(connection, found)
    add(connection, {word: 1 for word in found if word not in known})


def frequencies(connection: sqlite3.Connection, words: Collection[str]) -> dict[str, int]:
    """Word -> about how many papers have it; words that are not known are left out."""
    found: dict[str, int] = {}
    for batch in batches(sorted(set(words))):
        sql = f"SELECT text, papers FROM word WHERE text IN ({marks(batch)})"  # noqa: S608
        found.update(connection.execute(sql, batch))
    return found


def begins(connection: sqlite3.Connection, word: str) -> bool:
    """Does some paper have a word that begins like this one, also in notes, tags or the key?"""
    folded = fold(word)
    known = "SELECT 1 FROM word WHERE text >= ? AND text < ? LIMIT 1"
    if connection.execute(known, [folded, folded + chr(sys.maxunicode)]).fetchone():
        return True
    # The index is slow with a beginning that many papers have; such a one was found above.
    sql = "SELECT 1 FROM paper_fts WHERE paper_fts MATCH ? LIMIT 1"
    return connection.execute(sql, [phrase(word, prefix=True)]).fetchone() is not None


def inside(connection: sqlite3.Connection, letters: str) -> bool:
    """Does some word have these folded letters inside?"""
    sql = "SELECT 1 FROM word WHERE instr(text, ?) LIMIT 1"
    return connection.execute(sql, [letters]).fetchone() is not None


def containing(connection: sqlite3.Connection, letters: str, limit: int) -> list[str]:
    """The words with these folded letters inside, those that most papers have first."""
    sql = "SELECT text FROM word WHERE instr(text, ?) ORDER BY papers DESC, text LIMIT ?"
    return [text for (text,) in connection.execute(sql, [letters, limit])]


def nearest(connection: sqlite3.Connection, word: str, limit: int) -> list[tuple[str, float]]:
    """The words spelt like the folded `word`, best first, each with its likeness up to 100.

    One slip (a letter more, less, changed or swapped with its neighbour) is forgiven in a
    short word, two in one of six letters or more, three in one of twelve, but only one of
    them in the first four letters. A word that was only begun may have one. Among words
    equally alike those come first that most papers have. `word` itself is left out.
    """
    if not _SHORTEST <= len(word) <= _LONGEST:
        return []
    slips = 1 if len(word) < 6 else 2 if len(word) < 12 else 3
    known: dict[str, int] = {}
    for batch in batches(sorted(_beginnings(word))):
        sql = (
            f"WITH begins (first) AS (VALUES {', '.join(['(?)'] * len(batch))}) "  # noqa: S608
            "SELECT text, papers FROM begins "
            "JOIN word ON text >= first AND text < first || char(?) "
            "WHERE length(text) >= ?"
        )
        known.update(connection.execute(sql, [*batch, sys.maxunicode, len(word) - slips]))
    found = _alike(word, list(known.items()), slips)
    found.sort(key=lambda row: (-row[1], -row[2], row[0]))
    return [(text, score) for text, score, _ in found[:limit]]


def _beginnings(word: str) -> set[str]:
    """How words may begin that are `word` but for a slip in the first letters, or later.

    Looked up in the table's own order, these few hundred cost a tenth of reading it whole.
    """
    found = {word[:_FIRST]}
    for at in range(min(_FIRST, len(word))):
        before, here, after = word[:at], word[at], word[at + 1 : _FIRST]
        following = word[_FIRST : _FIRST + 1]
        found.add(before + after + following)
        if at + 1 < len(word):
            swapped = word[at + 1] + here
            found.add((before + swapped + word[at + 2 : _FIRST + 1])[: _FIRST + 1])
        for letter in _LETTERS:
            found.add(before + letter + after)
            found.add(before + letter + here + after)
    return found


def _alike(word: str, known: Sequence[tuple[str, int]], slips: int) -> list[tuple[str, float, int]]:
    """Those of the known words that are so near: word, likeness, papers."""
    from rapidfuzz import process  # noqa: PLC0415  (start-up time)
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    def near(texts: Sequence[str], slips: int) -> list[tuple[str, int, int]]:
        return process.extract(word, texts, scorer=OSA.distance, score_cutoff=slips, limit=None)

    size = len(word)
    found = {
        text: (text, 100 * (1 - distance / max(size, len(text))), known[at][1])
        for text, distance, at in near([text for text, _ in known], slips)
        if distance
    }
    if size >= _BEGUN:
        # Whoever is still typing has not come to the word's end.
        longer = [row for row in known if len(row[0]) > size and row[0] not in found]
        for _, distance, at in near([text[:size] for text, _ in longer], 1):
            text, papers = longer[at]
            if distance:
                found[text] = (text, 100 * (1 - (distance + 0.5) / size), papers)
    return list(found.values())
