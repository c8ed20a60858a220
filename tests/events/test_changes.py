"""Changing an application: people, places, calendars and the waitlist move together."""

import io
from datetime import timedelta

import icalendar
import pytest
import time_machine
from django.urls import reverse

from events import links
from events.models import ParticipationType, Registration, Session
from events.services import changes, decisions
from events.services.application import Reply
from events.services.changes import Named
from events.services.errors import (
    AlreadyAttending,
    ChangeClosed,
    NoRoomForMore,
    WrongNumberOfPeople,
)
from portal.delivery.attachments import from_json
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry
from tests.events import forms
from tests.events.counting import breaches
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def taken(kind):
    return ParticipationType.objects.get(pk=kind.pk).taken


def named(registration):
    names = (
        "family_name",
        "given_name",
        "family_name_kana",
        "given_name_kana",
        "department",
        "job_title",
        "email",
        "role",
    )
    return [
        Named(person=make.person(**{name: getattr(row, name) for name in names}), attendee=row.pk)
        for row in registration.attendees.all()
    ]


def change(registration, persons, **fields):
    values = {"contact": make.contact(registration.contact_email)}
    return changes.change(registration=registration, persons=persons, **values | fields)


def entries(letter):
    """Method and sequence of the calendar file in each mail of this kind."""
    found = {}
    for mail in Mail.objects.filter(key__contains=f":{letter}"):
        for attachment in mail.attachments:
            if "text/calendar" in str(attachment):
                calendar = icalendar.Calendar.from_ical(from_json(attachment).content)
                (event,) = calendar.walk("VEVENT")
                found[mail.recipient] = (str(calendar["METHOD"]), int(event["SEQUENCE"]))
    return found


@pytest.fixture
def registration():
    return make.apply(
        make.make_type(capacity=3, unit="person"),
        attendees=[make.person("a@example.jp"), make.person("b@example.jp")],
        contact=make.contact("a@example.jp"),
    )


def test_a_replaced_person_gets_the_entry_withdrawn_and_the_new_one_gets_one(registration):
    uid = registration.session.calendar_uid
    first, second = named(registration)
    code = registration.attendees.last().ticket_code
    other = Named(person=make.person("c@example.jp"), attendee=second.attendee)
    change(registration, [first, other])
    session = Session.objects.get(pk=registration.session_id)
    assert (session.calendar_uid, session.sequence) == (uid, 1)
    assert entries("withdrawn") == {"b@example.jp": ("CANCEL", 1)}
    assert entries("invitation")["c@example.jp"] == ("REQUEST", 1)
    assert registration.attendees.last().ticket_code != code
    assert Mail.objects.filter(key__contains=":edited:").get().recipient == "a@example.jp"
    entry = AuditEntry.objects.get(action="registration.changed")
    assert (entry.detail["joined"], entry.detail["left"]) == (1, 1)
    assert "example.jp" not in str(entry.detail)


def test_a_corrected_spelling_sends_nobody_a_new_entry(registration):
    first, second = named(registration)
    spelled = Named(
        person=make.person("b@example.jp", given_name="はな子"), attendee=second.attendee
    )
    change(registration, [first, spelled])
    assert entries("withdrawn") == {}
    assert Session.objects.get(pk=registration.session_id).sequence == 0
    assert registration.attendees.last().given_name == "はな子"


def test_a_removed_person_frees_a_place_for_who_waits(registration):
    kind = registration.participation_type
    waiting = make.apply(kind, attendees=[make.person(), make.person()])
    assert waiting.is_waiting
    changed = change(registration, named(registration)[:1])
    assert changed.places == 1
    assert Registration.objects.get(pk=waiting.pk).is_offered
    assert taken(kind) == 3
    assert breaches() == []
    assert entries("withdrawn") == {"b@example.jp": ("CANCEL", 1)}


def test_more_people_take_places_or_are_refused_whole(registration):
    kind = registration.participation_type
    more = Named(person=make.person("c@example.jp"))
    change(registration, [*named(registration), more])
    assert taken(kind) == 3
    assert entries("invitation")["c@example.jp"] == ("REQUEST", 0)
    with pytest.raises(NoRoomForMore):
        change(registration, [*named(registration), Named(person=make.person("d@example.jp"))])
    assert Registration.objects.get().attendees.count() == 3
    assert taken(kind) == 3


def test_a_person_left_out_moves_up_when_one_before_is_removed():
    kind = make.make_type(capacity=2, unit="person", allows_fewer=True)
    people = [make.person(f"{name}@example.jp") for name in "abc"]
    done = make.apply(kind, attendees=people, minimum_people=1)
    change(done, named(done)[1:])
    assert [one.is_admitted for one in done.attendees.all()] == [True, True]
    assert entries("invitation")["c@example.jp"][0] == "REQUEST"
    assert entries("withdrawn")["a@example.jp"][0] == "CANCEL"
    assert taken(kind) == 2


def test_companies_keep_their_one_place_whatever_the_number():
    kind = make.make_type(capacity=1)
    done = make.apply(kind)
    change(done, [*named(done), Named(person=make.person("x@example.jp"))])
    assert taken(kind) == 1
    with pytest.raises(WrongNumberOfPeople):
        change(done, [Named(person=make.person()) for _ in range(7)])


def test_whoever_waits_changes_without_taking_places():
    kind = make.make_type(capacity=1, unit="person")
    make.apply(kind)
    waiting = make.apply(kind)
    changed = change(waiting, [*named(waiting), Named(person=make.person("x@example.jp"))])
    assert (changed.places, taken(kind)) == (2, 1)
    assert entries("invitation:") == {}


