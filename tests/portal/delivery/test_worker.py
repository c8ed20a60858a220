"""The outbox is drained once, again after a failure, and never by two at a time."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from portal.delivery import handlers, outbox, worker
from portal.delivery.models import OutboxMessage, OutboxState

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(monkeypatch):
    """A topic ``test`` whose handler notes what it got; an exception in the list is raised."""
    notes = []
    trouble = []

    def handler(payload):
        if trouble:
            raise trouble.pop(0)
        notes.append(payload)

    monkeypatch.setitem(handlers._handlers, "test", handler)
    return notes, trouble


def put(key="a", **payload):
    return outbox.put(topic="test", key=key, payload=payload)


def pass_time(**delta):
    """Let the given time pass for every row."""
    delta = timedelta(**delta)
    for row in OutboxMessage.objects.all():
        row.available_at -= delta
        row.leased_until = row.leased_until and row.leased_until - delta
        row.save()


def test_what_was_put_is_handled_once(seen):
    put(number=1)
    assert worker.drain() == 1
    assert worker.drain() == 0
    assert seen[0] == [{"number": 1}]
    assert OutboxMessage.objects.get().state == OutboxState.DONE


def test_the_same_key_is_one_message(seen):
    put(number=1)
    put(number=2)
    worker.drain()
    assert seen[0] == [{"number": 1}]


def test_nothing_is_left_of_a_rolled_back_transaction(seen):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        put()
        raise ZeroDivisionError
    assert worker.drain() == 0


def test_oldest_first(seen):
    for number in range(3):
        put(str(number), number=number)
    worker.drain()
    assert [payload["number"] for payload in seen[0]] == [0, 1, 2]


def test_a_failure_waits_and_is_tried_again(seen):
    put(number=1)
    seen[1].append(OSError("server away"))
    worker.drain()
    row = OutboxMessage.objects.get()
    assert (row.state, row.attempts) == (OutboxState.PENDING, 1)
    assert "server away" in row.last_error
    assert row.available_at > timezone.now() + timedelta(seconds=3)
    assert worker.drain() == 0
    pass_time(seconds=10)
    worker.drain()
    assert seen[0] == [{"number": 1}]


def test_waits_grow_and_stay_bounded():
    waits = [worker.wait_after(attempts).total_seconds() for attempts in (1, 4, 8, 60)]
    assert waits == sorted(waits)
    assert waits[0] < 7
    assert waits[-1] <= worker.LONGEST_WAIT_SECONDS * 1.2


def test_the_last_attempt_leaves_a_dead_letter_that_can_be_put_back(seen, capsys):
    put(number=1)
    OutboxMessage.objects.update(attempts=worker.MAX_ATTEMPTS - 1)
    seen[1].append(OSError("still away"))
    worker.drain()
    assert OutboxMessage.objects.get().state == OutboxState.DEAD
    call_command("requeue_dead", topic="other")
    assert worker.drain() == 0
    call_command("requeue_dead")
    assert "1 messages put back" in capsys.readouterr().out
    worker.drain()
    assert seen[0] == [{"number": 1}]


def test_a_permanent_error_is_not_tried_again(seen):
    put()
    seen[1].append(worker.PermanentError("no such address"))
    worker.drain()
    assert OutboxMessage.objects.get().state == OutboxState.DEAD


def test_an_unknown_topic_is_dead_and_stops_nobody(seen):
    outbox.put(topic="nobody", key="n", payload={})
    put(number=1)
    worker.drain()
    assert OutboxMessage.objects.get(key="n").state == OutboxState.DEAD
    assert seen[0] == [{"number": 1}]


def test_a_leased_row_is_left_alone_until_its_lease_runs_out(seen):
    put()
    first = worker.claim()
    assert first is not None
    assert worker.claim() is None
    pass_time(minutes=3)
    second = worker.claim()
    assert second is not None
    assert second.lease != first.lease


def test_who_lost_the_lease_cannot_finish_the_row(seen):
    put()
    first = worker.claim()
    pass_time(minutes=3)
    second = worker.claim()
    worker._finish(first)
    assert OutboxMessage.objects.get().state == OutboxState.PENDING
    worker._finish(second)
    assert OutboxMessage.objects.get().state == OutboxState.DONE


def test_a_long_handler_renews_its_lease(monkeypatch):
    renewed = []

    def slow(_payload):
        pass_time(minutes=1)
        before = OutboxMessage.objects.get().leased_until
        worker.renew()
        renewed.append(OutboxMessage.objects.get().leased_until - before)

    monkeypatch.setitem(handlers._handlers, "test", slow)
    put()
    worker.drain()
    assert renewed[0] > timedelta(seconds=50)


def test_a_stop_is_heard_between_rows(seen):
    put("a")
    put("b")
    assert worker.drain(stopping=lambda: bool(seen[0])) == 1


def test_celery_is_woken_after_commit(settings, monkeypatch, django_capture_on_commit_callbacks):
    settings.TASK_RUNNER = "celery"
    woken = []
    monkeypatch.setattr("portal.celery.app.send_task", lambda name, **_: woken.append(name))
    with django_capture_on_commit_callbacks(execute=True):
        put()
        assert woken == []
    assert woken == ["portal.delivery.tasks.drain"]


def test_a_broker_that_is_away_loses_nothing(settings, django_capture_on_commit_callbacks, seen):
    settings.TASK_RUNNER = "celery"
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    with django_capture_on_commit_callbacks(execute=True):
        put(number=1)
    worker.drain()
    assert seen[0] == [{"number": 1}]


def test_one_handler_per_topic():
    with pytest.raises(ValueError, match="mail"):
        handlers.register("mail", lambda _payload: None)
