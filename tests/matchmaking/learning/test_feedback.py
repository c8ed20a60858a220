"""Reasons of "not this one" work where they belong."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matchmaking import selectors
from matchmaking.enums import DismissReason
from matchmaking.learning import feedback
from matchmaking.models import Proposal
from matchmaking.services import proposal as proposals
from matchmaking.weekly import capacity

from .. import factories

pytestmark = pytest.mark.django_db


def dismiss(need, seed, reason):
    return proposals.dismiss(need=need, seed=seed, actor=None, reason=reason)


def shown(need):
    return {one.match.seed.pk for one in selectors.candidates(need)}


def test_a_busy_provider_rests_for_some_weeks_and_comes_back():
    seed, other = factories.seed(capacity_per_month=1), factories.seed()
    dismiss(factories.need(), seed, DismissReason.BUSY)
    need = factories.need()
    assert shown(need) == {other.pk}
    assert capacity.now().left(seed.pk) == 0
    Proposal.objects.update(updated_at=timezone.now() - feedback.BUSY_FOR - timedelta(hours=1))
    assert shown(need) == {seed.pk, other.pk}
    assert capacity.now().left(seed.pk) == 1


def test_a_busy_provider_with_more_places_is_still_shown():
    seed = factories.seed(capacity_per_month=3)
    dismiss(factories.need(), seed, DismissReason.BUSY)
    assert shown(factories.need()) == {seed.pk}
    assert capacity.now().left(seed.pk) == 2


def test_a_conflict_keeps_all_offers_of_the_provider_from_the_company():
    provider = factories.organization(provider=True)
    seed, second = factories.seed(provider), factories.seed(provider)
    need = factories.need()
    dismiss(need, seed, DismissReason.CONFLICT)
    again = factories.need(need.organization)
    assert shown(need) == shown(again) == set()
    assert shown(factories.need()) == {seed.pk, second.pk}


@pytest.mark.parametrize("reason", [DismissReason.IRRELEVANT, DismissReason.PRICE])
def test_other_reasons_set_the_pair_aside_and_nothing_else(reason):
    seed, need = factories.seed(), factories.need()
    dismiss(need, seed, reason)
    assert shown(need) == set()
    assert shown(factories.need(need.organization)) == {seed.pk}
    assert capacity.now().left(seed.pk) == 1


def test_themes_often_judged_irrelevant_together_are_told():
    seed = factories.seed()
    for _ in range(feedback.LEAST):
        need = factories.need()
        need.themes.add("ot_factory")
        assert feedback.theme_pairs() == []
        dismiss(need, seed, DismissReason.IRRELEVANT)
    (pair,) = feedback.theme_pairs()
    assert (pair.need.code, pair.seed.code) == ("ot_factory", "ransomware_backup")
    assert (pair.irrelevant, pair.all) == (feedback.LEAST, feedback.LEAST)


def test_offers_that_do_not_suit_in_time_price_or_place_are_told():
    seed = factories.seed()
    for reason in (DismissReason.BUSY, DismissReason.PRICE, DismissReason.PRICE):
        dismiss(factories.need(), seed, reason)
    dismiss(factories.need(), factories.seed(), DismissReason.IRRELEVANT)
    (offer,) = feedback.offers()
    assert (offer.seed, offer.busy, offer.price, offer.place) == (seed, 1, 2, 0)
