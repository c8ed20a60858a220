"""The portal as it runs for people, with opening and demonstration content, and a browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    StorageState,
    expect,
    sync_playwright,
)

from portal.management.commands.prepare import fingerprint as content_fingerprint
from tests.browser.accessibility import DESK, PHONE
from tests.browser.pages.entrance import sign_in
from tests.browser.portal import Portal, read_accounts
from tests.harness.database import alone
from tests.harness.processes import PATIENCE_SECONDS, Installation, until
from tests.harness.servers import MailServer, free_port

FOLDER = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FIRST_SECONDS = 1200
# What a busy machine may take to answer.
WAIT_MILLISECONDS = 20_000
expect.set_options(timeout=WAIT_MILLISECONDS)


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browser tests run in one worker, so that the portal starts once."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))
            # The first test also makes the content, which a busy machine does in minutes.
            item.add_marker(pytest.mark.timeout(FIRST_SECONDS))


@pytest.fixture(scope="session")
def prepared(migrated_database, tmp_path_factory) -> Path:
    """A data folder with opening and demonstration content; kept until the code changes."""
    kept = migrated_database.parent / f"prepared-{content_fingerprint()[:16]}"
    with alone(kept.parent / "prepared"):
        if not kept.exists():
            for old in kept.parent.glob("prepared-*/"):
                shutil.rmtree(old)
            prepare(kept, migrated_database, tmp_path_factory.mktemp("prepared") / "data")
    return kept


def prepare(kept: Path, migrated_database: Path, folder: Path) -> None:
    """Fill a copy of the migrated database with all content, and keep it whole or not at all."""
    making = Installation(folder)
    making.folder.mkdir()
    shutil.copy(migrated_database, making.database)
    making.environment["PORTAL_DEMO"] = "1"
    try:
        static = making.start("manage.py", "collectstatic", "--noinput", "-v0")
        accounts = making.folder / "accounts.txt"
        making.run("manage.py", "prepare", "--accounts", str(accounts))
        assert static.wait(PATIENCE_SECONDS) == 0, making.log
    finally:
        making.stop()
    draft = kept.with_name("draft")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(making.folder, draft)
    draft.rename(kept)


@pytest.fixture(scope="session")
def portal(prepared, tmp_path_factory) -> Iterator[Portal]:
    """A running portal: web server, worker, mail server, all content."""
    installation = Installation(tmp_path_factory.mktemp("portal") / "data")
    shutil.copytree(prepared, installation.folder)
    mails = MailServer()
    port = free_port()
    address = f"http://localhost:{port}"
    installation.sql("UPDATE wagtailcore_site SET port = ?", port)
    installation.environment |= {
        "PORTAL_DEMO": "1",
        "PORTAL_BASE_URL": address,
        "PORTAL_SMTP_URL": mails.address,
    }
    server = ["-m", "granian", "--interface", "wsgi", "portal.wsgi:application", "--no-ws"]
    server += ["--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    accounts = read_accounts((prepared / "accounts.txt").read_text())
    made = Portal(installation, address, mails, accounts)
    mails.start()
    try:
        installation.start(*server, "--blocking-threads", "2", "--backpressure", "64")
        installation.start("manage.py", "run_worker")
        until(lambda: made.answers("/"))
        yield made
    finally:
        installation.stop()
        mails.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    # Playwright's loop runs in this thread; these tests ask the database through sqlite3.
    with (
        pytest.MonkeyPatch.context() as environment,
        sync_playwright() as playwright,
    ):
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(chromium, portal) -> Callable[[str], StorageState]:
    """The cookies of a sample account; each signs in once, since a code works once."""
    kept: dict[str, StorageState] = {}

    def cookies(name: str) -> StorageState:
        if name not in kept:
            context = chromium.new_context(base_url=portal.address, locale="ja-JP")
            sign_in(context.new_page(), portal, name)
            kept[name] = context.storage_state()
            context.close()
        return kept[name]

    return cookies


@pytest.fixture
def open_browser(chromium, portal, signed_in) -> Iterator[Callable[..., Page]]:
    """Opens a fresh window; a script error or a refused resource in any fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(kind: str, text: str) -> None:
        if kind == "error" and "status of 4" not in text:
            complaints.append(text)

    def opening(
        *, phone: bool = False, javascript: bool = True, account: str = "", **options
    ) -> Page:
        options = {"locale": "ja-JP"} | options
        if account:
            options["storage_state"] = signed_in(account)
        context = chromium.new_context(
            base_url=portal.address,
            viewport=PHONE if phone else DESK,
            timezone_id="Asia/Tokyo",
            java_script_enabled=javascript,
            service_workers="block",
            **options,
        )
        context.set_default_timeout(WAIT_MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: note(message.type, message.text))
        page.on("pageerror", lambda error: note("error", str(error)))
        return page

    yield opening
    for context in contexts:
        context.close()
    assert complaints == []
