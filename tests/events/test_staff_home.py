"""The staff home: what of the events wants a decision today, and for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.enums import Duty
from events.selectors import desk
from events.waiting import look
from portal.accounts.enums import Role
from portal.delivery.models import OutboxMessage, OutboxState
from tests.events.staff import staff
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in_with_two_steps(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]


@pytest.fixture
def manager(client):
    client.user = staff(Role.EVENT_MANAGER)
    client.force_login(client.user)
    return client


def labels(user):
    return {str(one.label): one.count for one in look(user)}


def test_the_staff_home_says_what_wants_a_decision_today(manager):
    now = timezone.now()
    due = make.make_type(allocation="selection", results_at=now - timedelta(hours=1))
    make.apply(due)
    make.make_session(starts_at=now + timedelta(days=1), format="online")
    offered = make.apply(make.make_type())
    offered.state, offered.offered_at = "offered", now
    offered.offer_expires_at = now + timedelta(hours=3)
    offered.save()
    OutboxMessage.objects.create(key="mail:x", topic="mail", state=OutboxState.DEAD)
    assert labels(manager.user) == {
        "結果のお知らせ予定を過ぎた申込": 1,
        "2日以内に始まるのに参加用URLがない回": 1,
        "24時間以内に期限が来る繰上げ案内": 1,
        "届けられなかったメール": 1,
    }


def test_an_owner_hears_only_of_the_own_event():
    kind = make.make_type(allocation="selection")
    make.apply(kind)
    make.apply(make.make_type(allocation="selection"))
    owner = make.make_user()
    kind.session.event.staff.create(user=owner, duty=Duty.OWNER)
    assert labels(owner) == {"結果を待つ申込": 1}
    assert look(make.make_user()) == []


def test_a_session_without_link_is_a_decision_two_days_before():
    now = timezone.now()
    assert desk.lacks_join_link(make.make_session(starts_at=now + timedelta(days=1)))
    assert not desk.lacks_join_link(make.make_session(starts_at=now + timedelta(days=5)))
    near = make.make_session(starts_at=now + timedelta(days=1), join_url="https://example.jp")
    assert not desk.lacks_join_link(near)
