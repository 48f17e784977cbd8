"""Bytes become text, and every assumption is said aloud."""

import codecs
import re
from io import SEEK_END, BytesIO
from typing import BinaryIO, NamedTuple

from readlist.errors import InputError

_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "gzip-compressed",
    b"BZh": "bzip2-compressed",
    b"\xfd7zXZ": "xz-compressed",
    b"SQLite format 3\x00": "an SQLite database",
    b"\x7fELF": "a program",
}
_DECLARED = re.compile(
    rb"^[ \t]*%[^\r\n]{0,80}?\b(?:Encoding|coding|fileencoding|charset)\s*[:=]\s*([A-Za-z0-9._-]+)"
    rb"|-\*-[^\r\n]{0,80}?coding:\s*([A-Za-z0-9._-]+)",
    re.IGNORECASE | re.MULTILINE,
)
_NULS = re.compile(rb"\x00+")
_LEAST_TEXT = 0.95
_HEAD = 4096
_TAIL = 1024
_SAMPLE = 1 << 20
"""Bytes by which an 8-bit encoding is guessed."""
_BLOCK = 1 << 18
_CONTROLS = bytes([*range(8), *range(14, 27), *range(28, 32)])
# What editors and JabRef call the encodings that Python knows by another name.
_ALIASES = {"ansi": "cp1252", "utf8x": "utf-8", "ansinew": "cp1252", "applemac": "mac_roman"}


class Encoding(NamedTuple):
    """How bytes become text."""

    name: str
    """As Python calls it."""
    errors: str
    said: str
    """A sentence on what was assumed; empty for plain UTF-8."""
    skip: int = 0
    """Bytes before the text begins."""


def decode_bytes(data: bytes) -> tuple[str, str]:
    """The text of `data`, and a sentence on what was assumed (empty for plain UTF-8).

    Raises InputError when `data` is no text.
    """
    found = detect(BytesIO(data))
    body = data[found.skip :] if found.skip else data
    return body.decode(found.name, found.errors), found.said


def detect(file: BinaryIO) -> Encoding:
    """The encoding of all that is in `file`, which is read block by block.

    A byte order mark counts first, then a declared encoding (`% Encoding: ...`), then
    UTF-8, then UTF-16 without a mark, then an 8-bit encoding. Raises InputError when the
    file holds no text.
    """
    file.seek(0)
    head = file.read(_HEAD)
    for magic, what in _MAGIC.items():
        if head.startswith(magic):
            raise InputError(f"This is {what}, not a text.")
    if head.startswith(codecs.BOM_UTF8):
        return _utf8_or_legacy(file, len(codecs.BOM_UTF8))
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _strict(file, "utf-32", "UTF-32, as its byte order mark says")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(file, "utf-16", "UTF-16, as its byte order mark says")
    if b"\x00" in head:
        wide = _utf16_without_mark(file, head)
        if wide is not None:
            return wide
        # Stray NULs, alone or in a row, may damage an entry; a text is few control characters.
        told = _NULS.sub(b"\x00", head)
        if len(told.translate(None, _CONTROLS)) < len(told) * _LEAST_TEXT:
            raise InputError("This is binary data, not a text.")
    declared = _declared(file, head)
    if declared and declared != "utf-8":
        if _flaw(file, declared) is None:
            return Encoding(declared, "replace", f"Read as {declared}, as the file declares.")
        found = _utf8_or_legacy(file)
        note = found.said[:1].lower() + found.said[1:] or "read as UTF-8."
        return found._replace(said=f"The file declares {declared}, which does not fit; {note}")
    return _utf8_or_legacy(file)


class _Flaw(NamedTuple):
    """Where bytes stop being what they were taken for."""

    at: int
    line: int
    in_last_letter: bool
    """Do the bytes merely end too early?"""


def _flaw(file: BinaryIO, encoding: str, skip: int = 0) -> _Flaw | None:
    """The first flaw of the file as text in `encoding`, None where there is none."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(skip)
    at, line = skip, 1
    while True:
        block = file.read(_BLOCK)
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            line += error.object.count(b"\n", 0, error.start)
            start = at - pending + error.start
            cut = error.reason == "unexpected end of data" and not block
            return _Flaw(start, line, cut)
        except ValueError:
            return _Flaw(at, line, in_last_letter=False)
        if not block:
            return None
        at += len(block)
        line += block.count(b"\n")


def _strict(file: BinaryIO, encoding: str, name: str) -> Encoding:
    flaw = _flaw(file, encoding)
    if flaw:
        raise InputError(f"The text begins as {name}, but breaks off at byte {flaw.at}.")
    return Encoding(encoding, "replace", f"Read as {name}.")


def _utf16_without_mark(file: BinaryIO, head: bytes) -> Encoding | None:
    """ASCII-like text in UTF-16 has a NUL in nearly every second byte."""
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        half, other = head[offset::2], head[1 - offset :: 2]
        if half.count(0) > 0.6 * len(half) and other.count(0) <= 0.01 * len(other):
            if _flaw(file, encoding):
                return None
            return Encoding(encoding, "replace", "Read as UTF-16 without a byte order mark.")
    return None


def _declared(file: BinaryIO, head: bytes) -> str:
    """The normal name of the encoding that the first lines or the last ones declare."""
    file.seek(max(0, file.seek(0, SEEK_END) - _TAIL))
    found = _DECLARED.search(head) or _DECLARED.search(file.read(_TAIL))
    if not found:
        return ""
    name = (found[1] or found[2]).decode("ascii").lower()
    try:
        known = codecs.lookup(_ALIASES.get(name, name)).name
        b"a".decode(known)  # `hex` is no codec of texts, and UTF-16 has no such line
        codecs.getincrementaldecoder(known)
    except (LookupError, ValueError):
        return ""
    return known


def _utf8_or_legacy(file: BinaryIO, skip: int = 0) -> Encoding:
    flaw = _flaw(file, "utf-8", skip)
    if flaw is None:
        return Encoding("utf-8", "replace", "", skip)
    if flaw.in_last_letter and file.seek(0, SEEK_END) > skip + 4:
        return Encoding("utf-8", "ignore", "The text ends in the middle of a letter.", skip)
    file.seek(skip)
    sample = file.read(_SAMPLE)
    lines = b"\n".join(line for line in sample.split(b"\n") if not line.isascii())
    encoding = min(_LEGACY, key=lambda name: _implausible(lines, name))
    said = f"Line {flaw.line} is not UTF-8; read as {_LEGACY[encoding]}."
    return Encoding(encoding, "replace", said, skip)


# The likeliest first: of two that fit equally well it wins.
_LEGACY = {
    "cp1252": "Windows-1252",
    "iso8859_15": "ISO 8859-15",
    "iso8859_2": "ISO 8859-2",
    "latin-1": "ISO 8859-1",
}
_WRONG = re.compile(
    # A sign inside a word, an accent or fraction that stands for itself, a control character.
    r"(?<=[^\W\d_])[\u00a1-\u00b6\u00b8-\u00bf\u00d7\u00f7\u02c7\u02db](?=[^\W\d_])"
    r"|[\u00a6\u00a8\u00af\u00b4\u00b8](?=[^\W\d_])|[\x80-\x9f\ufffd]"
)


def _implausible(sample: bytes, encoding: str) -> int:
    """How many characters look wrong when `sample` is read as `encoding`."""
    return len(_WRONG.findall(sample.decode(encoding, "replace")))
