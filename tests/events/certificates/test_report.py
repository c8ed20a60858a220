"""The report counts truly, and gives nobody away when it leaves the house."""

import io

import pypdfium2
import pytest

from events.certificates.models import EventReport
from events.certificates.selectors import numbers
from events.certificates.selectors.numbers import Row, kept_back
from events.certificates.services import report
from events.services import decisions
from events.surveys.services import answering
from tests.factories import after
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def held(presence, sizes):
    """A session with companies by sector; the first person of each came."""
    kind = make.make_type(capacity=100, max_attendees=60)
    for sector, companies in sizes.items():
        for _ in range(companies):
            organization = make.make_organization(sector_id=sector)
            people = after.registered(kind, people=2, organization=organization)
            presence.mark(people[0])
    return kind


def words(content):
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_applied_confirmed_attended_absent(presence):
    kind = held(presence, {"manufacturing": 3, "medical": 2})
    gone = make.apply(kind)
    decisions.cancel(registration=gone)
    after.registered(kind)
    after.end(kind.session)
    found = numbers.read([kind.session])
    assert found.companies.cells == [7, 6, 5, 1]
    assert found.people.cells == [12, 11, 5, 6]
    by_sector = {row.label: row.cells for row in found.tables[1].rows}
    assert by_sector["医療・調剤"] == [2, 2, 2, 0]
    assert found.attendance_rate == 45


def test_small_rows_hide_and_never_alone():
    rows = [Row("a", 20, 20, 4, 16), Row("b", 9, 9, 9, 0), Row("c", 7, 7, 7, 0)]
    shown = kept_back(rows)
    assert [row.cells[0] for row in shown] == [None, 9, None]
    assert all(set(row.cells) == {None} for row in shown if row.cells[0] is None)


def test_a_handful_in_all_takes_more_with_it():
    rows = [Row("a", 30, 30, 30, 0), Row("b", 1, 1, 1, 0), Row("c", 2, 2, 2, 0)]
    assert [row.applied for row in kept_back(rows)] == [None, None, None]


def test_large_rows_are_left_alone():
    rows = [Row("a", 9, 9, 9, 0), Row("b", 6, 6, 6, 0)]
    assert [row.cells for row in kept_back(rows)] == [[9, 9, 9, None], [6, 6, 6, None]]


def test_the_paper_for_the_house_tells_all_and_the_public_one_keeps_back(presence):
    kind = held(presence, {"manufacturing": 6, "medical": 2, "ec_overseas": 7})
    session = after.end(kind.session)
    survey = after.survey(session)
    for registration in kind.registrations.order_by("pk")[:6]:
        person = registration.attendees.first()
        given = after.answers(survey, text="当社だけの秘密です")
        answering.answer(survey=survey, attendee=person, answers=given)
    EventReport.objects.create(
        session=session, insights="・連絡先が紙で残っていない\n", to_change="1班5人まで"
    )
    inside = words(report.pdf(event=session.event, sessions=[session], public=False))
    assert "当社だけの秘密です" in inside
    assert "連絡先が紙で残っていない" in inside
    assert "1班5人まで" in inside
    outside = words(report.pdf(event=session.event, sessions=[session], public=True))
    assert "当社だけの秘密です" not in outside
    assert "*" in outside
    assert "外部用" in outside


def test_a_public_report_shows_no_survey_of_a_handful(presence):
    kind = held(presence, {"manufacturing": 6})
    session = after.end(kind.session)
    survey = after.survey(session)
    person = kind.registrations.order_by("pk").first().attendees.first()
    answering.answer(survey=survey, attendee=person, answers=after.answers(survey))
    shown = report.context(event=session.event, sessions=[session], public=True)
    assert shown["parts"][0].results is None
    assert report.context(event=session.event, sessions=[session], public=False)["parts"][
        0
    ].results


def test_the_numbers_cost_the_same_for_one_and_many(presence, django_assert_num_queries):
    kind = held(presence, {"manufacturing": 1})
    with django_assert_num_queries(4):
        numbers.read([kind.session])
    held_more = held(presence, {"manufacturing": 5, "medical": 5})
    with django_assert_num_queries(4):
        numbers.read([held_more.session])


def test_who_fell_back_applied_for_the_first_type_and_came_in_the_other():
    session = make.make_session()
    viewer = make.make_type(session, label_ja="オンライン見学")
    team = make.make_type(session, label_ja="会場チーム", allocation="selection", fallback=viewer)
    decisions.confirm(registration=make.apply(team))
    decisions.reject(registration=make.apply(team, accepts_fallback=True))
    by_type = {row.label: row.cells[:2] for row in numbers.read([session]).tables[0].rows}
    assert by_type == {"会場チーム": [2, 1], "オンライン見学": [0, 1]}
