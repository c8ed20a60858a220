"""Registering the organization: what people type is understood or explained, never lost."""

import pytest
from django.urls import reverse

from portal.accounts import postcode
from portal.accounts.errors import CorporateNumberTaken
from portal.accounts.models import Organization
from portal.accounts.services import organization as service
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db
NEW = "/mypage/organization/new/"


@pytest.fixture
def person(client, make_user):
    user = make_user("new@example.jp", family_name="山田", given_name="太郎")
    client.force_login(user)
    return user


def typed(**changes):
    return {
        "name": "ひびき精工株式会社",
        "name_kana": "",
        "corporate_number": "",
        "sector": "manufacturing",
        "size": "21-50",
        "postal_code": "805-0071",
        "prefecture": "fukuoka",
        "city": "北九州市八幡東区東田",
        "street": "1-2-3",
        "phone": "",
        "website": "",
    } | changes


def test_registering(client, person):
    answer = client.post(NEW, typed(corporate_number="4000012090001"))
    assert answer.url == reverse("accounts:mypage")
    organization = Organization.objects.get()
    assert organization.postal_code == "8050071"
    assert organization.memberships.get().role == "owner"
    assert AuditEntry.objects.filter(action="organization.created", actor=person).exists()


def test_sole_proprietors_have_no_number(client, person):
    client.post(NEW, typed())
    client.logout()
    assert Organization.objects.get().corporate_number is None


@pytest.mark.parametrize(
    "number",
    [
        "4000012090001",
        "４００００１２０９０００１",
        "4-0000-1209-0001",
        "4 0000 1209 0001",
        "４－００００－１２０９－０００１",
        "T4000012090001",
        "4‐0000‐1209‐0001",
        "4ー0000ー1209ー0001",
    ],
)
def test_corporate_numbers_in_all_spellings(client, person, number):
    client.post(NEW, typed(corporate_number=number))
    assert Organization.objects.get().corporate_number == "4000012090001"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("4000012090002", "1桁ずつ"),
        ("000012090001", "12桁"),
        ("400001209000", "12桁"),
        ("40000120900011", "今は14桁"),
        ("abcdefghijklm", "数字だけ"),
        ("0000000000000", "1桁ずつ"),
        ("4000012090001; DROP TABLE", "13桁"),
    ],
)
def test_wrong_numbers_are_explained_and_kept(client, person, number, words):
    page = client.post(NEW, typed(corporate_number=number)).content.decode()
    assert words in page
    assert f'value="{number}"' in page
    assert 'value="北九州市八幡東区東田"' in page
    assert not Organization.objects.exists()


def test_a_registered_number_offers_to_ask_the_owner(client, person, organization):
    page = client.post(NEW, typed(corporate_number="4000012090001")).content.decode()
    assert "代表者に参加を依頼する" in page
    assert organization.name not in page.replace('value="ひびき精工株式会社"', "")
    client.post(reverse("accounts:ask_to_join"), {"corporate_number": "4000012090001"})
    client.post(reverse("accounts:ask_to_join"), {"corporate_number": "4000012090001"})
    mail = Mail.objects.get(key__startswith="account:join:")
    assert mail.recipient == "hanako@example.jp"
    assert "new@example.jp" in mail.text


def test_the_database_has_the_last_word_on_numbers(organization, make_user, organization_fields):
    with pytest.raises(CorporateNumberTaken):
        service.create(owner=make_user("b@example.jp"), fields=organization_fields)
    assert Organization.objects.count() == 1


def test_very_long_names_are_refused_with_their_length_and_kept(client, person):
    name = "長" * 10_000
    page = client.post(NEW, typed(name=name)).content.decode()
    assert "120文字以内で入力してください（今は10000文字です）。" in page
    assert name in page


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("ﾋﾋﾞｷｾｲｺｳ", "ヒビキセイコウ"),
        ("ひびきせいこう", "ヒビキセイコウ"),
        ("ヒビキ　セイコウ", "ヒビキ セイコウ"),
    ],
)
def test_kana_in_all_widths(client, person, sent, kept):
    client.post(NEW, typed(name_kana=sent))
    assert Organization.objects.get().name_kana == kept


def test_half_width_kana_in_names_is_widened_and_rare_characters_stay(client, person):
    client.post(NEW, typed(name="ｶﾌﾞｼｷｶﾞｲｼｬ 髙﨑𠮷神"))
    assert Organization.objects.get().name == "カブシキガイシャ 髙﨑𠮷神"


