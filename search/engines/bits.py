"""Sets of documents as whole numbers (bit n stands for document n), and numbers over them.

A number per document is kept as planes: plane k is the set of documents in whose number
binary digit k is one. Adding to many documents, comparing and finding the greatest are
then a few operations on whole sets (O'Neil and Quass, "Improved query performance with
variant indexes", SIGMOD 1997).
"""

import re
from collections.abc import Iterable, Iterator, Sequence

_FILLED = re.compile(rb"[^\0]")
_BYTE_BITS = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]


def of(places: Iterable[int]) -> int:
    """The set of ``places``."""
    found = list(places)
    if not found:
        return 0
    buffer = bytearray(max(found) // 8 + 1)
    for place in found:
        buffer[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(buffer, "little")


def places(members: int) -> Iterator[int]:
    """Members of a set, in rising order."""
    text = members.to_bytes((members.bit_length() + 7) // 8, "little")
    for found in _FILLED.finditer(text):
        start = found.start() * 8
        for bit in _BYTE_BITS[text[found.start()]]:
            yield start + bit


class Sums:
    """A growing sum per document."""

    def __init__(self) -> None:
        self.planes: list[int] = []

    def add(self, amount: int, members: int) -> None:
        """Add ``amount`` to the sum of each of ``members``."""
        carry = 0
        digit = 0
        while members and (amount >> digit or carry):
            if digit == len(self.planes):
                self.planes.append(0)
            plane, added = self.planes[digit], members if amount >> digit & 1 else 0
            self.planes[digit] = plane ^ added ^ carry
            carry = (plane & added) | (carry & (plane | added))
            digit += 1


def greatest(members: int, planes: Iterable[int], count: int) -> int:
    """The ``count`` of ``members`` with the greatest numbers (``planes`` from the highest digit).

    Among equals the first by place.
    """
    if members.bit_count() <= count:
        return members
    chosen, open_ = 0, members
    for plane in planes:
        above = open_ & plane
        found = above.bit_count()
        if found > count:
            open_ = above
        elif found:
            chosen |= above
            count -= found
            open_ ^= above
        if open_.bit_count() <= count:
            return chosen | open_
    for place in places(open_):
        if not count:
            break
        chosen |= 1 << place
        count -= 1
    return chosen


def number_of(place: int, planes: Sequence[bytes]) -> int:
    """The number of one document from ``planes`` as bytes, from the highest digit."""
    byte, bit = divmod(place, 8)
    number = 0
    for plane in planes:
        number = number << 1 | (byte < len(plane) and plane[byte] >> bit & 1)
    return number


def at_least(limit: int, planes: Sequence[int], everything: int) -> int:
    """Of ``everything`` those whose number (``planes`` from the lowest digit) is no less."""
    greater, equal = 0, everything
    for digit in range(max(len(planes), limit.bit_length()) - 1, -1, -1):
        plane = planes[digit] if digit < len(planes) else 0
        if limit >> digit & 1:
            equal &= plane
        else:
            greater |= equal & plane
            equal &= ~plane
    return greater | equal
