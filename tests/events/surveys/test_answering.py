"""One answer per person; an anonymous one leaves no thread between person and words."""

import json

import pytest
from django.db import connection
from django.urls import reverse

from events.models import Registration
from events.surveys.models import SurveyReceipt, SurveyResponse
from events.surveys.services import answering
from events.surveys.services.errors import AlreadyAnswered, NotOpen
from tests.factories import after
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def attendee():
    (person,) = after.over()
    return person


def page(client, attendee, data=None):
    url = reverse("surveys:answer", args=[after.token(attendee)])
    return client.get(url) if data is None else client.post(url, data)


def sent(survey, **changed):
    data = {}
    for key, value in after.answers(survey).items():
        data[f"q-{key}"] = value
    return data | changed


def test_the_signed_link_opens_the_form_without_an_account(client, attendee):
    survey = after.survey(attendee.registration.session)
    response = page(client, attendee)
    text = response.content.decode()
    assert response.status_code == 200
    assert all(question.text in text for question in survey.questions.all())
    assert "無記名" in text
    assert "no-store" in response["Cache-Control"]


def test_an_answer_is_kept_and_thanked_for(client, attendee):
    survey = after.survey(attendee.registration.session)
    response = page(client, attendee, sent(survey))
    assert response.status_code == 302
    assert "ありがとうございました" in page(client, attendee).content.decode()
    kept = SurveyResponse.objects.get()
    assert kept.answers == after.answers(survey)


def test_a_second_answer_is_refused_and_says_thanks(client, attendee):
    survey = after.survey(attendee.registration.session)
    page(client, attendee, sent(survey))
    again = page(client, attendee, sent(survey))
    assert "ありがとうございました" in again.content.decode()
    assert SurveyResponse.objects.count() == 1
    with pytest.raises(AlreadyAnswered):
        answering.answer(survey=survey, attendee=attendee, answers={})
    assert SurveyResponse.objects.count() == 1


def test_what_was_typed_stays_when_something_is_missing(client, attendee):
    survey = after.survey(attendee.registration.session)
    first, *_others, last = survey.questions.all()
    data = sent(survey, **{f"q-{last.key}": "長い感想 <b>&"})
    del data[f"q-{first.key}"]
    response = page(client, attendee, data)
    text = response.content.decode()
    assert response.status_code == 422
    assert "この質問に答えてください" in text
    assert "長い感想 &lt;b&gt;&amp;" in text
    assert not SurveyReceipt.objects.exists()


@pytest.mark.parametrize("value", ["9", "0", "-1", "x", "1e3", "' OR 1=1"])
def test_steps_that_do_not_exist_are_refused(client, attendee, value):
    survey = after.survey(attendee.registration.session)
    key = survey.questions.first().key
    response = page(client, attendee, sent(survey, **{f"q-{key}": value}))
    assert response.status_code == 422
    assert not SurveyResponse.objects.exists()


def test_emoji_long_texts_and_nul(client, attendee):
    survey = after.survey(attendee.registration.session)
    key = survey.questions.last().key
    assert page(client, attendee, sent(survey, **{f"q-{key}": "あ" * 2001})).status_code == 422
    assert page(client, attendee, sent(survey, **{f"q-{key}": "a\x00b"})).status_code == 422
    assert page(client, attendee, sent(survey, **{f"q-{key}": "👩‍🏭 よい"})).status_code == 302
    assert SurveyResponse.objects.get().answers[key] == "👩‍🏭 よい"


def test_nobody_answers_before_the_end_after_the_deadline_or_without_a_place(client, attendee):
    session = attendee.registration.session
    survey = after.survey(session, closes_at=session.ends_at)
    survey.closes_at = session.ends_at + after.timedelta(hours=1)
    survey.save()
    assert page(client, attendee).status_code == 410
    with pytest.raises(NotOpen):
        answering.answer(survey=survey, attendee=attendee, answers={})
    survey.closes_at = None
    survey.save()
    after.cancel(attendee)
    attendee.refresh_from_db()
    attendee.registration.refresh_from_db()
    assert page(client, attendee).status_code == 404
    with pytest.raises(NotOpen):
        answering.answer(survey=survey, attendee=attendee, answers={})


def test_a_session_to_come_has_no_survey_yet(client):
    (attendee,) = after.registered()
    after.survey(attendee.registration.session)
    assert page(client, attendee).status_code == 404


