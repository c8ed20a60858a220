"""Names on certificates go at the person's wish and after five years; numbers stay."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from events.certificates import personal_data
from events.certificates.models import Certificate, CertificateRule
from events.certificates.services import issuing
from portal.privacy import erasure, purging
from tests.factories import after
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(presence):
    (person,) = after.over()
    presence.mark(person)
    CertificateRule.objects.create(session=person.registration.session, issuer_ja="局")
    return issuing.issue(attendee=person)


def test_the_copy_names_the_certificate(certificate):
    leaver = make.make_user(email=certificate.email)
    assert personal_data.export(leaver)[0]["number"] == certificate.number


def test_erasure_takes_the_name_and_keeps_the_number(certificate):
    leaver = make.make_user(email=certificate.email)
    erasure.carry_out(wish=erasure.request(user=leaver))
    kept = Certificate.objects.get()
    assert (kept.state, kept.full_name, kept.company_name, kept.email) == ("erased", "", "", "")
    assert kept.attendee is None
    assert kept.number == certificate.number


@pytest.mark.parametrize(("years", "kept"), [(4, True), (5.1, False)])
def test_names_go_after_five_years(certificate, years, kept):
    with time_machine.travel(timezone.now() + timedelta(days=365 * years)):
        purging.run()
        purging.run()
    assert bool(Certificate.objects.get().full_name) is kept
