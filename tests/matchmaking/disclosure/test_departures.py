"""An expert who leaves in the middle of an introduction, by whichever door."""

import pytest
from django.urls import reverse

from matchmaking import permissions, selectors
from matchmaking.disclosure import departures
from matchmaking.enums import IntroductionState, SeedState, Stage
from matchmaking.models import Introduction, Seed
from matchmaking.services import proposal as proposals
from matchmaking.services import seed as seeds
from portal.accounts.models import Organization, User
from portal.accounts.services import membership as memberships
from portal.delivery.models import Mail
from portal.privacy import erasure
from portal.privacy.models import Consent

from .. import factories
from . import world as worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return worlds.build()


def erase(user):
    erasure.carry_out(wish=erasure.request(user=user))


def ended_mails(world, role):
    return Mail.objects.filter(key__contains="-ended:", recipient=world.people[role].email)


@pytest.mark.parametrize("upto", [Stage.NOTHING, Stage.SECTOR, Stage.PROBLEM, Stage.CONTACT])
def test_an_erased_expert_leaves_a_clear_state_behind(world, upto):
    world.both(upto)
    erase(world.person("provider"))
    introduction = world.introduction
    assert (introduction.state, introduction.ended_by) == (IntroductionState.LEFT, "provider")
    assert permissions.stage(world.person("company"), introduction) is Stage.NOTHING
    assert ended_mails(world, "company").count() == 1
    assert not ended_mails(world, "provider").exists()
    assert Seed.objects.get(pk=world.seed.pk).state == SeedState.CLOSED
    assert list(selectors.replacements()) == [introduction]
    assert world.need not in selectors.worklist().unmatched
    assert Organization.objects.get(pk=world.seed.organization_id).phone == ""


def test_before_the_review_nobody_hears_of_it(world):
    erase(world.person("provider"))
    assert world.introduction.state == IntroductionState.LEFT
    assert not Mail.objects.filter(key__contains="-ended:").exists()


def test_a_colleague_takes_over_and_is_asked_anew(world):
    colleague = factories.member(world.seed.organization, "nochi@mamori.example.jp")
    world.both(Stage.CONTACT)
    membership = world.person("provider").memberships.get()
    memberships.remove(membership=membership, actor=colleague)
    introduction = world.introduction
    assert introduction.state == IntroductionState.PARTLY_AGREED
    assert permissions.stage(world.person("company"), introduction) is Stage.PROBLEM
    assert introduction.provider_agreed_by is None
    assert Mail.objects.get(key__contains="-anew-").recipient == colleague.email
    assert Mail.objects.get(key__contains="-back-").recipient == world.people["company"].email
    world.people["colleague"] = colleague
    world.agree("colleague")
    assert world.introduction.provider_agreed_by == colleague
    told = Mail.objects.filter(key__contains="-disclosure:").order_by("-pk")[:2]
    assert colleague.email in "".join(mail.text for mail in told)


def test_a_contact_of_what_is_complete_goes_without_opening_it_again(world):
    factories.member(world.seed.organization)
    world.both(Stage.CONTACT)
    Introduction.objects.filter(pk=world.pk).update(state=IntroductionState.CLOSED)
    erase(world.person("provider"))
    introduction = world.introduction
    assert introduction.state == IntroductionState.CLOSED
    assert permissions.stage(world.person("company"), introduction) is Stage.PROBLEM


@pytest.mark.parametrize("upto", [Stage.PROBLEM, Stage.CONTACT])
def test_an_offer_that_closes_ends_only_what_has_not_met(world, upto):
    world.both(upto)
    seeds.close(seed=world.seed, actor=world.person("provider"))
    met = upto is Stage.CONTACT
    assert (world.introduction.state == IntroductionState.DISCLOSED) is met
    assert ended_mails(world, "company").exists() is not met


@pytest.mark.parametrize("complete", [False, True])
def test_a_consent_ended_among_ones_own_data_hides_the_contact(world, client, complete):
    world.both(Stage.CONTACT)
    if complete:
        Introduction.objects.filter(pk=world.pk).update(state=IntroductionState.CLOSED)
    client.force_login(world.people["provider"])
    consent = Consent.objects.get(user=world.people["provider"], purpose="matchmaking.disclosure")
    for _time in range(2):
        client.post(reverse("accounts:consent_withdraw", args=[consent.pk]))
    introduction = world.introduction
    assert permissions.stage(world.person("company"), introduction) is Stage.PROBLEM
    assert (introduction.state == IntroductionState.CLOSED) is complete
    assert Mail.objects.filter(key__contains="-back-").count() == 1


def test_who_was_shut_out_is_found_at_night_once(world):
    world.both(Stage.SECTOR)
    User.objects.filter(pk=world.people["provider"].pk).update(is_active=False)
    assert departures.look_around() == 1
    assert departures.look_around() == 0
    assert world.introduction.state == IntroductionState.LEFT


def test_the_coordinator_is_led_to_other_candidates(world, client):
    world.both(Stage.SECTOR)
    seeds.close(seed=world.seed, actor=None)
    client.force_login(world.people["coordinator"])
    candidates = f"{reverse('matchmaking_desk:need', args=[world.need.pk])}#candidates"
    for page in (
        reverse("matchmaking_desk:worklist"),
        reverse("matchmaking_desk:introduction", args=[world.pk]),
    ):
        assert candidates in client.get(page).content.decode()
    proposals.propose(need=world.need, seed=factories.seed(), actor=None, reasons=[])
    assert not selectors.replacements().exists()
