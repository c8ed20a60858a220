"""An introduction from proposal to outcome: who may take which step, and who hears of it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from matchmaking import selectors
from matchmaking.enums import IntroductionState, NeedState
from matchmaking.models import Proposal
from matchmaking.services import introduction as introductions
from matchmaking.services import proposal as proposals
from matchmaking.services import seed as seeds
from matchmaking.transitions import NotAllowedError
from matchmaking.weekly import vetoes
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry, Consent

from . import factories, rushing

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    company = factories.organization("困った製作所")
    provider = factories.organization("助ける事務所", provider=True)
    need = factories.need(company, created_by=None)
    seed = factories.seed(provider)
    return {
        "company": factories.member(company),
        "provider": factories.member(provider),
        "coordinator": factories.staff("coordinator"),
        "editor": factories.staff("editor"),
        "other_member": factories.member(factories.organization()),
        "anonymous": AnonymousUser(),
        "need": need,
        "seed": seed,
        "introduction": factories.introduction(need, seed),
    }


def fresh(people, role):
    user = people[role]
    if user.is_authenticated:
        user = type(user).objects.get(pk=user.pk)
    return user


@pytest.mark.parametrize("role", ["anonymous", "other_member", "editor", "coordinator"])
def test_only_the_two_sides_may_agree(people, role):
    introductions.review(introduction=people["introduction"], actor=people["coordinator"])
    with pytest.raises(NotAllowedError):
        introductions.agree(introduction=people["introduction"], user=fresh(people, role))


def test_nobody_agrees_before_the_review(people):
    with pytest.raises(NotAllowedError):
        introductions.agree(introduction=people["introduction"], user=people["company"])


def test_both_sides_get_the_contact_of_the_other_by_mail(people):
    introduction = people["introduction"]
    introductions.review(introduction=introduction, actor=people["coordinator"])
    asked = {mail.recipient: mail for mail in Mail.objects.filter(key__contains="-proposal:")}
    assert set(asked) == {people["company"].email, people["provider"].email}
    assert "困った製作所" not in asked[people["provider"].email].text
    introductions.agree(introduction=introduction, user=people["company"])
    assert not Mail.objects.filter(key__contains="-disclosure:").exists()
    introductions.agree(introduction=introduction, user=people["provider"])
    sent = {mail.recipient: mail for mail in Mail.objects.filter(key__contains="-disclosure:")}
    assert people["provider"].email in sent[people["company"].email].text
    assert "助ける事務所" in sent[people["company"].email].html
    assert people["company"].email in sent[people["provider"].email].text
    assert "困った製作所" in sent[people["provider"].email].text


def test_every_step_is_audited_and_consents_are_kept_and_withdrawn(people):
    introduction = people["introduction"]
    introductions.review(introduction=introduction, actor=people["coordinator"])
    introductions.agree(introduction=introduction, user=people["company"])
    introductions.agree(introduction=introduction, user=people["provider"])
    subjects = set(Consent.objects.values_list("subject", flat=True))
    assert subjects == {
        f"introduction:{introduction.pk}:company",
        f"introduction:{introduction.pk}:provider",
    }
    introductions.withdraw(introduction=introduction, user=people["provider"])
    assert not Consent.objects.filter(withdrawn_at__isnull=True).exists()
    actions = AuditEntry.objects.filter(target=f"introduction:{introduction.pk}").order_by("id")
    assert list(actions.values_list("action", flat=True)) == [
        "introduction.reviewed",
        "introduction.company_agreed",
        "introduction.provider_agreed",
        "introduction.disclosed",
        "introduction.withdrawn",
    ]


def test_declining_ends_it_for_good(people):
    introductions.review(introduction=people["introduction"], actor=people["coordinator"])
    introductions.decline(introduction=people["introduction"], user=people["provider"])
    with pytest.raises(NotAllowedError):
        introductions.agree(introduction=people["introduction"], user=people["company"])
    assert Mail.objects.filter(key__contains="-ended:").count() == 2


def test_the_provider_hears_nothing_of_what_was_declined_before_the_review(people):
    introductions.decline(introduction=people["introduction"], user=people["company"])
    assert not Mail.objects.exists()


def test_the_database_refuses_a_pair_within_one_organization(people):
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(
            need=people["need"],
            seed=factories.seed(people["need"].organization),
            company=people["need"].organization,
            provider=people["need"].organization,
        )


def test_the_database_refuses_disclosure_without_both_consents(people):
    introduction = people["introduction"]
    introduction.state = IntroductionState.DISCLOSED
    with pytest.raises(IntegrityError), transaction.atomic():
        introduction.save()


def test_a_company_is_not_introduced_to_itself(people):
    own = people["need"].organization
    own.is_provider = True
    own.save()
    with pytest.raises(NotAllowedError, match="同じ事業者"):
        proposals.propose(need=people["need"], seed=factories.seed(own), actor=None, reasons=[])


def test_organizations_in_conflict_never_meet_whatever_the_need_and_the_offer(people):
    seed = factories.seed()
    proposals.dismiss(need=people["need"], seed=seed, actor=people["company"], reason="conflict")
    proposals.dismiss(need=people["need"], seed=seed, actor=people["company"], reason="price")
    another = factories.seed(seed.organization)
    for need in (people["need"], factories.need(people["need"].organization)):
        for offer in (seed, another):
            with pytest.raises(NotAllowedError, match="利害関係"):
                proposals.propose(need=need, seed=offer, actor=None, reasons=[])
    fine = factories.seed()
    shown = {one.match.seed.pk for one in selectors.candidates(people["need"], limit=50)}
    assert fine.pk in shown
    assert shown.isdisjoint({seed.pk, another.pk})
    assert vetoes.now().forbid(0, 0, people["need"].organization_id, seed.organization_id)
    proposals.propose(need=factories.need(), seed=another, actor=None, reasons=[])


def test_a_pair_set_aside_for_price_may_return(people):
    seed = factories.seed()
    proposals.dismiss(need=people["need"], seed=seed, actor=people["company"], reason="price")
    introduction = proposals.propose(need=people["need"], seed=seed, actor=None, reasons=[])
    assert introduction.state == IntroductionState.PROPOSED


def test_a_provider_without_capacity_or_a_closed_need_is_refused(people):
    with pytest.raises(NotAllowedError, match="新しい相談"):
        proposals.propose(
            need=people["need"],
            seed=factories.seed(capacity_per_month=0),
            actor=None,
            reasons=[],
        )
    closed = factories.need(state=NeedState.CLOSED)
    with pytest.raises(NotAllowedError, match="受付中"):
        proposals.propose(need=closed, seed=people["seed"], actor=None, reasons=[])


def test_a_provider_whose_month_is_full_is_refused_until_a_place_is_free(people):
    full = factories.seed(capacity_per_month=1)
    begun = factories.introduction(of_seed=full)
    with pytest.raises(NotAllowedError, match="いっぱい"):
        proposals.request(need=people["need"], seed=full, actor=None, reasons=[])
    introductions.decline(introduction=begun, user=people["coordinator"])
    assert proposals.request(need=people["need"], seed=full, actor=None, reasons=[]).pk


@pytest.mark.django_db(transaction=True)
def test_the_last_places_of_a_month_are_given_once():
    assert rushing.propose_at_once(places=2) == (rushing.CLIENTS - 2, 2)


def test_who_asks_from_an_old_screen_is_told_that_the_offer_has_ended(people):
    seen = factories.seed()
    seeds.close(seed=seen, actor=people["coordinator"])
    with pytest.raises(NotAllowedError, match="公開されていません"):
        proposals.request(need=people["need"], seed=seen, actor=None, reasons=[])


def test_an_expert_who_left_is_not_written_to(people):
    people["provider"].is_active = False
    people["provider"].save()
    introductions.review(introduction=people["introduction"], actor=people["coordinator"])
    assert [mail.recipient for mail in Mail.objects.all()] == [people["company"].email]
