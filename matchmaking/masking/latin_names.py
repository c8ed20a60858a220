"""Japanese names in Roman letters, compared by how they sound: Kyushu, Kyuushuu, Kyūshū."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from search import romaji

_WORD = re.compile(r"[a-z]+")
_MOST_WORDS = 4
_GAP = re.compile(r"[ .,&_\-・]{0,2}")
_LONG_O = re.compile(r"oh(?![aeiouy])")
_LONG_AFTER = {"ウ": "ウクスツヌフムユルグズヅブプュゥオコソトノホモヨロゴゾドボポョォ"}
_LONG_AFTER["オ"] = "オコソトノホモヨロゴゾドボポョォ"
Span = tuple[str, int, int]


def sound(kana: str) -> str:
    """``kana`` without the length of its vowels, which Roman letters seldom show."""
    made = kana[:1]
    for before, char in pairwise(kana):
        if char != "ー" and before not in _LONG_AFTER.get(char, ""):
            made += char
    return made


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Where one word, or up to four beside each other, begin and end."""
    words = [match.span() for match in _WORD.finditer(text)]
    for first, (begin, end) in enumerate(words):
        yield begin, end
        last = end
        for start, stop in words[first + 1 : first + _MOST_WORDS]:
            if not _GAP.fullmatch(text, last, start):
                break
            yield begin, stop
            last = stop


def spans(text: str, wanted: Mapping[str, str]) -> Iterator[Span]:
    """Kind, begin and end of the words of ``text`` that sound like one of ``wanted``."""
    if not wanted:
        return
    longest = 4 * max(map(len, wanted))
    for begin, end in _windows(text):
        if end - begin <= longest:
            letters = "".join(_WORD.findall(text, begin, end))
            heard = sound(romaji.katakana(_LONG_O.sub("o", letters)))
            if heard in wanted:
                yield wanted[heard], begin, end
