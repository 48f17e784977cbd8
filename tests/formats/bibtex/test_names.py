"""Names by BibTeX's rules: `First von Last`, `von Last, First`, `von Last, Jr, First`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.formats.bibtex.names import NameParser, write_names
from readlist.records import Name


def parse(text: str) -> tuple[tuple[Name, ...], bool]:
    return tuple(NameParser().parse(text))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Donald E. Knuth", Name("Knuth", "Donald E.")),
        ("Knuth, Donald E.", Name("Knuth", "Donald E.")),
        ("Ludwig van Beethoven", Name("Beethoven", "Ludwig", "van")),
        ("van der Berg, Jan", Name("Berg", "Jan", "van der")),
        (
            r"Charles Louis de la Vall{\'e}e Poussin",
            Name("Vallée Poussin", "Charles Louis", "de la"),
        ),
        ("de la Cruz, Jr, Ana", Name("Cruz", "Ana", "de la", "Jr")),
        ("Brinch Hansen, Per", Name("Brinch Hansen", "Per")),
        ("Jean-Pierre Serre", Name("Serre", "Jean-Pierre")),
        ("J.~Doe", Name("Doe", "J.")),
        ("Smith,John", Name("Smith", "John")),
        ("Madonna", Name("Madonna")),
        ("maria", Name("maria")),
        (r"{\'E}mile Zola", Name("Zola", "Émile")),
        (r"{\relax van} der Berg, X", Name("Berg", "X", "van der")),
        ("{OpenAI}", Name("OpenAI", corporate=True)),
        ("{Barnes and Noble, Inc.}", Name("Barnes and Noble, Inc.", corporate=True)),
        ("{The {ATLAS} Collaboration}", Name("The ATLAS Collaboration", corporate=True)),
        (r"{\"U}", Name("Ü")),
        ("family=Simon, given=Pierre, prefix={de la}", Name("Simon", "Pierre", "de la")),
        ("given={Ann}, middle={Bea}, family={Cole}", Name("Cole", "Ann Bea")),
    ],
)
def test_one_name_in_its_parts(text: str, name: Name) -> None:
    assert parse(text) == ((name,), False)


def test_lists_split_at_and_outside_braces_in_any_case() -> None:
    names, more = parse("A One AND {B and C}\n and D Two")
    assert [str(name) for name in names] == ["A One", "B and C", "D Two"]
    assert not more


@pytest.mark.parametrize(
    "text",
    [
        "Ann Ox and others",
        "Ann Ox et al.",
        "Ann Ox and et al",
        "Ox, Ann and Others",
        "Ox, Ann, et al.",
    ],
)
def test_others_are_never_a_person(text: str) -> None:
    assert parse(text) == ((Name("Ox", "Ann"),), True)


@pytest.mark.parametrize("text", ["others", "et al.", "", " and ", ", "])
def test_nobody_is_nobody(text: str) -> None:
    assert parse(text)[0] == ()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name("Erdős", "Paul"), r"Erd{\H o}s, Paul"),
        (Name("Berg", "Jan", "van der", "III"), "van der Berg, III, Jan"),
        (Name("Иванов", "Пётр"), r"{\relax И}ванов, {\relax П}ётр"),
        (Name("OpenAI", corporate=True), "{OpenAI}"),
        (Name("The ATLAS Collaboration"), "{The ATLAS Collaboration}"),
        (Name("Smith and Sons", "A."), "Smith {and} Sons, A."),
    ],
)
def test_names_are_written_so_that_bibtex_sees_the_same_parts(name: Name, written: str) -> None:
    assert write_names([name]) == written


def test_others_are_written_only_after_somebody() -> None:
    assert write_names([Name("Ox")], more=True) == "Ox and others"
    assert write_names([], more=True) == ""


WORDS = st.from_regex(r"[A-ZÄÉŁИ][a-zäéłи]{1,8}", fullmatch=True)
NAMES = st.builds(
    Name,
    family=WORDS,
    given=st.lists(WORDS, min_size=1, max_size=2).map(" ".join),
    prefix=st.sampled_from(["", "van", "de la"]),
    suffix=st.sampled_from(["", "Jr", "III"]),
    corporate=st.just(False),
) | WORDS.map(lambda word: Name(word, corporate=True))


@given(st.lists(NAMES, min_size=1, max_size=5), st.booleans())
def test_what_is_written_is_read_again(names: list[Name], more: bool) -> None:
    assert parse(write_names(names, more=more)) == (tuple(names), more)


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    parse(text)
