"""Words of the vocabulary that are written another way: kana, romaji, letters by name, slips."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from . import analysis, folding, letters, romaji, vocabulary
from .rules import KEPT
from .vocabulary import Vocabulary

Run = Sequence[analysis.Token]
_KANA = re.compile("[ぁ-ゖ]{2}")
# A word of which a part is in hiragana is looked up by its reading up to this length.
MAX_MIXED = 14
# English words read as romaji are near to much; only long ones are compared.
MIN_NEAR_KANA = 6
# Shorter words are like too many others; names of letters (びーしーぴー) may be one shorter.
SHORTEST, SHORTEST_NAMED = 4, 3
# Longer words are not spelled letter by letter.
MAX_LETTERS = 5


@lru_cache(maxsize=KEPT)
def _written(words: Vocabulary) -> dict[str, str]:
    """Folded spelling → a word of the vocabulary, those that come later first."""
    known = [word for group in words.synonyms for word in group]
    known += [word for term in words.lay_terms for word in (*term.said, *term.meant)]
    return {folding.fold(word): word for word in reversed(known)}


@lru_cache(maxsize=KEPT)
def _lexicon(words: Vocabulary) -> dict[str, str]:
    """Folded spelling → a word of the vocabulary, but for the shortest."""
    return {folded: word for folded, word in _written(words).items() if len(folded) > 2}


@lru_cache(maxsize=KEPT)
def _readings(words: Vocabulary) -> dict[str, str]:
    """Folded reading → a word of the vocabulary in kanji, or in letters that are named."""
    found = {}
    for folded, word in _written(words).items():
        if any("一" <= char <= "鿿" for char in folded):
            found[folding.fold(analysis.reading(word))] = word
        elif folded.isascii() and folded.isalpha() and len(folded) <= MAX_LETTERS:
            found[folding.fold(letters.spoken(folded))] = word
    return found


def extent(text: str, run: Run) -> tuple[int, int]:
    """Where the term ``run`` stands in ``text``: for one in hiragana up to the blanks around.

    So too for a known word of which a part is in hiragana (脆弱性しんだん).

    Sudachi takes a foreign word in hiragana for particles and pieces of other words.
    """
    start, end = run[0].start, run[-1].end
    first = max(text.rfind(" ", 0, start), text.rfind("\u3000", 0, start)) + 1
    after = [place for place in (text.find(" ", end), text.find("\u3000", end)) if place >= 0]
    last = min(after, default=len(text))
    word = text[first:last]
    if by_reading(word):
        return first, last
    if (head := _known_head(word)) and start < first + len(head):
        return first, first + len(head)
    return (first, last) if _is_hiragana(word) else (start, end)


def _known_head(word: str) -> str:
    """What ``word`` begins with if it is of the vocabulary, in hiragana, and more follows."""
    length = next((n for n, char in enumerate(word) if not _is_hiragana(char)), len(word))
    ends = range(min(length, len(word) - 1), SHORTEST, -1)
    return next((word[:end] for end in ends if by_reading(word[:end])), "")


def by_reading(word: str) -> str | None:
    """The word of the vocabulary that is read like ``word``, which is in kana in part or all."""
    folded = folding.fold(word)
    if len(word) > MAX_MIXED or len(folded) < SHORTEST_NAMED:
        return None
    lexicon, readings = _lexicon(vocabulary.current()), _readings(vocabulary.current())
    named = readings.get(folded)
    if named and named.isascii():
        return named
    if len(word) >= SHORTEST and _is_hiragana(word) and (same := lexicon.get(folded)):
        return same
    if len(folded) < SHORTEST or not _KANA.search(word):
        return None
    known = readings.get(folded if _is_hiragana(word) else folding.fold(analysis.reading(word)))
    return None if known and folding.fold(known) == folded else known


def _is_hiragana(text: str) -> bool:
    return bool(text) and all("ぁ" <= char <= "ゖ" or char == "ー" for char in text)


def similar_word(surface: str, run: Run) -> str | None:
    """A word of the vocabulary that ``surface`` probably means, None if it stands for itself.

    Only for what Sudachi does not know, kana written in hiragana, names of letters, and romaji.
    """
    folded = folding.fold(surface)
    words = vocabulary.current()
    lexicon = _lexicon(words)
    known = (len(surface) >= SHORTEST and lexicon.get(folded)) or by_reading(surface)
    if known:
        same = analysis.norms(known) == tuple(token.norm for token in run)
        return None if same else known
    if len(folded) < SHORTEST:
        return None
    is_unknown = any(token.unknown for token in run)
    if folded.isascii():
        return _in_roman_letters(folded, words, is_unknown=is_unknown)
    return nearest(folded, lexicon) if is_unknown else None


def _in_roman_letters(folded: str, words: Vocabulary, *, is_unknown: bool) -> str | None:
    """A word that is read like ``folded``; of the dictionary, or nearly, if that is unknown."""
    lexicon, spellings = _lexicon(words), romaji.spellings(folded)
    for kana in map(folding.fold, spellings):
        if exact := lexicon.get(kana) or _readings(words).get(kana):
            return exact
    if not is_unknown or not spellings:
        return None
    if known := next(filter(analysis.is_word, spellings), None):
        return known
    kana = folding.fold(spellings[0])
    return nearest(kana, lexicon) if len(kana) >= MIN_NEAR_KANA else None


def nearest(folded: str, words: Mapping[str, str]) -> str | None:
    """The word (by its folded spelling) with the fewest edits; None if all are far."""
    limit = 1 if len(folded) < 7 else 2
    near = (
        (folding.distance(folded, word, limit), word)
        for word in words
        if abs(len(word) - len(folded)) <= limit
        and (word[0] == folded[0] or word[-1] == folded[-1])
    )
    best = min(near, default=(limit + 1, ""))
    return words[best[1]] if best[0] <= limit else None
