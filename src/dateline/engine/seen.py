"""What a run has come by already, remembered in 20 bytes a thing: runs see tens of millions of rows."""

from __future__ import annotations

import hashlib
from array import array


class Seen:
    """A set of texts or digests, as numbers of 64 bits: two of ten million are taken for one in 1 of 400,000 runs."""

    def __init__(self) -> None:
        self.slots = array("Q", bytes(8 * 1024))
        self.count = 0

    def add(self, thing: str | bytes) -> bool:
        """Remember a thing; say whether it was not known."""
        number = _number(thing)
        at = self._find(number)
        if self.slots[at]:
            return False
        self.slots[at] = number
        self.count += 1
        if self.count * 5 > len(self.slots) * 3:
            self._grow()
        return True

    def __contains__(self, thing: str | bytes) -> bool:
        return bool(self.slots[self._find(_number(thing))])

    def _find(self, number: int) -> int:
        """Where a number stands, or would."""
        slots, most = self.slots, len(self.slots) - 1
        at = number & most
        while slots[at] and slots[at] != number:
            at = (at + 1) & most
        return at

    def _grow(self) -> None:
        before = self.slots
        self.slots = array("Q", bytes(8 * 2 * len(before)))
        for number in before:
            if number:
                self.slots[self._find(number)] = number


def _number(thing: str | bytes) -> int:
    """A number of a thing that is not 0."""
    data = thing.encode("utf-8", "surrogatepass") if isinstance(thing, str) else thing
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little") or 1
