"""Whether a name that was found is a word by itself, or a part of a longer one."""

import re

_SCRIPTS = tuple(map(re.compile, (r"[A-Za-z0-9]", r"[ァ-ヺー]")))
_KANJI = re.compile(r"[一-龥々〆ヶ髙﨑𠮷]")
_HIRAGANA = re.compile(r"[ぁ-ゖー]")
# What may stand before and after a name that is written in hiragana.
_BEFORE, _AFTER = frozenset("はがをにでとものへやか"), frozenset("はがをにでとものへやかさ")


def _is_one_word(left: str, right: str, *, short: bool) -> bool:
    if short and _KANJI.match(left) and _KANJI.match(right):
        return True
    return any(script.match(left) and script.match(right) for script in _SCRIPTS)


def stands_alone(
    text: str, begin: int, end: int, *, short: bool, open_at: tuple[bool, bool]
) -> bool:
    """Whether ``text[begin:end]`` goes on neither before nor after.

    ``short`` names of two kanji or one are parts of many words. ``open_at`` tells at which
    end it is known where the name stops.
    """
    before, after = text[max(0, begin - 1) : begin], text[end : end + 1]
    first, last = text[begin], text[end - 1]
    if before and not open_at[0]:
        if _is_one_word(before, first, short=short):
            return False
        if _HIRAGANA.match(before) and _HIRAGANA.match(first) and before not in _BEFORE:
            return False
    if after and not open_at[1]:
        if _is_one_word(last, after, short=short):
            return False
        if _HIRAGANA.match(last) and _HIRAGANA.match(after) and after not in _AFTER:
            return False
    return True
