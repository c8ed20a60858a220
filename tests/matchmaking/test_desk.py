"""The coordinator's desk: who gets in, and what is decided there."""

import re

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from matchmaking import desk_menu, desk_urls, waiting
from matchmaking.disclosure import trail
from matchmaking.enums import IntroductionState, NeedState, SeedState
from matchmaking.models import Introduction
from matchmaking.services import proposal as proposals
from matchmaking.thread import services as thread
from matchmaking.views import desk
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry

from . import factories, talks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _second_factor_shown(settings):
    """The admin's second factor has tests of its own."""
    settings.MFA_REQUIRED_PREFIXES = ()


@pytest.fixture
def coordinator(client):
    user = factories.staff("coordinator")
    client.force_login(user)
    return user


def text(response):
    return response.content.decode()


SCREENS = [screen.name for screen in desk_menu.screens()]
LISTS = ("worklist", "needs", "seeds", "introductions")


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_and_cost_the_same(client, coordinator, name, django_assert_max_num_queries):
    for count in (1, 5):
        for _ in range(count):
            factories.need(state=NeedState.SUBMITTED)
            factories.seed(state=SeedState.SUBMITTED)
            factories.introduction()
        assert client.get(reverse(f"matchmaking_desk:{name}")).status_code == 200
    with django_assert_max_num_queries(25):
        client.get(reverse(f"matchmaking_desk:{name}"))


@pytest.mark.parametrize("role", [None, "editor", "publisher", "event_manager"])
def test_others_do_not_get_in(client, role):
    need = factories.need()
    client.force_login(factories.staff(role) if role else factories.member(need.organization))
    for address in (
        reverse("matchmaking_desk:worklist"),
        reverse("matchmaking_desk:need", args=[need.pk]),
    ):
        assert client.get(address).status_code in (302, 403)
    done = client.post(
        reverse("matchmaking_desk:moderate_need", args=[need.pk]), {"action": "close"}
    )
    assert done.status_code in (302, 403)
    need.refresh_from_db()
    assert need.state == NeedState.PUBLISHED


def test_a_need_is_read_sent_back_and_published(client, coordinator):
    author = factories.member(factories.organization("見える製作所"))
    need = factories.need(
        author.memberships.get().organization,
        state=NeedState.SUBMITTED,
        created_by=author,
        body="電話は092-123-4567",
    )
    page = reverse("matchmaking_desk:need", args=[need.pk])
    assert "見える製作所" in text(client.get(page))
    assert "092-123-4567" in text(client.get(page))
    moderate = reverse("matchmaking_desk:moderate_need", args=[need.pk])
    client.post(moderate, {"action": "send_back", "reason": ""})
    need.refresh_from_db()
    assert need.state == NeedState.SUBMITTED
    client.post(moderate, {"action": "send_back", "reason": "電話番号を消してください。"})
    need.refresh_from_db()
    assert (need.state, need.returned_reason) == (NeedState.DRAFT, "電話番号を消してください。")
    need.state = NeedState.SUBMITTED
    need.save()
    client.post(moderate, {"action": "publish"})
    need.refresh_from_db()
    assert need.state == NeedState.PUBLISHED


def test_a_seed_is_published_and_closed(client, coordinator):
    seed = factories.seed(state=SeedState.SUBMITTED)
    assert client.get(reverse("matchmaking_desk:seed", args=[seed.pk])).status_code == 200
    moderate = reverse("matchmaking_desk:moderate_seed", args=[seed.pk])
    client.post(moderate, {"action": "publish"})
    seed.refresh_from_db()
    assert seed.state == SeedState.PUBLISHED
    client.post(moderate, {"action": "close"})
    seed.refresh_from_db()
    assert seed.state == SeedState.CLOSED


def test_proposing_asks_both_sides(client, coordinator):
    need = factories.need()
    factories.member(need.organization)
    seed = factories.seed(title="切り離せる控えをつくるバックアップ再設計")
    factories.member(seed.organization)
    assert seed.title in text(client.get(reverse("matchmaking_desk:need", args=[need.pk])))
    client.post(
        reverse("matchmaking_desk:propose", args=[need.pk, seed.pk]), {"message": "いかがですか"}
    )
    introduction = Introduction.objects.get()
    assert introduction.state == IntroductionState.REVIEWED
    assert introduction.proposal.reasons
    assert Mail.objects.count() == 2
    page = client.get(reverse("matchmaking_desk:introduction", args=[introduction.pk]))
    assert page.status_code == 200


