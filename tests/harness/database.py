"""The test database: migrated once into a file, copied for each worker and after each
transactional test.

Real migrations run, so that their data (terms, roles, Wagtail's root) and their SQL (search
tables, constraints) are there; the file is kept under ``var/`` until a migration changes.
``--create-db`` makes it anew.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

ROOMS = ("portal", "events", "matchmaking", "search")
SHAPING = ("migrations/*.py", "apps.py", "terms.py", "enums.py", "roles.py", "signals.py")
KEPT = settings.BASE_DIR / "var" / "test"


def shape() -> str:
    """Changes when migrations, or what runs after them, change."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements" / "dev.txt").read_bytes())
    for room in ROOMS:
        for pattern in SHAPING:
            for path in sorted((settings.BASE_DIR / room).rglob(pattern)):
                digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock between the workers of a run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def use(path: Path) -> None:
    """Point Django at the database file ``path``."""
    connection.close()
    connection.settings_dict["NAME"] = str(path)


def remove(path: Path) -> None:
    """Remove a database file with its journals."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def build(path: Path) -> None:
    """Migrate an empty database into ``path``."""
    draft = path.with_suffix(".draft")
    remove(draft)
    use(draft)
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    draft.rename(path)


def migrated(*, anew: bool) -> Path:
    """The kept migrated file, made if need be; older ones are dropped."""
    path = KEPT / f"migrated-{shape()}.sqlite3"
    with alone(KEPT / "migrated"):
        if anew or not path.exists():
            for old in KEPT.glob("migrated-*.sqlite3*"):
                old.unlink()
            build(path)
    return path


@pytest.fixture(scope="session")
def migrated_database(request, django_db_blocker) -> Path:
    """The file that every database of this run starts from."""
    config = request.config
    # A worker of a parallel run must not throw away what another has just made.
    anew = config.getvalue("create_db") and not hasattr(config, "workerinput")
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        path = migrated(anew=anew)
    use(Path(before))
    return path


@pytest.fixture(scope="session")
def django_db_setup(migrated_database, tmp_path_factory, django_db_blocker):
    """Each worker's own database; after a transactional test it is laid anew."""
    path = tmp_path_factory.mktemp("database") / "portal.sqlite3"
    shutil.copy(migrated_database, path)
    use(path)

    def lay_anew(_self: TransactionTestCase) -> None:
        connection.close()
        remove(Path(connection.settings_dict["NAME"]))
        shutil.copy(migrated_database, connection.settings_dict["NAME"])

    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lay_anew
    yield
    TransactionTestCase._fixture_teardown = flush
    with django_db_blocker.unblock():
        connection.close()
