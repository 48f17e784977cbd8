"""Each reading status has one mark, told by shape as well as by colour."""

from typing import NamedTuple


class Mark(NamedTuple):
    """How a reading status is shown and chosen."""

    symbol: str
    """One cell wide."""
    letter: str
    """The letter of its name that chooses it."""
    hint: str
    """Half a line for people."""


STATUS_MARKS: dict[str, Mark] = {
    "inbox": Mark("·", "i", "not yet looked at"),
    "queued": Mark("○", "q", "to be read next"),
    "reading": Mark("◐", "g", "in your hands"),
    "read": Mark("●", "r", "read to the end"),
    "skimmed": Mark("◌", "s", "looked through"),
    "dropped": Mark("×", "d", "not worth the time"),
}
UNREAD = ("inbox", "queued", "reading")

STAR = "★"
PRIORITY_MARKS = {1: "↑", 0: " ", -1: "↓"}
DIRECTIONS = {"asc": "↑", "desc": "↓"}
SELECTED = "▌"
PASSED, TO_PASS = "■", "□"
PRIORITY_NAMES = {-1: "low", 0: "normal", 1: "high"}

OUTCOMES = {"rejected": "rejected", "review": "to review", "new": "new", "merged": "merged",
            "unchanged": "unchanged", "note": "note", "left_out": "left out"}  # fmt: skip
"""What becomes of a block of an import, in words; what asks for attention comes first."""
