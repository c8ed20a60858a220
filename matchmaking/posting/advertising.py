"""Signs that a need is an advertisement: told to the coordinator, never a reason to refuse."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from .. import topics, wording

_PROMISES = re.compile(
    r"導入実績|業界(?:no\.?1|トップ|最安|初)|no\.?1|今なら|キャンペーン|期間限定|無料(?:トライアル|体験|お試し)"
    r"|特別価格|割引|初期費用(?:0|無料)|資料請求|お見積もり?無料|満足度|選ばれて(?:い|お)"
    r"|free trial|special offer|discount|limited time|best price|trusted by"
)
_SELLS = re.compile(
    r"(?:弊社|当社|私ども|わたくしども)(?:の|が|では|は).{0,40}?"
    r"(?:サービス|製品|ソリューション|プラン|商品|セミナー).{0,40}?"
    r"(?:提供|ご提案|ご紹介|販売|開発|お任せ|おすすめ)"
    r"|ご提案(?:いたし|させ|し)|お任せください|ご紹介(?:いたし|させ)|販売(?:して|いたし)|承(?:り|って)ます"
    r"|our (?:service|product|solution)s?|we (?:offer|provide|sell)",
    re.DOTALL,
)
_CALLS = re.compile(
    r"お(?:問い?合わ?せ|申し?込み|電話)(?:は|を|くだ|お待ち)|ご(?:連絡|相談|用命)(?:ください|お待ち)"
    r"|詳しくは(?:こちら|web|ウェブ|サイト)|今すぐ|contact us|call (?:us|now)|visit our|click here"
)
_ADDRESS = re.compile(r"https?://|www\.[a-z0-9]")
_ENOUGH = 2


def _signs() -> list[tuple[Callable[[str], object], str]]:
    return [
        (_SELLS.search, _("自社の製品やサービスを勧める書き方です")),
        (_PROMISES.search, _("宣伝によく使われる言葉があります")),
        (_CALLS.search, _("問い合わせや申し込みを促しています")),
        (_ADDRESS.search, _("ウェブサイトのアドレスがあります")),
    ]


def _offers_more(text: str) -> bool:
    """Whether the words are those of experts, not of people with a trouble."""
    finders = topics.finders()
    asks = sum(finders.need.strengths(text).values())
    offers = sum(finders.seed.strengths(text).values())
    return offers > 4 and offers > 2 * asks


def signs(title: str, body: str) -> list[str]:
    """Why a need looks like an advertisement; empty when it does not."""
    text = wording.fold(f"{title}\n{body}")
    found = [said for sign, said in _signs() if sign(text)]
    if found and _offers_more(text):
        found.append(_("困っていることより、提供できることが多く書かれています"))
    return found if len(found) >= _ENOUGH else []
