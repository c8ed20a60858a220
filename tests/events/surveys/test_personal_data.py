"""Named answers go with their person; words go in time, numbers stay."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from events.surveys import personal_data
from events.surveys.models import SurveyReceipt, SurveyResponse
from events.surveys.services import answering
from portal.privacy import erasure, purging
from tests.factories import after
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver():
    return make.make_user(make.make_organization(), email="p0-0@example.jp")


def test_the_copy_holds_named_answers_and_not_anonymous_ones(leaver):
    (named,) = after.over()
    survey = after.survey(named.registration.session, mode="named")
    answering.answer(survey=survey, attendee=named, answers=after.answers(survey))
    (anonymous,) = after.over()
    survey = after.survey(anonymous.registration.session)
    answering.answer(survey=survey, attendee=anonymous, answers=after.answers(survey))
    first, second = personal_data.export(leaver)
    assert first["answers"][-1]["answer"] == "よかった"
    assert second["answers"] is None


def test_erasure_takes_person_and_words_and_leaves_numbers(leaver):
    (named,) = after.over()
    survey = after.survey(named.registration.session, mode="named")
    answering.answer(survey=survey, attendee=named, answers=after.answers(survey))
    erasure.carry_out(wish=erasure.request(user=leaver))
    kept = SurveyResponse.objects.get()
    assert kept.attendee_id is None
    assert "よかった" not in str(kept.answers)
    assert kept.answers[survey.questions.first().key] == 4
    assert not SurveyReceipt.objects.exists()


@pytest.mark.parametrize(
    ("today", "kept"),
    [(datetime(2028, 3, 30, tzinfo=UTC), True), (datetime(2028, 4, 3, tzinfo=UTC), False)],
)
def test_words_go_one_year_after_the_fiscal_year(today, kept):
    with time_machine.travel(datetime(2026, 11, 20, tzinfo=UTC)):
        (person,) = after.over(ago=timedelta(days=1))
        survey = after.survey(person.registration.session)
        answering.answer(survey=survey, attendee=person, answers=after.answers(survey))
        assert timezone.now().year == 2026
    with time_machine.travel(today):
        purging.run()
        purging.run()
    answers = SurveyResponse.objects.get().answers
    assert ("よかった" in answers.values()) is kept
    assert 4 in answers.values()
