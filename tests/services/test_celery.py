"""Celery on a real Redis drains the same outbox through the same code."""

import signal

import pytest

from tests.harness.processes import until
from tests.services.test_worker_process import queue, states


@pytest.fixture
def portal(installation, mail_server, redis_server):
    """An installation whose tasks run on Celery."""
    installation.environment |= {
        "PORTAL_SMTP_URL": mail_server.address,
        "PORTAL_TASKS": "celery",
        "PORTAL_REDIS_URL": redis_server,
    }
    return installation


def test_a_commit_wakes_celery_and_the_mail_leaves(portal, mail_server):
    celery = portal.start(
        "-m", "celery", "-A", "portal.celery", "worker", "-P", "solo", "-l", "INFO"
    )
    until(lambda: "ready" in portal.log)
    queue(portal)
    assert len(mail_server.wait_for(1, timeout=5)) == 1
    until(lambda: states(portal) == ["done"])
    celery.send_signal(signal.SIGTERM)
    assert celery.wait(30) == 0


def test_beat_finds_what_no_message_told_of(portal, mail_server):
    queue_of_another = portal.environment.pop("PORTAL_TASKS")
    queue(portal)
    portal.environment["PORTAL_TASKS"] = queue_of_another
    schedule = str(portal.folder / "beat")
    portal.start("-m", "celery", "-A", "portal.celery", "worker", "-P", "solo", "-l", "INFO")
    until(lambda: "ready" in portal.log)
    portal.start("-m", "celery", "-A", "portal.celery", "beat", "-s", schedule, "-l", "INFO")
    assert len(mail_server.wait_for(1)) == 1
