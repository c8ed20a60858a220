"""The race through all doors at once: web, office, import, and places given back.

Of 200 clients 115 apply on the web, every second one making its whole way during the race;
40 are people of the office who approve a company that was turned down; 40 come in by two
importing processes; 5 have a place and cancel. Of those confirmed on the web every second
cancels at once, so that waitlists are promoted all the time. An observer counts the places
that are held in the database meanwhile.
"""

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scripts.race import ROOT, child_environment, server, step
from scripts.race_clients import Answer, Applicant, Clerk, Leaver, Outcome, run_clients

HELD = """
SELECT (SELECT coalesce(sum(places), 0) FROM events_registration
        WHERE state IN ('confirmed', 'offered')),
       (SELECT taken FROM events_participationtype)
"""
IMPORTERS = 2
GLANCE_SECONDS = 0.01


@dataclass
class Observer:
    """Counts, again and again, how many places are held; both figures at one moment."""

    url: str
    most_held: int = 0
    most_taken: int = 0
    looks: int = 0
    done: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Look until told that it is over."""
        with self.reading() as look:
            while not self.done.wait(GLANCE_SECONDS):
                held, taken = look()
                self.most_held = max(self.most_held, held)
                self.most_taken = max(self.most_taken, taken)
                self.looks += 1

    @contextmanager
    def reading(self) -> Iterator[Callable[[], tuple[int, int]]]:
        """A function that counts once."""
        if self.url.startswith("sqlite"):
            path = urlsplit(self.url).path
            with closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as database:
                yield lambda: database.execute(HELD).fetchone()
            return
        import psycopg  # noqa: PLC0415  only where this engine runs

        with psycopg.connect(self.url, autocommit=True) as connection:

            def look() -> tuple[int, int]:
                row = connection.execute(HELD).fetchone()
                return (0, 0) if row is None else (int(row[0]), int(row[1]))

            yield look


def shares(clients: int, places: int) -> dict[str, int]:
    """How many of ``clients`` come through which door."""
    clerks = imported = clients // 5
    leavers = min(max(places - 2, 1), clients // 10)
    return {
        "web": clients - clerks - imported - leavers,
        "clerks": clerks,
        "imported": imported,
        "leavers": leavers,
    }


@contextmanager
def importers(
    environment: dict[str, str], companies: int, guard: str
) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that will import, each waiting for a line."""
    processes = []
    for number in range(IMPORTERS):
        share = companies // IMPORTERS + (number < companies % IMPORTERS)
        given = {"first": number * companies, "companies": share, "guard": guard}
        processes.append(
            subprocess.Popen(
                [sys.executable, "scripts/race_data.py", "import", json.dumps(given)],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    try:
        for process in processes:
            if process.stdout is None or process.stdout.readline() != "ready\n":
                raise SystemExit("race: an import did not start.")
        yield processes
    finally:
        for process in processes:
            if process.poll() is None:
                process.kill()
                process.wait()


def start_them(processes: list[subprocess.Popen[str]]) -> None:
    """Give each importing process its line."""
    for process in processes:
        if process.stdin is not None:
            process.stdin.write("go\n")
            process.stdin.flush()


def imported(processes: list[subprocess.Popen[str]]) -> list[Answer]:
    """What the importing processes were told."""
    answers = []
    for process in processes:
        said, _nothing = process.communicate(timeout=300)
        for row in json.loads(said.splitlines()[-1]):
            answers.append(Answer(Outcome(row["state"]), row["reference"]))
    return answers


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
    """One race through all doors on the migrated database at ``url``."""
    environment = child_environment(folder, url)
    (folder / "data" / "static").mkdir(parents=True, exist_ok=True)
    number = shares(clients, places)
    start = step(
        environment,
        "fill",
        clients=number["web"],
        places=places,
        leavers=number["leavers"],
        clerks=number["clerks"],
    )
    guard = "" if application == "portal.wsgi" else application
    observer = Observer(url)
    watching = threading.Thread(target=observer.watch)
    with (
        importers(environment, number["imported"], guard) as processes,
        server(environment, workers, application) as port,
    ):
        people: list[Applicant | Leaver | Clerk] = [
            Applicant(port=port, type_id=start["type"], number=n, cookie=cookie, leaves=n % 2 == 1)
            for n, cookie in enumerate(start["cookies"])
        ]
        people += [Leaver(port=port, **one) for one in start["leavers"]]
        people += [Clerk(port=port, **one) for one in start["desks"]]
        watching.start()
        try:
            answers, seconds = run_clients(
                people, started=lambda: start_them(processes), early=True
            )
            answers += imported(processes)
        finally:
            observer.done.set()
            watching.join()
    kept = step(environment, "count")
    result = judged(engine, clients, places, answers, seconds, observer, kept)
    result["line"]["sent_again"] = sum(one.browser.sent_again for one in people)
    return result


def judged(
    engine: str,
    clients: int,
    places: int,
    answers: list[Answer],
    seconds: float,
    observer: Observer,
    kept: dict[str, Any],
) -> dict[str, Any]:
    """The line to print, and whether what was told is what is kept."""
    holding = kept["confirmed"] + kept["offered"]
    lost = [answer.reference for answer in answers if not is_true(answer, kept["states"])]
    line = {
        "engine": engine,
        "doors": "all",
        "clients": clients,
        "places": places,
        "confirmed": holding,
        "waitlisted": kept["waitlisted"],
        "refused": sum(a.outcome == Outcome.REFUSED and not a.cancelled for a in answers),
        "unclear": sum(a.outcome == Outcome.UNCLEAR for a in answers),
        "cancelled": sum(a.cancelled for a in answers),
        "promoted": kept["promoted"],
        "lost": len(lost),
        "most_held": max(observer.most_held, observer.most_taken),
        "looks": observer.looks,
        "breaches": len(kept["breaches"]),
        "last_answer_s": round(seconds, 2),
    }
    good = holding == kept["taken"] == places
    good = good and line["most_held"] <= places and len(answers) == clients
    good = good and not (line["unclear"] or lost or kept["breaches"])
    return {"line": line, "good": good, "kept": kept | {"lost": lost}}


def is_true(answer: Answer, states: dict[str, str]) -> bool:
    """Whether the database still says what a client was told, or what became of it since."""
    later = {
        Outcome.CONFIRMED: {"confirmed"},
        Outcome.WAITLISTED: {"waitlisted", "offered", "confirmed"},
        Outcome.REFUSED: {"", "rejected"},
        Outcome.UNCLEAR: set(states.values()) | {""},
    }
    kept = states.get(answer.reference, "")
    return kept == "cancelled" if answer.cancelled else kept in later[answer.outcome]
