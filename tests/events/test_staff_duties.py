"""A duty reaches one event and nothing else; the admin's door follows the duties."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from events.enums import Duty
from events.models import EventStaff, Host, Session
from events.services import decisions, staffing
from portal.accounts.enums import Role
from portal.accounts.permissions import GUESTS, needs_second_factor
from portal.content.services import roles
from portal.privacy import services as privacy
from portal.privacy.models import AuditEntry, Consent
from tests.factories import content as content_factory
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in_with_two_steps(settings):
    """Two steps of signing in have tests of their own; here people are signed in."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]


@pytest.fixture
def manager():
    content_factory.homes()
    roles.setup()
    user = make.make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=Role.EVENT_MANAGER))
    return user


@pytest.fixture
def mine():
    """A session of the event in which the person has a duty."""
    kind = make.make_type()
    make.apply(kind)
    return kind.session


@pytest.fixture
def others():
    """A session of another event."""
    kind = make.make_type()
    make.apply(kind)
    return kind.session


def with_duty(session, duty, manager):
    user = make.make_user()
    host = None
    if duty == Duty.CO_HOST:
        host = Host.objects.create(
            event=session.event, role="co_organiser", name_ja="九州大学", receives_data=True
        )
    staffing.grant(
        event=session.event, email=user.email.upper(), duty=duty, host=host, actor=manager
    )
    return user


def addresses(session):
    """Every address of the admin that concerns one event, by what it is for."""
    registration = session.registrations.get()
    kind = session.participation_types.get()
    event = session.event
    return {
        "desk": reverse("events_desk", args=[session.pk]),
        "move": reverse("events_desk_move", args=[session.pk]),
        "register": reverse("events_register", args=[session.pk]),
        "import": reverse("events_import", args=[session.pk]),
        "template": reverse("events_import_template", args=[session.pk, "csv"]),
        "registration": reverse("registrations:inspect", args=[registration.pk]),
        "correct": reverse("events_correct", args=[registration.pk]),
        "session": reverse("sessions:edit", args=[session.pk]),
        "delete session": reverse("sessions:delete", args=[session.pk]),
        "session history": reverse("sessions:history", args=[session.pk]),
        "session usage": reverse("sessions:usage", args=[session.pk]),
        "type": reverse("participation_types:edit", args=[kind.pk]),
        "delete type": reverse("participation_types:delete", args=[kind.pk]),
        "event": reverse("event_records:edit", args=[event.pk]),
    }


OPEN_TO_OWNERS = {
    "registrations:index",
    "sessions:index",
    "sessions:add",
    "participation_types:index",
    "participation_types:add",
    "event_records:index",
    "hosts:index",
    "hosts:add",
    "event_staff:index",
    "event_staff:add",
}
FOR_MANAGERS = {
    "event_records:add",
    "event_series:index",
    "event_series:add",
    "exercise_requests:index",
}


def test_an_owner_reaches_all_of_the_own_event_and_nothing_of_another(
    client, manager, mine, others
):
    client.force_login(with_duty(mine, Duty.OWNER, manager))
    own = {name: client.get(url).status_code for name, url in addresses(mine).items()}
    assert set(own.values()) == {200}, own
    foreign = {name: client.get(url).status_code for name, url in addresses(others).items()}
    assert set(foreign.values()) == {404}, foreign
    lists = {name: client.get(reverse(name)).status_code for name in OPEN_TO_OWNERS}
    assert set(lists.values()) == {200}, lists
    closed = {name: client.get(reverse(name)).status_code for name in FOR_MANAGERS}
    assert set(closed.values()) == {302}, closed


@pytest.mark.parametrize("duty", [Duty.SELECTOR, Duty.CHECK_IN, Duty.CO_HOST])
def test_other_duties_open_only_the_list_of_sessions(client, manager, mine, others, duty):
    client.force_login(with_duty(mine, duty, manager))
    found = {name: client.get(url).status_code for name, url in addresses(mine).items()}
    assert set(found.values()) == {302}, found
    lists = {name: client.get(reverse(name)).status_code for name in OPEN_TO_OWNERS | FOR_MANAGERS}
    assert set(lists.values()) == {302}, lists
    page = client.get(reverse("events_desks"))
    assert page.status_code == 200
    assert [row["session"].pk for row in page.context["rows"]] == [mine.pk]
    assert client.get(reverse("events_shared", args=[others.pk])).status_code == 404
    expected = 200 if duty == Duty.CO_HOST else 404
    assert client.get(reverse("events_shared", args=[mine.pk])).status_code == expected


def test_members_without_a_duty_do_not_get_in(client, mine):
    client.force_login(make.make_user())
    for url in [*addresses(mine).values(), reverse("events_desks"), reverse("events_bulk")]:
        response = client.get(url)
        assert (response.status_code, "login" in response["Location"]) == (302, True)


@pytest.mark.parametrize("duty", list(Duty))
def test_changes_are_refused_for_another_event(client, manager, mine, others, duty):
    client.force_login(with_duty(mine, duty, manager))
    registration = others.registrations.get()
    posts = {
        reverse("events_desk_state", args=[others.pk]): {"state": "closed", "reason": "x"},
        reverse("events_desk_copy", args=[others.pk]): {"starts_at": "2030-01-01 10:00"},
        reverse("events_registration_act", args=[registration.pk, "cancel"]): {"reason": "x"},
        reverse("events_bulk"): {
            "action": "cancel",
            "ids": str(registration.pk),
            "reason": "x",
        },
    }
    for url, data in posts.items():
        assert client.post(url, data).status_code in (302, 404)
    registration.refresh_from_db()
    others.refresh_from_db()
    assert (registration.state, others.state) == ("confirmed", "announced")
    assert Session.objects.count() == 2


