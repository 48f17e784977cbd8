"""What a dollar and a tilde mean is decided here, alike for reading and for writing."""

import re

_DOLLARS = re.compile(r"(?<!\\)\$\$?")


def joins(text: str, start: int, end: int) -> bool:
    """Is the tilde at `start` a tie? Before a number or in a path (`~10%`, `/~me`) it is none."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if before == "/" or after == "/":
        return False
    if not before or before.isspace() or before in "([":
        return not (not after or after.isdigit() or after.isspace())
    return True


def math_ends(text: str) -> dict[int, bool]:
    """Where math begins (True) and ends (False): only dollars that pair up.

    As in Pandoc, a dollar before a number is money: `$5 and $10` is no math.
    """
    ends: dict[int, bool] = {}
    opened: re.Match[str] | None = None
    for dollar in _DOLLARS.finditer(text):
        if opened is None or len(opened[0]) != len(dollar[0]):
            opened = dollar
            continue
        inner = text[opened.end() : dollar.start()]
        formula = "\\" in inner or "^" in inner or "_" in inner
        tight = (
            inner[:1].strip()
            and inner[-1:].strip()
            and not text[dollar.end() : dollar.end() + 1].isdigit()
        )
        if formula or tight:
            ends[opened.start()], ends[dollar.start()] = True, False
            opened = None
        else:
            opened = dollar
    return ends
