"""1,000 companies register over HTTP: per second, and how long one of them takes.

    .venv/bin/python -m tests.benchmarks.registrations --companies 1000 --engine postgresql

Every company opens the form, fills in two people, looks through the review and sends it; eight
at once, against granian with two workers. ``whole`` is all of that, ``last`` the last button
up to the receipt.
"""

import argparse
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from scripts.race import server
from scripts.race_clients import Applicant, Outcome
from tests.benchmarks.figures import PEERS, load, percentile, show
from tests.benchmarks.sites import Bench, bench

AT_ONCE = 8


def measure(site: Bench, *, companies: int, workers: int = 2) -> dict[str, Any]:
    """Register ``companies`` on ``site``; the figures.

    Raises:
        SystemExit: somebody was not confirmed, or the database holds other than was told.
    """
    start = site.step("fill", clients=companies, places=companies)
    whole: list[float] = []
    last: list[float] = []
    lock = threading.Lock()

    def register(number: int, cookie: str) -> Outcome:
        client = Applicant(port=port, type_id=start["type"], number=number, cookie=cookie)
        began = time.perf_counter()
        client.prepare()
        pressed = time.perf_counter()
        answer = client.act()
        ended = time.perf_counter()
        with lock:
            whole.append(ended - began)
            last.append(ended - pressed)
        return answer.outcome

    with server(site.environment, workers, "portal.wsgi") as port:
        began = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            outcomes = list(pool.map(register, range(companies), start["cookies"]))
        seconds = time.perf_counter() - began
    kept = site.step("count")
    if set(outcomes) != {Outcome.CONFIRMED} or kept["confirmed"] != companies:
        raise SystemExit(f"registrations: {kept['confirmed']} of {companies} kept")
    if kept["breaches"]:
        raise SystemExit(f"registrations: {kept['breaches']}")
    return row(site.engine, companies, seconds, whole, last)


def row(
    engine: str, companies: int, seconds: float, whole: list[float], last: list[float]
) -> dict[str, Any]:
    """The figures of one engine, beside the peers'."""
    rate = companies / seconds
    p95 = percentile(whole, 0.95)
    figures = {
        "engine": engine,
        "companies": companies,
        "per_s": round(rate, 1),
        "whole_p50_s": round(percentile(whole, 0.5), 3),
        "whole_p95_s": round(p95, 3),
        "last_p50_s": round(percentile(last, 0.5), 3),
        "last_p95_s": round(percentile(last, 0.95), 3),
        "load": load(),
    }
    for peer in PEERS:
        figures[f"x {peer.name}"] = round(rate / peer.registrations_per_s, 1)
        figures[f"p95 / {peer.name}"] = round(p95 / peer.registration_p95_s, 2)
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--companies", type=int, default=1000)
    parser.add_argument("--engine", action="append", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    rows = []
    for engine in options.engine or ["sqlite", "postgresql"]:
        with bench(engine) as site:
            rows.append(measure(site, companies=options.companies))
    show("registrations over HTTP", rows)


if __name__ == "__main__":
    main()