def test_an_owner_cannot_move_a_row_to_another_event(client, manager, mine, others):
    client.force_login(with_duty(mine, Duty.OWNER, manager))
    form = client.get(reverse("hosts:add")).context["form"]
    assert list(form.fields["event"].queryset) == [mine.event]
    data = {"event": others.event_id, "role": "patron", "name_ja": "後援者", "position": 0}
    assert client.post(reverse("hosts:add"), data).status_code == 200
    assert not Host.objects.filter(event=others.event).exists()


def test_the_list_and_its_export_hold_only_the_own_event(client, manager, mine, others):
    client.force_login(with_duty(mine, Duty.OWNER, manager))
    own, foreign = mine.registrations.get(), others.registrations.get()
    page = client.get(reverse("registrations:index")).content.decode()
    assert own.reference in page
    assert foreign.reference not in page
    for query in ({"event": others.event_id}, {"session": others.pk}, {"q": foreign.reference}):
        page = client.get(reverse("registrations:index"), query).content.decode()
        assert f"inspect/{foreign.pk}/" not in page
    response = client.get(reverse("registrations:index"), {"export": "csv", "rows": "people"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert own.reference in text
    assert foreign.reference not in text


def test_a_co_host_sees_who_consented_and_only_what_was_consented_to(client, manager, mine):
    user = with_duty(mine, Duty.CO_HOST, manager)
    client.force_login(user)
    kind = mine.participation_types.get()
    agreed = make.apply(kind, company=make.company("有明食品"))
    url = reverse("events_shared", args=[mine.pk])
    page = client.get(url).content.decode()
    assert "有明食品" in page
    assert "生産管理部" in page
    assert agreed.contact_email not in page
    # The first application came before the body was named: no consent, not in the list.
    assert mine.registrations.order_by("pk").first().company_name not in page
    host = Host.objects.get(event=mine.event)
    consent = Consent.objects.get(
        purpose=f"event_host:{host.pk}", subject=f"registration:{agreed.reference}"
    )
    privacy.withdraw_consent(consent=consent)
    assert "有明食品" not in client.get(url).content.decode()
    assert AuditEntry.objects.filter(action="registrations.shared", actor=user).count() == 2


def test_a_cancelled_company_leaves_the_list_of_the_co_host(client, manager, mine):
    client.force_login(with_duty(mine, Duty.CO_HOST, manager))
    agreed = make.apply(mine.participation_types.get(), company=make.company("有明食品"))
    decisions.cancel(registration=agreed)
    url = reverse("events_shared", args=[mine.pk])
    assert "有明食品" not in client.get(url).content.decode()


def test_the_last_duty_closes_the_door_with_the_next_request(client, manager, mine, others):
    user = with_duty(mine, Duty.OWNER, manager)
    staffing.grant(event=others.event, email=user.email, duty=Duty.CHECK_IN, actor=manager)
    client.force_login(user)
    first, second = EventStaff.objects.filter(user=user).order_by("pk")
    assert user.groups.filter(name=GUESTS).exists()
    staffing.revoke(staff=first, actor=manager)
    assert client.get(reverse("events_desk", args=[mine.pk])).status_code == 302
    assert client.get(reverse("events_desks")).status_code == 200
    second.event.staff.all().delete()
    assert not user.groups.filter(name=GUESTS).exists()
    assert client.get(reverse("events_desks")).status_code == 302
    assert AuditEntry.objects.filter(action="event.duty_revoked").count() == 1


def test_whoever_has_a_duty_needs_a_second_factor(settings, client, manager, mine):
    user = with_duty(mine, Duty.CHECK_IN, manager)
    assert needs_second_factor(type(user).objects.get(pk=user.pk))
    assert not needs_second_factor(make.make_user())


def test_duties_are_given_in_the_admin_by_address(client, manager, mine):
    client.force_login(manager)
    user = make.make_user()
    data = {"event": mine.event_id, "email": user.email, "duty": "selector"}
    assert client.post(reverse("event_staff:add"), data).status_code == 302
    staff = EventStaff.objects.get()
    assert (staff.user, staff.duty) == (user, "selector")
    page = client.post(reverse("event_staff:add"), data).content.decode()
    assert "すでにこの役割を持っています" in page
    page = client.post(reverse("event_staff:add"), data | {"email": "nobody@example.jp"})
    assert "このメールアドレスの利用者がいません" in page.content.decode()
    page = client.post(reverse("event_staff:add"), data | {"duty": "co_host"})
    assert "このイベントの団体を選んでください" in page.content.decode()
    client.post(reverse("event_staff:delete", args=[staff.pk]))
    assert not EventStaff.objects.exists()


def test_owners_give_duties_but_make_no_owners(client, manager, mine):
    client.force_login(with_duty(mine, Duty.OWNER, manager))
    user = make.make_user()
    data = {"event": mine.event_id, "email": user.email, "duty": "owner"}
    page = client.post(reverse("event_staff:add"), data).content.decode()
    assert "イベント担当の職員だけが追加できます" in page
    assert client.post(reverse("event_staff:add"), data | {"duty": "check_in"}).status_code == 302
    owner = EventStaff.objects.get(duty=Duty.OWNER)
    client.post(reverse("event_staff:delete", args=[owner.pk]))
    assert EventStaff.objects.filter(pk=owner.pk).exists()
