"""Many clients at once on a live server, on both engines; and that the race can be lost."""

import shutil
from uuid import uuid4

import pytest

from scripts import race as racing
from scripts import race_doors

CLIENTS, PLACES = 40, 3
UNGUARDED = {"application": "tests.events.unguarded"}
pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def sqlite_template(migrated_database, tmp_path_factory):
    """A migrated file of one's own."""
    path = tmp_path_factory.mktemp("race") / "migrated.sqlite3"
    shutil.copy(migrated_database, path)
    return path


@pytest.fixture
def sqlite(sqlite_template, tmp_path):
    shutil.copy(sqlite_template, tmp_path / "race.sqlite3")
    return f"sqlite:///{tmp_path / 'race.sqlite3'}"


@pytest.fixture
def postgresql(postgres_template):
    name = f"race_{uuid4().hex[:12]}"
    postgres_template.execute(f"CREATE DATABASE {name} TEMPLATE migrated")
    yield postgres_template.address_of(name)
    postgres_template.execute(f"DROP DATABASE {name} WITH (FORCE)")


def race(engine, url, folder, **options):
    return racing.race(
        engine=engine, url=url, folder=folder, clients=CLIENTS, places=PLACES, **options
    )


def through_all_doors(engine, url, folder, **options):
    return race_doors.race(
        engine=engine, url=url, folder=folder, clients=CLIENTS, places=PLACES, **options
    )


def check_won(result):
    line, kept = result["line"], result["kept"]
    assert (line["confirmed"], line["waitlisted"]) == (PLACES, CLIENTS - PLACES)
    assert (line["refused"], line["unclear"]) == (0, 0)
    assert (kept["taken"], kept["confirmed"]) == (PLACES, PLACES)
    assert kept["waitlisted"] == CLIENTS - PLACES
    assert kept["breaches"] == []
    assert result["good"]


def check_won_through_all_doors(result):
    line, kept = result["line"], result["kept"]
    assert line["unclear"] == 0
    assert kept["lost"] == []
    assert kept["breaches"] == []
    assert line["confirmed"] == kept["taken"] == PLACES
    assert line["most_held"] == PLACES
    assert line["looks"] > 0
    assert line["cancelled"] > 0
    assert result["good"]


def check_lost_through_all_doors(result):
    assert result["line"]["most_held"] > PLACES
    assert not result["good"]


def test_exactly_the_places_are_given_on_sqlite(sqlite, tmp_path):
    check_won(race("sqlite", sqlite, tmp_path))


def test_exactly_the_places_are_given_on_postgresql(postgresql, tmp_path):
    check_won(race("postgresql", postgresql, tmp_path))


def test_exactly_the_places_are_given_through_all_doors_on_sqlite(sqlite, tmp_path):
    check_won_through_all_doors(through_all_doors("sqlite", sqlite, tmp_path))


def test_exactly_the_places_are_given_through_all_doors_on_postgresql(postgresql, tmp_path):
    check_won_through_all_doors(through_all_doors("postgresql", postgresql, tmp_path))


def test_without_the_guard_the_race_through_all_doors_is_lost_on_sqlite(sqlite, tmp_path):
    check_lost_through_all_doors(through_all_doors("sqlite", sqlite, tmp_path, **UNGUARDED))


def test_without_the_guard_the_race_through_all_doors_is_lost_on_postgresql(postgresql, tmp_path):
    check_lost_through_all_doors(
        through_all_doors("postgresql", postgresql, tmp_path, **UNGUARDED)
    )
