"""5,000 reminders through the outbox into a real mail server: mails per second.

    .venv/bin/python -m tests.benchmarks.reminders --mails 5000

``queued`` is what the hourly job does (render and keep, a transaction per company), ``sent``
is the worker draining the outbox into aiosmtpd, from the first mail that arrives to the last.
The baseline is a plain smtplib loop over the finished letters on one connection: no database,
no rendering, nothing that survives a kill.
"""

import argparse
import base64
import smtplib
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from aiosmtpd.controller import Controller

from scripts.race import ROOT, free_port
from tests.benchmarks.figures import load, show
from tests.benchmarks.sites import Bench, bench

LETTERS = 1000
"""So many letters the plain loop sends; its rate does not depend on the number."""


class Counting:
    """Counts the mails that arrive, and keeps when."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.keys: set[str] = set()
        self.connections = 0
        self.arrived = threading.Condition()

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """One connection more."""
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """One mail more."""
        head = envelope.content.partition(b"\r\n\r\n")[0].decode("ascii", "replace")
        key = next(line for line in head.splitlines() if line.lower().startswith("message-id:"))
        with self.arrived:
            self.times.append(time.perf_counter())
            self.keys.add(key)
            self.arrived.notify_all()
        return "250 OK"

    def wait_for(self, number: int, alive: subprocess.Popen[bytes] | None = None) -> None:
        """Until ``number`` mails are there.

        Raises:
            SystemExit: whoever sends them ended before.
        """
        with self.arrived:
            while len(self.times) < number:
                if not self.arrived.wait(30) and (alive is None or alive.poll() is not None):
                    raise SystemExit(f"reminders: {len(self.times)} of {number} arrived")

    def rate(self) -> float:
        """Mails per second between the first and the last."""
        return (len(self.times) - 1) / (self.times[-1] - self.times[0])


@contextmanager
def mail_server() -> Iterator[tuple[Counting, int]]:
    """A counting mail server and its port."""
    counting, port = Counting(), free_port()
    controller = Controller(counting, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield counting, port
    finally:
        controller.stop()


def plain(letters: list[list[str]]) -> float:
    """Mails per second of the plain loop."""
    with mail_server() as (counting, port), smtplib.SMTP("127.0.0.1", port) as line:
        for recipient, message in letters:
            line.sendmail("office@example.jp", [recipient], base64.b64decode(message))
        counting.wait_for(len(letters))
        return counting.rate()


def measure(site: Bench, *, mails: int) -> dict[str, Any]:
    """Queue and send ``mails`` reminders; the figures."""
    queued = site.work("remind", number=mails)
    letters = site.work("letters", number=min(mails, LETTERS))
    with ExitStack() as stack:
        counting, port = stack.enter_context(mail_server())
        environment = site.environment | {"PORTAL_SMTP_URL": f"smtp://127.0.0.1:{port}"}
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "run_worker"], cwd=ROOT, env=environment
        )
        stack.callback(worker.wait)
        stack.callback(worker.terminate)
        counting.wait_for(queued["mails"], worker)
    baseline = plain(letters)
    return {
        "engine": site.engine,
        "mails": queued["mails"],
        "different": len(counting.keys),
        "queued_per_s": round(queued["mails"] / queued["seconds"], 1),
        "sent_per_s": round(counting.rate(), 1),
        "connections": counting.connections,
        "plain_per_s": round(baseline, 1),
        "sent / plain": round(counting.rate() / baseline, 2),
        "load": load(),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mails", type=int, default=5000)
    parser.add_argument("--engine", action="append", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    rows = []
    for engine in options.engine or ["sqlite", "postgresql"]:
        with bench(engine) as site:
            rows.append(measure(site, mails=options.mails))
    show("reminders by mail", rows)


if __name__ == "__main__":
    main()
