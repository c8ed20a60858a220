"""Pages of meeting days: for coordinators at the desk, for participants on the site."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matchmaking.meetings import services, timetable
from matchmaking.models import MeetingDay, MeetingParticipant
from portal.delivery.models import Mail
from tests.matchmaking import factories

from .test_days import filled, made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _second_factor_shown(settings):
    """The admin's second factor has tests of its own."""
    settings.MFA_REQUIRED_PREFIXES = ()


@pytest.fixture
def coordinator(client):
    user = factories.staff("coordinator")
    client.force_login(user)
    return user


def at_desk(name, *args):
    return reverse(f"matchmaking_desk:{name}", args=args)


def test_a_day_from_making_to_paper(client, coordinator):
    need, seed = factories.need(), factories.seed()
    people = [factories.member(need.organization), factories.member(seed.organization)]
    assert "13:00-13:20" in client.get(at_desk("meeting_day_new")).content.decode()
    data = {
        "title": "商談の日",
        "on": str(timezone.localdate() + timedelta(days=30)),
        "place": "博多",
        "tables": "2",
    }
    wrong = client.post(at_desk("meeting_day_new"), {**data, "slots": "昼"})
    assert "のように書いてください" in wrong.content.decode()
    client.post(at_desk("meeting_day_new"), {**data, "slots": "13:00-13:20\n13:30-13:50"})
    day = MeetingDay.objects.get()
    page = at_desk("meeting_day", day.pk)
    for side, owner in (("company", need.organization), ("provider", seed.organization)):
        assert owner.name in client.get(page).content.decode()
        invite = at_desk("meeting_day_invite", day.pk)
        for unheard in ("9" * 20, "9" * 5000, "x"):
            client.post(invite, {"side": side, "organizations": [unheard]})
        assert not day.participants.filter(side=side).exists()
        client.post(invite, {"side": side, "organizations": [owner.pk]})
    for person in people:
        client.force_login(person)
        form = client.get(day.get_absolute_url()).content.decode()
        every = re.findall(r'name="present" value="(\d+)"', form)
        assert len(every) == 2
        refused = client.post(day.get_absolute_url(), {"present": every})
        assert "同意が必要です" in refused.content.decode()
        client.post(day.get_absolute_url(), {"present": every[:1], "agreed": "on"})
        shown = client.get(day.get_absolute_url()).content.decode()
        assert "時間割を準備しています" in shown
    client.force_login(coordinator)
    client.post(at_desk("meeting_day_act", day.pk, "solve"))
    assert day.meetings.count() == 1
    client.force_login(people[0])
    assert seed.organization.name not in re.sub(
        r"<form.*?</form>", "", client.get(day.get_absolute_url()).content.decode(), flags=re.S
    )
    client.force_login(coordinator)
    client.post(at_desk("meeting_day_act", day.pk, "publish"))
    assert need.organization.name in client.get(page).content.decode()
    for kind in ("grid", "people", "tables"):
        assert client.get(at_desk("meeting_day_paper", day.pk, kind))["Content-Type"] == (
            "application/pdf"
        )
    assert client.get(at_desk("meeting_day_paper", day.pk, "other")).status_code == 404
    client.force_login(people[1])
    assert need.organization.name in client.get(day.get_absolute_url()).content.decode()
    for kind, content in (("pdf", "application/pdf"), ("ics", "text/calendar; charset=utf-8")):
        answer = client.get(reverse("matchmaking:meeting_day_file", args=[day.pk, kind]))
        assert answer["Content-Type"] == content
    client.post(reverse("matchmaking:meeting_day_leave", args=[day.pk]))
    assert day.meetings.count() == 0
    answer = client.get(reverse("matchmaking:meeting_day_file", args=[day.pk, "ics"]))
    assert answer.status_code == 404


def test_only_coordinators_plan_and_only_participants_see(client):
    day, companies, _experts = filled(companies=1, experts=1)
    timetable.solve(day=day, actor=None)
    services.publish(day=day, actor=None)
    outsider = factories.member(factories.organization())
    for user in (outsider, companies[0].person, factories.staff("editor")):
        client.force_login(user)
        for name, args in (
            ("meeting_days", ()),
            ("meeting_day", (day.pk,)),
            ("meeting_day_paper", (day.pk, "grid")),
        ):
            assert client.get(at_desk(name, *args)).status_code in (302, 403)
        gone = at_desk("meeting_day_gone", day.pk, companies[0].pk)
        assert client.post(gone).status_code in (302, 403)
    assert day.participants.filter(state=MeetingParticipant.State.JOINING).count() == 2
    own = [
        reverse("matchmaking:meeting_day", args=[day.pk]),
        reverse("matchmaking:meeting_day_file", args=[day.pk, "pdf"]),
    ]
    for user in (outsider, factories.staff("coordinator")):
        client.force_login(user)
        assert {client.get(address).status_code for address in own} == {404}
        leave = reverse("matchmaking:meeting_day_leave", args=[day.pk])
        assert client.post(leave).status_code == 404
    client.logout()
    assert {client.get(address).status_code for address in own} == {302}


def test_the_desk_costs_the_same_for_few_and_for_many(
    client, coordinator, django_assert_num_queries
):
    for size in (1, 3):
        day, _companies, _experts = filled(companies=size, experts=size)
        timetable.solve(day=day, actor=None)
        client.get(at_desk("meeting_day", day.pk))
        with django_assert_num_queries(17):
            client.get(at_desk("meeting_day", day.pk))


def test_at_the_desk_somebody_is_taken_out_and_the_day_solved_again(client, coordinator):
    day, companies, _experts = filled(companies=2, experts=1)
    client.post(at_desk("meeting_day_act", day.pk, "solve"))
    client.post(at_desk("meeting_day_gone", day.pk, companies[0].pk))
    said = client.post(at_desk("meeting_day_act", day.pk, "solve"), follow=True)
    assert "面談は1件です" in said.content.decode()
    empty = made()
    said = client.post(at_desk("meeting_day_act", empty.pk, "publish"), follow=True)
    assert "時間割がまだありません" in said.content.decode()


def test_a_day_is_called_off_once_and_everybody_told(client, coordinator):
    day, companies, _experts = filled(companies=1, experts=1)
    client.post(at_desk("meeting_day_act", day.pk, "solve"))
    for _ in range(2):
        client.post(at_desk("meeting_day_act", day.pk, "cancel"))
    assert Mail.objects.filter(key__startswith="meeting-cancelled").count() == 2
    client.force_login(companies[0].person)
    shown = client.get(day.get_absolute_url()).content.decode()
    assert "中止になりました" in shown
    assert "参加の内容を変える" not in shown
