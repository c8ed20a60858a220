"""People of an application: roles, nobody twice, and as many as there are places for."""

import io

import pypdfium2
import pytest

from events.models import ParticipationType, Registration
from events.services import tickets
from events.services.errors import AlreadyAttending, SamePersonTwice
from portal.delivery.models import Mail
from tests.events import forms
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def applicant(client):
    client.force_login(make.make_user(make.make_organization()))
    return client


def team(count):
    return [make.person(f"person{number}@example.jp") for number in range(count)]


def by_person(capacity, **fields):
    return make.make_type(capacity=capacity, unit="person", allows_fewer=True, **fields)


def taken(kind):
    return ParticipationType.objects.get(pk=kind.pk).taken


def test_the_first_people_come_when_at_least_the_minimum_fits():
    kind = by_person(3)
    done = make.apply(kind, attendees=team(5), minimum_people=2)
    assert done.is_confirmed
    assert (done.places, taken(kind)) == (3, 3)
    assert [one.is_admitted for one in done.attendees.all()] == [True] * 3 + [False] * 2


def test_only_those_who_come_get_tickets_and_calendars():
    kind = by_person(2)
    done = make.apply(
        kind, attendees=team(3), minimum_people=1, contact=make.contact("person0@example.jp")
    )
    sent = set(Mail.objects.values_list("recipient", flat=True))
    assert sent == {"person0@example.jp", "person1@example.jp"}
    receipt = Mail.objects.get(key=f"registration:{done.reference}:receipt")
    assert "参加できる方" in receipt.text
    assert "参加できる方" in receipt.html
    invitation = Mail.objects.get(recipient="person1@example.jp")
    assert "参加できる方" not in invitation.text
    content = tickets.make(registration=done.pk, language="ja").content
    assert len(pypdfium2.PdfDocument(io.BytesIO(content))) == 2


@pytest.mark.parametrize("minimum", [None, 4])
def test_below_the_minimum_everybody_waits(minimum):
    kind = by_person(3)
    done = make.apply(kind, attendees=team(5), minimum_people=minimum)
    assert done.is_waiting
    assert (done.places, taken(kind)) == (5, 0)
    assert all(one.is_admitted for one in done.attendees.all())


def test_without_leave_of_the_type_a_minimum_means_nothing():
    kind = make.make_type(capacity=3, unit="person")
    assert make.apply(kind, attendees=team(5), minimum_people=1).is_waiting


def test_the_form_asks_and_the_review_tells_who_would_come(applicant):
    kind = by_person(3)
    make.apply(kind)
    assert "何人からなら" in applicant.get(forms.apply_url(kind)).content.decode()
    wrong = applicant.post(forms.apply_url(kind), forms.answers(3, minimum_people="９９"))
    assert "1から6までの数" in wrong.content.decode()
    applicant.post(forms.apply_url(kind), forms.answers(3, minimum_people="２"))
    assert taken(kind) == 3
    page = applicant.get(forms.review_url(kind)).content.decode()
    assert "上から2人の参加が確定します" in page
    response = forms.send(applicant, kind, 3, minimum_people="2")
    done = Registration.objects.get(applicant__isnull=False)
    assert (done.places, taken(kind)) == (2, 3)
    receipt = applicant.get(response.url).content.decode()
    assert "1人の方は参加できません" in receipt
    assert "枠がなく、参加できません" in receipt


def test_each_person_speaks_for_a_part_of_the_company(applicant):
    kind = make.make_type(roles=["management", "systems"])
    page = applicant.get(forms.apply_url(kind)).content.decode()
    assert "演習での担当" in page
    assert "広報" not in page
    response = applicant.post(forms.apply_url(kind), forms.answers(1))
    assert response.status_code == 422
    wrong = forms.answers(1, **{"people-0-role": "public_relations"})
    assert applicant.post(forms.apply_url(kind), wrong).status_code == 422
    forms.send(applicant, kind, **{"people-0-role": "systems"})
    done = Registration.objects.get()
    assert done.attendees.get().role == "systems"
    page = applicant.get(f"/registrations/{done.reference}/").content.decode()
    assert "担当: システム" in page


def test_the_same_person_twice_is_told():
    twice = [make.person("a@example.jp"), make.person("A@example.jp")]
    with pytest.raises(SamePersonTwice, match="髙﨑 花子"):
        make.apply(make.make_type(), attendees=twice)


def test_two_people_may_share_a_mailbox():
    pair = [make.person("info@example.jp"), make.person("info@example.jp", given_name="健")]
    assert make.apply(make.make_type(), attendees=pair).is_confirmed


def test_a_person_of_another_application_is_told():
    kind = make.make_type()
    make.apply(kind, attendees=[make.person("a@example.jp")])
    with pytest.raises(AlreadyAttending):
        make.apply(kind, attendees=[make.person("a@example.jp")])
    other = make.make_type()
    assert make.apply(other, attendees=[make.person("a@example.jp")]).is_confirmed
