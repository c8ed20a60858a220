"""Event managers in the Wagtail admin: lists, filters, export, actions, setting up."""

import io
import re

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.translation import override

from events.models import ParticipationType, Registration
from events.selectors import roster
from events.waiting import look
from portal.accounts.enums import Role
from portal.content.services import roles
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry
from tests.factories import content as content_factory
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _second_factor(settings):
    """Two steps of signing in have tests of their own; here staff are signed in."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]


def staff(role):
    content_factory.homes()
    roles.setup()
    user = make.make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def manager(client):
    user = staff(Role.EVENT_MANAGER)
    client.force_login(user)
    return client


def index(client, **query):
    response = client.get(reverse("registrations:index"), query)
    assert response.status_code == 200
    return response.content.decode()


def inspect(client, registration):
    return client.get(reverse("registrations:inspect", args=[registration.pk]))


def act(client, registration, action, reason="電話で依頼"):
    url = reverse("events_registration_act", args=[registration.pk, action])
    return client.post(url, {"reason": reason}, follow=True)


def test_the_list_is_searched_and_filtered(manager):
    kind = make.make_type(capacity=1)
    first = make.apply(kind, company=make.company("若松精機", prefecture="fukuoka"))
    second = make.apply(kind, company=make.company("有明食品", prefecture="saga"))
    page = index(manager)
    assert first.reference in page
    assert second.reference in page
    assert second.reference not in index(manager, q="若松")
    assert first.reference not in index(manager, state="waitlisted")
    assert first.reference not in index(manager, prefecture="saga")
    assert first.reference in index(manager, event=kind.session.event_id)


def test_others_do_not_see_registrations(client):
    registration = make.apply(make.make_type())
    client.force_login(staff(Role.EDITOR))
    assert client.get(reverse("registrations:index")).status_code == 302
    assert inspect(client, registration).status_code == 302
    act(client, registration, "cancel")
    assert Registration.objects.get().is_confirmed


def test_the_csv_opens_in_excel_and_holds_no_formula(manager):
    make.apply(
        make.make_type(), company=make.company("=HYPERLINK(1)"), message="+81 から電話ください"
    )
    response = manager.get(reverse("registrations:index"), {"export": "csv"})
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.startswith("受付番号,イベント")
    assert "'=HYPERLINK(1)" in text
    assert "'+81" in text
    assert "髙﨑 花子" in text
    assert AuditEntry.objects.get(action="registrations.exported").detail["rows"] == 1


def test_the_xlsx_holds_text_only(manager):
    make.apply(make.make_type(), company=make.company("=1+1"))
    response = manager.get(reverse("registrations:index"), {"export": "xlsx"})
    content = io.BytesIO(b"".join(response.streaming_content))
    sheet = openpyxl.load_workbook(content).active
    headings, row = list(sheet.iter_rows())
    assert [cell.value for cell in headings][:2] == ["受付番号", "イベント"]
    (company,) = [cell for cell in row if cell.value == "=1+1"]
    assert company.data_type == "s"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_what_starts_a_formula_is_quoted(text):
    assert roster.harmless(text) == f"'{text}"
    assert roster.harmless(f"a{text}") == f"a{text}"


def test_the_page_of_a_registration_shows_people_history_and_actions(manager):
    registration = make.apply(make.make_type())
    page = inspect(manager, registration).content.decode()
    assert "タカサキ ハナコ" in page
    assert "履歴" in page
    assert "<strong>申込</strong>" in page
    assert "キャンセルする" in page
    assert "参加を確定する" not in page


def test_staff_confirm_and_cancel_through_the_services_with_a_reason(manager):
    kind = make.make_type(capacity=1, allocation="selection")
    registration = make.apply(kind)
    act(manager, registration, "confirm")
    assert Registration.objects.get().is_confirmed
    assert ParticipationType.objects.get().taken == 1
    act(manager, registration, "cancel")
    assert ParticipationType.objects.get().taken == 0
    entry = AuditEntry.objects.get(action="registration.cancelled")
    assert entry.reason == "電話で依頼"
    assert entry.actor is not None


def test_an_action_without_reason_and_one_that_came_too_late_change_nothing(manager):
    registration = make.apply(make.make_type())
    assert "理由を入力" in act(manager, registration, "cancel", reason=" ").content.decode()
    assert Registration.objects.get().is_confirmed
    act(manager, registration, "cancel")
    page = act(manager, registration, "confirm").content.decode()
    assert "この操作はできません" in page


def edit_type(client, kind, **changes):
    data = {
        "session": kind.session_id,
        "code": kind.code,
        "label_ja": kind.label_ja,
        "label_en": kind.label_en,
        "mode": kind.mode,
        "unit": kind.unit,
        "allocation": kind.allocation,
        "capacity": kind.capacity,
        "min_attendees": kind.min_attendees,
        "max_attendees": kind.max_attendees,
        "position": 0,
        "fee_yen": 0,
    }
    url = reverse("participation_types:edit", args=[kind.pk])
    return client.post(url, data | changes)


def test_a_capacity_below_the_places_taken_is_refused_in_words(manager):
    kind = make.make_type(capacity=3)
    make.apply(kind)
    make.apply(kind)
    page = edit_type(manager, kind, capacity=1).content.decode()
    assert "すでに2枠が確定しています" in page
    assert ParticipationType.objects.get().capacity == 3


def test_a_raised_capacity_wakes_the_waitlist(manager):
    kind = make.make_type(capacity=1)
    make.apply(kind)
    waiting = make.apply(kind)
    assert edit_type(manager, kind, capacity=2).status_code == 302
    assert Registration.objects.get(pk=waiting.pk).is_offered


def edit_session(client, session, **changes):
    names = ("event_id", "format", "venue_ja", "venue_en", "online_tool", "state", "prefecture_id")
    data = {name: getattr(session, name) for name in names}
    data["event"] = data.pop("event_id")
    data["prefecture"] = data.pop("prefecture_id")
    for name in ("starts_at", "ends_at"):
        data[name] = f"{getattr(session, name).astimezone():%Y-%m-%d %H:%M}"
    data["offer_hours"] = session.offer_hours
    url = reverse("sessions:edit", args=[session.pk])
    return client.post(url, data | changes)


def test_what_is_set_up_is_asked_in_the_language_of_the_person_with_a_calendar(manager):
    kind = make.make_type()
    page = manager.get(reverse("sessions:edit", args=[kind.session_id]))
    assert "wagtailadmin/js/date-time-chooser.js" in page.content.decode()
    page = manager.get(reverse("participation_types:edit", args=[kind.pk]))
    with override("en"):
        labels = [str(field.label) for field in page.context["form"]]
    assert "Parts of the company to ask for" in labels
    assert not [label for label in labels if re.search("[ぁ-ヿ一-鿿]", label)]


def test_moving_a_session_sends_the_change_with_a_higher_sequence(manager):
    session = make.make_session()
    kind = make.make_type(session, capacity=1)
    make.apply(kind)
    waiting = make.apply(kind)
    response = edit_session(manager, session, venue_ja="別の会場")
    assert response.status_code == 302, response.context["form"].errors
    session.refresh_from_db()
    assert session.sequence == 1
    told = Mail.objects.filter(key__contains=":changed")
    assert told.get(recipient=waiting.contact_email).attachments == []
    mail = told.exclude(recipient=waiting.contact_email).get()
    assert mail.subject.startswith("【変更】")
    assert "別の会場" in mail.text
    assert "method=REQUEST" in mail.attachments[0]["content_type"]


def to_state(client, session, state, **more):
    url = reverse("events_desk_state", args=[session.pk])
    return client.post(url, {"state": state, "reason": "台風のため"} | more, follow=True)


def test_calling_a_session_off_asks_once_and_withdraws_the_entries(manager):
    session = make.make_session()
    make.apply(make.make_type(session))
    asked = to_state(manager, session, "cancelled").content.decode()
    assert "申込のある1社の連絡先と、参加が確定した1人に" in asked
    assert not Mail.objects.filter(key__contains=":called_off").exists()
    to_state(manager, session, "cancelled", sure="yes")
    session.refresh_from_db()
    assert session.state == "cancelled"
    entry = AuditEntry.objects.get(action="session.state")
    assert (entry.reason, entry.detail["before"]) == ("台風のため", "announced")
    (mail,) = Mail.objects.filter(key__contains=":called_off")
    assert mail.subject.startswith("【中止】")
    assert "method=CANCEL" in mail.attachments[0]["content_type"]


def test_a_held_session_cannot_be_opened_again(manager):
    session = make.make_session(state="held")
    to_state(manager, session, "open", sure="yes")
    session.refresh_from_db()
    assert session.state == "held"


def test_the_staff_home_counts_what_waits(django_assert_num_queries):
    user = staff(Role.EVENT_MANAGER)
    kind = make.make_type(allocation="selection")
    make.apply(kind)
    make.apply(kind)
    (waiting,) = look(user)
    assert waiting.count == 2
    assert "state=applied" in waiting.url
    assert look(staff(Role.EDITOR)) == []


def test_a_session_with_people_in_it_cannot_be_deleted(manager):
    session = make.make_session()
    make.apply(make.make_type(session))
    response = manager.post(reverse("sessions:delete", args=[session.pk]), follow=True)
    assert "申込や参加区分があるため削除できません" in response.content.decode()
    assert Registration.objects.filter(session=session).exists()
