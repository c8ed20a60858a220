"""Runs the portal on this machine: web server, worker and mail catcher under one roof.

    .venv/bin/python scripts/serve.py     PORT=8000 HOST=127.0.0.1 by default

Prepares the data folder first; Ctrl-C stops everything; a part that ends by itself is
started again with a message. Only the standard library is used here.
"""

import ctypes
import errno
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
PYTHON = str(ROOT / ".venv" / "bin" / "python")
STATIC_SOURCES = ("portal/static", "events/static", "matchmaking/static", "search/static")
STOP_SECONDS = 10
FIRST_ANSWER_SECONDS = 60
PR_SET_PDEATHSIG = 1


class ServeError(Exception):
    """Something a person has to put right; the message is one line that says how."""


def say(text: str) -> None:
    """Tell what is being done."""
    print(f"serve: {text}", flush=True)


def die_with_parent() -> None:
    """Have the kernel end this child when the supervisor is killed (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Part:
    """One long-running program."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    due: float = field(default=0.0)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only the supervisor."""
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        self.started = time.monotonic()

    def watch(self) -> None:
        """Start it again if it ended; later each time if it keeps ending at once."""
        now = time.monotonic()
        if self.process is not None and (code := self.process.poll()) is not None:
            self.failures = self.failures + 1 if now - self.started < 30 else 1
            wait = min(2 ** (self.failures - 1), 30)
            say(f"{self.name} ended with {code}; starting it again in {wait} s")
            self.process, self.due = None, now + wait
        if self.process is None and now >= self.due:
            self.start()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to it and to what it started."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)


def port_from(variable: str, default: int) -> int:
    """A port number from the environment."""
    text = os.environ.get(variable, "") or str(default)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ServeError(f"{variable}={text} is no port number: use 1024 to 65535.")
    return int(text)


def check_free(host: str, port: int) -> None:
    """Refuse a port that something else listens on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = port + 10
                message = f"Port {port} is in use: choose another, e.g. make serve PORT={other}"
            else:
                message = f"Cannot listen on {host}:{port}: {error.strerror}."
            raise ServeError(message) from error


def free_port(preferred: int) -> int:
    """``preferred`` if nobody listens on it, else any."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServeError("No free port was found on this machine.")


def static_fingerprint() -> str:
    """Changes when a static file or the installed packages change."""
    digest = hashlib.sha256((ROOT / "requirements" / "base.txt").read_bytes())
    for folder in STATIC_SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            stat = path.stat()
            digest.update(f"{path.relative_to(ROOT)} {stat.st_size} {stat.st_mtime_ns}".encode())
    return digest.hexdigest()


def collect_static(data: Path) -> subprocess.Popen[bytes] | None:
    """Start collecting static files beside the other steps, if they changed."""
    stamp = data / "static.json"
    if stamp.exists() and json.loads(stamp.read_text()) == static_fingerprint():
        return None
    command = [PYTHON, "manage.py", "collectstatic", "--noinput", "--clear", "-v0"]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL)


