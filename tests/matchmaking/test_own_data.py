"""Personal data of the room: handed out, erased, purged."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from matchmaking import own_data, reasons
from matchmaking.enums import IntroductionState, NeedState
from matchmaking.models import Agreement, Introduction, Need, Seed
from matchmaking.services import introduction as introductions
from portal.privacy.models import Consent

from . import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def disclosed():
    need, seed = factories.need(), factories.seed()
    company, provider = factories.member(need.organization), factories.member(seed.organization)
    Need.objects.update(created_by=company)
    introduction = factories.introduction(need, seed)
    introductions.review(introduction=introduction, actor=None)
    introductions.agree(introduction=introduction, user=company)
    introductions.agree(introduction=introduction, user=provider)
    return introduction, company, provider


def test_a_person_gets_a_copy_of_what_they_wrote_and_agreed_to(disclosed):
    _introduction, company, provider = disclosed
    copy = own_data.export(company)
    assert copy["needs"][0]["title"]
    agreed = [(one["side"], one["stage"]) for one in copy["introductions"]]
    assert agreed == [("company", 1), ("company", 2), ("company", 3)]
    assert own_data.export(provider)["needs"] == []


def test_erasing_a_person_ends_what_they_agreed_to_and_forgets_them(disclosed):
    introduction, company, _provider = disclosed
    own_data.erase(company)
    introduction = Introduction.objects.get(pk=introduction.pk)
    assert introduction.state == IntroductionState.LEFT
    assert introduction.company_agreed_by is None
    assert not Agreement.objects.filter(person=company).exists()
    assert not Agreement.objects.filter(revoked_at__isnull=True).exists()
    need = Need.objects.get()
    assert (need.created_by, need.state) == (None, NeedState.CLOSED)
    assert not Consent.objects.filter(withdrawn_at__isnull=True).exists()


def test_what_is_long_over_is_purged_and_the_rest_stays():
    old = factories.need(state=NeedState.CLOSED)
    Need.objects.filter(pk=old.pk).update(updated_at=timezone.now() - timedelta(days=800))
    kept = factories.need(state=NeedState.CLOSED)
    factories.seed(expires_on=timezone.localdate() - timedelta(days=800))
    assert own_data.purge(timezone.now() - timedelta(days=730)) == 2
    assert list(Need.objects.all()) == [kept]
    assert not Seed.objects.exists()


def test_reasons_are_kept_as_codes_and_said_in_both_languages():
    kept = [
        reasons.Reason("topic", 0.5, ("backup_isolated",)).as_json(),
        reasons.Reason("form", 1.0, ("consulting", "unknown")).as_json(),
        {"kind": "topic", "value": 0.1, "detail": ["gone"]},
        {"kind": "place_same", "value": 1.0},
    ]
    assert [one.label for one in reasons.from_json(kept)] == [
        "控えを切り離して残す",
        "希望の形: 相談・助言",
        "困りごとの内容が合います",
        "同じ県で対応できます",
    ]
    with translation.override("en"):
        assert reasons.from_json(kept)[0].label == "Keeping copies out of reach of attackers"
