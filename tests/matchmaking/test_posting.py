"""Needs and seeds from draft to publication, and the guard over what others read."""

import pytest
from django.contrib.auth.models import AnonymousUser

from matchmaking import permissions, privacy_check
from matchmaking.enums import NeedState, SeedState, Visibility
from matchmaking.searchable import NeedSource
from matchmaking.services import need as needs
from matchmaking.services import seed as seeds
from matchmaking.transitions import NotAllowedError
from portal.delivery.models import Mail
from portal.taxonomy.models import Prefecture, Sector, Theme

from . import factories


def save_need(organization, author, need=None, **fields):
    values = {
        "title": "ﾊﾟｿｺﾝが動きません",
        "body": "朝から画面が真っ黒です。",
        "sector": Sector.objects.get(code="manufacturing"),
        "prefecture": Prefecture.objects.get(code="saga"),
        "themes": Theme.objects.filter(code="incident_response"),
        "urgency": "now",
        "budget_band": "low",
        "wanted_forms": ["emergency_response"],
        "visibility": Visibility.PUBLIC_ANONYMOUS,
    } | fields
    return needs.save(organization=organization, author=author, need=need, **values)


def save_seed(organization, author=None, seed=None, **fields):
    values = {
        "title": "駆け付け支援",
        "body": "当日中に伺います。",
        "themes": [],
        "sectors": Sector.objects.filter(code="common"),
        "prefectures": Prefecture.objects.filter(code="saga"),
        "online": False,
        "service_types": ["emergency_response"],
        "price_band": "mid",
        "capacity_per_month": 2,
        "evidence": "",
    } | fields
    return seeds.save(organization=organization, author=author, seed=seed, **values)


@pytest.mark.django_db
def test_a_need_is_kept_as_a_draft_then_submitted_and_published():
    company = factories.organization()
    author = factories.member(company)
    need = save_need(company, author)
    assert need.title == "パソコンが動きません"
    assert need.state == NeedState.DRAFT
    needs.submit(need=need, actor=author)
    need = needs.publish(need=need, actor=factories.staff("coordinator"))
    assert need.state == NeedState.PUBLISHED
    assert need.expires_on is not None
    assert Mail.objects.get().recipient == author.email
    assert NeedSource().document(need.pk).title == need.title


@pytest.mark.django_db
def test_an_empty_draft_is_kept_but_not_submitted():
    company = factories.organization()
    need = save_need(company, None, title="", body="")
    with pytest.raises(NotAllowedError):
        needs.submit(need=need, actor=None)


@pytest.mark.django_db
def test_changing_the_words_of_a_published_need_sends_it_back_to_the_coordinator():
    need = factories.need()
    same = save_need(
        need.organization, None, need=need, title=need.title, body=need.body, budget_band="mid"
    )
    assert same.state == NeedState.PUBLISHED
    changed = save_need(need.organization, None, need=need, title="別の話", body=need.body)
    assert changed.state == NeedState.SUBMITTED


@pytest.mark.django_db
def test_sending_back_tells_the_writer_why():
    company = factories.organization()
    author = factories.member(company)
    need = factories.need(company, state=NeedState.SUBMITTED, created_by=author)
    needs.send_back(need=need, actor=None, reason="社名が読み取れます。")
    need.refresh_from_db()
    assert need.state == NeedState.DRAFT
    assert "社名が読み取れます。" in Mail.objects.get().text


@pytest.mark.django_db
def test_a_draft_cannot_be_published_and_a_closed_need_cannot_be_changed():
    draft = factories.need(state=NeedState.DRAFT)
    with pytest.raises(NotAllowedError):
        needs.publish(need=draft, actor=None)
    needs.close(need=draft, actor=None)
    with pytest.raises(NotAllowedError):
        save_need(draft.organization, None, need=draft)
    assert needs.reopen(need=draft, actor=None).state == NeedState.DRAFT


@pytest.mark.django_db
def test_a_seed_needs_a_provider_words_and_a_place():
    with pytest.raises(NotAllowedError, match="支援を提供する事業者"):
        save_seed(factories.organization())
    provider = factories.organization(provider=True)
    nowhere = save_seed(provider, prefectures=[], online=False)
    with pytest.raises(NotAllowedError, match="地域"):
        seeds.submit(seed=nowhere, actor=None)
    with pytest.raises(NotAllowedError, match="同じ名前"):
        save_seed(provider)


@pytest.mark.django_db
def test_price_changes_at_once_but_words_are_read_again():
    seed = factories.seed()
    same = save_seed(
        seed.organization, seed=seed, title=seed.title, body=seed.body, price_band="high"
    )
    assert same.state == SeedState.PUBLISHED
    changed = save_seed(seed.organization, seed=seed, title=seed.title, body="別の内容です。")
    assert changed.state == SeedState.SUBMITTED


@pytest.mark.django_db
def test_who_reads_a_need_follows_its_visibility_and_never_names_the_company():
    need = factories.need()
    stranger = factories.member()
    colleague = factories.member(factories.organization())
    coordinator = factories.staff("coordinator")
    editor = factories.staff("editor")
    owner = factories.member(need.organization)
    readers = {
        "anonymous": AnonymousUser(),
        "stranger": stranger,
        "member": colleague,
        "editor": editor,
        "coordinator": coordinator,
        "owner": owner,
    }
    expected = {
        Visibility.PUBLIC_ANONYMOUS: set(readers),
        Visibility.MEMBERS: {"member", "coordinator", "owner"},
        Visibility.COORDINATOR: {"coordinator", "owner"},
    }
    for visibility, allowed in expected.items():
        need.visibility = visibility
        seen = {name for name, user in readers.items() if permissions.can_read_need(user, need)}
        assert seen == allowed, visibility
    for state in (NeedState.DRAFT, NeedState.SUBMITTED, NeedState.CLOSED):
        need.state = state
        need.visibility = Visibility.PUBLIC_ANONYMOUS
        seen = {name for name, user in readers.items() if permissions.can_read_need(user, need)}
        assert seen == {"coordinator", "owner"}, state
    named = {name for name, user in readers.items() if permissions.can_see_company(user, need)}
    assert named == {"coordinator", "owner"}


@pytest.mark.parametrize(
    ("text", "kind", "hidden"),
    [
        ("連絡は taro.yamada@example.co.jp まで", "email", "taro.yamada@example.co.jp"),
        ("電話は092-123-4567です", "phone", "092-123-4567"),
        ("携帯 ０９０－１２３４－５６７８", "phone", "1234"),
        ("法人番号4000012090001の会社です", "corporate_number", "4000012090001"),
        ("パスワードはhimitsu2026です", "secret", "himitsu2026"),
        ("合言葉は「sakura123」", "secret", "sakura123"),
        ("カードは4111-1111-1111-1111", "card", "4111-1111-1111-1111"),
    ],
)
def test_personal_data_and_secrets_are_found_and_masked(text, kind, hidden):
    assert [finding.kind for finding in privacy_check.find(text)] == [kind]
    assert hidden not in privacy_check.mask(text)
    assert "●●●" in privacy_check.mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "社員は31名、パソコンは6台、予算は100万円です。",
        "2026年11月22日までに返事が要ります。",
        "パスワードは全員同じです。",
        "百二十台のうち30台がWindows 7です。",
    ],
)
def test_plain_words_and_numbers_are_left_alone(text):
    assert privacy_check.find(text) == []
