"""Very many numbers of papers are remembered in little memory."""


class Numbers:
    """A set of small numbers, one bit each up to the largest: a million take 125 KB.

    A set of Python's takes 60 bytes for each.
    """

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, number: int) -> None:
        """The number is in the set."""
        at, bit = divmod(number, 8)
        if at >= len(self._bits):
            self._bits.extend(bytes(at + 1 - len(self._bits)))
        self._bits[at] |= 1 << bit

    def __contains__(self, number: int) -> bool:
        at, bit = divmod(number, 8)
        return at < len(self._bits) and bool(self._bits[at] >> bit & 1)

    def clear(self) -> None:
        """The set is empty."""
        self._bits.clear()
