"""Words about companies are handed out, erased and dropped in time; numbers stay."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.enums import Duty
from events.selection import personal_data
from events.selection.models import Letter, Review, Score
from events.selection.services import letters
from tests.factories import events as make
from tests.factories import selection as choose

pytestmark = pytest.mark.django_db


@pytest.fixture
def spoken():
    """A registration with an applicant, a comment about it and a personal paragraph."""
    sheet, _ = choose.selection(companies=0)
    kind = sheet.participation_type
    organization = make.make_organization()
    user = make.make_user(organization)
    registration = make.apply(kind, organization=organization, user=user)
    selector = choose.staffed(kind.session.event, Duty.SELECTOR)
    choose.review(sheet, registration, selector, 3, comment="体制がよい")
    batch = letters.prepare(
        session=kind.session, registrations=[registration], actor=None, title="x", as_news=True
    )
    letters.personalise(letter=batch.letters.get(), text="ありがとうございます。", actor=None)
    return user, selector, registration


def test_both_sides_get_what_is_kept_about_them(spoken):
    user, selector, registration = spoken
    assert personal_data.export(user)["letters"][0]["personal"] == "ありがとうございます。"
    assert personal_data.export(user)["reviews"] == []
    assert personal_data.export(selector)["reviews"][0]["comment"] == "体制がよい"
    assert personal_data.export(selector)["reviews"][0]["reference"] == registration.reference


def test_erasing_takes_the_words_and_leaves_the_points(spoken):
    user, _, _ = spoken
    personal_data.erase(user)
    assert Review.objects.get().comment == ""
    assert Letter.objects.get().personal == ""
    assert Score.objects.count() == 2


def test_the_purge_waits_for_the_end_of_the_fiscal_year(spoken):
    _, _, registration = spoken
    ends = registration.session.ends_at
    assert personal_data.purge(ends - timedelta(days=1)) == 0
    assert personal_data.purge(ends + timedelta(days=366)) == 2
    assert Review.objects.get().comment == ""
    assert timezone.now() < ends
