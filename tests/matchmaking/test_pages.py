"""The pages: what each person sees, and the way from a need to a contact."""

import pytest
from django.urls import reverse

from matchmaking.enums import NeedState, Visibility
from matchmaking.models import Introduction, Need, Proposal, Seed
from matchmaking.services import introduction as introductions
from matchmaking.services import need as needs
from portal.privacy.models import AuditEntry

from . import factories

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("path", ["", "needs/", "seeds/"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_public_pages_open_in_both_languages(client, path, language):
    factories.need()
    factories.seed()
    assert client.get(f"{language}/matching/{path}").status_code == 200


@pytest.mark.parametrize("name", ["index", "needs", "seeds"])
@pytest.mark.parametrize("count", [1, 9])
def test_lists_cost_the_same_however_long(client, name, count, django_assert_max_num_queries):
    for _ in range(count):
        factories.need()
        factories.seed()
    client.get(reverse(f"matchmaking:{name}"))
    with django_assert_max_num_queries(12):
        client.get(reverse(f"matchmaking:{name}"))


def test_a_public_need_hides_company_and_masks_contacts(client):
    need = factories.need(
        factories.organization("名前を出したくない商店"), body="電話は092-123-4567です。"
    )
    for address in (reverse("matchmaking:needs"), need.get_absolute_url(), "/matching/"):
        page = text(client.get(address))
        assert "名前を出したくない商店" not in page
        assert "092-123-4567" not in page
    assert "●●●" in text(client.get(need.get_absolute_url()))


def test_what_may_not_be_read_is_not_found(client):
    hidden = [
        factories.need(state=NeedState.DRAFT),
        factories.need(visibility=Visibility.MEMBERS),
        factories.need(visibility=Visibility.COORDINATOR),
        factories.seed(state="draft"),
        factories.seed(state="submitted"),
    ]
    for thing in hidden:
        assert client.get(thing.get_absolute_url()).status_code == 404
    client.force_login(factories.member(factories.organization()))
    codes = [client.get(thing.get_absolute_url()).status_code for thing in hidden]
    assert codes == [404, 200, 404, 404, 404]


def need_data(owner, **fields):
    return {
        "organization": owner.pk,
        "title": "古い検査機が心配です",
        "body": "検査機に付いている古いパソコンを更新できず、だましだまし使っています。",
        "sector": "manufacturing",
        "prefecture": "saga",
        "urgency": "quarter",
        "budget_band": "low",
        "visibility": "public_anonymous",
        "action": "submit",
    } | fields


def test_a_need_is_written_in_the_browser_and_its_themes_are_suggested(client):
    company = factories.organization()
    client.force_login(factories.member(company))
    form = reverse("matchmaking:need_new")
    assert client.get(form).status_code == 200
    suggested = text(client.post(form, need_data(company, action="suggest")))
    assert "工場・設備の安全" in suggested
    assert "だましだまし" in suggested
    assert not Need.objects.exists()
    client.post(form, need_data(company))
    need = Need.objects.get()
    assert need.state == NeedState.SUBMITTED
    assert "ot_factory" in [theme.code for theme in need.themes.all()]


def test_a_button_pressed_twice_sends_one_need(client):
    company = factories.organization()
    client.force_login(factories.member(company))
    data = need_data(company)
    answers = [client.post(reverse("matchmaking:need_new"), data)["Location"] for _press in "12"]
    need = Need.objects.get()
    assert answers == [need.get_absolute_url()] * 2
    assert need.state == NeedState.SUBMITTED
    client.post(reverse("matchmaking:need_new"), data | {"title": "別の困りごと"})
    assert Need.objects.count() == 2


def test_a_draft_may_be_empty_and_is_kept(client):
    company = factories.organization()
    client.force_login(factories.member(company))
    data = need_data(company, action="draft", title="", body="")
    response = client.post(reverse("matchmaking:need_new"), data)
    need = Need.objects.get()
    assert response.url == reverse("matchmaking:need_edit", args=[need.pk])
    assert need.state == NeedState.DRAFT


def test_contacts_in_the_words_are_warned_of_before_sending(client):
    company = factories.organization()
    client.force_login(factories.member(company))
    data = need_data(company, body="連絡は taro@example.co.jp までお願いします。")
    page = text(client.post(reverse("matchmaking:need_new"), data))
    assert "taro@example.co.jp" in page
    assert not Need.objects.exists()
    client.post(reverse("matchmaking:need_new"), data | {"acknowledged": "on"})
    assert Need.objects.get().state == NeedState.SUBMITTED


def test_too_long_and_missing_words_are_told_without_loss(client):
    company = factories.organization()
    client.force_login(factories.member(company))
    page = text(
        client.post(
            reverse("matchmaking:need_new"), need_data(company, title="あ" * 10_000, body="")
        )
    )
    assert "あ" * 10_000 in page
    assert not Need.objects.exists()


def test_people_without_an_organization_are_sent_to_name_one(client):
    client.force_login(factories.member())
    response = client.get(reverse("matchmaking:need_new"))
    assert response.url.startswith(reverse("accounts:organization"))


def test_nobody_posts_for_another_organization(client):
    client.force_login(factories.member(factories.organization()))
    client.post(reverse("matchmaking:need_new"), need_data(factories.organization()))
    assert not Need.objects.exists()


def test_the_owner_sees_candidates_with_reasons_and_others_do_not(client):
    need = factories.need()
    seed = factories.seed(title="切り離せる控えをつくるバックアップ再設計")
    client.force_login(factories.member(need.organization))
    page = text(client.get(need.get_absolute_url()))
    assert seed.title in page
    assert "オンラインで対応できます" in page
    client.force_login(factories.member(factories.organization()))
    assert seed.title not in text(client.get(need.get_absolute_url()))


def test_seeds_of_the_same_company_are_no_candidates(client):
    need = factories.need()
    factories.seed(need.organization, title="自社の切り離せる控えのバックアップ再設計")
    client.force_login(factories.member(need.organization))
    assert "自社の切り離せる" not in text(client.get(need.get_absolute_url()))


def test_not_this_one_with_a_reason(client):
    need = factories.need()
    seed = factories.seed(title="切り離せる控えをつくるバックアップ再設計")
    client.force_login(factories.member(need.organization))
    address = reverse("matchmaking:dismiss", args=[need.pk, seed.pk])
    assert client.get(address).status_code == 200
    client.post(address, {"reason": "price"}, follow=True)
    assert Proposal.objects.get().dismiss_reason == "price"
    assert seed.title not in text(client.get(need.get_absolute_url()))


def test_a_provider_writes_a_seed(client):
    provider = factories.organization(provider=True)
    client.force_login(factories.member(provider))
    assert client.get(reverse("matchmaking:provider")).status_code == 200
    form = reverse("matchmaking:seed_new")
    assert client.get(form).status_code == 200
    data = {
        "organization": provider.pk,
        "title": "控えの取り方の見直し",
        "body": "外した場所に控えを残します。",
        "service_types": ["consulting"],
        "themes": ["ransomware_backup"],
        "sectors": ["common"],
        "online": "on",
        "price_band": "low",
        "capacity_per_month": "2",
        "evidence": "",
        "action": "submit",
    }
    client.post(form, data)
    seed = Seed.objects.get()
    assert seed.state == "submitted"
    assert client.get(seed.get_absolute_url()).status_code == 200
    assert client.get(reverse("matchmaking:seed_edit", args=[seed.pk])).status_code == 200


def test_a_company_that_offers_nothing_is_told_how_to_become_a_provider(client):
    client.force_login(factories.member(factories.organization()))
    response = client.get(reverse("matchmaking:seed_new"), follow=True)
    assert "支援を提供する事業者" in text(response)


def test_from_request_to_contact_in_the_browser(client):
    need = factories.need(factories.organization("困った製作所"))
    seed = factories.seed(factories.organization("助ける事務所", provider=True))
    company, provider = (
        factories.member(need.organization),
        factories.member(seed.organization),
    )
    client.force_login(company)
    client.post(reverse("matchmaking:ask", args=[need.pk, seed.pk]))
    introduction = Introduction.objects.get()
    page = introduction.get_absolute_url()
    agree = reverse("matchmaking:decide", args=[introduction.pk, "agree"])
    assert client.get(page).status_code == 200
    client.force_login(provider)
    assert client.get(page).status_code == 404
    introductions.review(introduction=introduction, actor=None)
    assert "困った製作所" not in text(client.get(page))
    assert client.get(agree).status_code == 200
    client.post(agree)
    assert "困った製作所" not in text(client.get(page))
    assert Introduction.objects.get().agreements.count() == 0
    client.post(agree, {"stage": "3"})
    assert "困った製作所" not in text(client.get(page))
    client.force_login(company)
    assert provider.email not in text(client.get(page))
    client.post(agree, {"stage": "3"})
    assert provider.email in text(client.get(page))
    client.force_login(provider)
    shown = text(client.get(page))
    assert "困った製作所" in shown
    assert company.email in shown
    client.post(reverse("matchmaking:record_outcome", args=[introduction.pk]), {"kind": "solved"})
    withdraw = reverse("matchmaking:decide", args=[introduction.pk, "withdraw"])
    assert client.get(withdraw).status_code == 200
    client.post(withdraw, {"keep": "0"})
    assert company.email not in text(client.get(page))
    client.force_login(factories.member(factories.organization()))
    assert client.get(page).status_code == 404
    assert AuditEntry.objects.filter(action="introduction.withdrawn").exists()


def test_pages_of_members_ask_for_sign_in(client):
    introduction = factories.introduction()
    for address in (
        reverse("matchmaking:need_new"),
        reverse("matchmaking:seed_new"),
        reverse("matchmaking:provider"),
        introduction.get_absolute_url(),
    ):
        assert reverse("account_login") in client.get(address).url


def test_own_needs_are_closed_reopened_and_renewed(client):
    need = factories.need()
    client.force_login(factories.member(need.organization))
    client.post(reverse("matchmaking:need_act", args=[need.pk, "renew"]))
    client.post(reverse("matchmaking:need_act", args=[need.pk, "close"]))
    need.refresh_from_db()
    assert need.state == NeedState.CLOSED
    client.post(reverse("matchmaking:need_act", args=[need.pk, "reopen"]))
    need.refresh_from_db()
    assert need.state == NeedState.DRAFT
    client.force_login(factories.member(factories.organization()))
    other = client.post(reverse("matchmaking:need_act", args=[need.pk, "close"]))
    assert other.status_code == 404


def test_what_is_closed_leaves_cached_pages_at_once(client, django_capture_on_commit_callbacks):
    need = factories.need(title="閉じると消える困りごと")
    page = reverse("matchmaking:needs")
    assert need.title in text(client.get(page))
    with django_capture_on_commit_callbacks(execute=True):
        needs.close(need=need, actor=None)
    assert need.title not in text(client.get(page))
    assert client.get(need.get_absolute_url()).status_code == 404


def test_seeds_are_filtered(client):
    factories.seed(title="法律の相談", service_types=["legal"])
    factories.seed(title="見張りの代行", service_types=["managed_service"], online=False)
    legal = text(client.get(reverse("matchmaking:seeds"), {"form": "legal"}))
    assert "法律の相談" in legal
    assert "見張りの代行" not in legal
    online = text(client.get(reverse("matchmaking:seeds"), {"prefecture": "online"}))
    assert "見張りの代行" not in online
    odd = client.get(reverse("matchmaking:seeds"), {"theme": "nonsense", "page": "x"})
    assert odd.status_code == 200
