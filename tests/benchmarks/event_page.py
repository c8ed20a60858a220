"""An event's page over HTTP: requests per second, made anew each time and kept.

    .venv/bin/python -m tests.benchmarks.event_page --requests 2000

The event page of the opening content, with programme, hosts and places left; eight clients
at once, each on one connection that stays open, against granian with two workers. ``anew`` is
asked by somebody who is logged in, so that the page cache stands aside and the page is made
for this visitor; ``kept`` is what an anonymous visitor gets.
"""

import argparse
import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

from scripts.race import server
from tests.benchmarks.figures import PEERS, load, percentile, show
from tests.benchmarks.sites import Bench, bench

AT_ONCE = 8


def fetch(port: int, path: str, cookie: str, requests: int) -> list[float]:
    """Ask ``requests`` times on one connection; seconds of each.

    Raises:
        SystemExit: an answer is not the page.
    """
    times = []
    headers = {"Cookie": f"sessionid={cookie}"} if cookie else {}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        for _request in range(requests):
            began = time.perf_counter()
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            page = answer.read()
            times.append(time.perf_counter() - began)
            if answer.status != 200 or b"<h1" not in page:
                raise SystemExit(f"event_page: {path} answered {answer.status}")
    return times


def measure(site: Bench, *, requests: int, workers: int = 2) -> list[dict[str, Any]]:
    """Both ways of asking for the event page of ``site``."""
    site.run("manage.py", "load_opening_content")
    start = site.work("page")
    with server(site.environment, workers, "portal.wsgi") as port:
        return [
            asked(site, port, name, start["path"], cookie, requests)
            for name, cookie in (("anew", start["cookie"]), ("kept", ""))
        ]


def asked(
    site: Bench, port: int, name: str, path: str, cookie: str, requests: int
) -> dict[str, Any]:
    """All clients at once, after a few requests that fill what is kept in memory."""
    share = max(requests // AT_ONCE, 1)
    fetch(port, path, cookie, 5)
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = list(pool.map(lambda _number: fetch(port, path, cookie, share), range(AT_ONCE)))
    seconds = time.perf_counter() - began
    return row(site.engine, name, [one for part in parts for one in part], seconds)


def row(engine: str, name: str, times: list[float], seconds: float) -> dict[str, Any]:
    """The figures of one way, beside the peers' (who make the page each time)."""
    rate = len(times) / seconds
    figures = {
        "engine": engine,
        "page": name,
        "requests": len(times),
        "per_s": round(rate, 1),
        "p50_ms": round(percentile(times, 0.5) * 1000, 1),
        "p95_ms": round(percentile(times, 0.95) * 1000, 1),
        "load": load(),
    }
    for peer in PEERS:
        figures[f"x {peer.name}"] = round(rate / peer.event_page_per_s, 1)
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--engine", action="append", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    rows = []
    for engine in options.engine or ["sqlite", "postgresql"]:
        with bench(engine) as site:
            rows += measure(site, requests=options.requests)
    show("event page over HTTP", rows)


if __name__ == "__main__":
    main()
