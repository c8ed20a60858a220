"""One reminder, to those who came and have not answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.surveys.services import answering, reminders
from portal.delivery.models import Mail
from tests.factories import after

pytestmark = pytest.mark.django_db


def mails():
    return Mail.objects.filter(key__endswith=":reminder", key__startswith="survey:")


def test_once_after_four_days_to_those_who_came_and_are_silent(presence):
    came, answered, _absent = after.over(people=3, ago=timedelta(days=3, hours=23))
    presence.mark(came, answered)
    survey = after.survey(came.registration.session)
    answering.answer(survey=survey, attendee=answered, answers=after.answers(survey))
    assert reminders.send_due() == 0
    later = timezone.now() + timedelta(hours=2)
    assert reminders.send_due(now=later) == 1
    assert reminders.send_due(now=later) == 0
    (mail,) = mails()
    assert mail.recipient == came.email
    assert "/registrations/surveys/" in mail.text
    assert "無記名" in mail.text
    assert mail.subject.startswith("【アンケートのお願い】")


def test_not_shortly_before_the_deadline_and_not_weeks_later(presence):
    (came,) = after.over(ago=timedelta(days=5))
    presence.mark(came)
    survey = after.survey(came.registration.session, closes_at=timezone.now() + timedelta(hours=3))
    assert reminders.send_due() == 0
    survey.closes_at = None
    survey.save()
    assert reminders.send_due(now=timezone.now() + timedelta(days=30)) == 0
    assert reminders.send_due() == 1


def test_somebody_without_an_address_is_reached_through_the_applicant(presence):
    (came,) = after.over(ago=timedelta(days=5))
    came.email = ""
    came.save()
    presence.mark(came)
    after.survey(came.registration.session)
    assert reminders.send_due() == 1
    assert mails().get().recipient == came.registration.contact_email
