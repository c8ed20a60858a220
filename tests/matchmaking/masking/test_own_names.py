"""Whoever writes a need is not read in it, however the name is written."""

import pytest
from django.urls import reverse

from matchmaking import privacy_check
from matchmaking.enums import Side
from matchmaking.masking.own_names import Writer
from matchmaking.models import AlertPair, Need
from matchmaking.posting import digests
from matchmaking.searchable import NeedSource
from matchmaking.services import introduction as introductions
from portal.delivery.models import Mail

from .. import factories

SEIMITSU = Writer(
    "株式会社九州精密",
    "キュウシュウセイミツ",
    "https://www.kyushu-seimitsu.co.jp/",
    ("髙田", "次郎"),
    ("タカダ", "ジロウ"),
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("株式会社九州精密の工場です。", "●●●の工場です。"),
        ("当社 九州精密 では", "当社 ●●● では"),
        ("九州精密が㈱九州精密に", "●●●が●●●に"),
        ("（株）九州精密は", "●●●は"),
        ("九州精密株式会社様", "●●●様"),
        ("九 州・精 密で", "●●●で"),
        ("きゅうしゅうせいみつの", "●●●の"),
        ("ｷｭｳｼｭｳｾｲﾐﾂを", "●●●を"),
        ("Kyushu Seimitsu", "●●●"),
        ("ＫＹＵＳＨＵ－ＳＥＩＭＩＴＳＵ", "●●●"),
        ("Kyūshū Seimitsu、kyuushuuseimitsu", "●●●、●●●"),
        ("http://kyushu-seimitsu.co.jp/contact を", "●●● を"),
        ("高田　次郎です。Jiro Takada", "●●●です。●●●"),
        ("九州の精密加工の会社です。", "九州の精密加工の会社です。"),
    ],
)
def test_a_company_is_found_in_every_way_its_name_is_written(text, shown):
    assert privacy_check.mask(text, SEIMITSU) == shown
    assert "九州精密" in privacy_check.mask("九州精密", Writer("別の会社"))


@pytest.mark.parametrize(
    ("company", "text", "shown"),
    [
        ("株式会社光", "光回線と日光の間で", "光回線と日光の間で"),
        ("株式会社光", "株式会社光、当社「光」、光と申します", "●●●、当社「●●●」、●●●と申します"),
        ("株式会社光", "有限会社光洋の", "有限会社光洋の"),
        ("株式会社システム", "弊社システムが止まる", "弊社システムが止まる"),
        ("株式会社システム", "システムという会社", "●●●という会社"),
        ("情報セキュリティ合同会社", "情報セキュリティの心配", "情報セキュリティの心配"),
        ("合同会社みらい", "みらいへの備え、Mirai の感染", "みらいへの備え、Mirai の感染"),
        ("㈱福岡", "福岡の工場、(株)福岡の工場", "福岡の工場、●●●の工場"),
        ("有限会社新栄", "新栄では新栄町の", "●●●では新栄町の"),
        ("サンライズ・テック", "サンライズテックスとサンライズテック", "サンライズテックスと●●●"),
        ("Sunrise Tech Inc.", "sunrise techでsunriseを", "●●●でsunriseを"),
        ("ABC商事（見本）", "ＡＢＣ商事と ABC", "●●●と ABC"),
        ("株式会社", "株式会社です", "株式会社です"),
        ("😀", "😀です", "😀です"),
    ],
)
def test_everyday_words_make_no_holes(company, text, shown):
    assert privacy_check.mask(text, Writer(company)) == shown


@pytest.fixture
def company(db):
    return factories.organization("有限会社中村鉄工", name_kana="ナカムラテッコウ")


@pytest.fixture
def owner(company):
    return factories.member(company)


@pytest.fixture
def need(company, owner):
    return factories.need(
        company,
        created_by=owner,
        title="中村鉄工の図面が開けません",
        body="当社は中村鉄工です。試験 太郎が困っています。",
    )


def test_others_read_it_nowhere(client, need):
    """Page, list, search, alert and the words of a coordinator; the writer reads it whole."""
    document = NeedSource().document(need.pk)
    provider = factories.organization(provider=True)
    pair = AlertPair(
        need=need, seed=factories.seed(provider), user=factories.member(provider), score=1
    )
    pair.side = Side.PROVIDER
    told = [
        client.get(need.get_absolute_url()).content.decode(),
        client.get(reverse("matchmaking:needs")).content.decode(),
        f"{document.title}{document.body}",
        str(digests._line(pair, "ja")),
    ]
    introduction = factories.introduction(need, pair.seed)
    introductions.review(
        introduction=introduction, actor=None, message="中村鉄工さんのご相談です。"
    )
    sent = Mail.objects.filter(recipient=pair.user.email)
    told += [one.subject + one.text + one.html for one in sent]
    client.force_login(pair.user)
    told.append(client.get(introduction.get_absolute_url()).content.decode())
    assert len(told) == 6
    for words in told:
        assert "中村" not in words
        assert "太郎が" not in words
    client.force_login(need.created_by)
    assert "当社は中村鉄工です" in client.get(need.get_absolute_url()).content.decode()


def test_the_writer_is_warned_first(client, company, owner):
    client.force_login(owner)
    sent = {
        "organization": company.pk,
        "title": "図面が開けません",
        "body": "なかむらてっこうの者です。図面が開けません。",
        "sector": company.sector_id,
        "prefecture": company.prefecture_id,
        "urgency": "quarter",
        "budget_band": "low",
        "visibility": "public_anonymous",
        "action": "submit",
    }
    asked = client.post(reverse("matchmaking:need_new"), sent)
    assert '<mark title="どの会社か分かる名前やアドレス">なかむらてっこう</mark>' in (
        asked.content.decode()
    )
    assert not Need.objects.exists()
    client.post(reverse("matchmaking:need_new"), sent | {"acknowledged": "on"})
    assert Need.objects.get().shown_body == "●●●の者です。図面が開けません。"


def test_a_list_of_many_companies_costs_no_more(client, db, django_assert_num_queries):
    for number in range(2):
        factories.need(created_by=factories.member(), title=f"困りごと{number}")
    listed = Need.objects.open().with_terms().order_by("pk")
    with django_assert_num_queries(2):
        [(one.shown_title, one.shown_body) for one in listed.all()]
