"""A calendar of one's own: shown once, personal, void at once when revoked."""

import re
from datetime import timedelta

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events import feed_privacy
from events.models import FeedToken
from events.services import decisions, feed_tokens
from portal.middleware.log_safety import safe_path
from portal.privacy.models import AuditEntry
from tests.factories import events as make

pytestmark = pytest.mark.django_db
PAGE = "/registrations/calendars/"


@pytest.fixture
def user(db):
    return make.make_user(make.make_organization())


@pytest.fixture
def secret(user):
    return feed_tokens.create(user=user, name="Outlook", language="ja")[1]


def read(client, secret):
    return client.get(reverse("events:private_feed", args=[secret]))


def entries(client, secret):
    response = read(client, secret)
    assert response.status_code == 200
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def applied(user, kind, **fields):
    organization = user.memberships.get().organization
    return make.apply(kind, organization=organization, user=user, **fields)


def test_an_address_is_made_and_shown_once(client, user):
    client.force_login(user)
    made = client.post(PAGE, {"name": "会社のOutlook"}, follow=True).content.decode()
    address = re.search(r'value="(http[^"]+\.ics)"', made)[1]
    secret = address.rpartition("/")[2].removesuffix(".ics")
    again = client.get(PAGE).content.decode()
    assert secret not in again
    assert "会社のOutlook" in again
    assert not FeedToken.objects.filter(digest__contains=secret).exists()
    client.logout()
    assert read(client, secret).status_code == 200


def test_it_holds_what_is_certain_and_what_is_not(client, user, secret):
    sure = applied(user, make.make_type(make.make_session(join_url="https://meet.example.com/x")))
    open_end = applied(user, make.make_type(allocation="selection"))
    gone = applied(user, make.make_type())
    decisions.cancel(registration=gone)
    make.apply(make.make_type())
    found = {str(entry["UID"]): entry for entry in entries(client, secret)}
    assert {uid: str(entry["STATUS"]) for uid, entry in found.items()} == {
        sure.session.calendar_uid: "CONFIRMED",
        open_end.session.calendar_uid: "TENTATIVE",
    }
    text = read(client, secret).content.decode()
    assert "meet.example.com" not in text
    assert "ATTENDEE" not in text
    assert user.email not in text


def test_a_session_called_off_is_marked_so(client, user, secret):
    session = make.make_session()
    applied(user, make.make_type(session))
    session.state = "cancelled"
    session.save()
    (entry,) = entries(client, secret)
    assert entry["STATUS"] == "CANCELLED"


def test_whoever_is_named_as_attendee_sees_it_but_not_what_colleagues_do(client, user, secret):
    kind = make.make_type()
    make.apply(kind, attendees=[make.person(user.email.upper())])
    organization = user.memberships.get().organization
    colleague = make.make_user(organization)
    applied(colleague, make.make_type())
    (entry,) = entries(client, secret)
    assert entry["UID"] == kind.session.calendar_uid


def test_a_revoked_address_is_void_at_once(client, user, secret):
    client.force_login(user)
    token = FeedToken.objects.get()
    assert read(client, secret).status_code == 200
    client.post(reverse("events:private_feed_revoke", args=[token.pk]))
    assert read(client, secret).status_code == 404
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {
        "feed.created",
        "feed.revoked",
    }


def test_nobody_revokes_the_address_of_another(client, secret):
    client.force_login(make.make_user())
    client.post(reverse("events:private_feed_revoke", args=[FeedToken.objects.get().pk]))
    assert read(client, secret).status_code == 200


@pytest.mark.parametrize("wrong", ["0" * 64, "x", "a" * 300, "%00"])
def test_a_forged_address_opens_nothing(client, secret, wrong):
    assert client.get(f"/registrations/calendars/{wrong}.ics").status_code == 404


def test_a_closed_account_has_no_calendar(client, user, secret):
    user.is_active = False
    user.save()
    assert read(client, secret).status_code == 404


def test_the_answer_is_kept_by_nobody_and_told_to_nobody(client, secret):
    for response in (read(client, secret), read(client, "0" * 64)):
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex"
        assert response.cookies == {}
    assert secret not in safe_path(reverse("events:private_feed", args=[secret]))


def test_who_guesses_is_slowed_down(client, secret, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"private_feed": "2/m/ip"}
    answers = [read(client, "0" * 64).status_code for _number in range(3)]
    assert answers == [404, 404, 429]


def test_five_addresses_are_enough(client, user):
    client.force_login(user)
    for number in range(5):
        client.post(PAGE, {"name": f"{number}"})
    refused = client.post(PAGE, {"name": "6"})
    assert refused.status_code == 422
    assert "5つまで" in refused.content.decode()
    assert FeedToken.objects.count() == 5


def test_the_calendar_costs_the_same_for_one_and_for_many(client, user, secret):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            read(client, secret)
        return len(captured)

    applied(user, make.make_type())
    cost()
    few = cost()
    for _number in range(5):
        applied(user, make.make_type())
    assert cost() == few
    assert few <= 3


def test_it_is_handed_out_erased_and_dropped_in_time(user, secret):
    (told,) = feed_privacy.export(user)
    assert told["name"] == "Outlook"
    assert secret not in str(told)
    token = FeedToken.objects.get()
    feed_tokens.revoke(user=user, pk=token.pk)
    assert feed_privacy.purge(timezone.now() - timedelta(days=1)) == 0
    assert feed_privacy.purge(timezone.now() + timedelta(days=1)) == 1
    feed_tokens.create(user=user, name="x", language="ja")
    feed_privacy.erase(user)
    assert not FeedToken.objects.exists()
