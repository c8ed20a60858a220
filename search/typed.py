"""What hands do to a query: dashes for long marks, a keyboard left in English, words of asking."""

import re

from . import analysis, romaji

# A dash after katakana that goes on or ends there is a long mark; 一 only where no kanji follows.
_DASH = re.compile(r"(?<=[ァ-ヺー])(?:[-‐‑–—―−─](?![A-Za-z0-9])|一(?=[ァ-ヺ]|\s|$))")
# Letters as they are struck for katakana: semina-, sa-ba-.
_STRUCK = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z]+(?:-[A-Za-z]*)+(?![A-Za-z0-9])")
_ASKING = re.compile(
    r"(?:に(?:ついて|関して|関する)の?|の(?:こと|件|話)(?:について)?)?(?:を|が|は|も)?"
    r"(?:もっと)?(?:詳しく|くわしく|少し)?"
    r"(?:教えて(?:ください|下さい|[ほ欲]しい(?:です)?|もらえますか|いただけますか)?"
    r"|知りたい(?:です|の(?:です)?が|んですが)?|調べたい(?:です)?|調べています"
    r"|探してい?ます|探したい)"
    r"[。?!…]*$"
)
_SIGNS = "。?!…、,"


def meant(text: str) -> str:
    """``text`` (widths folded) with long marks for dashes and katakana for struck letters."""
    return _STRUCK.sub(_katakana, _DASH.sub("ー", text))


def _katakana(struck: re.Match[str]) -> str:
    pieces = [romaji.katakana(piece) for piece in struck[0].lower().split("-")]
    word = "ー".join(pieces)
    return word if all(pieces[:-1]) and analysis.is_word(word) else struck[0]


def without_asking(text: str) -> str:
    """``text`` without について教えてください and the like at its end, if anything is left."""
    left = _ASKING.sub("", text.rstrip(_SIGNS)).strip()
    return left if left != text and analysis.norms(left) else text
