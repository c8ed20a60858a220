"""Words that stand in titles everybody may see: what a misspelt word may have meant."""

import time
from dataclasses import dataclass, field
from itertools import pairwise

from . import analysis, folding
from .documents import PUBLIC
from .engines import Engine, EngineUnavailable
from .entries import unpack

# Titles of so many documents are looked at, and again after so many seconds.
MOST = 5_000
KEEP_SECONDS = 600.0
SHORTEST = 3
# Words side by side make terms of up to so many.
LONGEST_RUN = 3


@dataclass
class Words:
    """Words as written by their folded spelling; readings of those in kanji when asked for."""

    engine: Engine
    language: str
    until: float
    spellings: dict[str, str] = field(default_factory=dict)
    _readings: dict[str, str] | None = None

    @property
    def readings(self) -> dict[str, str]:
        """Words in kanji by how they are read, spelling folded."""
        if self._readings is None:
            self._readings = {
                folding.fold(analysis.reading(word)): word
                for folded, word in self.spellings.items()
                if any("一" <= char <= "鿿" for char in folded)
            }
        return self._readings


_kept: dict[str, Words] = {}


def words(engine: Engine, language: str) -> Words:
    """Words of public titles in ``language``; none while ``engine`` does not answer."""
    now = time.monotonic()
    known = _kept.get(language)
    if known is None or known.engine is not engine or now > known.until:
        known = Words(engine, language, now + KEEP_SECONDS)
        try:
            titles = engine.titles(scopes=frozenset({PUBLIC}), language=language, limit=MOST)
        except EngineUnavailable:
            return known
        for title, spans in titles:
            for word in _of_title(title, spans):
                folded = folding.fold(word)
                if len(folded) >= SHORTEST:
                    known.spellings.setdefault(folded, word)
        _kept[language] = known
    return known


def _of_title(title: str, spans: bytes) -> list[str]:
    """Words of a title, and those that stand side by side together."""
    offsets = unpack(spans)
    places = list(zip(offsets[::2], offsets[1::2], strict=True))
    found = [title[start:end] for start, end in places]
    for length in range(2, LONGEST_RUN + 1):
        for first in range(len(places) - length + 1):
            run = places[first : first + length]
            if all(left[1] == right[0] for left, right in pairwise(run)):
                found.append(title[run[0][0] : run[-1][1]])
    return found


def forget() -> None:
    """Look at the titles again."""
    _kept.clear()
