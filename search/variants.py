"""Characters that are written in two ways: old and new kanji, ヴ."""

from functools import cache

from . import vocabulary

FILE = "old_kanji.txt"
_V = {"ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴュ": "ビュ", "ヴ": "ブ"}


@cache
def _kanji() -> dict[int, str]:
    """Old character → new one.

    Raises:
        VocabularyError: with file, line and reason.
    """
    found: dict[int, str] = {}
    lines = (vocabulary.FOLDER / FILE).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        for pair in line.split("#", 1)[0].split():
            if len(pair) != 2 or ord(pair[0]) in found:
                raise vocabulary.VocabularyError(
                    FILE, number, f"旧字と新字の組ではありません: {pair}"
                )
            found[ord(pair[0])] = pair[1]
    return found


def new_kanji(text: str) -> str:
    """``text`` in new characters, as long as before."""
    return text.translate(_kanji())


def without_v(text: str) -> str:
    """``text`` (katakana) as it is written without ヴ."""
    if "ヴ" in text:
        for written, plain in _V.items():
            text = text.replace(written, plain)
    return text
