"""Bytes become text; what was assumed is said."""

import pytest

from readlist.errors import InputError
from readlist.formats.decode import decode_bytes

ENTRY = "@misc{k, author = {Müller}}\n"


@pytest.mark.parametrize("data", [ENTRY.encode(), b"", ENTRY.encode("utf-8-sig")])
def test_utf8_needs_no_word(data: bytes) -> None:
    text, note = decode_bytes(data)
    assert note == ""
    assert not text.startswith("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_with_and_without_a_mark(encoding: str) -> None:
    text, note = decode_bytes(ENTRY.encode(encoding))
    assert text == ENTRY
    assert "UTF-" in note


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("% Encoding: ISO-8859-2\n", "iso-8859-2"),
        ("% -*- coding: koi8-r -*-\n", "koi8-r"),
        ("% Encoding: Cp1252\n", "cp1252"),
    ],
)
def test_a_declared_encoding_is_believed(head: str, encoding: str) -> None:
    name = "Чехов" if encoding == "koi8-r" else "Dvo\u0159\u00e1k" if "8859" in encoding else "José"
    text, note = decode_bytes((head + name).encode(encoding))
    assert text.endswith(name)
    assert "as the file declares" in note


def test_a_declaration_that_does_not_fit_is_told() -> None:
    text, note = decode_bytes(b"% Encoding: ascii\nM\xc3\xbcller")
    assert text.endswith("Müller")
    assert "does not fit" in note


@pytest.mark.parametrize(
    ("data", "text", "said"),
    [
        ("Müller – “x”".encode("cp1252"), "Müller – “x”", "Windows-1252"),
        ("Šome title".encode("iso8859_15"), "Šome title", "ISO 8859-15"),
        ("Żome ksiąŜka".encode("iso8859_2", "replace"), "Żome ksią?ka", "ISO 8859-2"),
        ("«Déjà vu» 3×4".encode("cp1252"), "«Déjà vu» 3×4", "Windows-1252"),
    ],
)
def test_a_legacy_encoding_is_guessed_aloud(data: bytes, text: str, said: str) -> None:
    assert decode_bytes(b"first\n" + data) == (
        "first\n" + text,
        f"Line 2 is not UTF-8; read as {said}.",
    )


def test_a_page_cut_off_inside_a_letter_keeps_the_rest() -> None:
    assert decode_bytes("naïve é".encode()[:-1]) == (
        "naïve ",
        "The text ends in the middle of a letter.",
    )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.5\n\xd0", "PDF"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"SQLite format 3\x00", "SQLite"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        decode_bytes(data)
