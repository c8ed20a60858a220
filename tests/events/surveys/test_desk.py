"""Staff build surveys and read them; others do not."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from events.models import EventStaff
from events.surveys.enums import QuestionKind
from events.surveys.models import Survey, SurveyQuestion
from events.surveys.services import answering, building
from events.surveys.services.errors import Frozen, HasSurvey
from portal.accounts.enums import Role
from portal.content.services import roles
from portal.privacy.models import AuditEntry
from tests.factories import after
from tests.factories import content as content_factory
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _second_factor(settings):
    """Two steps of signing in have tests of their own; here staff are signed in."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]


@pytest.fixture
def manager(client):
    content_factory.homes()
    roles.setup()
    user = make.make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=Role.EVENT_MANAGER))
    client.force_login(user)
    return client


@pytest.fixture
def people():
    return after.over(people=6)


@pytest.fixture
def session(people):
    return people[0].registration.session


def url(name, session, *more):
    return reverse(f"surveys_desk:{name}", args=[session.pk, *more])


def test_a_survey_is_made_copied_and_kept_as_a_pattern(manager, session):
    assert manager.get(url("edit", session)).status_code == 200
    manager.post(url("edit", session), {"source": ""})
    survey = Survey.objects.get(session=session)
    assert survey.questions.count() == len(building.STANDARD)
    manager.post(url("pattern", session))
    pattern = Survey.objects.get(session=None)
    other = make.make_session()
    manager.post(url("edit", other), {"source": pattern.pk})
    copied = Survey.objects.get(session=other)
    assert [one.text for one in copied.questions.all()] == [
        one.text for one in survey.questions.all()
    ]
    with pytest.raises(HasSurvey):
        building.create(session=other)


def test_questions_are_added_moved_and_dropped(manager, session):
    survey = building.create(session=session)
    data = {
        "kind": "single",
        "text_ja": "また参加しますか",
        "steps": 5,
        "options_ja": "はい\nいいえ",
        "options_en": "Yes",
    }
    bad = manager.post(url("question_add", session), data)
    assert "数をそろえてください" in bad.content.decode()
    manager.post(url("question_add", session), data | {"options_en": "Yes\nNo"})
    added = survey.questions.last()
    assert added.text_ja == "また参加しますか"
    manager.post(url("act", session, added.pk, "up"))
    assert [one.pk for one in survey.questions.all()].index(added.pk) == 4
    manager.post(url("act", session, added.pk, "drop"))
    assert not SurveyQuestion.objects.filter(pk=added.pk).exists()
    assert AuditEntry.objects.filter(action="survey.question_dropped").exists()


def test_what_has_been_answered_is_frozen(manager, people, session):
    survey = building.create(session=session)
    answering.answer(survey=survey, attendee=people[0], answers=after.answers(survey))
    question = survey.questions.first()
    manager.post(url("act", session, question.pk, "drop"))
    assert survey.questions.filter(pk=question.pk).exists()
    data = {"kind": "scale", "text_ja": "別の質問", "steps": 5}
    page = manager.post(url("question", session, question.pk), data)
    assert "すでに回答があるため" in page.content.decode()
    with pytest.raises(Frozen):
        building.save(question=question)
    frame = {"title_ja": "題名", "mode": "named"}
    page = manager.post(url("edit", session), frame)
    assert "約束した" in page.content.decode()
    assert Survey.objects.get(session=session).mode == "anonymous"
    new = {"kind": "text", "text_ja": "ほかに", "steps": 5}
    manager.post(url("question_add", session), new)
    assert survey.questions.filter(text_ja="ほかに").exists()


def test_results_show_rate_mean_chart_table_and_texts(manager, people, session, presence):
    presence.mark(*people[:5])
    survey = building.create(session=session)
    for person, scale in zip(people[:4], (1, 3, 5, 5), strict=True):
        given = after.answers(survey, scale=scale, text=f"<script>{scale}")
        answering.answer(survey=survey, attendee=person, answers=given)
    text = manager.get(url("results", session)).content.decode()
    assert "80%" in text
    assert "平均 3.50" in text
    assert 'role="img"' in text
    assert "<title" in text
    assert "&lt;script&gt;5" in text
    assert "<script>5" not in text


def test_the_csv_has_a_mark_no_formulas_and_no_person(manager, people, session):
    survey = building.create(session=session)
    for person in people:
        given = after.answers(survey, text='=HYPERLINK("x")')
        answering.answer(survey=survey, attendee=person, answers=given)
    response = manager.get(url("export", session))
    assert response.content.startswith(b"\xef\xbb\xbf")
    text = response.content.decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert "連絡体制の見直し / 社内での演習" in text
    assert "花子" not in text
    assert "筑紫精密" not in text
    entry = AuditEntry.objects.get(action="survey.exported")
    assert entry.detail["rows"] == len(people)


def test_the_csv_of_a_named_survey_names(manager, people, session):
    survey = after.survey(session, mode="named")
    answering.answer(survey=survey, attendee=people[0], answers=after.answers(survey))
    text = manager.get(url("export", session)).content.decode("utf-8-sig")
    assert people[0].full_name in text


def test_the_preview_cannot_be_sent(manager, session):
    building.create(session=session)
    text = manager.get(url("preview", session)).content.decode()
    assert "ここからは送れません" in text
    assert "回答を送る" not in text


@pytest.mark.parametrize("name", ["edit", "preview", "results", "export", "question_add"])
def test_only_who_runs_the_event_gets_in(client, session, name):
    building.create(session=session)
    content_factory.homes()
    roles.setup()
    user = make.make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=Role.EDITOR))
    client.force_login(user)
    assert client.get(url(name, session)).status_code in (302, 403)
    EventStaff.objects.create(event=session.event, user=user, duty="check_in")
    assert client.get(url(name, session)).status_code in (302, 403)
    EventStaff.objects.create(event=session.event, user=user, duty="owner")
    assert client.get(url(name, session)).status_code == 200


def test_lists_cost_the_same_for_one_answer_and_many(
    manager, people, session, django_assert_max_num_queries
):
    survey = building.create(session=session)
    answering.answer(survey=survey, attendee=people[0], answers=after.answers(survey))
    manager.get(url("results", session))
    with django_assert_max_num_queries(40) as first:
        manager.get(url("results", session))
    for person in people[1:]:
        answering.answer(survey=survey, attendee=person, answers=after.answers(survey))
    with django_assert_max_num_queries(40) as many:
        manager.get(url("results", session))
    assert len(many) == len(first)


def test_every_kind_is_in_the_standard_survey():
    assert {question["kind"] for question in building.STANDARD} == set(QuestionKind)
