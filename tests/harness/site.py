"""A portal of its own on either engine: web server, worker, database, all to be killed."""

import http.client
import json
import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from tests.harness.processes import Installation, until
from tests.harness.servers import free_port


@dataclass
class Site:
    """An installation whose database is at ``url``."""

    installation: Installation
    url: str
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        (self.installation.folder / "static").mkdir(parents=True, exist_ok=True)
        self.installation.environment |= {
            "DJANGO_SETTINGS_MODULE": "scripts.race_settings",
            "PYTHONPATH": str(settings.BASE_DIR),
            "PORTAL_DATABASE_URL": self.url,
            "PORTAL_SECRET_KEY": "site" * 16,
            "PORTAL_LOG_LEVEL": "ERROR",
        }

    def start_web(self, workers: int = 2) -> subprocess.Popen[bytes]:
        """The web server as in production; waits for its first answer."""
        process = self.installation.start(
            "-m", "granian", "--interface", "wsgi", "portal.wsgi:application",
            "--host", "127.0.0.1", "--port", str(self.port), "--workers", str(workers),
            "--no-ws", "--blocking-threads", "2", "--backpressure", "64",
            "--log-level", "error",
        )  # fmt: skip
        until(self.answers)
        return process

    def start_worker(self) -> subprocess.Popen[bytes]:
        """The worker as in production."""
        return self.installation.start("manage.py", "run_worker")

    def drain(self) -> None:
        """Let the worker empty the outbox and end."""
        self.installation.run("manage.py", "run_worker", "--once")

    def step(self, name: str, **given: Any) -> Any:
        """One step of ``race_data``; its answer."""
        said = self.installation.run("scripts/race_data.py", name, json.dumps(given))
        return json.loads(said.splitlines()[-1])

    def answers(self) -> bool:
        """Whether the web server answers."""
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as asked:
                asked.request("GET", "/healthz")
                return asked.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Run one statement as another process would; its rows."""
        if self.url.startswith("sqlite"):
            path = self.url.removeprefix("sqlite:///")
            with closing(sqlite3.connect(path, timeout=20)) as database:
                rows = database.execute(statement).fetchall()
                database.commit()
                return rows
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def number_of(self, table: str) -> int:
        """How many rows ``table`` has."""
        return int(self.sql(f"SELECT count(*) FROM {table}")[0][0])

    def let_leases_run_out(self) -> None:
        """The minutes pass that a dead worker keeps a row."""
        self.sql("UPDATE delivery_outboxmessage SET leased_until = '2000-01-01 00:00:00'")


def kill(process: subprocess.Popen[bytes]) -> None:
    """``kill -9`` of a program and all it started."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def sqlite_site(tmp_path, migrated_database) -> Iterator[Site]:
    """A portal on SQLite."""
    folder = tmp_path / "site"
    folder.mkdir()
    shutil.copy(migrated_database, folder / "portal.sqlite3")
    yield from running(folder, f"sqlite:///{folder / 'portal.sqlite3'}")


@pytest.fixture
def postgres_site(tmp_path, postgres_template) -> Iterator[Site]:
    """A portal on PostgreSQL."""
    folder = tmp_path / "site"
    folder.mkdir()
    name = f"site_{uuid4().hex[:12]}"
    postgres_template.execute(f"CREATE DATABASE {name} TEMPLATE migrated")
    yield from running(folder, postgres_template.address_of(name))
    postgres_template.execute(f"DROP DATABASE {name} WITH (FORCE)")


def running(folder: Path, url: str) -> Iterator[Site]:
    """A site whose processes end with the test."""
    site = Site(Installation(folder), url)
    try:
        yield site
    finally:
        site.installation.stop()
