"""演習開催希望: asked in public, decided by staff, planned in one click."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from events.enums import SessionState
from events.exercises import links, personal_data
from events.exercises.enums import REQUEST_TRANSITIONS, RequestState
from events.exercises.forms import coming_months
from events.exercises.models import ExerciseRequest
from events.exercises.services import planning, requests
from events.models import Event, EventIndexPage, EventPage
from events.opening import loader
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry, Consent
from tests.events.exercises.asking import received
from tests.factories import content as content_factory
from tests.factories import events as make

pytestmark = pytest.mark.django_db
FORM = "/registrations/exercises/"


def answers(**changes):
    data = {
        "body": "八幡商工会議所",
        "kind": "chamber",
        "contact_name": "山田 一郎",
        "contact_email": "yamada@example.jp",
        "contact_phone": "093-555-1234",
        "prefecture": "fukuoka",
        "months": [coming_months()[2][0], coming_months()[4][0]],
        "companies": "12",
        "format": "hybrid",
        "message": "取引先からの調査票が増えています。",
        "consent": "on",
        "key": "k1",
        "website": "",
    }
    return data | changes


def test_a_body_asks_and_follows_the_request_without_an_account(client):
    assert client.get(FORM).status_code == 200
    response = client.post(FORM, answers(), follow=True)
    request = ExerciseRequest.objects.get()
    assert request.state == RequestState.RECEIVED
    text = response.content.decode()
    assert request.reference in text
    assert "ご相談を受け付けました" in text
    (mail,) = Mail.objects.all()
    assert mail.recipient == "yamada@example.jp"
    assert request.reference in mail.subject
    assert "/registrations/exercises/state/" in mail.text
    assert Consent.objects.get().purpose == "exercise_request"
    assert AuditEntry.objects.get().action == "exercise_request.received"


def test_the_form_speaks_english_and_writes_in_english(client, english):
    response = client.post(f"/en{FORM}", answers(body="Yahata Chamber"), follow=True)
    assert response.status_code == 200
    assert ExerciseRequest.objects.get().language == "en"
    assert "/en/registrations/exercises/state/" in Mail.objects.get().text


def test_a_double_click_is_one_request(client):
    client.post(FORM, answers())
    client.post(FORM, answers())
    assert ExerciseRequest.objects.count() == 1
    assert Mail.objects.count() == 1


def test_errors_lose_nothing_that_was_typed(client):
    page = client.post(FORM, answers(contact_email="no", consent="", companies="0"))
    text = page.content.decode()
    assert page.status_code == 422
    assert "八幡商工会議所" in text
    assert "取引先からの調査票が増えています。" in text
    assert set(page.context["form"].errors) == {"contact_email", "consent", "companies"}
    assert not ExerciseRequest.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"body": "名" * 200},
        {"body": "会\x00議"},
        {"contact_name": "😀"},
        {"months": ["1999-01"]},
        {"prefecture": "tokyo"},
        {"companies": "99999"},
    ],
)
def test_hostile_input_is_answered_in_words(client, changes):
    page = client.post(FORM, answers(**changes))
    assert page.status_code == 422
    assert not ExerciseRequest.objects.exists()


def test_programs_get_an_answer_and_nothing_is_kept(client):
    page = client.post(FORM, answers(website="https://spam.example"))
    assert page.status_code == 200
    assert not ExerciseRequest.objects.exists()
    assert not Mail.objects.exists()


def test_the_eleventh_request_in_an_hour_waits(client):
    codes = [client.post(FORM, answers(key=f"k{n}")).status_code for n in range(11)]
    assert codes == [302] * 10 + [429]
    assert ExerciseRequest.objects.count() == 10


def test_forged_old_and_foreign_links_open_nothing(client):
    request = received()
    key = links.token(request)
    assert client.get(f"{FORM}state/{key}/").status_code == 200
    assert client.get(f"{FORM}state/{key}x/").status_code == 404
    request.link_version += 1
    request.save()
    assert client.get(f"{FORM}state/{key}/").status_code == 410


@pytest.mark.parametrize("before", list(RequestState))
@pytest.mark.parametrize("after", list(RequestState))
def test_states_change_only_as_the_table_says(before, after):
    request = received()
    ExerciseRequest.objects.filter(pk=request.pk).update(state=before)
    allowed = after in REQUEST_TRANSITIONS[before] or before == after
    mails = Mail.objects.count()
    try:
        requests.move(request=request, state=after, actor=None, reason="x", reply="理由")
    except requests.RequestRefused:
        assert not allowed
    else:
        assert allowed
    request.refresh_from_db()
    assert request.state == (after if allowed else before)
    assert Mail.objects.count() == mails + int(allowed and before != after)


def test_a_no_carries_its_reason(client):
    request = received()
    with pytest.raises(requests.RequestRefused):
        requests.move(request=request, state="declined", actor=None, reason="x")
    requests.move(
        request=request,
        state="declined",
        actor=None,
        reason="内部の理由",
        reply="今年度は満了です。",
    )
    mail = Mail.objects.get(key__contains=":declined")
    assert "今年度は満了です。" in mail.text
    assert "内部の理由" not in mail.text
    text = client.get(f"{FORM}state/{links.token(request)}/").content.decode()
    assert "今年度は満了です。" in text
    assert "内部の理由" not in text


def event_lists():
    content_factory.homes()
    return loader._indexes()


def test_one_click_makes_a_draft_that_nobody_sees(client):
    event_lists()
    request = received(sector_id="manufacturing")
    event = planning.plan(request=request, actor=None, reason="相談がまとまった")
    request.refresh_from_db()
    assert (request.state, request.event) == (RequestState.PLANNED, event)
    session = event.sessions.get()
    assert session.state == SessionState.DRAFT
    assert f"{timezone.localtime(session.starts_at):%Y-%m}" == request.months[0]
    team, viewer = session.participation_types.order_by("position")
    assert (team.capacity, team.allocation, team.fallback) == (7, "selection", viewer)
    assert event.hosts.get().name_ja == "八幡商工会議所"
    pages = EventPage.objects.filter(event=event)
    assert sorted(page.locale.language_code for page in pages) == ["en", "ja"]
    assert not any(page.live for page in pages)
    assert len({page.translation_key for page in pages}) == 1
    index = EventIndexPage.objects.get(locale__language_code="ja")
    assert event.title_ja not in client.get(index.url).content.decode()
    assert planning.plan(request=request, actor=None, reason="x") == event
    assert Event.objects.count() == 1
    assert Mail.objects.filter(key__contains=":planned").count() == 1


@pytest.mark.parametrize("form", ["onsite", "online", "hybrid"])
def test_a_draft_fits_every_form(form):
    event = planning.plan(request=received(format=form), actor=None, reason="x")
    kinds = event.sessions.get().participation_types
    modes = set(kinds.values_list("mode", flat=True))
    expected = {"onsite": {"onsite"}, "online": {"online"}, "hybrid": {"onsite", "online"}}
    assert modes == expected[form]


def test_the_day_of_the_draft_is_a_wednesday_to_come():
    today = date(2026, 12, 15)
    assert planning._first_day(["2026-12", "2027-02"], today) == date(2026, 12, 29)
    assert planning._first_day(["2027-02"], today) == date(2027, 2, 10)
    assert planning._first_day([], today) > today


def test_what_is_kept_about_a_person_is_handed_out_erased_and_purged():
    user = make.make_user(email="yamada@example.jp")
    request = received()
    requests.note(request=request, text="山田さんは午後", author=None)
    (row,) = personal_data.export(user)
    assert (row["reference"], row["contact_name"]) == (request.reference, "山田 一郎")
    personal_data.erase(user)
    request.refresh_from_db()
    assert request.contact_name == "-"
    assert "yamada" not in request.contact_email
    assert not request.notes.exists()
    settled = received(contact_email="other@example.jp")
    requests.move(request=settled, state="declined", actor=None, reason="x", reply="y")
    running = received(contact_email="third@example.jp")
    assert personal_data.purge(timezone.now() - timedelta(days=1)) == 0
    assert personal_data.purge(timezone.now() + timedelta(days=1)) == 1
    settled.refresh_from_db()
    running.refresh_from_db()
    assert settled.contact_email.endswith("@invalid.example")
    assert running.contact_email == "third@example.jp"
