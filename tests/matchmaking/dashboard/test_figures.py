"""Each figure as its definition says, against numbers counted by hand."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from matchmaking.dashboard import facts, figures, heat, periods, worst
from matchmaking.dashboard.periods import Period
from matchmaking.models import Outcome, WeekPair
from matchmaking.weekly import services as weekly
from tests.matchmaking import factories

from . import worlds

pytestmark = pytest.mark.django_db


def read(period=worlds.NOW):
    return figures.read(facts.read(period))


def rows(table):
    return {label: number for label, number in table.rows if number != 0}


def test_periods_are_quarters_of_the_japanese_fiscal_year():
    tokyo = periods.TOKYO
    assert periods.quarter_of(datetime(2027, 1, 1, tzinfo=tokyo)) == Period(2026, 4)
    assert periods.quarter_of(datetime(2026, 3, 31, 23, tzinfo=tokyo)) == Period(2025, 4)
    assert periods.quarter_of(datetime(2026, 4, 1, tzinfo=tokyo)) == Period(2026, 1)
    assert Period(2026, 3).begin == datetime(2026, 10, 1, tzinfo=tokyo)
    assert Period(2026, 3).end == Period(2026, 4).begin
    assert Period(2026, 0).end == Period(2027, 1).begin
    assert periods.read("2026-Q4") == Period(2026, 4)
    assert periods.read("2026") == Period(2026, 0)
    assert periods.read("2026-Q9") == periods.read("'") == periods.current()
    assert len(periods.choices()) == 11


def test_needs_are_counted_in_the_period_of_their_publication():
    worlds.needs(6)
    worlds.needs(
        5, sector="medical", prefecture="oita", themes=["ransomware_backup", "cloud_email"]
    )
    worlds.needs(5, published_at=worlds.NOW.begin - timedelta(seconds=1))
    factories.need(state="draft")
    found = read()
    assert found.needs == 11
    by_theme, by_sector, by_place = (rows(table) for table in found.tables)
    assert sorted(by_theme.values()) == [5, 11]
    assert sorted(by_sector.values()) == [5, 6]
    assert by_place == {"福岡県": 6, "大分県": 5}


def test_small_numbers_are_hidden_with_their_neighbour():
    worlds.needs(6)
    worlds.needs(2, prefecture="saga")
    worlds.needs(9, prefecture="oita")
    found = read()
    assert rows(found.tables[2]) == {"福岡県": None, "佐賀県": None, "大分県": 9}
    square = {
        column: one.needs
        for row in found.maps[0].rows
        if row.theme.pk == "ransomware_backup"
        for column, one in zip(found.maps[0].columns, row.squares, strict=True)
    }
    assert (square["福岡県"], square["佐賀県"], square["大分県"]) == (None, None, 9)


def test_days_until_both_are_asked_and_meet_with_quartiles():
    seed = factories.seed()
    for days in (1, 2, 3, 4, 10):
        worlds.introduction(worlds.need(), seed, asked=days, met=days + 1)
    late = worlds.need()
    worlds.introduction(late, seed, asked=30)
    worlds.introduction(late, factories.seed(), asked=8)
    worlds.need()
    found = read()
    assert (found.to_ask.reached, found.to_ask.of) == (6, 7)
    assert (found.to_ask.lower, found.to_ask.median, found.to_ask.upper) == (2.25, 3.5, 7)
    assert (found.to_meet.reached, found.to_meet.median) == (5, 4)


def test_of_few_no_median_and_no_rate_is_told():
    for days in (1, 2, 3, 4):
        worlds.introduction(worlds.need(), factories.seed(), asked=days, met=days)
    found = read()
    assert found.to_ask.median is None
    assert found.mutual.percent is None
    assert found.outcome.percent is None
    assert found.load_gini is None


def test_mutual_yes_is_of_what_is_decided():
    seed = factories.seed()
    for _ in range(3):
        worlds.introduction(worlds.need(), seed, asked=1, met=2)
    for _ in range(2):
        worlds.introduction(worlds.need(), seed, asked=1, ended=3)
    worlds.introduction(worlds.need(), seed, asked=1)
    worlds.introduction(worlds.need(), seed)
    mutual = read().mutual
    assert (mutual.number, mutual.of, mutual.waiting, mutual.percent) == (3, 5, 1, 60)


def test_outcomes_follow_the_company_then_the_provider_then_the_coordinator():
    seed = factories.seed()
    told = [
        {"company": "solved", "provider": "not_continued"},
        {"company": "not_continued", "provider": "contracted"},
        {"company": "no_answer", "provider": "training_held"},
        {"coordinator": "contracted"},
        {"company": "no_answer", "provider": "no_answer"},
        {},
    ]
    for one in told:
        made = worlds.introduction(worlds.need(), seed, asked=1, met=2)
        for side, kind in one.items():
            Outcome.objects.create(introduction=made, side=side, kind=kind)
    last = Outcome.objects.filter(kind="not_continued", side="company").get()
    Outcome.objects.create(introduction=last.introduction, side="company", kind="solved")
    outcome = read().outcome
    assert (outcome.number, outcome.of, outcome.waiting) == (4, 6, 1)
    assert outcome.percent == 67


def test_load_is_spread_over_all_who_offered():
    seeds = [factories.seed() for _ in range(5)]
    for _ in range(4):
        worlds.introduction(worlds.need(), seeds[0], asked=1)
    worlds.introduction(worlds.need(), seeds[1], asked=1)
    worlds.introduction(worlds.need(), seeds[2])
    found = read()
    assert (found.experts, found.introductions) == (5, 5)
    assert found.load_gini == pytest.approx(0.72)  # loads 0 0 0 1 4
    assert rows(found.loads) == {"0件": 3, "1件": 1, "4件": 1}


def test_seeds_count_where_they_can_help():
    there = factories.seed(online=False)
    there.prefectures.add("oita")
    there.sectors.set(["medical"])
    factories.seed(online=True)
    found = read()
    row = next(one for one in found.maps[0].rows if one.theme.pk == "ransomware_backup")
    by_place = dict(zip(found.maps[0].columns, row.squares, strict=True))
    assert (by_place["大分県"].seeds, by_place["福岡県"].seeds) == (2, 1)
    other = next(one for one in found.maps[1].rows if one.theme.pk == "ransomware_backup")
    assert sorted(square.seeds for square in other.squares) == [1, 1, 1, 1, 2]


def test_the_next_seminar_is_where_most_wait():
    worlds.needs(7, prefecture="oita", themes=["cloud_email"])
    served = worlds.needs(9)
    for one in served[:5]:
        worlds.introduction(one, factories.seed(), asked=1)
    found = read().suggestion
    assert (found.theme.pk, found.prefecture.pk) == ("cloud_email", "oita")
    assert (found.needs, found.seeds) == (7, 0)
    assert "大分県" in found.title


def test_scattered_demand_is_met_online_and_little_not_at_all():
    for prefecture in ("oita", "saga", "fukuoka"):
        worlds.needs(1, prefecture=prefecture)
    assert read().suggestion is None
    for prefecture in ("nagasaki", "kumamoto", "miyazaki"):
        worlds.needs(1, prefecture=prefecture)
    found = read().suggestion
    assert (found.prefecture, found.needs) == (None, 6)
    assert "オンライン" in found.title


def test_a_year_holds_its_quarters_and_hides_what_they_hide():
    whole = Period(worlds.NOW.year, 0)
    worlds.needs(6)
    worlds.needs(7, prefecture="oita")
    assert read(whole).needs == read(worlds.NOW).needs == 13
    other = next(one for one in whole.quarters if one != worlds.NOW)
    worlds.needs(2, prefecture="oita", published_at=other.begin)
    worlds.needs(20, prefecture="saga", published_at=other.begin)
    assert rows(read(other).tables[2]) == {"大分県": None, "佐賀県": None}
    shown = rows(read(whole).tables[2])
    assert shown["大分県"] is None


def test_the_worst_served_have_waited_long_or_have_no_good_candidate():
    now = timezone.now()
    seed = factories.seed()
    fresh = worlds.need(published_at=now - timedelta(days=2))
    long = worlds.need(published_at=now - timedelta(days=40))
    fits = worlds.need(published_at=now - timedelta(days=50))
    served = worlds.need(published_at=now - timedelta(days=90))
    worlds.introduction(served, seed, asked=1)
    WeekPair.objects.create(plan=weekly.current(), need=fits, seed=seed, quality=0.9)
    found = worst.read()
    assert (found.number, found.long) == (3, 2)
    assert [(one.need, one.days, one.best) for one in found.worst] == [
        (long, 40, None),
        (fits, 50, 0.9),
        (fresh, 2, None),
    ]


def test_colour_follows_needs_per_seed():
    worlds.needs(9, prefecture="oita", themes=["cloud_email"])
    worlds.needs(9)
    factories.seed()
    squares = [one for row in read().maps[0].rows for one in row.squares if one.needs]
    assert sorted((one.seeds, one.level) for one in squares) == [(0, 4), (1, 3)]
    assert heat.LEVELS == 4
