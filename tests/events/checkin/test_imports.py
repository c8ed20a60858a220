"""Files of meeting tools: every dialect, all rows or none, twice is once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.checkin.models import Attendance
from events.checkin.selectors.attendance import minutes_attended
from events.checkin.services import imports, reading
from portal.privacy.models import AuditEntry
from tests.factories import events as make

from .conftest import apply, receiver

pytestmark = pytest.mark.django_db


def at(session, minutes, pattern="%Y-%m-%d %H:%M:%S"):
    moment = session.starts_at.replace(microsecond=0) + timedelta(minutes=minutes)
    return timezone.localtime(moment).strftime(pattern)


@pytest.fixture
def session(session):
    session.starts_at = session.starts_at.replace(second=0, microsecond=0) - timedelta(days=9)
    session.ends_at = session.starts_at + timedelta(hours=4)
    session.save()
    return session


def take(session, text, encoding="utf-8-sig", **options):
    staff = receiver(session)
    return imports.take(session=session, content=text.encode(encoding), actor=staff, **options)


def test_webex_writes_utf16_with_tabs(session, viewer):
    text = "Display Name\tAttendee Email\tJoin Time\tLeave Time\tAttendance Duration\n"
    text += f"Hanako\t{viewer.email}\t{at(session, 0)}\t{at(session, 95)}\t95 mins\n"
    result = take(session, text, "utf-16")
    assert (result.people, result.problems) == (1, [])
    assert minutes_attended(viewer) == 95
    assert Attendance.objects.get().first_seen == session.starts_at


def test_japanese_headings_in_shift_jis_find_people_by_name(session, online):
    viewer = apply(
        online, attendees=[make.person("s@example.jp", family_name="山田", given_name="花子")]
    ).attendees.get()
    text = f"氏名,参加時刻,退出時刻\n山田　花子,{at(session, 10)},{at(session, 70)}\n"
    assert take(session, text, "cp932").people == 1
    assert minutes_attended(viewer) == 60


def test_who_came_in_from_two_devices_is_counted_once(session, viewer):
    text = "email,joined,left\n"
    for start, end in ((-20, 60), (30, 90), (120, 999)):
        text += f"{viewer.email},{at(session, start)},{at(session, end)}\n"
    take(session, text)
    assert minutes_attended(viewer) == 90 + 120


def test_the_same_file_twice_changes_nothing_and_a_better_one_does(session, viewer):
    text = f"email,minutes\n{viewer.email},30\n"
    take(session, text)
    take(session, text)
    assert minutes_attended(viewer) == 30
    take(session, f"email,minutes\n{viewer.email},1:05:00\n")
    assert minutes_attended(viewer) == 65
    assert Attendance.objects.count() == 1
    assert AuditEntry.objects.filter(action="attendance.imported").count() == 3


def test_one_bad_row_and_nothing_is_taken(session, viewer):
    text = (
        "氏名,メールアドレス,参加時刻,退出時刻\n"
        f"花子,{viewer.email},{at(session, 0)},{at(session, 60)}\n"
        ",,,\n"
        f"講師,teacher@example.jp,{at(session, 0)},{at(session, 60)}\n"
        "誰か,,きのう,\n"
        f"花子,{viewer.email},{at(session, 60)},{at(session, 0)}\n"
        f"花子,{viewer.email},,\n"
        f",,{at(session, 0)},\n"
    )
    result = take(session, text)
    assert [problem.number for problem in result.problems] == [4, 5, 6, 7, 8]
    assert "名簿にない方です: 講師" in result.problems[0].text
    assert not Attendance.objects.exists()


def test_people_who_are_not_on_the_list_may_be_passed_over(session, viewer):
    text = f"email,minutes\nteacher@example.jp,90\n{viewer.email},80\n"
    result = take(session, text, skip_unknown=True)
    assert (result.people, len(result.skipped)) == (1, 1)


def test_two_people_of_one_name_need_an_address(session, online):
    apply(online)
    apply(online)
    result = take(session, "氏名,分\n髙﨑 花子,30\n")
    assert "同じ名前の方が複数います" in result.problems[0].text


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n\x00\xff", b"\xff\xfe\x00", b"a,b,c\n1,2,3\n", b'"' * 200_000],
)
def test_what_is_no_such_file_is_answered_in_words(content):
    rows, problems = reading.read(content)
    assert rows == []
    assert problems[0].number == 0


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("55", 55), ("55 mins", 55), ("1:05:30", 65), ("1h 5m", 65), ("1時間5分", 65), ("5分", 5),
     ("2 hours", 120), ("57m 12s", 57), ("", None), ("x", None), ("-3", None)],
)  # fmt: skip
def test_minutes_in_the_words_of_the_tools(text, minutes):
    assert reading._minutes(text) == minutes


def test_the_page_takes_the_file_or_says_which_rows_are_wrong(owner, session, viewer):
    url = reverse("checkin:report", args=[session.pk])
    bad = SimpleUploadedFile("r.csv", b"email,minutes\nx@example.jp,5\n")
    response = owner.post(url, {"file": bad})
    assert response.status_code == 422
    assert "2行目" in response.content.decode()
    good = SimpleUploadedFile("r.csv", f"email,minutes\n{viewer.email},5\n".encode())
    assert "1人の参加時間を記録しました" in owner.post(url, {"file": good}).content.decode()
    large = SimpleUploadedFile("r.csv", b"x" * (5 * 1024 * 1024 + 1))
    assert "大きすぎます" in owner.post(url, {"file": large}).content.decode()
    assert owner.post(url).status_code == 422
