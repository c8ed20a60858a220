"""Every check that needs no test run, two at a time, each with its time.

`--quick` leaves out mypy.
"""

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"

# Typed strictly; what they import is followed silently.
TYPED = (
    "scripts/*.py",
    "search/*.py",
    "search/engines/*.py",
    "portal/health.py",
    "portal/settings/*.py",
    "portal/delivery/*.py",
    "matchmaking/assignment/*.py",
    "matchmaking/disclosure/*.py",
    "matchmaking/meetings/*.py",
    "matchmaking/weekly/*.py",
    "**/services.py",
    "**/services/*.py",
    "**/selectors.py",
    "**/selectors/*.py",
    "**/permissions.py",
)
ROOMS = ("scripts", "search", "portal", "events", "matchmaking")


def typed_files() -> list[str]:
    """The files that mypy checks."""
    found = {path for pattern in TYPED for path in ROOT.glob(pattern)}
    names = [path.relative_to(ROOT).as_posix() for path in found]
    return sorted(name for name in names if name.split("/")[0] in ROOMS)


CHECKS: dict[str, list[str]] = {
    "mypy": [str(BIN / "mypy"), *typed_files()],
    "migrations": [str(BIN / "python"), "manage.py", "makemigrations", "--check", "--dry-run"],
    "system checks": [str(BIN / "python"), "manage.py", "check", "--fail-level", "WARNING"],
    "ruff": [str(BIN / "ruff"), "check", "--quiet", "."],
    "format": [str(BIN / "ruff"), "format", "--quiet", "--check", "."],
    "imports": [str(BIN / "lint-imports")],
    "templates": [str(BIN / "djlint"), "--quiet", "--lint", "templates"],
}
SLOW = {"mypy"}


def run(name: str) -> tuple[str, int, str, float]:
    """One check: its name, exit code, output and seconds."""
    started = time.monotonic()
    done = subprocess.run(
        CHECKS[name],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PORTAL_DEMO": "0"},
        check=False,
    )
    return name, done.returncode, done.stdout, time.monotonic() - started


def main() -> int:
    """Run the checks; 1 if one fails, with all that each had to say."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="leave out the slow ones")
    options = parser.parse_args()
    names = [name for name in CHECKS if not (options.quick and name in SLOW)]
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, code, output, seconds in pool.map(run, names):
            print(f"lint: {name} {'failed' if code else 'ok'} ({seconds:.1f} s)", flush=True)
            if code:
                failed.append(name)
                print(output, flush=True)
    if failed:
        print(f"lint: {', '.join(failed)} failed", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
