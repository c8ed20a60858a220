"""Widths and kana as people type them, made uniform without touching anybody's name.

NFKC on a whole name would turn 福 (U+FA1B) into 福 and ① into 1, so only the
half-width and full-width forms and the ideographic space are folded.
"""

import re
import unicodedata

import jaconv

_WIDTH_FORMS = re.compile(r"[\uff00-\uffef\u3000]+")
_SPACES = re.compile(r"\s+")
_KANA = re.compile(r"[ァ-ヶー・ ]+")
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def fold_widths(text: str) -> str:
    """ｶﾞ → ガ, Ａ → A, ideographic space → space; runs of space become one."""
    folded = _WIDTH_FORMS.sub(lambda run: unicodedata.normalize("NFKC", run.group()), text)
    return _SPACES.sub(" ", folded).strip()


def to_katakana(text: str) -> str:
    """たかさき / ﾀｶｻｷ → タカサキ."""
    return jaconv.hira2kata(fold_widths(text))


def is_katakana(text: str) -> bool:
    """Whether ``text`` is written in katakana only (long mark, middle dot and space allowed)."""
    return _KANA.fullmatch(text) is not None


def odd_characters(text: str) -> str:
    """The characters of ``text`` that no name holds: control characters and emoji."""
    return "".join(
        dict.fromkeys(
            char
            for char in text
            if unicodedata.category(char) in _UNPRINTABLE
            or (unicodedata.category(char) == "So" and ord(char) > 0xFFFF)
        )
    )
