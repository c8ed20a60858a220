"""Prepares the project folder: `.venv` from the hash lock, system libraries, catalogues.

    python3.11 scripts/setup.py         what `make serve` needs
    python3.11 scripts/setup.py --dev   also what `make test` needs
    python3.11 scripts/setup.py --lock  write requirements/*.txt anew

Only the standard library is used, and a second run does nothing that was done before.
Each thing that can be wrong is told in one line that says what to do.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".venv-tools"
STAMP = VENV / "locks.json"
PYTHONS = ((3, 11), (3, 12), (3, 13))
LOCKS = {"base": ["base.in"], "dev": ["base.in", "dev.in"], "production": ["production.in"]}

# What PDFs are drawn with, by shared library, and the Debian package that holds it.
LIBRARIES = {
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
BROWSER = "chromium"
ROOMS = ("portal", "events", "matchmaking", "search")


class SetupError(Exception):
    """Something a person has to put right; the message is one line that says how."""


def say(text: str) -> None:
    """Tell what is being done."""
    print(f"setup: {text}", flush=True)


def run(command: list[str], *, why: str, env: dict[str, str] | None = None) -> None:
    """Run ``command`` quietly; its last words go into the error if it fails."""
    done = subprocess.run(command, cwd=ROOT, env=env, text=True, capture_output=True, check=False)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
        raise SetupError(f"{why} failed: {' | '.join(lines[-3:])}")


def check_python() -> None:
    """Refuse an interpreter that the lock was not made for."""
    if sys.version_info[:2] not in PYTHONS:
        have = ".".join(map(str, sys.version_info[:2]))
        raise SetupError(
            f"Python 3.11 is needed, this is {have}: apt-get install python3.11 python3.11-venv,"
            " or say where it is with make PYTHON=..."
        )


def check_folder() -> None:
    """Refuse a folder that cannot be written to."""
    probe = ROOT / f".write-probe-{os.getpid()}"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise SetupError(
            f"{ROOT} cannot be written to ({error.strerror}): copy the project to a folder"
            " of your own, or change its owner."
        ) from error


def missing_packages(*, dev: bool) -> list[str]:
    """The Debian packages that are not on this machine."""
    missing = []
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    if dev and not shutil.which(BROWSER):
        missing.append(BROWSER)
    if importlib.util.find_spec("ensurepip") is None and not (VENV / "bin" / "python").exists():
        missing.append("python3.11-venv")
    return missing


def install_packages(packages: list[str]) -> None:
    """Install system packages where that needs no password; else say how."""
    by_hand = f"apt-get install {' '.join(packages)}"
    apt = shutil.which("apt-get")
    prefix: list[str] = []
    if apt and os.geteuid() != 0:
        sudo = shutil.which("sudo")
        allowed = sudo and not subprocess.run([sudo, "-n", "true"], capture_output=True).returncode
        prefix = [str(sudo), "-n"] if allowed else ["no"]
    if not apt or prefix == ["no"]:
        raise SetupError(f"System libraries are missing. As administrator: {by_hand}")
    say(f"installing {' '.join(packages)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    why = f"Installing system libraries ({by_hand})"
    run([*prefix, apt, "update", "-qq"], why=why, env=env)
    run([*prefix, apt, "install", "-y", "-qq", "--no-install-recommends", *packages],
        why=why, env=env)  # fmt: skip


def uv() -> list[str]:
    """The command line of uv, installed into an environment of its own if need be."""
    path = TOOLS / "bin" / "uv"
    if not path.exists():
        say("getting uv")
        shutil.rmtree(TOOLS, ignore_errors=True)
        run([sys.executable, "-m", "venv", str(TOOLS)], why="Making .venv-tools")
        pip = [str(TOOLS / "bin" / "python"), "-m", "pip", "install", "-q"]
        run([*pip, "--disable-pip-version-check", "uv"], why="Getting uv from PyPI")
    return [str(path)]


def digest(lock: str) -> str:
    """The fingerprint of one lock file together with the interpreter."""
    data = (ROOT / "requirements" / f"{lock}.txt").read_bytes()
    return hashlib.sha256(data + sys.version.encode()).hexdigest()


def installed() -> dict[str, str]:
    """Which locks the environment holds, as it was left the last time."""
    try:
        kept = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def sync(*, dev: bool) -> None:
    """Make ``.venv`` hold what the lock says; a linked one belongs to somebody else."""
    if VENV.is_symlink():
        return
    wanted = ["base", "dev"] if dev else ["base"]
    have = installed()
    if all(have.get(lock) == digest(lock) for lock in wanted):
        return
    if not dev and have.get("dev"):
        wanted = ["base", "dev"]  # keep the tests' tools beside a newer base
    command = uv()
    env = {**os.environ, "UV_NO_CONFIG": "1", "VIRTUAL_ENV": str(VENV)}
    if "PIP_INDEX_URL" in env:
        env.setdefault("UV_DEFAULT_INDEX", env["PIP_INDEX_URL"])
    if not (VENV / "bin" / "python").exists():
        run([*command, "venv", "-q", "--python", sys.executable, str(VENV)],
            why="Making .venv", env=env)  # fmt: skip
    say("installing Python packages")
    lock = ROOT / "requirements" / f"{wanted[-1]}.txt"
    run([*command, "pip", "sync", "-q", "--require-hashes", str(lock)],
        why="Installing Python packages", env=env)  # fmt: skip
    STAMP.write_text(json.dumps({name: digest(name) for name in wanted}))


def lock() -> None:
    """Resolve requirements/*.in into hash locks without any address in them."""
    command = [*uv(), "pip", "compile", "-q", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-emit-index-url"]
    command += ["--custom-compile-command", "make lock"]
    for name, inputs in LOCKS.items():
        out = f"requirements/{name}.txt"
        say(f"resolving {out}")
        constraint = [] if name == "base" else ["-c", "requirements/base.txt"]
        files = [f"requirements/{file}" for file in inputs]
        run([*command, *files, *constraint, "-o", out], why=f"Resolving {out}")


def compile_catalogues() -> None:
    """Compile the English catalogues that changed."""
    stale = [
        po
        for room in ROOMS
        for po in (ROOT / room).rglob("locale/*/LC_MESSAGES/django.po")
        if not po.with_suffix(".mo").exists()
        or po.with_suffix(".mo").stat().st_mtime_ns < po.stat().st_mtime_ns
    ]
    if stale:
        python = str(VENV / "bin" / "python")
        run([python, "scripts/messages.py", "--compile"], why="Compiling the catalogues")


def main() -> int:
    """Run the steps; 1 with one line on standard error if a person has to act."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="also what the tests need")
    parser.add_argument("--lock", action="store_true", help="write the locks anew and end")
    options = parser.parse_args()
    started = time.monotonic()
    try:
        check_python()
        check_folder()
        if options.lock:
            lock()
            return 0
        if packages := missing_packages(dev=options.dev):
            install_packages(packages)
        sync(dev=options.dev)
        compile_catalogues()
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    say(f"ready after {time.monotonic() - started:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
