"""Who may apply: sector, prefecture, size, once per company and fiscal year."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from events.enums import Door
from events.fiscal_year import fiscal_year_of
from events.models import Registration, Series
from events.services import decisions
from events.services.errors import NotEligible
from portal.privacy.models import AuditEntry
from tests.events import forms
from tests.factories import events as make

pytestmark = pytest.mark.django_db
TOKYO = ZoneInfo("Asia/Tokyo")


def refused(kind, **fields):
    with pytest.raises(NotEligible) as caught:
        make.apply(kind, **fields)
    return caught.value.message


def limited(**fields):
    kind = make.make_type(**fields)
    kind.eligible_sectors.add("manufacturing")
    kind.eligible_prefectures.add("fukuoka", "saga")
    return kind


def test_a_company_of_the_right_kind_applies():
    kind = limited(eligible_sizes=["21-50"])
    assert make.apply(kind).is_confirmed


def test_each_rule_says_who_may_apply():
    kind = limited(eligible_sizes=["1-5", "6-20"])
    words = refused(kind, company=make.company(sector="medical", prefecture="oita", size="301-"))
    for part in ("業種", "製造", "福岡県、佐賀県", "6〜20人"):
        assert part in words
    assert Registration.objects.count() == 0
    kind.refresh_from_db()
    assert kind.taken == 0


def test_a_company_without_a_size_is_not_among_those_of_a_size():
    kind = make.make_type(eligible_sizes=["1-5"])
    assert "従業員数" in refused(kind, company=make.company())


@pytest.mark.parametrize("door", [Door.WEB, Door.IMPORT, Door.API])
def test_the_rules_hold_at_every_open_door(door):
    refused(limited(), company=make.company(prefecture="oita"), door=door)


def test_staff_go_beyond_the_rules_with_a_reason():
    kind = limited()
    other = make.company(prefecture="oita")
    refused(kind, company=other, door=Door.STAFF)
    staff = make.make_user()
    done = make.apply(kind, company=other, door=Door.STAFF, reason="県の依頼", actor=staff)
    entry = AuditEntry.objects.get(target=f"registration:{done.reference}")
    assert (entry.reason, entry.actor) == ("県の依頼", staff)


def test_on_the_day_anybody_may_come_in():
    assert make.apply(limited(), company=make.company(prefecture="oita"), door=Door.WALK_IN)


def in_year(event, start, **fields):
    opens = timezone.now() - timedelta(days=1)
    session = make.make_session(event, starts_at=start, opens_at=opens)
    return make.make_type(session, once_per_fiscal_year=True, **fields)


@pytest.fixture
def next_year():
    """An April that lies ahead."""
    return timezone.localtime().year + 1


def test_once_per_company_and_fiscal_year(next_year):
    event = make.make_event()
    may = in_year(event, datetime(next_year, 5, 10, 13, tzinfo=TOKYO))
    march = in_year(event, datetime(next_year + 1, 3, 31, 23, 59, tzinfo=TOKYO))
    april = in_year(event, datetime(next_year + 1, 4, 1, 0, 0, tzinfo=TOKYO))
    company = make.make_organization(corporate_number="4000012090001")
    first = make.apply(may, organization=company)
    assert "年度内に1回まで" in refused(march, organization=company)
    assert make.apply(april, organization=company).is_confirmed
    same = make.company(corporate_number="4000012090001")
    words = refused(march, company=same)
    assert "年度内に1回まで" in words
    assert str(may.session) not in words
    decisions.cancel(registration=first)
    assert make.apply(march, organization=company).is_confirmed


def test_the_year_counts_over_a_series_and_not_over_other_events(next_year):
    series = Series.objects.create(code="factory", title_ja="工場演習")
    start = datetime(next_year, 6, 1, 13, tzinfo=TOKYO)
    company = make.make_organization()
    make.apply(in_year(make.make_event(series=series), start), organization=company)
    refused(in_year(make.make_event(series=series), start), organization=company)
    assert make.apply(in_year(make.make_event(), start), organization=company)


def test_a_viewer_s_seat_does_not_use_up_the_year(next_year):
    event = make.make_event()
    start = datetime(next_year, 6, 1, 13, tzinfo=TOKYO)
    company = make.make_organization()
    viewer = make.make_type(make.make_session(event, starts_at=start), mode="online")
    make.apply(viewer, organization=company)
    assert make.apply(in_year(event, start), organization=company).is_confirmed


def test_the_fiscal_year_turns_at_midnight_in_tokyo():
    before = datetime(2027, 3, 31, 14, 59, tzinfo=ZoneInfo("UTC"))
    after = datetime(2027, 3, 31, 15, 0, tzinfo=ZoneInfo("UTC"))
    assert fiscal_year_of(before)[0] == datetime(2026, 4, 1, tzinfo=TOKYO)
    assert fiscal_year_of(after)[0] == datetime(2027, 4, 1, tzinfo=TOKYO)


def test_the_form_tells_before_anything_is_held(client):
    kind = limited(capacity=1)
    company = forms.COMPANY | {"company-prefecture": "oita"}
    response = client.post(forms.apply_url(kind), forms.answers(message="字幕", **company))
    page = response.content.decode()
    assert response.status_code == 422
    assert "この参加区分には申し込めません" in page
    assert "福岡県、佐賀県" in page
    assert "字幕" in page
    kind.refresh_from_db()
    assert kind.taken == 0


def test_checking_costs_no_more_queries_for_many_rules(django_assert_max_num_queries):
    plain, rules = make.make_type(), limited(eligible_sizes=["21-50"])
    organizations = [make.make_organization(), make.make_organization()]
    with django_assert_max_num_queries(60) as first:
        make.apply(plain, organization=organizations[0])
    with django_assert_max_num_queries(len(first)):
        make.apply(rules, organization=organizations[1])