def test_kanji_is_no_reading(client, person):
    assert "カタカナで" in client.post(NEW, typed(name_kana="響精工")).content.decode()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("0931234567", "093-123-4567"),
        ("０９３－１２３－４５６７", "093-123-4567"),
        ("093ー123ー4567", "093-123-4567"),
        ("+81 93 123 4567", "093-123-4567"),
    ],
)
def test_phone_numbers_in_all_spellings(client, person, sent, kept):
    client.post(NEW, typed(phone=sent))
    assert Organization.objects.get().phone == kept


@pytest.mark.parametrize("phone", ["12345", "電話なし", "0" * 5000])
def test_wrong_phone_numbers_are_explained(client, person, phone):
    assert "市外局番から" in client.post(NEW, typed(phone=phone)).content.decode()


@pytest.mark.parametrize("code", ["805-0071", "８０５－００７１", "〒805-0071", "8050071"])
def test_address_by_post_code_without_script(client, person, code):
    data = typed(postal_code=code, city="", prefecture="", name="長い名前" * 50) | {"look_up": "1"}
    page = client.post(NEW, data).content.decode()
    assert 'value="北九州市八幡東区東田"' in page
    assert "長い名前" * 50 in page
    assert '<option value="fukuoka" selected>' in page
    assert "field-invalid" not in page
    assert not Organization.objects.exists()


def test_post_codes_of_large_offices():
    address = postcode.look_up("8128546")
    assert (address.prefecture, address.city, address.street) == (
        "福岡県",
        "福岡市博多区博多駅東",
        "2丁目11-1",
    )


@pytest.mark.parametrize(
    ("code", "words"), [("999-9999", "見つかりません"), ("123", "7桁"), ("", "見つかりません")]
)
def test_unknown_post_codes_keep_the_address(client, person, code, words):
    page = client.post(NEW, typed(postal_code=code) | {"look_up": "1"}).content.decode()
    assert words in page
    assert 'value="北九州市八幡東区東田"' in page


def test_address_for_the_script(client, person):
    answer = client.get(reverse("accounts:postcode"), {"code": "812-8546"})
    assert answer.json() == {
        "prefecture": "fukuoka",
        "city": "福岡市博多区博多駅東",
        "street": "2丁目11-1",
    }
    assert client.get(reverse("accounts:postcode"), {"code": "x" * 9999}).status_code == 404


def test_next_leads_on_but_never_off_the_site(client, person):
    good = client.post(NEW, typed() | {"next": "/registrations/1/"})
    assert good.url == "/registrations/1/"


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "-1", "accounts", "a\x00b"])
def test_next_never_leads_off_the_site(client, person, elsewhere):
    bad = client.post(NEW, typed() | {"next": elsewhere})
    assert bad.url == reverse("accounts:mypage")


def test_the_name_is_asked_for_once(client, make_user):
    client.force_login(make_user("b@example.jp"))
    assert 'name="family_name"' in client.get(NEW).content.decode()
    page = client.post(NEW, typed()).content.decode()
    assert "field-invalid" in page
    client.post(NEW, typed(family_name="やま", given_name="た", given_name_kana="た"))
    assert Organization.objects.exists()


def test_null_bytes_and_markup_do_no_harm(client, person):
    client.post(NEW, typed(name="a\x00b"))
    assert not Organization.objects.exists()
    client.post(NEW, typed(name="<script>alert(1)</script>"))
    assert "<script>alert(1)" not in client.get(reverse("accounts:organization")).content.decode()


def test_only_owners_change_the_data(client, organization, colleague, make_user):
    url = reverse("accounts:organization_edit", args=[organization.pk])
    for user in (colleague, make_user("stranger@example.jp")):
        client.force_login(user)
        assert client.get(url).status_code == 403
        assert client.post(url, typed(name="乗っ取り")).status_code == 403
    organization.refresh_from_db()
    assert organization.name == "ひびき精工株式会社"


def test_an_owner_changes_the_data(client, owner, organization):
    client.force_login(owner)
    url = reverse("accounts:organization_edit", args=[organization.pk])
    client.post(url, typed(name="新しい名前", corporate_number="4000012090001"))
    organization.refresh_from_db()
    assert organization.name == "新しい名前"
    assert AuditEntry.objects.get(action="organization.changed").detail["fields"] == [
        "name",
        "street",
    ]
