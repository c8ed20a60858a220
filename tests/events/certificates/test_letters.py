"""Thanks go once to each who came, and to nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.certificates.models import CertificateRule, SessionMaterial
from events.certificates.services import letters
from events.models import Session
from portal.delivery.models import Mail
from tests.factories import after

pytestmark = pytest.mark.django_db


def thanks():
    return Mail.objects.filter(key__startswith="after:", key__endswith=":thanks")


def test_once_to_those_who_came_and_never_to_the_others(presence):
    came, absent = after.over(people=2)
    presence.mark(came)
    assert letters.send_due() == 1
    assert letters.send_due() == 0
    (mail,) = thanks()
    assert mail.recipient == came.email
    assert mail.subject.startswith("【ご参加のお礼】")
    assert absent.email not in set(thanks().values_list("recipient", flat=True))


def test_it_points_to_survey_materials_and_certificate_as_far_as_they_exist(presence):
    (came,) = after.over()
    presence.mark(came)
    session = came.registration.session
    letters.send_due()
    plain = thanks().get()
    assert "アンケート" not in plain.text
    assert "修了証" not in plain.text
    Mail.objects.all().delete()
    after.survey(session)
    SessionMaterial.objects.create(session=session, title_ja="録画", url="https://video.example/1")
    CertificateRule.objects.create(session=session, issuer_ja="局", needs_survey=True)
    letters.send_due()
    full = thanks().get()
    assert "/registrations/surveys/" in full.text
    assert "資料と録画" in full.text
    assert "出席とアンケートの回答を確かめて" in full.text
    assert "video.example" not in full.text + full.html


def test_not_before_the_end_not_when_called_off_not_weeks_later(presence):
    (came,) = after.over(ago=timedelta(minutes=10))
    presence.mark(came)
    assert letters.send_due() == 0
    later = timezone.now() + timedelta(hours=1)
    Session.objects.update(state="cancelled")
    assert letters.send_due(now=later) == 0
    Session.objects.update(state="held")
    assert letters.send_due(now=later + timedelta(days=15)) == 0
    assert letters.send_due(now=later) == 1


def test_in_english_for_who_applied_in_english(presence):
    (came,) = after.over(language="en")
    presence.mark(came)
    after.survey(came.registration.session)
    letters.send_due()
    mail = thanks().get()
    assert "/en/registrations/surveys/" in mail.text
    assert "ありがとう" not in mail.text
