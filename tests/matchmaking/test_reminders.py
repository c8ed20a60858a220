"""Reminders: each once, to the right people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matchmaking import reminders
from matchmaking.models import Introduction
from matchmaking.services import introduction as introductions
from portal.delivery.models import Mail

from . import factories

pytestmark = pytest.mark.django_db


def test_writers_hear_once_before_their_need_or_seed_runs_out():
    need = factories.need(expires_on=timezone.localdate() + timedelta(days=10))
    need.created_by = factories.member(need.organization)
    need.save()
    factories.seed(created_by=factories.member())
    assert reminders.send_due() == 1
    assert reminders.send_due() == 1
    mail = Mail.objects.get()
    assert mail.recipient == need.created_by.email
    assert need.title in mail.subject


def test_both_sides_are_asked_after_thirty_and_sixty_days_unless_they_told():
    introduction = factories.introduction()
    company = factories.member(introduction.proposal.company)
    provider = factories.member(introduction.proposal.provider)
    introductions.review(introduction=introduction, actor=None)
    introductions.agree(introduction=introduction, user=company)
    introductions.agree(introduction=introduction, user=provider)
    asked = Mail.objects.filter(key__startswith="introduction-outcome-")
    reminders.send_due()
    assert not asked.exists()
    for days, mails in ((31, 2), (40, 2), (61, 4)):
        then = timezone.now() - timedelta(days=days)
        Introduction.objects.update(disclosed_at=then)
        reminders.send_due()
        assert asked.count() == mails
    introductions.record_outcome(introduction=introduction, user=company, kind="solved")
    Introduction.objects.update(disclosed_at=timezone.now() - timedelta(days=95))
    reminders.send_due()
    assert asked.count() == 5  # the other side may see it differently
