"""What each decision teaches: relevance, one feature alone, or no weights at all."""

import pytest

from matchmaking.enums import DismissReason, IntroductionState, Side
from matchmaking.learning import decisions
from matchmaking.models import Introduction, Proposal
from matchmaking.services import proposal as proposals
from matchmaking.weighing import FEATURES

from .. import factories

pytestmark = pytest.mark.django_db


def dismissed(reason, **of):
    return proposals.dismiss(
        need=of.get("need") or factories.need(),
        seed=of.get("seed") or factories.seed(),
        actor=None,
        reason=reason,
    )


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (DismissReason.IRRELEVANT, (False, "")),
        (DismissReason.PRICE, (False, "budget")),
        (DismissReason.PLACE, (False, "place")),
        (DismissReason.BUSY, None),
        (DismissReason.CONFLICT, None),
    ],
)
def test_reasons_teach_apart(reason, said):
    assert decisions.verdict(dismissed(reason)) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": IntroductionState.PROPOSED}, None),
        ({"state": IntroductionState.DECLINED, "ended_by": Side.COMPANY}, (False, "")),
        ({"state": IntroductionState.DECLINED, "ended_by": Side.PROVIDER}, None),
        ({"state": IntroductionState.WITHDRAWN}, None),
    ],
)
def test_introductions_teach_what_the_company_decided(fields, said):
    made = factories.introduction()
    Introduction.objects.filter(pk=made.pk).update(**fields)
    assert decisions.verdict(Proposal.objects.get()) == said


def test_a_pair_the_company_asked_for_counts_as_accepted():
    proposals.request(need=factories.need(), seed=factories.seed(), actor=None, reasons=[])
    assert decisions.verdict(Proposal.objects.get()) == (True, "")


def test_a_price_that_does_not_suit_speaks_of_the_budget_alone():
    proposals.request(need=factories.need(), seed=factories.seed(), actor=None, reasons=[])
    dear = factories.seed(price_band="high", title="別の話", body="別の内容です。")
    dismissed(DismissReason.PRICE, seed=dear)
    read = decisions.read()
    rows, accepted, needs = decisions.rows(read)
    assert accepted == [1, 0]
    assert len(set(needs)) == 2
    budget = FEATURES.index("budget")
    assert rows[1][budget] < rows[0][budget]
    others = [place for place in range(len(FEATURES)) if place != budget]
    assert [rows[1][place] for place in others] == [rows[0][place] for place in others]


def test_reading_costs_the_same_for_many(django_assert_max_num_queries):
    for _ in range(4):
        dismissed(DismissReason.IRRELEVANT)
    with django_assert_max_num_queries(14):
        assert len(decisions.read()) == 4
