"""Patterns for citation keys: what JabRef and Better BibTeX users write, and what comes out"""

import contextlib
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.errors import InputError
from readlist.identifiers import unreadable_characters
from readlist.key_patterns import DEFAULT, KeyPattern
from readlist.records import Name, Record

BERG = Record(
    authors=(Name("Berg", "Anna", "van den"), Name("Erdős", "Paul"), Name("Rényi", "Alfréd")),
    editors=(Name("Knuth", "Donald"),),
    year=2024,
    venue="Journal of Machine Learning Research",
    arxiv_id="2401.06121",
    entry_type="article",
    extra={"pages": "123--145", "volume": "12"},
)
TITLE = "TOFU: A Task of Fictitious Unlearning for LLMs"


def key(pattern: str, record: Record = BERG, title: str = TITLE) -> str:
    return KeyPattern(pattern).stem(record, title)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("[auth][year]", "vandenBerg2024"),
        ("[auth:lower][year]", "vandenberg2024"),
        ("[Auth][year]", "VanDenBerg2024"),
        ("[auth:upper][shortyear]", "VANDENBERG24"),
        ("[auth4][year]", "vand2024"),
        ("[auth3_2][year]", "Erd2024"),
        ("[auth:abbr][year]", "vdB2024"),
        ("[authors]", "vandenBergErdosRenyi"),
        ("[authors2]", "vandenBergErdosEtAl"),
        ("[authEtAl]", "vandenBergEtAl"),
        ("[authorLast]", "Renyi"),
        ("[edtr][year]", "Knuth2024"),
        ("[editors]", "Knuth"),
        ("[title]", "TOFUTaskFictitiousUnlearningLLMs"),
        ("[camel3]", "TOFUATask"),
        ("[shorttitle]", "TOFUTaskFictitious"),
        ("[shorttitle3:lower]", "tofutaskfictitious"),
        ("[shorttitle2_1:lower]", "tofutask"),
        ("[veryshorttitle]", "TOFU"),
        ("[title:abbr]", "TTFUL"),
        ("[title:truncate6]", "TOFUTa"),
        ("[auth]_[year]_[shorttitle1]", "vandenBerg_2024_TOFU"),
        ("[journal:abbr]", "JoMLR"),
        ("[journalabbrev]", "JMLR"),
        ("[auth:lower]:[firstpage]-[lastpage]", "vandenberg:123-145"),
        ("[volume]/[entrytype]", "12/article"),
        ("arXiv:[arxiv]", "arXiv:2401.06121"),
        ("[auth][year][number:(x)]", "vandenBerg2024x"),
        ("[auth:fold:lower:capitalize]", "VanDenBerg"),
    ],
)
def test_a_pattern_makes_the_key_its_users_expect(pattern: str, expected: str) -> None:
    assert key(pattern) == expected


@pytest.mark.parametrize(
    ("record", "title", "expected"),
    [
        (Record(authors=(Name("Maini"),), year=2024), TITLE, "maini2024tofu"),
        (Record(authors=(Name("Maini"),)), TITLE, "mainitofu"),
        (Record(year=2024), TITLE, "tofu2024"),
        (Record(), TITLE, "tofu"),
        (Record(authors=(Name("Groß"),), year=1999), "", "gross1999"),
        (Record(authors=(Name("Łukasiewicz"),), year=1920), "O logice", "lukasiewicz1920logice"),
        (Record(editors=(Name("Knuth"),), year=1984), "The Art", "knuth1984art"),
        (Record(arxiv_id="2401.06121", year=2024), "大規模言語モデル", "arxiv-2401.06121"),
        (Record(year=2024), "", "untitled2024"),
        (Record(), "", "untitled"),
    ],
)
def test_without_a_pattern_a_key_is_family_year_and_word(
    record: Record, title: str, expected: str
) -> None:
    assert KeyPattern().stem(record, title) == expected


