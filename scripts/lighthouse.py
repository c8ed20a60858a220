"""Measures pages of a running portal with Lighthouse (mobile preset) and Debian's Chromium.

    PORT=8000 .venv/bin/python scripts/lighthouse.py [PATH …]

Needs Node 20 and the npm registry the first time; nothing of it is part of the portal.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

LIGHTHOUSE = "lighthouse@12.8.2"
CHROMIUM = "chromium"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
)
PATHS = ["/", "/guides/ransomware-first-response/", "/events/sample-exercise/"]
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def measure(address: str, folder: Path) -> dict[str, int]:
    """Scores of one page, 0 to 100, by category.

    Raises:
        subprocess.CalledProcessError: Lighthouse could not measure it.
    """
    report = folder / "report.json"
    subprocess.run(
        ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json",
         f"--output-path={report}", f"--chrome-flags={FLAGS}"],
        check=True,
        env={**os.environ, "CHROME_PATH": shutil.which(CHROMIUM) or CHROMIUM},
    )  # fmt: skip
    found = json.loads(report.read_text())["categories"]
    return {name: round((found[name]["score"] or 0) * 100) for name in CATEGORIES}


def main() -> int:
    """One line per page; 1 if a score is below 95."""
    for program in ("npx", CHROMIUM):
        if not shutil.which(program):
            print(f"lighthouse: {program} is needed (apt-get install {program})", file=sys.stderr)
            return 1
    base = f"http://localhost:{os.environ.get('PORT') or 8000}"
    lowest = 100
    with tempfile.TemporaryDirectory() as folder:
        for path in sys.argv[1:] or PATHS:
            scores = measure(base + path, Path(folder))
            lowest = min(lowest, *scores.values())
            print(path, " ".join(f"{name} {score}" for name, score in scores.items()))
    return 0 if lowest >= 95 else 1


if __name__ == "__main__":
    sys.exit(main())
