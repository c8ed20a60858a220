"""Agreeing stage by stage, and taking back."""

import pytest
from django.db import IntegrityError, transaction

from matchmaking import permissions
from matchmaking.disclosure import showing
from matchmaking.enums import IntroductionState, Stage
from matchmaking.models import AgreedWords, Agreement, Proposal, Seed
from matchmaking.services import introduction as introductions
from matchmaking.services import proposal as proposals
from matchmaking.transitions import NotAllowedError
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry, Consent

from .. import factories
from . import world as worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return worlds.build()


def seen(world):
    """What company and provider see of each other now."""
    return tuple(
        permissions.stage(world.person(role), world.introduction).value
        for role in ("company", "provider")
    )


def test_a_stage_is_shown_only_when_both_have_agreed_to_it(world):
    assert seen(world) == (0, 0)
    world.review()
    assert seen(world) == (0, 0)
    for step in (Stage.SECTOR, Stage.PROBLEM, Stage.CONTACT):
        world.agree("company", step)
        assert seen(world) == (step - 1, step - 1)
        world.agree("provider", step)
        assert seen(world) == (step, step)
    assert world.introduction.state == IntroductionState.DISCLOSED


def test_both_may_agree_to_several_stages_in_one_go(world):
    world.review()
    world.agree("provider")
    assert seen(world) == (0, 0)
    world.agree("company", Stage.PROBLEM)
    assert seen(world) == (2, 2)
    world.agree("company", Stage.CONTACT)
    assert seen(world) == (3, 3)
    assert Agreement.objects.count() == 6


@pytest.mark.parametrize("keep", [Stage.PROBLEM, Stage.SECTOR])
@pytest.mark.parametrize("role", ["company", "provider"])
def test_a_stage_is_taken_back_and_shown_no_more_until_agreed_anew(world, role, keep):
    world.both(Stage.CONTACT)
    met = world.introduction.disclosed_at
    world.withdraw(role, keep)
    assert seen(world) == (keep, keep)
    introduction = world.introduction
    assert introduction.state == IntroductionState.PARTLY_AGREED
    assert getattr(introduction, f"{role}_agreed_by") is None
    standing = Consent.objects.filter(withdrawn_at__isnull=True).values_list("subject", flat=True)
    assert [subject.rsplit(":")[-1] for subject in standing] == [
        "provider" if role == "company" else "company"
    ]
    world.agree(role)
    assert seen(world) == (3, 3)
    assert world.introduction.disclosed_at == met
    assert Mail.objects.filter(key__contains="-disclosure:").count() == 4


def test_taking_everything_back_ends_it_for_both(world):
    world.both(Stage.PROBLEM)
    world.withdraw("provider")
    assert seen(world) == (0, 0)
    assert world.introduction.state == IntroductionState.WITHDRAWN
    assert not Agreement.objects.filter(revoked_at__isnull=True).exists()
    with pytest.raises(NotAllowedError, match="もう終わって"):
        world.agree("company")


def test_a_complete_introduction_is_taken_back_as_a_whole(world):
    world.both(Stage.CONTACT)
    introductions.record_outcome(
        introduction=world.introduction, user=world.person("company"), kind="solved"
    )
    assert seen(world) == (3, 3)
    with pytest.raises(NotAllowedError, match="完了"):
        world.withdraw("company", Stage.SECTOR)
    world.withdraw("company")
    assert seen(world) == (0, 0)


def test_what_is_sent_twice_counts_once(world):
    world.review()
    world.review()
    for _time in range(2):
        world.agree("company", Stage.SECTOR)
        world.agree("provider", Stage.SECTOR)
    assert Agreement.objects.count() == 2
    world.agree("company", Stage.CONTACT)
    for _time in range(2):
        world.withdraw("company", Stage.SECTOR)
    for _time in range(2):
        world.withdraw("company")
    entries = AuditEntry.objects.filter(target=f"introduction:{world.pk}").order_by("id")
    assert [entry.action.split(".")[1] for entry in entries] == [
        "reviewed",
        "company_agreed",
        "provider_agreed",
        "company_agreed",
        "stepped_back",
        "withdrawn",
    ]
    assert Mail.objects.filter(key__contains="-proposal:").count() == 2


def test_asking_and_proposing_twice_is_one_introduction(world):
    need, seed = factories.need(), factories.seed()
    for _time in range(2):
        made = proposals.request(need=need, seed=seed, actor=None, reasons=[])
    for _time in range(2):
        again = proposals.propose(need=need, seed=seed, actor=None, reasons=[])
    assert made == again
    assert AuditEntry.objects.filter(action="proposal.requested").count() == 1


def test_what_has_ended_is_not_begun_again(world):
    world.review()
    introductions.decline(introduction=world.introduction, user=world.person("provider"))
    introductions.decline(introduction=world.introduction, user=world.person("provider"))
    assert Mail.objects.filter(key__contains="-ended:").count() == 2
    with pytest.raises(NotAllowedError, match="前に終わって"):
        proposals.propose(need=world.need, seed=world.seed, actor=None, reasons=[])
    with pytest.raises(NotAllowedError):
        world.review()


def test_declining_for_conflict_keeps_the_two_apart_for_good(world):
    world.review()
    introductions.decline(
        introduction=world.introduction, user=world.person("provider"), code="conflict"
    )
    assert Proposal.objects.get(pk=world.introduction.proposal_id).dismiss_reason == "conflict"
    with pytest.raises(NotAllowedError, match="利害関係"):
        proposals.propose(
            need=factories.need(world.need.organization),
            seed=factories.seed(world.seed.organization),
            actor=None,
            reasons=[],
        )


def test_the_other_side_is_told_neutrally_and_without_names(world):
    world.both(Stage.PROBLEM)
    world.agree("company")
    world.withdraw("company", Stage.SECTOR)
    told = Mail.objects.filter(recipient=world.people["provider"].email)
    subjects = list(told.order_by("pk").values_list("subject", flat=True))
    assert [subject.split("】")[0] for subject in subjects] == [
        "【ご相談",
        "【紹介",
        "【紹介",
        "【お知らせ",
    ]
    everything = "".join(mail.subject + mail.text + mail.html for mail in told)
    for hidden in (worlds.COMPANY, "秘密", "himitsu", "092-111", worlds.PROBLEM):
        assert hidden not in everything


def test_an_offer_that_is_being_rewritten_shows_no_words_nobody_has_read(world):
    world.both(Stage.PROBLEM)
    assert showing.of(world.introduction, world.person("company")).offer.body == worlds.OFFER
    Seed.objects.filter(pk=world.seed.pk).update(
        state="submitted", body="まだ誰も読んでいません。"
    )
    shown = showing.of(world.introduction, world.person("company"))
    assert (shown.stage, shown.offer, shown.offer_url) == (Stage.PROBLEM, None, "")


def row(world, **fields):
    words = AgreedWords.objects.get()
    made = {"introduction": world.introduction, "side": "company", "stage": 1, "words": words}
    return Agreement(**made | fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"side": "coordinator"},
        {"stage": 0},
        {"stage": 4},
        {"stage": 2, "words": None},
        {"revoked_at": "2020-01-01T00:00:00+00:00"},
    ],
    ids=["side", "nothing", "beyond", "words", "revoked before"],
)
def test_the_database_refuses_what_no_side_can_have_agreed_to(world, fields):
    world.review()
    with pytest.raises(IntegrityError), transaction.atomic():
        row(world, **fields).save()


def test_the_database_refuses_one_agreement_twice(world):
    world.review()
    world.agree("company", Stage.SECTOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        row(world).save()
