"""Spelling folded so far that kana, width, small letters and long marks do not matter."""

import unicodedata

from . import variants

_SMALL = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def fold(text: str) -> str:
    """Katakana of one size without long marks and ヴ; new kanji; lower case; no signs."""
    text = unicodedata.normalize("NFKC", text).lower().translate(_HIRAGANA)
    text = variants.new_kanji(variants.without_v(text)).translate(_SMALL)
    return "".join(char for char in text if char.isalnum() and char != "ー")


def bigrams(text: str) -> list[str]:
    """Overlapping pairs of characters of each word of ``text``; a lone one stays itself."""
    grams: list[str] = []
    for word in text.split():
        folded = fold(word)
        if len(folded) == 1:
            grams.append(folded)
        grams.extend(folded[i : i + 2] for i in range(len(folded) - 1))
    return grams


def distance(left: str, right: str, limit: int) -> int:
    """Edits (insert, delete, replace, swap of neighbours) between two words.

    Stops early and answers ``limit + 1`` when they are further apart than ``limit``.
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        current = [i]
        for j, b in enumerate(right, 1):
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return previous[-1]
