"""The desk of a session: numbers, decisions, states, other days, copies, guards."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from events.enums import SESSION_TRANSITIONS, SessionState
from events.extensions import DeskLink, desk_links
from events.forms.setting_up import ParticipationTypeForm
from events.models import ParticipationType, PlaceHold, Session
from events.services import decisions, running
from portal.accounts.enums import Role
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry
from tests.events.staff import staff
from tests.factories import events as make

pytestmark = pytest.mark.django_db
TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture(autouse=True)
def _signed_in_with_two_steps(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]


@pytest.fixture
def manager(client):
    client.user = staff(Role.EVENT_MANAGER)
    client.force_login(client.user)
    return client


def test_the_desk_shows_numbers_decisions_and_history(manager):
    session = make.make_session()
    team = make.make_type(session, allocation="selection")
    online = make.make_type(session, label_ja="オンライン視聴", capacity=1)
    make.apply(team)
    first, _second = make.apply(online), make.apply(online)
    decisions.cancel(registration=first, actor=manager.user, reason="電話で依頼")
    PlaceHold.objects.create(
        key="k", participation_type=team, places=2, expires_at=timezone.now() + timedelta(hours=1)
    )
    page = manager.get(reverse("events_desk", args=[session.pk]))
    text = page.content.decode()
    rows = {row.type.pk: row for row in page.context["rows"]}
    assert (rows[team.pk].applied, rows[team.pk].held) == (1, 2)
    assert rows[online.pk].confirmed + rows[online.pk].offered == 1
    assert rows[online.pk].cancelled == 1
    assert "結果を待つ申込が1件" in text
    assert "電話で依頼" in text
    assert str(manager.user) in text


def test_the_desk_costs_the_same_for_many_applications(manager, django_assert_num_queries):
    session = make.make_session()
    kind = make.make_type(session, capacity=50)
    url = reverse("events_desk", args=[session.pk])
    make.apply(kind)
    manager.get(url)
    few = _queries(manager, url)
    for _number in range(5):
        make.apply(kind)
    assert _queries(manager, url) == few


def _queries(client, url):
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_lists_cost_the_same_for_one_row_and_for_many(manager):
    kind = make.make_type(capacity=50)
    kind.session.event.hosts.create(role="organiser", name_ja="九州大学")
    make.apply(kind)
    urls = [reverse(name) for name in ("registrations:index", "events_desks", "sessions:index")]
    urls += [reverse(name) for name in ("participation_types:index", "hosts:index")]
    for url in urls:
        manager.get(url)
    few = {url: _queries(manager, url) for url in urls}
    for _number in range(3):
        more = make.make_type()
        more.session.event.hosts.create(role="organiser", name_ja="九州大学")
        make.apply(more)
        make.apply(kind)
    assert {url: _queries(manager, url) for url in urls} == few


def test_a_link_of_another_part_is_shown_to_whom_it_concerns(manager, monkeypatch):
    monkeypatch.setattr(desk_links, "_items", {})
    for name, allowed in (("selection", True), ("secret", False)):
        desk_links.register(
            DeskLink(
                name=name,
                order=1,
                label=f"仕事 {name}",
                url=lambda session: f"/admin/x/{session.pk}/",
                allowed=lambda _user, _event, allowed=allowed: allowed,
                note=lambda _session: "あと3件",
            )
        )
    session = make.make_session()
    text = manager.get(reverse("events_desk", args=[session.pk])).content.decode()
    assert f"/admin/x/{session.pk}/" in text
    assert "あと3件" in text
    assert "仕事 secret" not in text


@pytest.mark.parametrize("before", list(SessionState))
@pytest.mark.parametrize("after", list(SessionState))
def test_states_change_only_as_the_table_says(before, after):
    past = timezone.now() - timedelta(days=1)
    session = make.make_session(state=before, starts_at=past, opens_at=None)
    allowed = after in SESSION_TRANSITIONS[before] or before == after
    try:
        running.change_state(session=session, state=after, actor=None, reason="x")
    except running.RunningRefused as refused:
        assert not allowed
        assert "へは変えられません" in refused.message
    else:
        assert allowed
    session.refresh_from_db()
    assert session.state == (after if allowed else before)


def test_what_has_not_begun_was_not_held():
    session = make.make_session()
    with pytest.raises(running.RunningRefused):
        running.change_state(session=session, state="held", actor=None, reason="x")


def test_a_change_of_state_without_reason_changes_nothing(manager):
    session = make.make_session()
    url = reverse("events_desk_state", args=[session.pk])
    assert manager.post(url, {"state": "closed", "reason": ""}).status_code == 422
    session.refresh_from_db()
    assert session.state == "announced"


def at(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def test_another_day_is_previewed_and_then_told(manager):
    session = make.make_session()
    make.apply(make.make_type(session))
    url = reverse("events_desk_move", args=[session.pk])
    start = session.starts_at + timedelta(days=7)
    data = {
        "starts_at": at(start),
        "ends_at": at(start + timedelta(hours=2)),
        "reason": "会場の都合",
    }
    page = manager.post(url, data).content.decode()
    assert "申込のある1社の連絡先と、参加が確定した1人に" in page
    assert Session.objects.get().sequence == 0
    assert manager.post(url, data | {"sure": "yes"}).status_code == 302
    moved = Session.objects.get()
    assert (at(moved.starts_at), moved.sequence) == (at(start), 1)
    assert Mail.objects.filter(key__contains=":changed").count() == 1
    assert AuditEntry.objects.get(action="session.moved").reason == "会場の都合"


@pytest.mark.parametrize(
    ("days", "hours", "words"),
    [(-40, 2, "過去の日時へは移せません"), (7, -1, "終了日時は開始日時より後")],
)
def test_another_day_that_cannot_be_is_refused_in_words(manager, days, hours, words):
    session = make.make_session()
    make.apply(make.make_type(session))
    start = session.starts_at + timedelta(days=days)
    data = {"starts_at": at(start), "ends_at": at(start + timedelta(hours=hours)), "reason": "x"}
    url = reverse("events_desk_move", args=[session.pk])
    page = manager.post(url, data | {"sure": "yes"})
    assert words in page.content.decode()
    assert Session.objects.get().starts_at == session.starts_at


def test_a_session_with_people_cannot_be_edited_into_the_past_or_another_event(manager):
    session = make.make_session()
    make.apply(make.make_type(session))
    data = {
        "event": make.make_event().pk,
        "starts_at": at(session.starts_at - timedelta(days=60)),
        "ends_at": at(session.ends_at - timedelta(days=60)),
        "format": session.format,
        "offer_hours": 16,
    }
    page = manager.post(reverse("sessions:edit", args=[session.pk]), data).content.decode()
    assert "過去の日時へは移せません" in page
    assert "別のイベントへは移せません" in page


def test_a_copy_takes_the_types_along_and_nobody(manager):
    session = make.make_session(join_url="https://example.jp/x")
    online = make.make_type(session, mode="online", capacity=100)
    make.make_type(
        session, code="team", fallback=online, closes_at=session.starts_at - timedelta(days=3)
    )
    make.apply(online)
    start = session.starts_at + timedelta(days=60)
    response = manager.post(
        reverse("events_desk_copy", args=[session.pk]), {"starts_at": at(start)}
    )
    new = Session.objects.exclude(pk=session.pk).get()
    assert response["Location"].endswith(f"/edit/{new.pk}/")
    assert (new.state, new.sequence, new.join_url) == ("draft", 0, "")
    assert new.calendar_uid not in (None, Session.objects.get(pk=session.pk).calendar_uid)
    team = new.participation_types.get(code="team")
    assert team.fallback.session_id == new.pk
    assert timezone.localtime(team.closes_at).date() == (
        timezone.localtime(start).date() - timedelta(days=3)
    )
    assert list(new.participation_types.values_list("taken", flat=True)) == [0, 0]


def type_errors(kind, **changes):
    fields = ("session", "allocation", "unit")
    form_class = type(
        "Form",
        (ParticipationTypeForm,),
        {"Meta": type("Meta", (), {"model": ParticipationType, "fields": fields})},
    )
    data = {"session": kind.session_id, "allocation": kind.allocation, "unit": kind.unit}
    form = form_class(data | changes, instance=kind)
    form.is_valid()
    return {name: str(messages[0]) for name, messages in form.errors.items()}


def test_how_places_are_given_does_not_change_under_people():
    kind = make.make_type()
    assert type_errors(kind, allocation="lottery") == {}
    make.apply(kind)
    kind = ParticipationType.objects.get()
    assert "すでに1件の参加が確定" in type_errors(kind, allocation="lottery")["allocation"]
    kind = ParticipationType.objects.get()
    assert "枠の数え方は変えられません" in type_errors(kind, unit="person")["unit"]
    kind = ParticipationType.objects.get()
    other = make.make_session()
    assert "別の回へは移せません" in type_errors(kind, session=other.pk)["session"]
    chosen = make.make_type(allocation="selection")
    make.apply(chosen)
    assert "結果を待つ申込が1件" in type_errors(chosen, allocation="first_come")["allocation"]


def test_a_type_with_people_cannot_be_deleted(manager):
    kind = make.make_type()
    make.apply(kind)
    url = reverse("participation_types:delete", args=[kind.pk])
    page = manager.post(url, follow=True).content.decode()
    assert "申込や参加区分があるため削除できません" in page
    assert ParticipationType.objects.exists()


def test_applications_close_at_midnight_in_tokyo_to_the_second():
    midnight = datetime(2027, 1, 27, 0, 0, tzinfo=TOKYO)
    session = make.make_session(
        starts_at=midnight + timedelta(days=3),
        opens_at=midnight - timedelta(days=9),
        closes_at=midnight,
    )
    assert session.state_at(midnight - timedelta(seconds=1)) == SessionState.OPEN
    assert session.state_at(midnight) == SessionState.CLOSED
