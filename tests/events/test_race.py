"""Many clients at once on a live server, on both engines; and that the race can be lost."""

import shutil
from uuid import uuid4

import pytest

from scripts import race as racing

CLIENTS, PLACES = 40, 3
pytestmark = pytest.mark.timeout(300)


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


def check_won(result):
    line = result["line"]
    assert (line["confirmed"], line["waitlisted"]) == (PLACES, CLIENTS - PLACES)
    assert (line["refused"], line["unclear"]) == (0, 0)
    assert result["kept"] == {
        "taken": PLACES,
        "confirmed": PLACES,
        "waitlisted": CLIENTS - PLACES,
    }
    assert result["good"]


def check_lost(result):
    assert result["line"]["confirmed"] > PLACES
    assert not result["good"]


def test_exactly_the_places_are_given_on_sqlite(sqlite, tmp_path):
    check_won(race("sqlite", sqlite, tmp_path))


def test_exactly_the_places_are_given_on_postgresql(postgresql, tmp_path):
    check_won(race("postgresql", postgresql, tmp_path))


def test_without_the_guard_the_race_is_lost_on_sqlite(sqlite, tmp_path):
    unguarded = {"workers": 4, "application": "tests.events.unguarded"}
    check_lost(race("sqlite", sqlite, tmp_path, **unguarded))


def test_without_the_guard_the_race_is_lost_on_postgresql(postgresql, tmp_path):
    unguarded = {"workers": 4, "application": "tests.events.unguarded"}
    check_lost(race("postgresql", postgresql, tmp_path, **unguarded))
