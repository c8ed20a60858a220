"""The coordinator's desk: who gets in, and what is decided there."""

import pytest
from django.urls import reverse

from matchmaking import waiting
from matchmaking.enums import IntroductionState, NeedState, SeedState
from matchmaking.models import Introduction
from matchmaking.services import proposal as proposals
from portal.delivery.models import Mail

from . import factories

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


LISTS = ("worklist", "needs", "seeds", "introductions")


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_and_cost_the_same(client, coordinator, name, django_assert_max_num_queries):
    for count in (1, 5):
        for _ in range(count):
            factories.need(state=NeedState.SUBMITTED)
            factories.seed(state=SeedState.SUBMITTED)
            factories.introduction()
        assert client.get(reverse(f"matchmaking_desk:{name}")).status_code == 200
    with django_assert_max_num_queries(20):
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
    assert counts == [1, 0, 0, 1, 0]
    assert waiting.look(factories.staff("editor")) == []


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
