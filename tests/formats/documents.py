"""Papers of all kinds, ordinary and hostile, for the laws of the exporters."""

from hypothesis import strategies as st

from readlist.records import Document, Name, Personal, Record, Remark

LETTERS = "abcdeg ABCÅéßø中0123456789.:!?()/"
HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            "\n\r\t\0\x1b\x85\u2028\u202e\ud800\ufeff\ue000{}[]<>$\\\"'`*_#|~=+-@%&,;:"
        ),
        st.characters(),
    ),
    max_size=40,
)
LINES = st.sampled_from(
    ["ER  - ", "TY  - JOUR", "\nER  - \nTY  - BOOK\nTI  - x", '"},{"id": 1', "]", "- [x] done",
     "=cmd|' /C calc'!A0", "---\ntitle: x\n---", "<b>bold</b>", "<script>", "[[link]]",
     "%% readlist ends here;"]
)  # fmt: skip
ANY_TEXT = st.one_of(HOSTILE, LINES)


def plain(size: int = 20) -> st.SearchStrategy[str]:
    """Words without LaTeX and without anything that a format gives a meaning."""
    words = st.text("abcdegABCÅéßø中0123456789", min_size=2, max_size=8)
    return st.lists(words, min_size=1, max_size=size // 4).map(" ".join)


FAMILY = st.sampled_from(["Lind", "Okafor", "Muñoz Pérez", "Brot-Lind", "王"])
PEOPLE = st.one_of(
    st.tuples(
        FAMILY,
        st.sampled_from(["Åsa", "N. O.", "Jean-Luc", "明"]),
        st.sampled_from(["", "", "van den", "de la"]),
        st.sampled_from(["", "", "Jr", "III"]),
    ).map(lambda parts: Name(*parts)),
    st.sampled_from(["World Oven Council", "Guild of Ulm"]).map(
        lambda name: Name(name, corporate=True)
    ),
)
DATES = st.sampled_from(["", "1999", "2016-05", "2024-02-29"])
TYPES = ("article", "inproceedings", "book", "incollection", "phdthesis", "mastersthesis",
         "techreport", "misc", "dataset", "patent")  # fmt: skip


@st.composite
def ordinary(draw: st.DrawFn) -> Document:
    """A paper as bibliographies have them."""
    date = draw(DATES)
    authors = tuple(draw(st.lists(PEOPLE, max_size=3)))
    more = draw(st.booleans()) and bool(authors)
    kind = draw(st.sampled_from(TYPES))
    inside = kind in ("article", "inproceedings", "incollection")
    return Document(
        Record(
            title=draw(plain()),
            abstract=draw(st.one_of(st.just(""), plain(60))),
            authors=authors,
            author_count=None if more or not authors else len(authors),
            more_authors=more,
            venue=draw(plain()) if inside else "",
            year=int(date[:4]) if date else None,
            date=date,
            doi=draw(st.sampled_from(["", "10.1234/oven.7"])),
            url=draw(st.sampled_from(["", "https://example.org/a?b=c#d"])),
            entry_type=kind,
            citation_key=draw(st.from_regex(r"[A-Za-z]{2,6}[0-9]{4}[a-z:]{0,6}", fullmatch=True)),
            extra=draw(
                st.fixed_dictionaries(
                    {},
                    optional={
                        "volume": st.just("12"),
                        "pages": st.sampled_from(["1--9", "e12", "3, 7", "1:4--1:9"]),
                        "note": plain(),
                        "keywords": st.sampled_from(["a1", "bread, yeast", "x, y; z"]),
                        "edition": st.just("2"),
                        "isbn": st.just("978-3-16-148410-0"),
                    },
                )
            ),
        ),
        Personal(
            status=draw(st.sampled_from(["inbox", "read", "queued"])),
            priority=draw(st.sampled_from([-1, 0, 1])),
            rating=draw(st.sampled_from([None, 1, 5])),
            starred=draw(st.booleans()),
            tags=tuple(draw(st.lists(st.sampled_from(["ml/vision", "to read"]), unique=True))),
            notes=tuple(
                Remark(body, "2026-11-20T12:00:00Z")
                for body in draw(st.lists(st.sampled_from(["Good.", "One\n\n- two"]), unique=True))
            ),
        ),
    )


@st.composite
def hostile(draw: st.DrawFn) -> Document:
    """A paper of which any text may be anything; only its title has a letter."""
    names = st.builds(Name, ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT, st.booleans())
    fields = st.sampled_from(
        ["note", "pages", "keywords", "ris-c1", "ris-er", "csl-x", "translator"]
    )
    return Document(
        Record(
            title=f"Title {draw(ANY_TEXT)}",
            abstract=draw(ANY_TEXT),
            authors=tuple(draw(st.lists(names, max_size=2))),
            venue=draw(ANY_TEXT),
            year=draw(st.one_of(st.none(), st.integers(1, 9999))),
            url=draw(ANY_TEXT),
            comment=draw(ANY_TEXT),
            entry_type=draw(st.sampled_from(["", "misc", "article", "proceedings", "nonsense"])),
            citation_key=draw(ANY_TEXT),
            extra=draw(st.dictionaries(fields, ANY_TEXT, max_size=3)),
        ),
        Personal("read", 1, 3, True, ("a\nb", "c"), (Remark(draw(ANY_TEXT)), Remark("ER  - \nx"))),
        aliases=(draw(ANY_TEXT),),
    )
