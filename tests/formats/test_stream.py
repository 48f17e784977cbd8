"""A text read piece by piece is the text read whole."""

import re
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.errors import InputError
from readlist.formats import decode, stream
from readlist.formats.decode import decode_bytes
from readlist.formats.spool import Spool
from readlist.formats.stream import Stream, scan, sliced

TEXTS = st.text("ab@{}é€𝔸\r\n,", max_size=60)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252"])


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "PIECE", 3)
    monkeypatch.setattr(decode, "_BLOCK", 5)


@given(text=TEXTS, encoding=ENCODINGS, cut=st.integers(0, 3))
def test_the_pieces_are_what_the_bytes_decode_to(text: str, encoding: str, cut: int) -> None:
    data = text.encode(encoding, "replace")
    data = data[: len(data) - cut]
    try:
        whole, said = decode_bytes(data)
    except InputError:
        return
    read = Stream(BytesIO(data))
    assert (read.read(), read.assumed) == (whole, said)
    assert read.read() == whole
    assert whole.startswith(read.head(4))


@pytest.mark.parametrize("before", [0, 1, 4, 5, 6, 4_000])
def test_a_letter_that_is_no_utf8_is_found_wherever_it_stands(before: int) -> None:
    data = b"\n" * before + "Müller\n".encode("cp1252") + b"\n" * 9
    read = Stream(BytesIO(data))
    assert read.read() == "\n" * before + "Müller" + "\n" * 10
    assert read.assumed == f"Line {before + 1} is not UTF-8; read as Windows-1252."


def test_two_readings_may_be_on_their_way_at_once() -> None:
    read = Stream(BytesIO("aébécédé".encode()))
    first = read.pieces()
    start = next(first)
    assert read.read() == "aébécédé"
    assert start + "".join(first) == "aébécédé"


@pytest.mark.parametrize("name", ["hex", "rot13", "bogus"])
def test_a_declared_codec_that_makes_no_text_is_not_believed(name: str) -> None:
    text, _ = decode_bytes(f"% Encoding: {name}\nabc".encode())
    assert text.endswith("abc")


@given(TEXTS)
def test_a_scan_finds_what_a_search_in_the_whole_text_finds(text: str) -> None:
    pattern = re.compile(r"@[ab]{1,3}\{?")
    found = [match[0] for match in scan(pattern, sliced(text), 5)]
    assert found == pattern.findall(text)


@given(st.lists(st.text(max_size=5)), st.integers(0, 9))
def test_a_spool_gives_every_text_back_as_it_was(texts: list[str], seed: int) -> None:
    texts.insert(0, "\udce9 \ud800")
    spool = Spool()
    for number, text in enumerate(texts):
        assert spool.append(text) == number
        again = seed % (number + 1)
        assert spool[again] == texts[again]
    assert list(spool) == texts