@pytest.mark.parametrize(
    ("pattern", "record", "expected"),
    [
        ("[auth]_[year]_[veryshorttitle]", Record(year=2024), "TOFU_2024"),
        ("[auth]_[year]_[veryshorttitle]", Record(authors=(Name("Li"),)), "Li_TOFU"),
        ("[auth][year]-[firstpage]", Record(authors=(Name("Li"),), year=1), "Li1"),
        ("[year][auth]", Record(authors=(Name("Li"),), year=2024), "2024Li"),
        ("[year][auth]", Record(year=2024), "tofu2024"),
        ("[auth:(anon)][year]", Record(year=2024), "anon2024"),
        ("ref-[auth]", Record(), "tofu"),  # nothing of the pattern is known: the usual key
        ("[authors]", Record(authors=(Name("Li"),), more_authors=True), "LiEtAl"),
        ("[authEtAl]", Record(authors=(Name("Li"),), author_count=7), "LiEtAl"),
        ("[authEtAl]", Record(authors=(Name("Li"), Name("Wu"))), "LiWu"),
        ("[authorLast:(none)]", Record(authors=(Name("Li"),), more_authors=True), "none"),
        ("[journalabbrev]", Record(venue="Nature"), "Nature"),
        ("[journalabbrev]", Record(venue="J", extra={"shortjournal": "J. ACM"}), "JACM"),
    ],
)
def test_what_is_not_known_contributes_nothing(pattern: str, record: Record, expected: str) -> None:
    assert key(pattern, record) == expected


@pytest.mark.parametrize(
    ("pattern", "place", "hint"),
    [
        ("[auht][year]", "character 2", "did you mean auth?"),
        ("[auth:lowr]", "character 7", "did you mean lower?"),
        ("[auth][zzz]", "character 8", "known are auth, "),
        ("[auth", "character 1", "not closed"),
        ("[auth] [year]", "character 7", "“ ” cannot stand"),
        ("[auth],[year]", "character 7", "“,” cannot stand"),
        ("[auth:(ü)]", "character 7", "“ü” cannot stand"),
        ("[year4]", "character 2", "takes no such number"),
        ("[shorttitle0]", "character 2", "takes no such number"),
        ("[]", "character 2", "no field"),
        ("auth", "character 1", "no field in brackets"),
        ("", "character 1", "no field in brackets"),
    ],
)
def test_a_misspelt_pattern_says_where_and_what(pattern: str, place: str, hint: str) -> None:
    with pytest.raises(InputError) as raised:
        KeyPattern(pattern)
    assert place in str(raised.value)
    assert hint in str(raised.value)


NAMES = st.builds(Name, st.text(max_size=12), st.text(max_size=5), st.text(max_size=5))
RECORDS = st.builds(
    Record,
    authors=st.lists(NAMES, max_size=3).map(tuple),
    editors=st.lists(NAMES, max_size=2).map(tuple),
    year=st.none() | st.integers(-5, 9999),
    venue=st.text(max_size=20),
    arxiv_id=st.text(max_size=12),
    more_authors=st.booleans(),
    extra=st.dictionaries(st.sampled_from(["pages", "volume", "shortjournal"]), st.text()),
)
FIELDS = st.sampled_from(
    "auth auth3 authors2 authEtAl authorLast edtr year shortyear title camel shorttitle3_2 "
    "veryshorttitle firstpage lastpage journal journalabbrev volume arxiv auth:abbr "
    "title:truncate9 year:(nd)".split()
)
PATTERNS = st.lists(FIELDS.map("[{}]".format) | st.sampled_from(["-", "_", ":", "x", "/"])).filter(
    lambda parts: any(part[0] == "[" for part in parts)
)


@given(pattern=PATTERNS.map("".join), record=RECORDS, title=st.text(max_size=60))
def test_a_key_is_always_one_that_every_tool_reads(
    pattern: str, record: Record, title: str
) -> None:
    made = key(pattern, record, title)
    assert made
    assert set(made) <= set(string.ascii_letters + string.digits + "-_:.+/")
    assert not unreadable_characters(made)


@given(st.text(alphabet="[]authyear:lower()3_- \n", max_size=30))
def test_any_text_is_a_pattern_or_a_clear_mistake(pattern: str) -> None:
    with contextlib.suppress(InputError):
        assert KeyPattern(pattern).stem(BERG, TITLE)


def test_the_default_is_written_in_its_own_language() -> None:
    assert KeyPattern(DEFAULT).stem(BERG, TITLE) == "vandenberg2024tofu"
