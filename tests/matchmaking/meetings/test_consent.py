"""A consent ended on the page of one's own data takes the person out of the day."""

import pytest

from matchmaking.enums import Side
from matchmaking.models import MeetingParticipant
from portal.privacy import services as privacy
from portal.privacy.models import AuditEntry, Consent

from .test_days import joined, made

pytestmark = pytest.mark.django_db


def test_whoever_ends_the_consent_stays_away_and_no_one_else():
    day = made()
    participant, other = joined(day, Side.COMPANY), joined(day, Side.PROVIDER)
    subject = f"meeting_participant:{participant.pk}"
    privacy.withdraw_consent(
        consent=Consent.objects.get(subject=subject), actor=participant.person
    )
    participant.refresh_from_db()
    other.refresh_from_db()
    assert (participant.state, participant.person) == (MeetingParticipant.State.GONE, None)
    assert other.state == MeetingParticipant.State.JOINING
    assert AuditEntry.objects.filter(action="meeting_day.left", target=subject).count() == 1
