"""Names of Roman letters as Japanese says them: EDR is いーでぃーあーる."""

_FIRST = "エー ビー シー ディー イー エフ ジー エイチ アイ ジェー ケー エル エム"
_SECOND = "エヌ オー ピー キュー アール エス ティー ユー ブイ ダブリュー エックス ワイ ゼット"
NAMES = dict(zip("abcdefghijklmnopqrstuvwxyz", [*_FIRST.split(), *_SECOND.split()], strict=True))


def spoken(letters: str) -> str:
    """The names of ``letters`` (a to z, in any case), one after the other, in katakana."""
    return "".join(NAMES[letter] for letter in letters.lower())
