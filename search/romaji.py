"""Katakana of a word that is spelled in Roman letters (Hepburn, kunrei and as one types)."""

import re

_DOUBLED = re.compile(r"([aiueo])\1")
_ROWS = {
    "": "ア イ ウ エ オ",
    "k": "カ キ ク ケ コ",
    "s": "サ シ ス セ ソ",
    "t": "タ チ ツ テ ト",
    "n": "ナ ニ ヌ ネ ノ",
    "h": "ハ ヒ フ ヘ ホ",
    "m": "マ ミ ム メ モ",
    "y": "ヤ イ ユ イェ ヨ",
    "r": "ラ リ ル レ ロ",
    "w": "ワ ウィ ウ ウェ ヲ",
    "g": "ガ ギ グ ゲ ゴ",
    "z": "ザ ジ ズ ゼ ゾ",
    "d": "ダ ディ ドゥ デ ド",
    "b": "バ ビ ブ ベ ボ",
    "p": "パ ピ プ ペ ポ",
    "f": "ファ フィ フ フェ フォ",
    "v": "バ ビ ブ ベ ボ",
    "j": "ジャ ジ ジュ ジェ ジョ",
    "sh": "シャ シ シュ シェ ショ",
    "ch": "チャ チ チュ チェ チョ",
    "ts": "ツァ ツィ ツ ツェ ツォ",
    "th": "テャ ティ テュ テェ テョ",
    "dh": "デャ ディ デュ デェ デョ",
}
_BEFORE_Y = {"k": "キ", "s": "シ", "t": "チ", "n": "ニ", "h": "ヒ", "m": "ミ", "r": "リ"}
_BEFORE_Y |= {"g": "ギ", "z": "ジ", "j": "ジ", "d": "ヂ", "b": "ビ", "p": "ピ"}
_KANA = {
    head + vowel: kana
    for head, row in _ROWS.items()
    for vowel, kana in zip("aiueo", row.split(), strict=True)
}
_KANA |= {
    f"{head}y{vowel}": kana + small
    for head, kana in _BEFORE_Y.items()
    for vowel, small in zip("aueo", ("ャ", "ュ", "ェ", "ョ"), strict=True)
}


def katakana(word: str) -> str:
    """How ``word`` (lower-case letters) is read; empty if it cannot be read so."""
    found: list[str] = []
    place = 0
    while place < len(word):
        here, after = word[place], word[place + 1 : place + 2]
        size = next((n for n in (3, 2, 1) if word[place : place + n] in _KANA), 0)
        if size:
            found.append(_KANA[word[place : place + size]])
            place += size
        elif here == "n":
            found.append("ン")
            # A second n is part of ん unless a vowel follows: rannsamu, but konnyaku.
            is_double = after == "n" and (word[place + 2 : place + 3] or "n") not in "aiueoy"
            place += 2 if is_double else 1
        elif here == after and here.isalpha() and here not in "aiueo":
            found.append("ッ")
            place += 1
        elif here == "m" and after in ("b", "p", "m"):
            found.append("ン")
            place += 1
        else:
            return ""
    return "".join(found)


def spellings(word: str) -> tuple[str, ...]:
    """``katakana`` of ``word``, and as foreign words are struck.

    With doubled vowels as long ones (seminaa: セミナー), with ティ for ti (sekyuriti).
    """
    if not katakana(word):
        return ()
    found = []
    for typed in (word, word.replace("ti", "thi")):
        pieces = _DOUBLED.sub(r"\1ー", typed).split("ー")
        found += [katakana(typed), "ー".join(map(katakana, pieces))]
    return tuple(dict.fromkeys(found))
