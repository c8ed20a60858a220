"""Each benchmark runs, in small, so that none rots."""

import json
from xml.etree import ElementTree

import pytest

from tests.benchmarks import (
    assignment,
    event_page,
    figures,
    invariants,
    matching_dashboard,
    matching_night,
    matching_ranking,
    papers,
    registrations,
    reminders,
    search_chart,
    search_scale,
    search_typed,
    sites,
)

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def site(sqlite_site):
    """A migrated portal on SQLite."""
    folder = sqlite_site.installation.folder
    (folder / "data" / "static").mkdir(parents=True, exist_ok=True)
    return sites.Bench("sqlite", folder, sqlite_site.url)


def test_registrations(site):
    row = registrations.measure(site, companies=8)
    assert row["companies"] == 8
    assert row["per_s"] > 0
    assert row["whole_p95_s"] >= row["last_p95_s"] > 0
    assert row["x Indico 3.3.14"] == pytest.approx(row["per_s"] / 4.5, abs=0.1)


def test_event_page(site):
    anew, kept = event_page.measure(site, requests=16)
    assert (anew["page"], kept["page"]) == ("anew", "kept")
    assert anew["requests"] == kept["requests"] == 16
    assert kept["per_s"] > anew["per_s"] > 0


def test_tickets(site):
    row = papers.row(site, what="tickets", number=3, processes=2)
    assert row["number"] == 3
    assert row["largest_kb"] > 5


def test_reminders(site):
    row = reminders.measure(site, mails=30)
    assert row["mails"] == row["different"] == 30
    assert row["connections"] < 5
    assert row["sent / plain"] > 0


def test_the_nightly_check(site):
    row = invariants.measure(site, registrations=200)
    assert (row["registrations"], row["breaches"]) == (200, 0)


def test_search_scale(db):
    row = search_scale.measure("embedded", 1_100, queries=10)  # a sealed block, and some behind it
    assert row["documents"] == 1_100
    assert 0 < row["plain cpu p50"] <= row["plain cpu p95"] < 1_000
    assert row["size MB"] > 1
    grown = {**row, "documents": 11_000, "plain cpu p95": row["plain cpu p95"] * 10}
    drawing = ElementTree.fromstring(search_chart.drawn([row, grown]))
    assert len(drawing.findall(".//{*}polyline")) == 3
    points = [(made["documents"], made["plain cpu p95"]) for made in (row, grown)]
    assert search_chart.exponent(points) == pytest.approx(1.0)


def test_assignment():
    row = assignment.measure(needs=40, experts=12, wanted=1, runs=2)
    assert row["served"] == 40
    assert row["worst_s"] < 2
    day = assignment.timetable(companies=6, experts=3, slots=3, tables=3)
    assert day["proved"]
    assert day["not as before"] == day["lost"]


def test_matching_dashboard(db, settings):
    settings.MFA_REQUIRED_PREFIXES = ()
    matching_dashboard.fill(needs=60)
    row = matching_dashboard.measure(runs=1)
    assert row["needs"] == 60
    assert row["year_s"] > 0
    assert row["report_s"] > 0


def test_figures_are_a_table_and_a_line_for_programs(capsys):
    figures.show("name", [{"a": 1, "b": 2.5}, {"a": 10}])
    *table, line = capsys.readouterr().out.splitlines()
    assert table[1].split() == ["a", "b"]
    assert json.loads(line)["rows"] == [{"a": 1, "b": 2.5}, {"a": 10}]


def test_percentiles():
    assert figures.percentile([3, 1, 2], 0.5) == 2
    assert figures.percentile(range(1, 101), 0.95) == 95
    assert figures.percentile([], 0.5) == 0


def test_matching():
    row = matching_ranking.measure(seeds=300, needs=20)
    assert 0 < row["cpu_p50_ms"] <= row["cpu_p95_ms"] < matching_ranking.LIMIT_MS
    night = matching_night.measure(needs=10, seeds=300)
    assert night["pairs"] > 0
    assert night["reasons"] >= night["pairs"]


def test_queries_as_hands_type_them(db):
    rows = {row.name: row for row in search_typed.measure(limit=6)}
    assert {"- for ー", "half width", "…について教えてください"} <= set(rows)
    for row in rows.values():
        assert 0 < row.typed <= 1
        assert 0 < row.written <= 1
