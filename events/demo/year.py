"""The invented year: what was held when, and how it went."""

from dataclasses import dataclass

from ..enums import EventKind, SessionFormat


@dataclass(frozen=True, kw_only=True)
class Run:
    """One past session.

    ``weeks`` ago it took place; ``companies`` applied; ``shown`` is the share of people who
    came, ``answered`` the share of those who filled in the survey, ``liked`` how good it was
    on the scale from 1 to 5.
    """

    code: str
    weeks: int
    kind: EventKind
    title_ja: str
    title_en: str
    format: SessionFormat
    prefecture: str | None
    capacity: int
    companies: int
    shown: float
    answered: float
    liked: float
    insights: tuple[str, ...]
    to_change: tuple[str, ...]


YEAR = (
    Run(
        code="basics-autumn",
        weeks=51,
        kind=EventKind.SEMINAR,
        title_ja="はじめての情報セキュリティ（秋）",
        title_en="First steps in information security (autumn)",
        format=SessionFormat.ONLINE,
        prefecture=None,
        capacity=80,
        companies=28,
        shown=0.72,
        answered=0.5,
        liked=3.8,
        insights=("取引先からの問合せに答える担当が決まっていない会社が多い",),
        to_change=("質疑の時間を20分に延ばす（事務局・次回）",),
    ),
    Run(
        code="backup-workshop",
        weeks=46,
        kind=EventKind.WORKSHOP,
        title_ja="バックアップを戻してみる会",
        title_en="Restoring a backup, hands on",
        format=SessionFormat.ONSITE,
        prefecture="fukuoka",
        capacity=10,
        companies=12,
        shown=0.88,
        answered=0.8,
        liked=4.4,
        insights=(
            "取ってはいるが、戻した経験のある会社は1社だけだった",
            "戻す手順書が担当者の頭の中にしかない",
        ),
        to_change=("手順書のひな形を事前に配る（講師・次回）",),
    ),
    Run(
        code="kumamoto-exercise",
        weeks=40,
        kind=EventKind.EXERCISE,
        title_ja="体験型演習 in 熊本",
        title_en="Exercise in Kumamoto",
        format=SessionFormat.HYBRID,
        prefecture="kumamoto",
        capacity=7,
        companies=9,
        shown=0.92,
        answered=0.85,
        liked=4.5,
        insights=(
            "止める判断をする人が不在のときの代理が決まっていない",
            "復旧の順番を生産管理と話したことがなかった",
        ),
        to_change=("状況付与の間隔を10分に空ける（進行役・次回）",),
    ),
    Run(
        code="mail-fraud",
        weeks=33,
        kind=EventKind.SEMINAR,
        title_ja="取引先をかたるメールの見分け方",
        title_en="Spotting mail that pretends to be a partner",
        format=SessionFormat.ONLINE,
        prefecture=None,
        capacity=100,
        companies=34,
        shown=0.68,
        answered=0.42,
        liked=4.0,
        insights=("振込先の変更を電話で確かめる決まりがある会社は半分以下",),
        to_change=("経理の方向けの回を分ける（事務局・来年度）",),
    ),
    Run(
        code="factory-network",
        weeks=26,
        kind=EventKind.WORKSHOP,
        title_ja="工場のネットワークを描く",
        title_en="Drawing your factory network",
        format=SessionFormat.ONSITE,
        prefecture="fukuoka",
        capacity=12,
        companies=14,
        shown=0.9,
        answered=0.75,
        liked=4.2,
        insights=("保守会社の回線がつながったままの設備が見つかった",),
        to_change=("A3用紙と付せんを各卓に2組用意する（会場係・次回）",),
    ),
    Run(
        code="scs-briefing",
        weeks=19,
        kind=EventKind.SEMINAR,
        title_ja="取引先から求められる対策の説明会",
        title_en="What customers ask of their suppliers",
        format=SessionFormat.HYBRID,
        prefecture="fukuoka",
        capacity=60,
        companies=31,
        shown=0.75,
        answered=0.55,
        liked=3.9,
        insights=("自社がどの段階に当たるかを自分で判断できない",),
        to_change=("個別相談の枠を同じ日に設ける（コーディネーター・次回）",),
    ),
    Run(
        code="oita-exercise",
        weeks=12,
        kind=EventKind.EXERCISE,
        title_ja="体験型演習 in 大分",
        title_en="Exercise in Oita",
        format=SessionFormat.HYBRID,
        prefecture="oita",
        capacity=7,
        companies=11,
        shown=0.94,
        answered=0.9,
        liked=4.6,
        insights=(
            "緊急連絡網が社内のサーバーにしかなかった",
            "広報と総務が最初に知らせる相手を別々に考えていた",
        ),
        to_change=("緊急連絡網を紙で持参してもらう（案内文・次回）",),
    ),
)
