"""The worker as a process, against a real mail server: killed, stopped, left alone."""

import os
import shutil
import signal
import sqlite3
from contextlib import closing

import pytest

from tests.harness.processes import Installation, until

QUEUE = """
import django; django.setup()
from django.db import transaction
from portal.delivery import outbox
from portal.delivery.models import Mail
with transaction.atomic():
    mail = Mail.objects.create(key="k", recipient="hanako@example.com",
        subject="【受付完了】演習", text="受け付けました。", html="<p>受け付けました。</p>",
        attachments=[
            {"filename": "invite.ics", "content_type": "text/calendar; method=REQUEST",
              "content": "QkVHSU46VkNBTEVOREFS"},
            {"filename": "参加証.pdf", "content_type": "application/pdf",
              "content": "JVBERi0="},
        ])
    outbox.put(topic="mail", key="mail:k", payload={"mail": mail.pk})
"""


@pytest.fixture
def portal(installation, mail_server):
    """An installation that sends through ``mail_server``."""
    installation.environment["PORTAL_SMTP_URL"] = mail_server.address
    return installation


def queue(portal):
    portal.run("-c", QUEUE)


@pytest.fixture(scope="module")
def queued_database(migrated_database, tmp_path_factory):
    """A database in which one mail waits."""
    making = Installation(tmp_path_factory.mktemp("queued"))
    shutil.copy(migrated_database, making.database)
    queue(making)
    making.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return making.database


@pytest.fixture
def waiting(portal, queued_database):
    """The same installation; its mail was written, and nobody has sent it yet."""
    shutil.copy(queued_database, portal.database)
    return portal


def states(portal):
    return [state for (state,) in portal.sql("SELECT state FROM delivery_outboxmessage")]


def let_leases_run_out(portal):
    """Two minutes pass."""
    portal.sql("UPDATE delivery_outboxmessage SET leased_until = datetime('now', '-1 second')")


def test_a_mail_arrives_whole_and_soon(portal, mail_server):
    portal.start("manage.py", "run_worker")
    until(lambda: "worker started" in portal.log)
    queue(portal)
    (message,) = mail_server.wait_for(1, timeout=3)
    assert mail_server.recipients == ["hanako@example.com"]
    parts = {part.get_content_type(): part for part in message.walk()}
    assert parts["text/plain"].get_content().strip() == "受け付けました。"
    assert parts["text/calendar"]["Content-Type"].params["method"] == "REQUEST"
    assert parts["application/ics"].get_payload(decode=True) == b"BEGIN:VCALENDAR"
    assert parts["application/pdf"].get_filename() == "参加証.pdf"
    until(lambda: states(portal) == ["done"])


def test_killed_between_commit_and_send_the_mail_still_leaves_once(waiting, mail_server):
    mail_server.go_on.clear()
    victim = waiting.start("manage.py", "run_worker")
    assert mail_server.called.wait(30)
    os.killpg(victim.pid, signal.SIGKILL)
    victim.wait()
    assert states(waiting) == ["pending"]
    assert mail_server.mails == []
    mail_server.go_on.set()

    let_leases_run_out(waiting)
    waiting.run("manage.py", "run_worker", "--once")
    assert len(mail_server.mails) == 1
    waiting.run("manage.py", "run_worker", "--once")
    assert len(mail_server.mails) == 1
    assert states(waiting) == ["done"]


def test_killed_between_send_and_note_the_second_mail_can_be_told_for_the_first(
    waiting, mail_server
):
    waiting.run("manage.py", "run_worker", "--once")
    waiting.sql("UPDATE delivery_mail SET sent_at = NULL")
    waiting.sql("UPDATE delivery_outboxmessage SET state = 'pending', lease = ''")
    waiting.run("manage.py", "run_worker", "--once")
    first, second = mail_server.wait_for(2)
    assert first["Message-ID"] == second["Message-ID"]


def test_asked_to_stop_it_finishes_the_mail_in_hand(waiting, mail_server):
    mail_server.go_on.clear()
    process = waiting.start("manage.py", "run_worker")
    assert mail_server.called.wait(30)
    process.send_signal(signal.SIGTERM)
    mail_server.go_on.set()
    assert process.wait(30) == 0
    assert len(mail_server.mails) == 1
    assert states(waiting) == ["done"]
    assert "worker stopped" in waiting.log


def test_while_the_mail_server_is_down_mails_wait(waiting, mail_server):
    mail_server.stop()
    waiting.run("manage.py", "run_worker", "--once")
    ((state, error),) = waiting.sql("SELECT state, last_error FROM delivery_outboxmessage")
    assert state == "pending"
    assert "ConnectionRefusedError" in error
    mail_server.start()
    waiting.sql("UPDATE delivery_outboxmessage SET available_at = datetime('now', '-1 second')")
    waiting.run("manage.py", "run_worker", "--once")
    assert len(mail_server.wait_for(1)) == 1


def test_a_locked_database_stops_no_worker(waiting, mail_server):
    waiting.environment["PORTAL_DATABASE_URL"] = f"sqlite:///{waiting.database}?timeout=1"
    with closing(sqlite3.connect(waiting.database)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        waiting.start("manage.py", "run_worker")
        until(lambda: "database not available" in waiting.log)
        assert mail_server.mails == []
        holder.rollback()
    assert len(mail_server.wait_for(1)) == 1
