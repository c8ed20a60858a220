"""Invented seeds and needs in any number, the same for the same seed of chance.

Sentences are put together from the words of the vocabulary: an offer speaks of one to
three topics as experts do, a need of one or two as companies do.
"""

import random

from matchmaking import ranking, topics, wording
from matchmaking.enums import ServiceType
from portal.taxonomy import terms

_OFFER = (
    "{0}を行い、{1}まで担当します。",
    "{0}について伺い、{1}を一緒に整えます。",
    "{1}の前に{0}を確かめ、報告書にまとめます。",
)
_CLOSE = (
    "初回の相談は無料です。",
    "小さな会社からのご依頼を歓迎します。",
    "作業は休業日にも行えます。",
    "終了後ひと月は電話でお答えします。",
)
_TROUBLE = (
    "{0}ことで困っています。{1}のも気になります。",
    "先日、{0}と言われました。{1}のですが、どうすればよいでしょうか。",
    "{1}ので、{0}のをどうにかしたいです。",
)
_ABOUT = (
    "社員は二十人です。",
    "詳しい者がおりません。",
    "費用はあまりかけられません。",
    "できれば来て見てほしいです。",
)
_PLACES = tuple(code for code, *_rest in terms.PREFECTURES)
_SECTORS = tuple(code for code, *_rest in terms.SECTORS)
_FORMS = tuple(ServiceType.values)
_BANDS = ("free", "low", "mid", "high")


def _said(chance: random.Random, written: tuple[wording.Term, ...]) -> str:
    return chance.choice(written).written.lstrip("!?").replace("+", "の")


def seeds(number: int, *, chance_of: int = 1) -> list[ranking.Seed]:
    """``number`` offers with keys 1, 2, 3…"""
    chance = random.Random(chance_of)
    known = list(topics.vocabulary().values())
    made = []
    for key in range(1, number + 1):
        about = chance.sample(known, chance.choice((1, 1, 2, 3)))
        body = "".join(
            chance.choice(_OFFER).format(_said(chance, one.seed), _said(chance, one.seed))
            for one in about
        )
        made.append(
            ranking.Seed(
                key=str(key),
                title=f"{about[0].ja} {key}",
                body=body + "".join(chance.sample(_CLOSE, 2)),
                sectors=tuple(chance.sample(_SECTORS, chance.choice((1, 1, 2)))),
                themes=about[0].themes,
                service_types=tuple(chance.sample(_FORMS, chance.choice((1, 2)))),
                prefectures=(*chance.sample(_PLACES, chance.choice((1, 2))), "online")
                if chance.random() < 0.5
                else tuple(chance.sample(_PLACES, chance.choice((1, 3)))),
                price_band=chance.choice(_BANDS),
                capacity_per_month=chance.randint(1, 8),
                organization=str(chance.randint(1, max(1, number // 8))),
            )
        )
    return made


def needs(number: int, *, chance_of: int = 2) -> list[ranking.Need]:
    """``number`` troubles of companies that offer nothing themselves."""
    chance = random.Random(chance_of)
    known = [one for one in topics.vocabulary().values() if one.themes]
    made = []
    for key in range(1, number + 1):
        about = chance.sample(known, chance.choice((1, 1, 2)))
        body = "".join(
            chance.choice(_TROUBLE).format(_said(chance, one.need), _said(chance, one.need))
            for one in about
        )
        made.append(
            ranking.Need(
                title=_said(chance, about[0].need),
                body=body + "".join(chance.sample(_ABOUT, 2)),
                sector=chance.choice(_SECTORS),
                prefecture=chance.choice(_PLACES),
                budget_band=chance.choice(_BANDS),
                urgency=chance.choice(("now", "quarter", "year")),
                organization=f"company {key}",
            )
        )
    return made
