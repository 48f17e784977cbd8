"""What the user decides before an import is written, block by block.

A block is told by its number: its place among the papers that all sources of the import
name, from 0, be they left out or not. So the numbers of a preview hold as long as the
sources say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from readlist.records import Personal


class Likeness(NamedTuple):
    """A paper that an arriving one is, or may be."""

    paper_id: int
    block: int | None
    """The block with which it came, where the same import brought it."""
    citation_key: str
    title: str
    """Readable; the beginning of the abstract where there is no title."""
    reasons: tuple[str, ...] = ()
    """Why, strongest first."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the user says of one block. Empty values leave it to readlist."""

    left_out: bool = False
    same_as: Likeness | None = None
    """The paper that it is. One that is not there (any more) counts as not decided."""
    apart: bool = False
    """Is it another paper than all that it is like? Then nobody is asked again."""
    title: str = ""
    """The title in the place of the source's, and of the one in the library."""
    personal: Personal | None = None
    """What counts as said by the source of the reader, in the place of `Decisions.new`."""


UNDECIDED = Decision()


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the user says of an import."""

    blocks: Mapping[int, Decision] = field(default_factory=lambda: MappingProxyType({}))
    """By number."""
    new: Personal = field(default_factory=Personal)
    """What new papers get: a reading status, tags."""

    def of(self, number: int) -> Decision:
        """What was decided about the block."""
        return self.blocks.get(number, UNDECIDED)
