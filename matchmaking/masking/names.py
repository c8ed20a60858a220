"""Names of people: before 様 and its like, after 担当, and as English writes them."""

import re
from functools import lru_cache

from search import analysis

_KANJI = r"[一-龥々〆ヶ﨑髙𠮷]"
_RUN = (
    rf"(?:{_KANJI}{{1,5}}(?:[ 　]{_KANJI}{{1,4}})?|[ァ-ヴー]{{2,10}}(?:[・ 　][ァ-ヴー]{{2,10}})?)"
)
_BEFORE = re.compile(rf"({_RUN})[ 　]?(様|さま|さん|氏|殿|くん|先生)(?![子々式態相])")
_CHARGE = re.compile(
    r"担当(?:者|窓口)?(?:の?(?:氏名|名前|名))?(?:は|の|が|:|：|/|／|（|\(|[ 　])*"
    rf"(?:{_KANJI}{{1,6}}の)?({_RUN}|[A-Z][a-z]+(?:[ 　][A-Z][A-Za-z]+)?)"
    # What follows a name; 担当者向け and 担当が出合い go on otherwise.
    rf"(?=[^ぁ-ん一-龥]|$|[でがにとへはのも宛]|まで|から|さん|さま|様|氏|殿|あて|(?<={_KANJI}{{2}})を)"
)
_ENGLISH = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+([A-Z][a-z'’-]+(?:\s[A-Z][a-z'’-]+)?)"
    r"|\b(?i:contact(?: person)?|person in charge|attn\.?|in charge)\s*(?:is|:)\s*"
    r"([A-Z][a-z'’-]+(?:\s[A-Z][a-z'’-]+)?)"
    r"|\b([A-Z][a-z]+)[- ]san\b"
)
# Who is called 様 without being named.
_CALLED = re.compile(
    r"(?:客|皆|得意|先|方|者|社|店|員|長|主|元|家|族|親|子|父|母|兄|姉|弟|妹|夫|妻|院|所|局|団体|組合|業"
    r"|会|部|課|係|生|人|手|多|仕|同|模|有|神|王|奥|異|各位|左|今|何|貴|御中|世|末|逆|一|二|三|両|オーナー"
    r"|ユーザー|メーカー|ベンダー|ゲスト|スタッフ|サロン)$"
)
_PLAIN = str.maketrans("髙﨑德濵塚邉邊𠮷", "高崎徳浜塚辺辺吉")
Span = tuple[str, int, int]


@lru_cache(maxsize=2000)
def _is_name(words: str) -> bool:
    """Whether the dictionary reads ``words`` as a person when somebody is called by them."""
    return bool(analysis.names_of_people(f"{words.translate(_PLAIN)}さん") - {"さん"})


def _is_called(words: str, title: str) -> bool:
    last = re.split("[ 　]", words)[-1]
    if _CALLED.search(last):
        return False
    return title in ("様", "さま", "殿", "氏") or _is_name(last)


def spans(text: str) -> list[Span]:
    """Kind, begin and end of every name in ``text``."""
    found: list[Span] = []
    for match in _BEFORE.finditer(text):
        if _is_called(match[1], match[2]):
            found.append(("name", *match.span(1)))
    for match in _CHARGE.finditer(text):
        if match[1][0].isascii() or (not _CALLED.search(match[1]) and _is_name(match[1])):
            found.append(("name", *match.span(1)))
    for match in _ENGLISH.finditer(text):
        group = next(number for number in (1, 2, 3) if match[number])
        found.append(("name", *match.span(group)))
    return found
