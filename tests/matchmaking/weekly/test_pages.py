"""The week at the desk: who gets in, what is shown, what the buttons do."""

import re

import pytest
from django.urls import reverse

from matchmaking.models import Introduction
from matchmaking.weekly import services
from tests.matchmaking import factories

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


def page(client, name="week", *args):
    response = client.get(reverse(f"matchmaking_desk:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def post(client, name, *args, **data):
    return client.post(reverse(f"matchmaking_desk:{name}", args=args), data, follow=True)


@pytest.mark.parametrize("role", [None, "editor", "publisher", "event_manager"])
def test_only_coordinators_get_in(client, role):
    need = factories.need()
    factories.seed()
    services.refresh(plan=services.current())
    client.force_login(factories.staff(role) if role else factories.member(need.organization))
    for name, args in (("week", ()), ("week_need", (need.pk,))):
        address = reverse(f"matchmaking_desk:{name}", args=args)
        assert client.get(address).status_code in (302, 403)
    pair = services.current().pairs.get()
    for name, args in (("week_accept", ()), ("week_decide", (need.pk,)), ("week_refresh", ())):
        address = reverse(f"matchmaking_desk:{name}", args=args)
        done = client.post(address, {"pair": pair.pk, "action": "rest"})
        assert done.status_code in (302, 403)
    assert Introduction.objects.count() == 0
    assert services.current().resting.count() == 0


def test_the_week_costs_the_same_for_few_and_for_many(
    client, coordinator, django_assert_num_queries
):
    def more():
        for _ in range(3):
            factories.need()
            factories.seed(capacity_per_month=5)
        services.refresh(plan=services.current())
        page(client)

    more()
    with django_assert_num_queries(20):
        page(client)
    more()
    with django_assert_num_queries(20):
        page(client)


def test_a_week_from_calculation_to_proposals(client, coordinator):
    for _ in range(2):
        factories.member(factories.need().organization)
    best = factories.seed(capacity_per_month=5, evidence="登録セキスペ")
    other = factories.seed(capacity_per_month=5, price_band="mid")
    assert "まだ計算していません" in page(client)
    assert best.title in post(client, "week_refresh", per_need="1").content.decode()
    first, second = services.current().pairs.filter(chosen=True).order_by("need_id")
    shown = page(client, "week_need", first.need_id)
    cost = re.search(r"最適との差 (0\.\d\d)（\+\1）", shown)
    assert cost
    assert other.title in shown
    wanted = services.current().pairs.get(need=first.need, seed=other)
    post(client, "week_decide", first.need_id, action="pin", pair=wanted.pk)
    shown = page(client)
    assert "固定" in shown
    assert "手で決めた" in shown
    post(client, "week_accept", pair=wanted.pk)
    assert Introduction.objects.get().proposal.seed == other
    old = re.search(r'name="digest" value="(\w+)"', shown).group(1)
    said = post(client, "week_accept", digest=old).content.decode()
    assert "状況が変わりました" in said
    assert Introduction.objects.count() == 1
    new = re.search(r'name="digest" value="(\w+)"', page(client)).group(1)
    post(client, "week_accept", digest=new, message="いかがでしょう")
    assert Introduction.objects.get(proposal__need=second.need).message == "いかがでしょう"


def test_odd_requests_change_nothing_and_say_so(client, coordinator):
    need = factories.need()
    factories.seed()
    plan = services.refresh(plan=services.current())
    pair = plan.pairs.get()
    assert post(client, "week_decide", need.pk, action="pin", pair="x").status_code == 404
    for pair_pk in ("٣", "9" * 20, "9" * 5000):
        assert post(client, "week_decide", need.pk, action="pin", pair=pair_pk).status_code == 404
        assert post(client, "week_accept", pair=pair_pk).status_code == 200
    assert post(client, "week_refresh", per_need="9" * 5000).status_code == 200
    foreign = factories.need()
    answer = post(client, "week_decide", foreign.pk, action="pin", pair=pair.pk)
    assert answer.status_code == 404
    assert "操作を選び直して" in post(client, "week_decide", need.pk, action="?").content.decode()
    assert post(client, "week_refresh", per_need="99").status_code == 200
    assert services.current().per_need == 1
    said = post(client, "week_accept", pair="999999").content.decode()
    assert "状況が変わりました" in said
    assert Introduction.objects.count() == 0


def test_a_need_that_is_served_or_closed_says_so(client, coordinator):
    need = factories.introduction().proposal.need
    assert "割り当ての対象ではありません" in page(client, "week_need", need.pk)
