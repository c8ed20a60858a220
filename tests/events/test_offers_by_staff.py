"""What staff may do with the waitlist: offer out of turn, move to the front."""

import pytest
from django.utils import timezone

from events.models import ParticipationType, Registration
from events.selectors.queue import waitlist_positions
from events.services import decisions, waitlist
from events.services.errors import NoPlaceLeft, TransitionRefused
from portal.privacy.models import AuditEntry
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def fresh(registration):
    return Registration.objects.get(pk=registration.pk)


def test_staff_offer_out_of_turn_with_a_reason():
    kind = make.make_type(capacity=2, unit="person")
    first = make.apply(kind, attendees=[make.person(), make.person()])
    large = make.apply(kind, attendees=[make.person() for _ in range(3)])
    small = make.apply(kind)
    actor = make.make_user()
    with pytest.raises(NoPlaceLeft):
        waitlist.offer(registration=small, actor=actor, reason="急ぎ")
    Registration.objects.filter(pk=small.pk).update(waitlisted_at=timezone.now())
    ParticipationType.objects.filter(pk=kind.pk).update(capacity=3)
    done = waitlist.offer(registration=small, actor=actor, reason="急ぎ")
    assert done.is_offered
    entry = AuditEntry.objects.get(action="registration.offered")
    assert (entry.actor, entry.reason) == (actor, "急ぎ")
    with pytest.raises(TransitionRefused):
        waitlist.offer(registration=first, actor=actor, reason="x")
    assert fresh(large).is_waiting


def test_staff_move_a_company_to_the_front_and_the_others_keep_their_order():
    kind = make.make_type(capacity=1)
    first, a, b, c = (make.apply(kind) for _ in range(4))
    waitlist.move_to_front(registration=c, actor=None, reason="前回の不手際")
    waitlist.move_to_front(registration=b, actor=None, reason="前回の不手際")
    positions = waitlist_positions([fresh(one) for one in (a, b, c)])
    assert [positions[one.pk] for one in (a, b, c)] == [3, 1, 2]
    decisions.cancel(registration=first)
    assert fresh(b).is_offered
    with pytest.raises(TransitionRefused):
        waitlist.move_to_front(registration=first, actor=None, reason="x")
