"""Many clients at once on a live server, on both engines; and that the race can be lost."""

import itertools
import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest

from scripts import race as racing

CLIENTS, PLACES = 40, 3
_numbers = itertools.count(1)
pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("race")]


@pytest.fixture
def sqlite(migrated_database, tmp_path):
    shutil.copy(migrated_database, tmp_path / "race.sqlite3")
    return f"sqlite:///{tmp_path / 'race.sqlite3'}"


@pytest.fixture(scope="module")
def migrated_postgresql():
    """A PostgreSQL with one migrated database, from which each race takes a copy."""
    with (
        tempfile.TemporaryDirectory(prefix="race-") as name,
        racing.database("postgresql", Path(name)) as uri,
    ):
        environment = racing.child_environment(Path(name), uri)
        racing.run_django(environment, "manage.py", "migrate", "--verbosity", "0")
        yield uri


@pytest.fixture
def postgresql(migrated_postgresql):
    name = f"race_{next(_numbers)}"
    with psycopg.connect(
        migrated_postgresql.replace("/postgres?", "/template1?"), autocommit=True
    ) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE postgres")
    return migrated_postgresql.replace("/postgres?", f"/{name}?")


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_exactly_the_places_are_given_and_everyone_gets_a_clear_answer(engine, request, tmp_path):
    result = racing.race(
        engine=engine,
        url=request.getfixturevalue(engine),
        folder=tmp_path,
        clients=CLIENTS,
        places=PLACES,
    )
    line = result["line"]
    assert (line["confirmed"], line["waitlisted"]) == (PLACES, CLIENTS - PLACES)
    assert (line["refused"], line["unclear"]) == (0, 0)
    assert result["kept"] == {
        "taken": PLACES,
        "confirmed": PLACES,
        "waitlisted": CLIENTS - PLACES,
    }
    assert result["good"]


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_without_the_guard_the_race_is_lost(engine, request, tmp_path):
    result = racing.race(
        engine=engine,
        url=request.getfixturevalue(engine),
        folder=tmp_path,
        clients=CLIENTS,
        places=PLACES,
        workers=4,
        application="tests.events.unguarded",
    )
    assert result["line"]["confirmed"] > PLACES
    assert not result["good"]
