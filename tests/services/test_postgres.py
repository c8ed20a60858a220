"""The same code on PostgreSQL: migrations, registration, the outbox under two workers."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from events.enums import RegistrationState
from events.models import ParticipationType, Registration
from events.services import decisions
from portal.accounts.models import Organization
from portal.delivery import handlers, outbox, worker
from portal.delivery.models import Mail, OutboxMessage, OutboxState
from portal.taxonomy.models import Sector
from tests.factories import events as make
from tests.matchmaking import rushing

READY = """
import django; django.setup()
from django.test import Client
print(Client(headers={"host": "localhost"}).get("/readyz").status_code)
"""


def test_migrations_leave_the_same_terms(postgres):
    assert connection.vendor == "postgresql"
    assert set(Sector.objects.values_list("pk", flat=True)) == {
        "manufacturing",
        "ec_overseas",
        "medical",
        "satellite",
        "common",
    }


def test_opening_content_is_loaded_and_no_migration_is_missing(postgres, installation):
    installation.environment |= {"PORTAL_DATABASE_URL": postgres, "PORTAL_DEMO": "1"}
    installation.run("manage.py", "makemigrations", "--check", "--dry-run")
    installation.run("manage.py", "prepare")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM wagtailcore_page WHERE live")
        assert cursor.fetchone()[0] > 0
    ready = installation.run("-c", READY)
    assert ready.strip() == "200"


def test_a_company_registers_fills_the_places_and_cancels(postgres):
    kind = make.make_type(capacity=1)
    first, second = make.apply(kind), make.apply(kind)
    assert first.state == RegistrationState.CONFIRMED
    assert second.state == RegistrationState.WAITLISTED
    assert ParticipationType.objects.get(pk=kind.pk).taken == 1
    assert Mail.objects.count() == OutboxMessage.objects.filter(topic="mail").count() > 1
    decisions.cancel(registration=Registration.objects.get(pk=first.pk))
    assert ParticipationType.objects.get(pk=kind.pk).taken <= 1
    assert Registration.objects.get(pk=first.pk).state == RegistrationState.CANCELLED


def test_the_database_keeps_the_rules_by_itself(postgres):
    kind = make.make_type(capacity=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        ParticipationType.objects.filter(pk=kind.pk).update(taken=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_organization(corporate_number="0123456789012")
    assert not Organization.objects.filter(corporate_number="0123456789012").exists()


def test_two_workers_never_take_the_same_row(postgres, monkeypatch):
    handled = []
    monkeypatch.setitem(handlers._handlers, "count", lambda payload: handled.append(payload["n"]))
    for number in range(40):
        outbox.put(topic="count", key=f"count:{number}", payload={"n": number})

    def work():
        try:
            return worker.drain()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        counts = [future.result() for future in [pool.submit(work) for _ in range(4)]]
    assert sum(counts) == 40
    assert sorted(handled) == list(range(40))
    assert OutboxMessage.objects.filter(state=OutboxState.DONE).count() == 40


def test_the_last_places_of_a_month_are_given_once(postgres):
    assert rushing.propose_at_once(places=2) == (rushing.CLIENTS - 2, 2)
