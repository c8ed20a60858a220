"""The meeting on the pages of both sides and at the desk."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from matchmaking.appointments import selectors
from matchmaking.models import Appointment

from .plans import propose

pytestmark = pytest.mark.django_db


def form(**fields):
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    return {
        "starts1_0": day,
        "starts1_1": "14:00",
        "minutes": "60",
        "place": "会議室",
        "url": "",
    } | fields


def page(talk, name="appointment", *args, desk=False):
    return reverse(f"matchmaking{'_desk' if desk else ''}:{name}", args=[talk.pk, *args])


def test_the_whole_way_in_the_browser(client, talk):
    client.force_login(talk.person("company"))
    assert client.post(page(talk), form()).status_code == 302
    assert "相手の返事を待っています" in client.get(talk.introduction.get_absolute_url()).text
    assert client.get(page(talk, "appointment_file")).status_code == 404
    client.force_login(talk.person("provider"))
    option = selectors.live(talk.introduction).options.get()
    assert timezone.localtime(option.starts_at).strftime("%H:%M") == "14:00"
    client.post(page(talk, "appointment_act", "choose"), {"option": option.pk})
    shown = client.get(talk.introduction.get_absolute_url()).text
    assert "面談の日時が決まりました" in shown
    saved = client.get(page(talk, "appointment_file"))
    calendar = icalendar.Calendar.from_ical(saved.content)
    assert calendar["METHOD"] == "PUBLISH"
    assert "ATTENDEE" not in calendar.walk("VEVENT")[0]
    client.post(page(talk, "appointment_act", "cancel"))
    assert "面談を取りやめました" in client.get(talk.introduction.get_absolute_url()).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts1_0": ""}, "日付と時刻の両方"),
        ({"starts1_0": "", "starts1_1": ""}, "日付と時刻の両方"),
        ({"starts1_0": "32/13/2026"}, "日付を確かめてください"),
        ({"starts1_1": "25:99"}, "時刻を確かめてください"),
        ({"starts1_0": "2020-01-01"}, "これからの日時"),
        ({"place": ""}, "場所かオンライン会議"),
        ({"url": "javascript:alert(1)"}, "URL"),
        ({"url": "ftp://example.jp/x"}, "https:// で始まる"),
        ({"starts2_0": "2026-01-01"}, "時刻を確かめてください"),
    ],
)
def test_what_is_wrong_with_dates_is_said_and_the_rest_stays(client, talk, fields, said):
    client.force_login(talk.person("company"))
    answer = client.post(page(talk), form(**fields))
    assert answer.status_code == 200
    assert said in answer.text
    assert not Appointment.objects.exists()
    if "place" not in fields:
        assert 'value="会議室"' in answer.text


@pytest.mark.parametrize("option", ["", "x", "９", "-1", "99999999999999999999"])
def test_no_option_makes_it_fail(client, talk, option):
    propose(talk)
    client.force_login(talk.person("provider"))
    answer = client.post(page(talk, "appointment_act", "choose"), {"option": option})
    assert answer.status_code == 302
    assert selectors.live(talk.introduction).state == "proposed"


def test_the_coordinator_sets_a_date_at_the_desk(client, talk):
    client.force_login(talk.coordinator)
    assert client.post(page(talk, desk=True), form(settle="yes")).status_code == 302
    assert selectors.live(talk.introduction).state == "fixed"
    client.force_login(talk.person("company"))
    assert client.post(page(talk), form(settle="yes", starts1_1="15:00")).status_code == 302
    assert selectors.live(talk.introduction).options.count() == 1


@pytest.mark.parametrize("role", ["stranger", "editor", "coordinator", None])
def test_nobody_else_comes_in_by_the_public_door(client, talk, role):
    if role:
        client.force_login(talk.person(role))
    wanted = 404 if role else 302
    assert client.get(page(talk)).status_code == wanted
    assert client.post(page(talk), form()).status_code == wanted
    assert client.post(page(talk, "appointment_act", "cancel")).status_code == wanted
    assert client.get(page(talk, "appointment_file")).status_code == wanted
    assert not Appointment.objects.exists()
