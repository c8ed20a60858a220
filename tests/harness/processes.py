"""The product's own programs, run as they are in production, on data of their own."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings

PATIENCE_SECONDS = 120


def until(condition: Callable[[], object], *, seconds: float = PATIENCE_SECONDS) -> object:
    """The first true answer of ``condition``; fails when there is none in time."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if answer := condition():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"nothing happened within {seconds} s")


@dataclass
class Installation:
    """A data folder with a migrated SQLite database, and processes that work on it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "portal.sqlite3"

    @property
    def log(self) -> str:
        """What the processes said on standard error."""
        return (self.folder / "log.txt").read_text()

    def variables(self) -> dict[str, str]:
        """The environment of a process: nothing of ours but what is said here."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PORTAL_", "DJANGO_"))}
        own = {"PORTAL_DATA_DIR": str(self.folder), "DJANGO_SETTINGS_MODULE": "portal.settings"}
        return {**kept, **own, **self.environment}

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start ``python …`` in the background."""
        with (self.folder / "log.txt").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=settings.BASE_DIR,
                env=self.variables(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def run(self, *arguments: str) -> str:
        """Run ``python …`` to its end; what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=self.variables(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS * 3,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def sql(self, statement: str, *parameters: object) -> list[tuple]:
        """Run one statement on the SQLite file, as another process would."""
        with closing(sqlite3.connect(self.database, timeout=20)) as connection:
            rows = connection.execute(statement, parameters).fetchall()
            connection.commit()
            return rows

    def stop(self) -> None:
        """End what still runs."""
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture
def installation(tmp_path, migrated_database) -> Iterator[Installation]:
    """A data folder of its own, migrated."""
    made = Installation(tmp_path / "data")
    made.folder.mkdir()
    shutil.copy(migrated_database, made.database)
    yield made
    made.stop()
