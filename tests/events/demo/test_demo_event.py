"""The sample year: everything in it came about by the services, and holds together."""

import io
import shutil
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from events.certificates.models import Certificate
from events.enums import RegistrationState, SessionState
from events.models import Event, Registration, Session
from events.selection.models import Proposal
from events.selectors import invariants
from portal.accounts.enums import Role
from portal.delivery.models import OutboxMessage, OutboxState
from tests.factories import events as make
from tests.harness.database import use

# The year is played once, by one worker.
pytestmark = pytest.mark.xdist_group("year")


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker, migrated_database, tmp_path_factory):
    """What the command said; the database is a file of its own in which it played, once."""
    path = tmp_path_factory.mktemp("year") / "portal.sqlite3"
    shutil.copy(migrated_database, path)
    before = Path(connection.settings_dict["NAME"])
    said = io.StringIO()
    with django_db_blocker.unblock(), override_settings(DEMO=True):
        use(path)
        for role in (Role.EVENT_MANAGER, Role.ADMINISTRATOR):
            make.make_user(is_staff=True).groups.add(Group.objects.get(name=role))
        call_command("demo_event", stdout=said)
        yield said.getvalue()
        use(before)


def of(code):
    return Session.objects.get(event__code=f"sample-year-{code}")


def states(session, kind):
    found = Registration.objects.filter(session=session, participation_type__code=kind)
    return sorted(found.order_by().values_list("state", flat=True))


def test_a_year_is_played_by_the_services_and_holds_together(year):
    held = of("kitakyushu-held")
    assert states(held, "team") == [RegistrationState.CONFIRMED] * 7
    moved = Registration.objects.filter(session=held, applied_type__code="team")
    assert [one.participation_type.code for one in moved] == ["viewer", "viewer"]
    assert held.state == SessionState.HELD
    assert held.survey.responses.count() > 10
    assert Certificate.objects.filter(session=held).count() > 10
    waits = of("kitakyushu-selection")
    assert states(waits, "team") == [RegistrationState.APPLIED] * 9
    assert Proposal.objects.get(sheet__participation_type__session=waits).state == "proposed"
    offered = Registration.objects.get(
        session=of("workshop-waitlist"), state=RegistrationState.OFFERED
    )
    assert offered.offer_expires_at > timezone.now()
    assert invariants.breaches(timezone.now()) == []
    assert str(held) in year


def test_mails_of_the_past_stay_at_home_and_those_of_today_go_out(year):
    waiting = OutboxMessage.objects.filter(topic="mail", state=OutboxState.PENDING)
    past = Registration.objects.filter(session__ends_at__lt=timezone.now())
    coming = Registration.objects.filter(session__ends_at__gt=timezone.now())
    keys = " ".join(waiting.values_list("key", flat=True))
    assert not [one for one in past if one.reference in keys]
    assert all(one.reference in keys for one in coming)


def test_a_second_time_changes_nothing(year):
    before = Event.objects.count()
    call_command("demo_event", stdout=io.StringIO())
    assert Event.objects.count() == before


def test_production_has_no_sample_year(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="PORTAL_DEMO"):
        call_command("demo_event")
