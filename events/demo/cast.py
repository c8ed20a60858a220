"""Who appears in the invented year. All names are made up and marked 見本."""

import random
from collections.abc import Iterator

from ..services.application import Company, Contact, Person

PLACES = {
    "fukuoka": (
        "若松",
        "八幡",
        "戸畑",
        "門司",
        "小倉",
        "博多",
        "香椎",
        "久留米",
        "大牟田",
        "飯塚",
    ),
    "saga": ("唐津", "鳥栖", "伊万里", "有田"),
    "nagasaki": ("大村", "諫早", "佐世保"),
    "kumamoto": ("八代", "菊池", "玉名", "合志"),
    "oita": ("別府", "中津", "臼杵"),
    "miyazaki": ("延岡", "都城"),
    "kagoshima": ("霧島", "出水", "薩摩"),
}
TRADES = {
    "manufacturing": (
        "精機",
        "板金工業",
        "樹脂成形",
        "電子部品",
        "鋳造",
        "食品加工",
        "鉄工所",
        "金型製作所",
        "塗装工業",
        "梱包資材",
    ),
    "ec_overseas": ("茶舗", "海産", "焼酎蔵", "雑貨"),
    "medical": ("調剤薬局", "医療機器", "クリニック"),
    "satellite": ("測量設計", "農業データ"),
    "common": ("運輸", "印刷", "設備工事", "会計事務所"),
}
FORMS = ("株式会社", "有限会社", "合同会社")
SIZES = ("1-5", "6-20", "21-50", "51-100", "101-300")
SIZE_WEIGHTS = (10, 30, 30, 20, 10)
SECTOR_WEIGHTS = {
    "manufacturing": 55,
    "common": 20,
    "ec_overseas": 10,
    "medical": 10,
    "satellite": 5,
}
FAMILIES = (
    ("田中", "タナカ"),
    ("山口", "ヤマグチ"),
    ("髙﨑", "タカサキ"),
    ("𠮷田", "ヨシダ"),
    ("中村", "ナカムラ"),
    ("古賀", "コガ"),
    ("松尾", "マツオ"),
    ("緒方", "オガタ"),
    ("黒木", "クロキ"),
    ("鮫島", "サメジマ"),
    ("渡邉", "ワタナベ"),
    ("德永", "トクナガ"),
)
GIVEN = (
    ("一郎", "イチロウ"),
    ("恵子", "ケイコ"),
    ("健", "ケン"),
    ("美咲", "ミサキ"),
    ("大輔", "ダイスケ"),
    ("由美", "ユミ"),
    ("翔太", "ショウタ"),
    ("さくら", "サクラ"),
)
ROLES = (
    ("management", "経営企画室"),
    ("production_control", "生産管理課"),
    ("manufacturing", "製造部"),
    ("systems", "情報システム係"),
    ("public_relations", "広報課"),
    ("general_affairs", "総務課"),
)


def companies(number: int, *, seed: int = 7) -> list[Company]:
    """The first ``number`` invented companies, always the same ones."""
    dice = random.Random(seed)  # noqa: S311  names, no secret
    found: dict[str, Company] = {}
    while len(found) < number:
        prefecture = dice.choices(list(PLACES), [len(p) + 2 for p in PLACES.values()])[0]
        sector = dice.choices(list(SECTOR_WEIGHTS), list(SECTOR_WEIGHTS.values()))[0]
        stem = dice.choice(PLACES[prefecture]) + dice.choice(TRADES[sector])
        if stem in found:
            continue
        found[stem] = Company(
            name=f"{stem}{dice.choice(FORMS)}（見本）",
            sector=sector,
            prefecture=prefecture,
            size=dice.choices(SIZES, SIZE_WEIGHTS)[0],
        )
    return list(found.values())


def people(
    number: int, *, company: int, dice: random.Random, with_roles: bool = False
) -> Iterator[Person]:
    """``number`` people of the company with the number ``company``, each with an address."""
    families = dice.sample(FAMILIES, number)
    for position, (family, family_kana) in enumerate(families):
        given, given_kana = dice.choice(GIVEN)
        role, department = ROLES[position % len(ROLES)]
        yield Person(
            family_name=family,
            given_name=given,
            family_name_kana=family_kana,
            given_name_kana=given_kana,
            department=department,
            email=f"sample-{company}-{position + 1}@example.jp",
            role=role if with_roles else "",
        )


def contact(person: Person) -> Contact:
    """The person as the one whom the office writes to."""
    return Contact(name=f"{person.family_name} {person.given_name}", email=person.email)
