"""Watchers learn whether the process lives and whether it can work."""

from datetime import timedelta

import pytest
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from portal.delivery import outbox
from portal.delivery.models import OutboxMessage, OutboxState
from search import health
from search.engines import EngineUnavailable

CHECK = "tests.portal.test_health.broken"


def broken():
    raise ConnectionError("secret address")


def test_the_process_answers_without_a_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_ready_when_all_is_well(client, db):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert {"database", "migrations", "search", "outbox"} <= response.json()["checks"].keys()


def test_unapplied_migrations_make_it_unready(client, db, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: [("one", False)])
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["migrations"] == "1 migrations are not applied"


def test_an_optional_part_only_degrades_and_tells_no_secret(client, db, settings):
    settings.OPTIONAL_CHECKS = {"search": CHECK}
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["checks"]["search"] == "ConnectionError"


def test_a_search_engine_that_is_away_only_degrades(client, db, settings, monkeypatch):
    def away():
        raise EngineUnavailable("no answer")

    monkeypatch.setattr(health, "get_engine", away)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["checks"]["search"] == "EngineUnavailable"


def test_a_required_part_that_fails_makes_it_unready(client, db, settings):
    settings.REQUIRED_CHECKS = {"database": CHECK}
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("state", [OutboxState.PENDING, OutboxState.DEAD])
def test_mail_that_does_not_leave_is_told(client, db, state):
    outbox.put(topic="mail", key="k", payload={"mail": 0})
    OutboxMessage.objects.update(state=state, created_at=timezone.now() - timedelta(minutes=11))
    assert "message" in client.get("/readyz").json()["checks"]["outbox"]