def prepare(data: Path) -> str:
    """Database, content and static files; what there is to say about demo accounts."""
    accounts = data / f"accounts-{os.getpid()}.txt"
    static = collect_static(data)
    done = subprocess.run(
        [PYTHON, "manage.py", "prepare", "--accounts", str(accounts)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if static is not None and static.wait():
        raise ServeError("Collecting static files failed; its message is above.")
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no message"]
        sys.stderr.write(done.stderr if os.environ.get("DEBUG") else "")
        raise ServeError(f"Preparing the data failed: {lines[-1]} (DEBUG=1 tells more)")
    if static is not None:
        (data / "static.json").write_text(json.dumps(static_fingerprint()))
    try:
        return accounts.read_text().rstrip()
    except FileNotFoundError:
        return ""
    finally:
        accounts.unlink(missing_ok=True)


def web_command(host: str, port: int) -> list[str]:
    """Granian: buffers slow and idle connections itself, so it may face browsers directly."""
    command = [PYTHON, "-m", "granian", "--interface", "wsgi", "portal.wsgi:application"]
    command += ["--host", host, "--port", str(port), "--workers", "2", "--no-ws"]
    command += ["--blocking-threads", "2", "--backpressure", "64"]
    return [*command, "--respawn-failed-workers", "--log-level", "warning"]


def answered(address: str) -> bool:
    """Whether the page at ``address`` is given out."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 (own address)
            return bool(answer.status == 200)
    except urllib.error.HTTPError as error:
        raise ServeError(f"{address} answered {error.code}; the log is above.") from error
    except OSError:
        return False


def await_first_page(parts: list[Part], address: str) -> None:
    """Wait until the first page is given out, keeping the parts alive."""
    limit = time.monotonic() + FIRST_ANSWER_SECONDS
    while time.monotonic() < limit:
        for part in parts:
            part.watch()
        if answered(address):
            return
        time.sleep(0.2)
    raise ServeError(f"No answer from {address} after {FIRST_ANSWER_SECONDS} s.")


def stop(parts: list[Part]) -> None:
    """End every part: asked first, forced after a while."""
    for part in parts:
        part.signal(signal.SIGTERM)
    limit = time.monotonic() + STOP_SECONDS
    for part in parts:
        if part.process is not None:
            try:
                part.process.wait(max(0.1, limit - time.monotonic()))
            except subprocess.TimeoutExpired:
                part.signal(signal.SIGKILL)


def raise_interrupt(_number: int, _frame: FrameType | None) -> None:
    """Treat SIGTERM as Ctrl-C."""
    raise KeyboardInterrupt


def closing_message(address: str, accounts: str, mail: str, took: float) -> str:
    """What a person needs to begin."""
    lines = ["", f"  Portal         {address}/   (English: {address}/en/)"]
    lines += [f"  Staff          {address}/admin/", f"  Search         {address}/search/"]
    lines += [f"  Mail           {mail}", ""]
    if accounts:
        lines += [*(f"  {line}" for line in accounts.splitlines()), ""]
    elif os.environ["PORTAL_DEMO"] == "1":
        lines += [
            "  Demo accounts were shown at the first start; `make reset` makes new ones.",
            "",
        ]
    lines += [f"  First page after {took:.1f} s. Ctrl-C stops everything.", ""]
    return "\n".join(lines)


def main() -> int:
    """Prepare, start, watch, stop."""
    begun = float(os.environ.pop("SERVE_BEGUN", "") or time.time())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, raise_interrupt)
    parts: list[Part] = []
    try:
        host = os.environ.get("HOST", "") or "127.0.0.1"
        port = port_from("PORT", 8000)
        check_free(host, port)
        address = f"http://localhost:{port}"
        data = Path(os.environ.get("PORTAL_DATA_DIR", "") or ROOT / "var").resolve()
        data.mkdir(parents=True, exist_ok=True)
        os.environ.setdefault("PORTAL_DEMO", "1")
        os.environ.setdefault("PORTAL_BASE_URL", address)
        mail = "by the server named in PORTAL_SMTP_URL"
        catcher: list[Part] = []
        if not os.environ.get("PORTAL_SMTP_URL"):
            page, smtp = free_port(port + 1), free_port(port + 2)
            os.environ["PORTAL_SMTP_URL"] = f"smtp://127.0.0.1:{smtp}"
            mail = f"http://localhost:{page}/   (files in {data / 'mail'})"
            command = [PYTHON, "scripts/mail_catcher.py", "--smtp", str(smtp)]
            command += ["--http", str(page), "--folder", str(data / "mail")]
            catcher = [Part("mail catcher", command)]
        accounts = prepare(data)
        parts = [
            Part("web server", web_command(host, port)),
            Part("worker", [PYTHON, "manage.py", "run_worker"]),
            *catcher,
        ]
        await_first_page(parts, f"http://127.0.0.1:{port}/")
        print(closing_message(address, accounts, mail, time.time() - begun), flush=True)
        while True:
            for part in parts:
                part.watch()
            time.sleep(0.5)
    except KeyboardInterrupt:
        say("stopping")
        return 0
    except ServeError as error:
        print(f"serve: {error}", file=sys.stderr)
        return 1
    finally:
        stop(parts)


if __name__ == "__main__":
    sys.exit(main())
