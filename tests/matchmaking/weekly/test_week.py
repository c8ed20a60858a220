"""The coordinator's week: solved, decided by hand at a price, turned into proposals."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matchmaking.enums import IntroductionState, SeedState
from matchmaking.models import Introduction, Proposal, WeekPair, WeekPlan
from matchmaking.services import introduction as introductions
from matchmaking.services import proposal as proposals
from matchmaking.transitions import NotAllowedError
from matchmaking.weekly import candidates, capacity, night, planning, prices, services
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry
from tests.matchmaking import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return factories.staff("coordinator")


def solved():
    return services.refresh(plan=services.current())


def chosen(plan):
    found = plan.pairs.filter(chosen=True).order_by("need_id", "pk")
    return list(found.values_list("need_id", "seed_id"))


def pair(plan, need, seed):
    return plan.pairs.select_related("plan").get(need=need, seed=seed)


def test_the_week_serves_every_need_within_the_capacity_of_the_month():
    narrow = factories.seed(capacity_per_month=1)
    wide = factories.seed(capacity_per_month=2)
    needs = [factories.need() for _ in range(3)]
    plan = solved()
    assert sorted(need for need, _seed in chosen(plan)) == [need.pk for need in needs]
    assert sorted(seed for _need, seed in chosen(plan)) == [narrow.pk, wide.pk, wide.pk]
    assert (plan.served, plan.points) == (plan.best_served, plan.best_points)
    assert chosen(solved()) == chosen(plan)


def test_what_was_begun_this_month_takes_a_place_until_it_ends(coordinator):
    seed = factories.seed(capacity_per_month=1)
    begun = factories.introduction(of_seed=seed)
    need = factories.need()
    assert chosen(solved()) == []
    assert capacity.now().left(seed.pk) == 0
    introductions.decline(introduction=begun, user=coordinator, reason="")
    assert (need.pk, seed.pk) in chosen(solved())
    Introduction.objects.update(created_at=capacity.month_begin() - timedelta(days=1))
    assert capacity.now().load_of_expert == {}


def test_pairs_that_may_not_be_are_never_chosen(coordinator):
    company = factories.organization(provider=True)
    own = factories.seed(company)
    need = factories.need(company)
    refused, closed, rival = factories.seed(), factories.seed(), factories.seed()
    proposals.dismiss(need=need, seed=refused, actor=coordinator, reason="price")
    elsewhere = factories.seed(rival.organization)
    proposals.dismiss(need=factories.need(company), seed=elsewhere, actor=None, reason="conflict")
    plan = solved()
    closed.state = SeedState.CLOSED
    closed.save()
    board = planning.board(plan)
    possible = {one.seed_id for one in board.pairs if one.need_id == need.pk}
    assert possible.isdisjoint({own.pk, refused.pk, closed.pk, rival.pk, elsewhere.pk})


def test_a_need_whose_few_candidates_are_full_gets_a_longer_list(monkeypatch):
    best = factories.seed(capacity_per_month=1, evidence="登録セキスペ")
    other = factories.seed(capacity_per_month=5, price_band="mid")
    needs = [factories.need(), factories.need()]
    monkeypatch.setattr(candidates, "WIDTHS", (1, 2))
    found = chosen(solved())
    assert sorted(need for need, _seed in found) == [need.pk for need in needs]
    assert sorted(seed for _need, seed in found) == [best.pk, other.pk]


def test_each_decision_has_its_price_before_and_the_same_after(coordinator):
    best = factories.seed(capacity_per_month=3, evidence="登録セキスペ")
    other = factories.seed(capacity_per_month=3, price_band="mid")
    need = factories.need()
    plan = solved()
    assert chosen(plan) == [(need.pk, best.pk)]
    told = {
        one.pair.seed_id: one.change for one in prices.alternatives(planning.board(plan), need.pk)
    }
    assert told[other.pk].more > 0
    assert told[other.pk].gap == told[best.pk].gap == told[other.pk].more
    plan = services.pin(pair=pair(plan, need, other), actor=coordinator)
    assert chosen(plan) == [(need.pk, other.pk)]
    assert (plan.best_points - plan.points) / 10_000 == told[other.pk].gap
    kept = AuditEntry.objects.get(action="week.pinned")
    assert kept.detail["cost"] == pytest.approx(told[other.pk].more, abs=1e-4)
    plan = services.undo(plan=plan, need=need, actor=coordinator)
    assert chosen(plan) == [(need.pk, best.pk)]
    assert plan.points == plan.best_points
    plan = services.leave_out(pair=pair(plan, need, best), actor=coordinator)
    assert chosen(plan) == [(need.pk, other.pk)]


def test_a_need_may_rest_which_is_told_as_a_need_left_without(coordinator):
    factories.seed()
    need = factories.need()
    plan = solved()
    assert prices.of_resting(planning.board(plan), need.pk).unserved == 1
    plan = services.rest(plan=plan, need=need, actor=coordinator)
    assert chosen(plan) == []
    assert (plan.served, plan.best_served) == (0, 1)
    assert chosen(services.refresh(plan=plan)) == []
    plan = services.pin(pair=plan.pairs.select_related("plan").get(need=need), actor=coordinator)
    assert len(chosen(plan)) == 1


def test_pins_stay_when_ranked_anew_and_a_full_expert_cannot_be_pinned_twice(coordinator):
    narrow = factories.seed(capacity_per_month=1)
    factories.seed(capacity_per_month=9, price_band="high")
    first, second = factories.need(), factories.need()
    plan = solved()
    plan = services.pin(pair=pair(plan, first, narrow), actor=coordinator)
    assert (first.pk, narrow.pk) in chosen(services.refresh(plan=plan))
    with pytest.raises(NotAllowedError):
        services.pin(pair=pair(plan, second, narrow), actor=coordinator)
    factories.introduction(of_seed=narrow)
    plan = services.refresh(plan=plan)
    assert (first.pk, narrow.pk) not in chosen(plan)
    assert first.pk in dict(chosen(plan))


def test_accepting_asks_both_sides_once_and_nothing_that_has_changed(coordinator):
    factories.seed(capacity_per_month=2)
    for need in (factories.need(), factories.need()):
        factories.member(need.organization)
    plan = solved()
    ids = list(plan.pairs.filter(chosen=True).order_by("pk").values_list("pk", flat=True))
    assert services.accept(plan=plan, pairs=ids, actor=coordinator, message="ぜひ") == 2
    begun = Introduction.objects.all()
    assert {one.state for one in begun} == {IntroductionState.REVIEWED}
    assert {one.message for one in begun} == {"ぜひ"}
    assert all(one.reasons and one.score for one in Proposal.objects.all())
    assert Mail.objects.filter(key__startswith="introduction-proposal").count() == 2
    assert chosen(services.current()) == []
    with pytest.raises(NotAllowedError):
        services.accept(plan=plan, pairs=ids, actor=coordinator)
    assert Introduction.objects.count() == 2


def test_accepting_is_all_or_nothing(coordinator):
    seed = factories.seed(capacity_per_month=2)
    factories.need()
    factories.need()
    plan = solved()
    ids = list(plan.pairs.filter(chosen=True).order_by("pk").values_list("pk", flat=True))
    factories.introduction(of_seed=seed)
    with pytest.raises(NotAllowedError):
        services.accept(plan=plan, pairs=ids, actor=coordinator)
    assert Introduction.objects.count() == 1


def test_more_proposals_for_each_need_come_from_different_experts():
    provider = factories.organization(provider=True)
    for owner in (provider, provider, None):
        factories.seed(owner, capacity_per_month=5)
    need = factories.need()
    plan = services.set_per_need(plan=services.current(), number=3)
    plan = services.refresh(plan=plan)
    found = plan.pairs.filter(chosen=True, need=need).select_related("seed")
    owners = [one.seed.organization_id for one in found]
    assert len(owners) == len(set(owners)) == 2


def test_every_week_begins_without_decisions(coordinator):
    seed = factories.seed()
    need = factories.need()
    plan = solved()
    services.pin(pair=pair(plan, need, seed), actor=coordinator)
    plan.week -= timedelta(days=7)
    plan.save()
    services.nightly()
    assert services.current().week == services.monday() <= timezone.localdate()
    assert WeekPair.objects.filter(plan=services.current()).exclude(mark="").count() == 0


def test_a_night_without_needs_plans_nothing_and_one_with_a_need_solves(db):
    night.run()
    assert not WeekPlan.objects.exists()
    seed = factories.seed()
    need = factories.need()
    night.run()
    assert services.current().pairs.get(chosen=True).seed == seed
    assert services.current().pairs.get(chosen=True).need == need
