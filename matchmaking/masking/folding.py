"""One way of writing for comparison, with the way back to the text as it stands."""

import unicodedata
from dataclasses import dataclass

_HYPHENS = dict.fromkeys("‐‑‒–—―−－﹣⁃~〜～", "-")
# Between figures these part groups; between letters they are letters and stops.
_BETWEEN = dict.fromkeys("ーｰ─━", "-") | dict.fromkeys("．｡。・", ".")
_DIGITS = {kanji: str(value) for value, kanji in enumerate("〇一二三四五六七八九")} | {"零": "0"}


@dataclass(frozen=True)
class Folded:
    """``text`` as it is compared; ``places[i]`` is where its character ``i`` stands."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters ``start`` to ``end`` stand in the text that was folded."""
        return self.places[start], self.places[end - 1] + 1


def _plain(char: str, *, figures: bool) -> str:
    if unicodedata.category(char) in ("Mn", "Me"):
        return ""
    if figures and char in _DIGITS:
        return _DIGITS[char]
    if char in _HYPHENS:
        return _HYPHENS[char]
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    return "".join(_HYPHENS.get(part, part) for part in unicodedata.normalize("NFKC", char))


def fold(text: str, *, figures: bool = False) -> Folded:
    """Widths, hyphens and digits made equal; with ``figures`` also 〇九二, ``ー`` and ``。``."""
    made: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = _BETWEEN[char] if figures and char in _BETWEEN else _plain(char, figures=figures)
        made.append(plain)
        places.extend([place] * len(plain))
    return Folded("".join(made), tuple(places))
