"""What of a company's name is its own, and whether it tells of the company by itself."""

import re
import unicodedata
from functools import lru_cache

from search import analysis, variants

from .. import lexicon
from ..prose import tidy
from .folding import fold

_JAPANESE = (
    r"株式会社|有限会社|合同会社|合資会社|合名会社|(?:一般|公益)?(?:社団|財団)法人"
    r"|医療法人(?:社団|財団)?|社会福祉法人|学校法人|宗教法人|(?:特定非営利活動|npo)法人"
    r"|\([株有同資名医社財福学]\)"
)
_LATIN = (
    r"co\.?, ?ltd\.?|co\.? ltd\.?|company,? limited|inc\.?|corporation|corp\.?|ltd\.?"
    r"|l\.?l\.?c\.?|k\.k\.?"
)
FORM = rf"(?:{_JAPANESE}|(?<![a-z])(?:{_LATIN})(?![a-z]))"
"""The legal form of a company, as texts are compared."""

_FORM = re.compile(FORM)
_READ_FORM = re.compile(
    r"カブシキ[ガカ]イシャ|ユウゲン[ガカ]イシャ|ゴウ(?:ドウ|シ|メイ)[ガカ]イシャ|カブ\)|\(カブ\)"
    r"|イリョウホウジン(?:シャダン|ザイダン)?|シャカイフクシホウジン|ガッコウホウジン"
    r"|(?:イッパン|コウエキ)?(?:シャダン|ザイダン)ホウジン|エヌピーオーホウジン"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_FOREIGN = re.compile(r"[a-z][a-z .,&-]{3,}")
_EDGE = " ・,.-&"
_PLACES = """
北海道 青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 東京
神奈川 新潟 富山 石川 福井 山梨 長野 岐阜 静岡 愛知 三重 滋賀 京都
大阪 兵庫 奈良 和歌山 鳥取 島根 岡山 広島 山口 徳島 香川 愛媛 高知
福岡 佐賀 長崎 熊本 大分 宮崎 鹿児島 沖縄 日本 九州 四国 本州 中国
関東 関西 近畿 東海 北陸 東北 中部 アジア 北九州 久留米 博多 佐世保
別府 那覇 西日本 東日本 南九州 筑豊 筑後
"""
# Where anybody may be; other places are rather the name of a company that bears it.
_WIDE = frozenset(_PLACES.split())
# A common noun of so many letters is rare enough in a need not to make holes.
_LONG = 4


def _one(char: str) -> str:
    if "ぁ" <= char <= "ゖ":
        return chr(ord(char) + 0x60)
    low = char.lower()
    if "à" <= low[0] <= "ɏ":
        return unicodedata.normalize("NFKD", low)[0]
    return low if len(low) == 1 else char


def same(text: str) -> str:
    """``text`` (folded) for comparison, as long as before: small letters, katakana, new kanji."""
    return variants.new_kanji("".join(map(_one, text)))


def cores(name: str) -> list[str]:
    """``name`` without its legal form and what stands in brackets, as compared; not empty ones.

    Of a name in several words the first may stand for the whole; one in Roman letters in
    brackets is another name.
    """
    bare = _FORM.sub(" ", same(fold(tidy(name)).text))
    inside = [part for part in _BRACKETS.findall(bare) if _FOREIGN.fullmatch(part)]
    whole = " ".join(_BRACKETS.sub(" ", bare).split()).strip(_EDGE)
    first = whole.split(" ")[0]
    short = [first] if len(first) >= _LONG and not first.isascii() else []
    found = [whole, *short, *(part.strip(_EDGE) for part in inside)]
    return [core for core in dict.fromkeys(found) if any(map(str.isalnum, core))]


def kana_core(kana: str) -> str:
    """The reading of a name without that of its legal form, in katakana without spaces."""
    read = _READ_FORM.sub("", same(fold(tidy(kana)).text))
    return re.sub(r"[^ァ-ヺー]", "", _BRACKETS.sub("", read))


def reading_of(core: str) -> str:
    """How ``core`` is probably read; empty where it holds Roman letters."""
    return "" if re.search("[a-z]", core) else kana_core(analysis.reading(core))


@lru_cache(maxsize=2000)
def is_telling(core: str) -> bool:
    """Whether ``core`` by itself leads to the company, and is no word of any trouble.

    Names do from two letters on, common nouns from four; never words in which troubles are
    told, nor a place where anybody may be.
    """
    letters = [char for char in core if char.isalnum() or char == "ー"]
    if len(letters) < 2 or lexicon.knows(core):
        return False
    return core not in _WIDE and (len(letters) >= _LONG or not analysis.is_common_noun(core))
