"""Words that name a kind or a place: those of the vocabulary, and the names of prefectures."""

import unicodedata
from collections.abc import Mapping
from functools import cache

from . import labels, vocabulary
from .vocabulary import parsing

FILE = "condition_words.txt"
# Words of these name a kind and stay words: of ``kind_beside`` only beside a date or place.
NAMED, BESIDE = "kind_named", "kind_beside"
# Facet and codes that a word names, any of which will do.
Named = tuple[str, tuple[str, ...]]
_MUNICIPAL = "市町"


def fold(text: str) -> str:
    """Lower case, length kept: letters that grow in lower case stay."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _folded(word: str) -> str:
    return fold(unicodedata.normalize("NFKC", word))


@cache
def _written() -> dict[str, Named]:
    """Folded word → what it names, from the vocabulary."""
    text = (vocabulary.FOLDER / FILE).read_text(encoding="utf-8")
    found: dict[str, Named] = {}
    for (facet, code), words in parsing.parse_label_words(text, FILE).items():
        for word in words:
            known = found.get(_folded(word), (facet, ()))
            found[_folded(word)] = (facet, (*known[1], code))
    cities = {
        f"{word}市": named
        for word, named in found.items()
        if named[0] == "prefecture" and len(named[1]) == 1 and word[-1] not in _MUNICIPAL
    }
    return {**cities, **found}


def _prefectures(names: Mapping[str, str]) -> dict[str, Named]:
    """Names with and without 都, 府 and 県, and capitals of the same name."""
    found: dict[str, Named] = {}
    for code, name in names.items():
        word = _folded(name)
        found[word] = ("prefecture", (code,))
        if len(word) > 2 and word[-1] in "都府県":
            found[word[:-1]] = found[f"{word[:-1]}市"] = ("prefecture", (code,))
    return found


def known() -> dict[str, Named]:
    """Folded word → facet and codes; only what can be filtered by at this moment."""
    kinds, places = labels.names("kind"), labels.names("prefecture")
    lists = {"kind": kinds, NAMED: kinds, BESIDE: kinds, "prefecture": places}
    found = _prefectures(places)
    for word, (facet, codes) in _written().items():
        usable = tuple(code for code in codes if code in lists[facet])
        if usable:
            found[word] = (facet, usable)
    return found
