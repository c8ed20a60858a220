"""A regular expression that finds a word however its kana and width are written."""

import re
import unicodedata

import jaconv

_SMALL = dict(zip("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ", strict=True))
_LARGE = {large: small for small, large in _SMALL.items()}
_LONG = "[ーｰ]?"


def _kana(char: str) -> str:
    """Alternatives of one katakana: large and small, hiragana, half width."""
    forms = {char, _SMALL.get(char, char), _LARGE.get(char, char)}
    forms |= {jaconv.kata2hira(form) for form in forms}
    forms |= {jaconv.z2h(form, kana=True) for form in forms}
    return "(?:" + "|".join(sorted(map(re.escape, forms))) + ")"


def pattern(word: str) -> str:
    """For case-insensitive search in PostgreSQL and SQLite.

    A long mark may be there or not after any katakana.
    """
    parts: list[str] = []
    for char in unicodedata.normalize("NFKC", word):
        katakana = jaconv.hira2kata(char)
        if char == "ー":
            if not parts or not parts[-1].endswith(_LONG):
                parts.append(_LONG)
        elif "ァ" <= katakana <= "ヴ":
            parts.append(_kana(katakana) + _LONG)
        elif "!" <= char <= "~":
            parts.append("(?:" + re.escape(char) + "|" + chr(ord(char) + 0xFEE0) + ")")
        else:
            parts.append(re.escape(char))
    return "".join(parts)
