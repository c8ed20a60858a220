"""My page: today first, and the same number of queries however much there is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts import mypage
from portal.accounts.enums import MembershipRole
from portal.accounts.models import Membership
from portal.accounts.views.mypage import _sorted

pytestmark = pytest.mark.django_db


@pytest.fixture
def panels(monkeypatch):
    kept = {}
    monkeypatch.setattr(mypage, "_panels", kept)
    return kept


def items(*ages):
    now = timezone.now()
    return [
        mypage.Item(title=f"item {age}", url="/x/", when=now + timedelta(days=age)) for age in ages
    ]


def test_a_panel_name_is_taken_once(panels):
    panel = mypage.Panel(name="a", title="A", items=lambda user: [])
    mypage.register(panel)
    with pytest.raises(ValueError, match="'a'"):
        mypage.register(panel)


def test_what_is_urgent_then_coming_then_past():
    urgent = mypage.Item(title="urgent", url="/", urgent=True)
    undated = mypage.Item(title="undated", url="/")
    now = timezone.now()
    titles = [item.title for item in _sorted([undated, *items(-1, -9, 9, 0, 1), urgent], now)]
    assert titles == [
        "urgent",
        "item 0",
        "item 1",
        "item 9",
        "item -1",
        "item -9",
        "undated",
    ]


def test_today_comes_first(client, owner, organization, panels):
    mypage.register(mypage.Panel(name="a", title="申込", items=lambda user: items(0, 3)))
    client.force_login(owner)
    page = client.get(reverse("accounts:mypage")).content.decode()
    today = page[page.index('id="today"') : page.index('id="panel-a"')]
    assert "item 0" in today
    assert "item 3" not in today


def test_what_was_only_changed_today_does_not_crowd_today(client, owner, organization, panels):
    changed = mypage.Item(title="changed", url="/x/", when=timezone.now(), happens=False)
    mypage.register(mypage.Panel(name="a", title="相談", items=lambda user: [changed]))
    client.force_login(owner)
    page = client.get(reverse("accounts:mypage")).content.decode()
    assert "changed" not in page[page.index('id="today"') : page.index('id="panel-a"')]
    assert "changed" in page[page.index('id="panel-a"') :]


def test_empty_panels_say_so(client, owner, panels):
    mypage.register(
        mypage.Panel(
            name="a", title="申込", items=lambda user: [], empty_text="申込はまだありません。"
        )
    )
    client.force_login(owner)
    page = client.get(reverse("accounts:mypage")).content.decode()
    assert "まだありません。" in page
    assert "まず、事業者を登録してください" in page


def test_titles_of_items_are_escaped(client, owner, panels):
    item = mypage.Item(title="<script>alert(1)</script>", url="/x/")
    mypage.register(mypage.Panel(name="a", title="申込", items=lambda user: [item]))
    client.force_login(owner)
    assert "<script>alert" not in client.get(reverse("accounts:mypage")).content.decode()


QUERIES = 5  # user, membership, second factors, roles, erasure; the session is in the cache


def test_my_page_costs_the_same_for_one_item_and_for_many(
    client, owner, organization, panels, django_assert_num_queries
):
    mypage.register(mypage.Panel(name="a", title="申込", items=lambda user: items(1)))
    client.force_login(owner)
    client.get(reverse("accounts:mypage"))
    with django_assert_num_queries(QUERIES):
        client.get(reverse("accounts:mypage"))
    mypage.register(mypage.Panel(name="b", title="相談", items=lambda user: items(*range(50))))
    with django_assert_num_queries(QUERIES):
        client.get(reverse("accounts:mypage"))


def test_the_members_page_costs_the_same_for_one_and_for_many(
    client, owner, organization, make_user, django_assert_num_queries
):
    client.force_login(owner)
    client.get(reverse("accounts:members"))
    with django_assert_num_queries(4):
        client.get(reverse("accounts:members"))
    for number in range(10):
        user = make_user(f"n{number}@example.jp")
        Membership.objects.create(user=user, organization=organization, role=MembershipRole.MEMBER)
    with django_assert_num_queries(4):
        client.get(reverse("accounts:members"))


@pytest.mark.parametrize(
    "name",
    [
        "mypage",
        "profile",
        "security",
        "organization",
        "organization_create",
        "members",
        "personal_data",
        "export",
        "erase",
        "postcode",
    ],
)
def test_strangers_are_led_to_sign_in(client, name):
    answer = client.get(reverse(f"accounts:{name}"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_profile_is_normalised(client, owner):
    client.force_login(owner)
    data = {
        "family_name": "髙橋",
        "given_name": "はなこ",
        "family_name_kana": "たかはし",
        "given_name_kana": "ﾊﾅｺ",
        "phone": "０９０１２３４５６７８",
        "language": "en",
    }
    client.post(reverse("accounts:profile"), data)
    owner.refresh_from_db()
    assert owner.family_name == "髙橋"
    assert (owner.family_name_kana, owner.given_name_kana) == ("タカハシ", "ハナコ")
    assert (owner.phone, owner.language) == ("090-1234-5678", "en")


def test_profile_cannot_make_one_staff(client, owner):
    client.force_login(owner)
    data = {
        "family_name": "a",
        "given_name": "b",
        "language": "ja",
        "is_staff": "on",
        "is_superuser": "on",
        "email": "evil@example.jp",
    }
    client.post(reverse("accounts:profile"), data)
    owner.refresh_from_db()
    assert (owner.is_staff, owner.is_superuser, owner.email) == (False, False, "hanako@example.jp")
