"""Periodic jobs run when due, one at a time, and a failing one stops no other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.delivery import periodic, retention, tasks
from portal.delivery.models import Mail, OutboxMessage, OutboxState, PeriodicRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(monkeypatch):
    """An empty registry."""
    monkeypatch.setattr(periodic, "_jobs", {})


def test_a_job_runs_at_once_and_then_when_it_is_due(jobs):
    runs = []
    periodic.register("a", 60, lambda: runs.append(1))
    assert periodic.run_due() == ["a"]
    assert periodic.run_due() == []
    PeriodicRun.objects.update(due_at=timezone.now())
    assert tasks.run_periodic() == ["a"]
    assert len(runs) == 2


def test_a_failing_job_is_noted_and_the_next_runs(jobs):
    def fail():
        raise RuntimeError("broken")

    periodic.register("a", 60, fail)
    periodic.register("b", 60, lambda: None)
    assert periodic.run_due() == ["a", "b"]
    row = PeriodicRun.objects.get(name="a")
    assert "broken" in row.last_error
    assert row.due_at > timezone.now()


def test_a_job_held_by_another_is_left_alone_until_the_lease_runs_out(jobs):
    periodic.register("a", 60, lambda: None)
    held = PeriodicRun.objects.create(
        name="a", leased_until=timezone.now() + timedelta(minutes=1), lease="other"
    )
    assert periodic.run_due() == []
    held.leased_until = timezone.now() - timedelta(seconds=1)
    held.save()
    assert periodic.run_due() == ["a"]


def test_a_name_is_taken_once(jobs):
    periodic.register("a", 60, lambda: None)
    with pytest.raises(ValueError, match="a"):
        periodic.register("a", 60, lambda: None)


def test_old_mails_are_emptied_and_their_keys_kept(settings):
    settings.MAIL_RETENTION_DAYS = 90
    now = timezone.now()
    for key, days in (("old", 91), ("new", 89)):
        Mail.objects.create(
            key=key,
            recipient="hanako@example.com",
            subject="s",
            text="t",
            html="h",
            attachments=[{"filename": "x"}],
            sent_at=now - timedelta(days=days),
        )
    Mail.objects.create(key="unsent", recipient="hanako@example.com", subject="s", text="t")
    OutboxMessage.objects.create(
        key="done", topic="mail", state=OutboxState.DONE, done_at=now - timedelta(days=31)
    )
    OutboxMessage.objects.create(key="dead", topic="mail", state=OutboxState.DEAD)
    assert retention.purge() == 1
    old = Mail.objects.get(key="old")
    assert (old.recipient, old.subject, old.text, old.html, old.attachments) == (
        "",
        "",
        "",
        "",
        [],
    )
    assert Mail.objects.get(key="new").text == "t"
    assert Mail.objects.get(key="unsent").text == "t"
    assert list(OutboxMessage.objects.values_list("key", flat=True)) == ["dead"]
    assert retention.purge() == 0
