"""Bytes become text, and every assumption is said aloud."""

import codecs
import re

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
_HEAD = 4096
_CONTROLS = bytes([*range(8), *range(14, 27), *range(28, 32)])
# What editors and JabRef call the encodings that Python knows by another name.
_ALIASES = {"ansi": "cp1252", "utf8x": "utf-8", "ansinew": "cp1252", "applemac": "mac_roman"}


def decode_bytes(data: bytes) -> tuple[str, str]:
    """The text of `data`, and a sentence on what was assumed (empty for plain UTF-8).

    A byte order mark counts first, then a declared encoding (`% Encoding: ...`), then
    UTF-8, then UTF-16 without a mark, then an 8-bit encoding. Raises InputError when
    `data` is no text.
    """
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"This is {what}, not a text.")
    if data.startswith(codecs.BOM_UTF8):
        return _utf8_or_legacy(data[3:])
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _strict(data, "utf-32", "UTF-32, as its byte order mark says")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16", "UTF-16, as its byte order mark says")
    if b"\x00" in data[:_HEAD]:
        wide = _utf16_without_mark(data)
        if wide is not None:
            return wide
        # A stray NUL may damage one entry; many control characters are no text at all.
        if len(data[:_HEAD].translate(None, _CONTROLS)) < len(data[:_HEAD]) * 0.98:
            raise InputError("This is binary data, not a text.")
    declared = _declared(data)
    if declared and declared != "utf-8":
        try:
            return data.decode(declared), f"Read as {declared}, as the file declares."
        except (UnicodeDecodeError, ValueError):
            text, _ = _utf8_or_legacy(data)
            return text, f"The file declares {declared}, which does not fit; {_note(data)}"
    return _utf8_or_legacy(data)


def _note(data: bytes) -> str:
    note = _utf8_or_legacy(data)[1]
    return note[0].lower() + note[1:] if note else "read as UTF-8."


def _strict(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), f"Read as {name}."
    except UnicodeDecodeError as error:
        message = f"The text begins as {name}, but breaks off at byte {error.start}."
        raise InputError(message) from error


def _utf16_without_mark(data: bytes) -> tuple[str, str] | None:
    """ASCII-like text in UTF-16 has a NUL in nearly every second byte."""
    head = data[:_HEAD]
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        half, other = head[offset::2], head[1 - offset :: 2]
        if half.count(0) > 0.6 * len(half) and other.count(0) <= 0.01 * len(other):
            try:
                return data.decode(encoding), "Read as UTF-16 without a byte order mark."
            except UnicodeDecodeError:
                return None
    return None


def _declared(data: bytes) -> str:
    """The normal name of the encoding that the first lines or the last ones declare."""
    found = _DECLARED.search(data[:_HEAD]) or _DECLARED.search(data[-1024:])
    if not found:
        return ""
    name = (found[1] or found[2]).decode("ascii").lower()
    try:
        return codecs.lookup(_ALIASES.get(name, name)).name
    except LookupError:
        return ""


def _utf8_or_legacy(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        if (
            error.reason == "unexpected end of data"
            and error.start > len(data) - 4
            and len(data) > 4
        ):
            return data[: error.start].decode("utf-8"), "The text ends in the middle of a letter."
        line = data.count(b"\n", 0, error.start) + 1
    encoding = min(_LEGACY, key=lambda name: _implausible(data, name))
    return data.decode(
        encoding, "replace"
    ), f"Line {line} is not UTF-8; read as {_LEGACY[encoding]}."


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


def _implausible(data: bytes, encoding: str) -> int:
    """How many characters look wrong when `data` is read as `encoding`."""
    sample = b"\n".join(line for line in data[:_SAMPLE].split(b"\n") if not line.isascii())
    return len(_WRONG.findall(sample.decode(encoding, "replace")))


_SAMPLE = 1 << 20
