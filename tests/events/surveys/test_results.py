"""Counting answers: means, shares, and groups too small to be shown."""

import pytest

from events.surveys.selectors import results
from events.surveys.services import answering, building
from tests.factories import after
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def answered(sizes):
    """A named survey answered by companies of sectors, ``sizes`` people each."""
    kind = make.make_type(capacity=100, max_attendees=60)
    groups = {
        sector: after.registered(
            kind, people=size, organization=make.make_organization(sector_id=sector)
        )
        for sector, size in sizes.items()
    }
    after.end(kind.session)
    survey = after.survey(kind.session, mode="named")
    for scale, people in enumerate(groups.values(), start=2):
        for person in people:
            person.registration.session.refresh_from_db()
            answering.answer(
                survey=survey, attendee=person, answers=after.answers(survey, scale=scale)
            )
    return results.read(survey)


def sectors(found):
    return {group.label: group for group in found.questions[0].by_sector}


def test_means_and_shares():
    found = answered({"manufacturing": 5, "medical": 5})
    first, _second, single, multiple, texts = found.questions
    assert first.average == 2.5
    assert dict(single.counts)["ちょうどよい"] == 10
    assert dict(multiple.counts)["社内での演習"] == 10
    assert multiple.shares[0][2] == 100
    assert texts.answered == 10
    assert found.rate == 100


def test_large_groups_are_shown():
    groups = sectors(answered({"manufacturing": 5, "medical": 6}))
    assert [group.average for group in groups.values()] in ([2.0, 3.0], [3.0, 2.0])


def test_a_small_group_hides_and_takes_one_more_with_it():
    groups = sectors(answered({"manufacturing": 9, "medical": 4, "ec_overseas": 6}))
    hidden = [label for label, group in groups.items() if group.is_hidden]
    assert len(hidden) == 2
    assert all(group.average is None for group in groups.values() if group.is_hidden)
    (shown,) = [group for group in groups.values() if not group.is_hidden]
    assert shown.answers == 9


def test_an_empty_survey_has_no_rate_and_no_mean():
    (person,) = after.over()
    survey = building.create(session=person.registration.session)
    found = results.read(survey)
    assert found.answered == 0
    assert found.questions[0].average is None
