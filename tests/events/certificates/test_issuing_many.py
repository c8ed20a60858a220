"""Certificates for everybody at once: what is asked of the database does not grow with people."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.certificates.models import Certificate, CertificateRule
from events.certificates.selectors import entitlement
from events.certificates.services import issuing
from events.checkin.enums import Kind
from events.checkin.models import Attendance
from portal.delivery.models import Mail
from tests.factories import after

pytestmark = pytest.mark.django_db
NUMBER = 'SELECT "certificates_certificatecounter"'


def ready(people):
    """A session whose people were all checked in at the door, by the check-in itself."""
    attendees = after.over(people=people)
    session = attendees[0].registration.session
    for person in attendees:
        Attendance.objects.create(
            attendee=person,
            session=session,
            kind=Kind.ONSITE,
            first_seen=session.starts_at,
            last_seen=session.ends_at,
        )
    CertificateRule.objects.create(session=session, issuer_ja="九州経済産業局")
    return session


def reads(work):
    """The SELECTs of ``work``, without the one that reads each certificate's own number."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return [
        query["sql"]
        for query in captured.captured_queries
        if query["sql"].startswith("SELECT") and not query["sql"].startswith(NUMBER)
    ]


def test_reading_does_not_grow_with_the_people():
    few, many = ready(2), ready(12)
    rule = entitlement.rule_of(many)
    assert len(reads(lambda: entitlement.of_session(few, rule))) == len(
        reads(lambda: entitlement.of_session(many, rule))
    )
    asked = [len(reads(lambda s=session: issuing.issue_all(session=s))) for session in (few, many)]
    assert asked[0] == asked[1]
    assert Certificate.objects.filter(session=many, state="valid").count() == 12
    assert Mail.objects.filter(key__startswith="certificate:").count() == 14
    assert issuing.issue_all(session=many) == []