def test_a_request_of_a_company_is_reviewed_or_ended(client, coordinator):
    need = factories.need()
    factories.member(need.organization)
    introduction = proposals.request(need=need, seed=factories.seed(), actor=None, reasons=[])
    broker = reverse("matchmaking_desk:broker", args=[introduction.pk])
    client.post(broker, {"action": "review"})
    introduction.refresh_from_db()
    assert introduction.state == IntroductionState.REVIEWED
    client.post(broker, {"action": "decline", "reason": "本人の希望"})
    introduction.refresh_from_db()
    assert introduction.state == IntroductionState.DECLINED


def test_the_staff_home_counts_what_waits_for_coordinators_only(coordinator):
    factories.need(state=NeedState.SUBMITTED)
    factories.need()
    counts = [one.count for one in waiting.look(coordinator)]
    assert counts == [1, 0, 0, 0, 1, 0, 0, 0]
    assert waiting.look(factories.staff("editor")) == []


def test_the_desk_begins_with_what_waits_and_leads_on_by_groups(client, coordinator):
    empty = text(client.get(reverse("matchmaking_desk:worklist")))
    assert "いま、判断を待っていることはありません" in empty
    assert 'id="needs"' not in empty
    factories.need(state=NeedState.SUBMITTED)
    page = text(client.get(reverse("matchmaking_desk:worklist")))
    assert f'href="{reverse("matchmaking_desk:worklist")}#needs"' in page
    assert "すべて見る" not in page
    for screen in desk_menu.screens():
        assert str(screen.about) in page
    for _ in range(desk.PER_PAGE):
        factories.need(state=NeedState.SUBMITTED)
    page = text(client.get(reverse("matchmaking_desk:worklist")))
    assert f'href="{reverse("matchmaking_desk:needs")}?state=submitted"' in page


def test_each_address_of_the_desk_belongs_to_a_screen_of_its_menu():
    names = {address.name for address in flat(desk_urls.urlpatterns)} - {desk_menu.HOME}
    assert {name for name in names if desk_menu.screen_of(name) is None} == set()
    assert {part for screen in desk_menu.screens() for part in screen.parts} == names


def flat(addresses):
    for address in addresses:
        yield from flat(address.url_patterns) if hasattr(address, "url_patterns") else [address]


@pytest.mark.parametrize("screen", SCREENS)
def test_in_english_no_word_of_the_desk_stays_japanese(client, coordinator, screen):
    UserProfile.objects.create(user=coordinator, preferred_language="en")
    page = text(client.get(reverse(f"matchmaking_desk:{screen}")))
    ours = page[page.index("matching-desk") :].replace("報告書（PDF）", "")  # says so in Japanese
    assert re.findall("[ぁ-んァ-ヶ一-龠々ー]+", ours) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_the_menu_tells_where_one_is(client, coordinator, screen):
    page = text(client.get(reverse(f"matchmaking_desk:{screen}")))
    current = f'href="{reverse(f"matchmaking_desk:{screen}")}" aria-current="page"'
    assert current in page
    assert page.count('aria-current="true"') == 1


def test_the_time_line_speaks_words(client, coordinator):
    talk = talks.begin()
    author = talk.person("company")
    thread.post(introduction=talk.introduction, author=author, body="はじめまして。", key="k")
    events = trail.for_coordinator(talk.introduction)
    assert "メッセージが書かれました" in [event.said for event in events]
    assert {event.said for event in events} & set(
        AuditEntry.objects.values_list("action", flat=True)
    ) == set()


def test_on_the_site_a_coordinator_is_sent_to_the_desk(client, coordinator):
    need = factories.need(visibility="coordinator")
    introduction = factories.introduction(need)
    at_desk = reverse("matchmaking_desk:need", args=[need.pk])
    assert client.get(need.get_absolute_url()).url == at_desk
    shown = client.get(introduction.get_absolute_url())
    assert shown.url == reverse("matchmaking_desk:introduction", args=[introduction.pk])


def test_needs_that_no_seed_fits_are_listed(client, coordinator):
    served = factories.need(title="外付けディスクの控えが心配", body="控えをつなぎっぱなしです。")
    factories.seed(title="切り離せる控えをつくるバックアップ再設計")
    lacking = factories.need(title="海外の画像を売ってよいか", body="輸出の許可が要るでしょうか。")
    page = text(client.get(reverse("matchmaking_desk:gaps")))
    assert lacking.title in page
    assert served.title not in page