def test_a_person_of_another_application_cannot_be_named(registration):
    other = make.apply(registration.participation_type)
    taken_already = other.attendees.get().email
    with pytest.raises(AlreadyAttending):
        change(registration, [*named(registration)[:1], Named(person=make.person(taken_already))])


def test_another_applications_row_is_not_touched(registration):
    other = make.apply(make.make_type())
    row = other.attendees.get()
    first, _second = named(registration)
    change(registration, [first, Named(person=make.person("z@example.jp"), attendee=row.pk)])
    row.refresh_from_db()
    assert row.registration == other
    assert row.email != "z@example.jp"


def test_after_the_deadline_people_are_replaced_but_not_added(registration):
    closes = registration.session.starts_at - timedelta(days=2)
    Session.objects.update(closes_at=closes)
    persons = named(registration)
    with time_machine.travel(closes + timedelta(hours=1)):
        change(registration, persons[:1])
        with pytest.raises(ChangeClosed, match="人数は増やせません"):
            change(registration, [*named(registration), Named(person=make.person("y@example.jp"))])
    with (
        time_machine.travel(registration.session.starts_at + timedelta(minutes=1)),
        pytest.raises(ChangeClosed),
    ):
        change(registration, persons[:1])


def test_a_cancelled_application_is_not_changed(registration):
    persons = named(registration)
    decisions.cancel(registration=registration)
    with pytest.raises(ChangeClosed):
        change(registration, persons)


def test_a_new_contact_makes_links_to_the_old_one_void(registration, client):
    old = reverse("events:manage", args=[links.manage_token(registration)])
    changed = change(registration, named(registration), contact=make.contact("new@example.jp"))
    assert client.get(old).status_code == 410
    edited = Mail.objects.get(key__contains=":edited:")
    assert edited.recipient == "new@example.jp"
    assert links.manage_token(changed)[:20] in edited.text


def test_answers_are_replaced(registration):
    question = make.make_question(registration.participation_type)
    change(registration, named(registration), replies=[Reply(question=question.pk, value="a")])
    change(registration, named(registration), replies=[Reply(question=question.pk, value="b")])
    assert registration.answers.get().value == "b"


def sent(registration, people, **changes_):
    """The change form as a browser sends it."""
    data = forms.answers(len(people), action="change", email=registration.contact_email)
    for index, row in enumerate(people):
        data[f"people-{index}-id"] = str(row.pk if row else "")
        data[f"people-{index}-email"] = row.email if row else "new@example.jp"
    return data | changes_


@pytest.mark.parametrize("door", ["account", "link"])
def test_both_doors_lead_to_the_change(client, door):
    organization = make.make_organization()
    registration = make.apply(make.make_type(), organization=organization)
    if door == "account":
        client.force_login(make.make_user(organization))
        url = reverse("events:registration_change", args=[registration.reference])
    else:
        url = reverse("events:manage_change", args=[links.manage_token(registration)])
    people = list(registration.attendees.all())
    page = client.get(url).content.decode()
    assert people[0].email in page
    assert "参加者を入れ替えると" in page
    added = client.post(url, sent(registration, people, action="add"))
    assert len(added.context["form"].people) == 2
    assert Registration.objects.get().attendees.count() == 1
    wrong = client.post(url, sent(registration, people, **{"people-0-family_name": "髙😀"}))
    assert wrong.status_code == 422
    response = client.post(url, sent(registration, [*people, None]), follow=True)
    assert "申込の内容を変更しました" in response.content.decode()
    assert Registration.objects.get().attendees.count() == 2


def test_what_was_typed_stays_when_there_is_no_room(client):
    kind = make.make_type(capacity=1, unit="person")
    registration = make.apply(kind)
    url = reverse("events:manage_change", args=[links.manage_token(registration)])
    response = client.post(
        url, sent(registration, [registration.attendees.get(), None], message="字幕")
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "人数分の枠が空いていません" in page
    assert "字幕" in page
    assert "new@example.jp" in page


def test_another_companys_application_cannot_be_changed(client):
    registration = make.apply(make.make_type(), organization=make.make_organization())
    client.force_login(make.make_user(make.make_organization()))
    url = reverse("events:registration_change", args=[registration.reference])
    assert client.get(url).status_code == 404
    assert client.post(url, {}).status_code == 404


def test_a_file_in_the_answers_stays_through_a_change(client):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415  used once

    kind = make.make_type()
    question = make.make_question(kind, "file")
    registration = make.apply(kind)
    url = reverse("events:manage_change", args=[links.manage_token(registration)])
    people = [registration.attendees.get()]
    plan = SimpleUploadedFile("計画.pdf", b"%PDF-1.7 x")
    client.post(url, sent(registration, people, **{f"q{question.pk}": plan}))
    upload = registration.answers.get().upload
    assert "計画.pdf" in client.get(url).content.decode()
    client.post(url, sent(registration, people, **{f"q{question.pk}-kept": upload.key}))
    assert registration.answers.get().upload == upload


def test_the_tickets_of_the_changed_application_name_who_comes(registration):
    import pypdfium2  # noqa: PLC0415  used once

    from events.services import tickets  # noqa: PLC0415  used once

    change(registration, named(registration)[:1])
    content = tickets.make(registration=registration.pk, language="ja").content
    assert len(pypdfium2.PdfDocument(io.BytesIO(content))) == 1