def test_the_deadline_passing_while_the_form_is_open_loses_nothing(client, attendee, monkeypatch):
    survey = after.survey(attendee.registration.session)
    key = survey.questions.last().key
    opened = answering.timezone.now()
    survey.closes_at = opened + after.timedelta(minutes=5)
    survey.save()
    monkeypatch.setattr(answering.timezone, "now", lambda: opened + after.timedelta(minutes=6))
    monkeypatch.setattr(type(survey), "is_open", True)
    response = page(client, attendee, sent(survey, **{f"q-{key}": "だいじな感想"}))
    assert response.status_code == 409
    assert "だいじな感想" in response.content.decode()


def test_forged_links_open_nothing(client, attendee):
    after.survey(attendee.registration.session)
    forged = after.token(attendee)[:-2] + "xx"
    assert client.get(reverse("surveys:answer", args=[forged])).status_code == 404


def test_an_anonymous_answer_has_no_person_no_hour_no_order(attendee):
    survey = after.survey(attendee.registration.session)
    answering.answer(survey=survey, attendee=attendee, answers=after.answers(survey))
    fields = {field.name for field in SurveyResponse._meta.get_fields()}
    assert not {name for name in fields if name.endswith("_at") or "date" in name}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM surveys_surveyresponse")
        columns = [column[0] for column in cursor.description]
        (row,) = cursor.fetchall()
    kept = dict(zip(columns, row, strict=True))
    assert kept["attendee_id"] is None
    # One person of the type and sector: nothing to hide among, so neither is written.
    assert kept["participation_type_id"] is None
    assert kept["sector_id"] is None
    receipt = [field.name for field in SurveyReceipt._meta.fields]
    assert receipt == ["attendee", "survey"]


def test_groups_of_five_are_kept_and_smaller_ones_are_not():
    kind = make.make_type(capacity=100, max_attendees=60)
    many = after.registered(kind, people=5)
    (alone,) = after.registered(
        kind, organization=make.make_organization(sector_id="medical"), people=1
    )
    after.end(kind.session)
    survey = after.survey(kind.session)
    for person in (many[0], alone):
        person.registration.session.refresh_from_db()
        answering.answer(survey=survey, attendee=person, answers=after.answers(survey))
    kept = sorted(
        SurveyResponse.objects.values_list("sector_id", "participation_type_id"), key=str
    )
    assert kept == sorted([("manufacturing", kind.pk), (None, kind.pk)], key=str)


def test_a_named_answer_names():
    (attendee,) = after.over()
    survey = after.survey(attendee.registration.session, mode="named")
    answering.answer(survey=survey, attendee=attendee, answers=after.answers(survey))
    kept = SurveyResponse.objects.get()
    assert kept.attendee == attendee
    assert kept.sector_id == "manufacturing"


def test_shuffling_keeps_the_answers_and_changes_key_and_place():
    people = after.over(people=8)
    survey = after.survey(people[0].registration.session)
    for number, person in enumerate(people, start=1):
        text = f"感想{number}"
        answering.answer(survey=survey, attendee=person, answers=after.answers(survey, text=text))

    def lying():
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, answers FROM surveys_surveyresponse ORDER BY rowid")
            return cursor.fetchall()

    before = lying()
    assert answering.shuffle_all() == 8
    now = lying()
    assert {key for key, _ in before} & {key for key, _ in now} == set()
    assert sorted(text for _, text in before) == sorted(text for _, text in now)
    orders = {tuple(json.dumps(text) for _, text in before)}
    for _again in range(5):
        answering.shuffle(survey=survey)
        orders.add(tuple(json.dumps(text) for _, text in lying()))
    assert len(orders) > 1
    assert SurveyReceipt.objects.count() == 8


def test_the_personal_page_invites_and_thanks(client, attendee):
    survey = after.survey(attendee.registration.session)
    url = reverse("events:attendee", args=[after.token(attendee)])
    assert "アンケートに答える" in client.get(url).content.decode()
    answering.answer(survey=survey, attendee=attendee, answers=after.answers(survey))
    assert "ご回答ありがとうございました" in client.get(url).content.decode()
    Registration.objects.update(state="cancelled")
    assert "アンケート" not in client.get(url).content.decode()
