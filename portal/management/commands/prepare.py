"""Brings a data folder to the state that the code expects; quick when it is there already."""

import hashlib
import json
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

SOURCES = ("portal", "events", "matchmaking", "search")


def source_files() -> Iterator[Path]:
    """What opening and demonstration content is made from: code and data files."""
    for room in SOURCES:
        for path in sorted((settings.BASE_DIR / room).rglob("*")):
            if path.suffix in {".py", ".yaml", ".csv"}:
                yield path


def fingerprint() -> str:
    """Changes when code or data files change."""
    digest = hashlib.sha256()
    for path in source_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


class Command(BaseCommand):
    """Migrate, load opening content, and sample records if this is a demonstration."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """``--accounts`` names the file that takes what load_demo has to say."""
        parser.add_argument("--accounts", type=Path, help="write the demo accounts to this file")

    def handle(self, *, accounts: Path | None = None, **options: Any) -> None:
        """Run the steps that are due, telling what each took."""
        migrated = self.migrate()
        stamp = settings.DATA_DIR / "prepared.json"
        now = [fingerprint(), str(settings.DATABASES["default"]["NAME"]), settings.DEMO]
        if not migrated and stamp.exists() and json.loads(stamp.read_text()) == now:
            return
        stamp.unlink(missing_ok=True)
        known = get_commands()
        self.renew_index()
        if "load_opening_content" in known:
            self.step("load_opening_content", stdout=StringIO())
        if settings.DEMO and "load_demo" in known:
            said = StringIO()
            self.step("load_demo", stdout=said)
            if accounts:
                accounts.touch(mode=0o600)
                accounts.write_text(said.getvalue())
            else:
                self.stdout.write(said.getvalue())
        self.step("read_attachments", stdout=StringIO())
        stamp.write_text(json.dumps(now))

    def renew_index(self) -> None:
        """Build an index of another version anew; an engine that is away is left to the worker."""
        try:
            self.step("rebuild_search", if_outdated=True, stdout=StringIO(), stderr=StringIO())
        except CommandError as error:
            self.stderr.write(str(error))

    def migrate(self) -> bool:
        """Apply what is unapplied; whether there was any."""
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.step("migrate", verbosity=0, interactive=False)
        return bool(plan)

    def step(self, name: str, **options: Any) -> None:
        """Run one command and say how long it took."""
        started = time.monotonic()
        call_command(name, **options)
        self.stdout.write(f"{name}: {time.monotonic() - started:.1f} s")
