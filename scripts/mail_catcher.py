"""A mail server for demonstrations: takes every mail, delivers none, shows all.

    python scripts/mail_catcher.py --smtp 8002 --http 8001 --folder var/mail

Mails arrive by real SMTP, are kept as .eml files and shown on a plain page. It listens
on this machine only.
"""

import argparse
import email
import email.policy
import html
import itertools
import signal
import sys
import threading
import time
from email.message import EmailMessage
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
MAX_MAIL = 32 * 1024 * 1024
# A machine may have no Japanese font of its own.
FONT = Path(__file__).resolve().parent.parent / "portal/pdf_fonts/NotoSansJP_400Regular.ttf"
FONT_NAME = "font.ttf"
STYLE = (
    "@font-face{font-family:Portal;src:url(/font.ttf)}"
    "body{font:17px/1.7 Portal,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1a1a1c;background:#fff}pre{font:inherit;white-space:pre-wrap;background:#f2f2f2;padding:1rem}"
    "li{margin:.5rem 0}a{color:#00118f}th{text-align:left;padding-right:1rem}"
)


class Folder:
    """The kept mails, newest first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.path.mkdir(parents=True, exist_ok=True)
        self._numbers = itertools.count(1)

    def keep(self, content: bytes) -> None:
        """Write one mail whole, then give it its name."""
        name = f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 10**9:09d}"
        draft = self.path / f"{name}-{next(self._numbers)}.part"
        draft.write_bytes(content)
        draft.rename(draft.with_suffix(".eml"))

    def names(self) -> list[str]:
        """Names of the mails, newest first."""
        return sorted((path.stem for path in self.path.glob("*.eml")), reverse=True)

    def read(self, name: str) -> EmailMessage | None:
        """The mail called ``name``, None if there is none."""
        if name not in self.names():
            return None
        data = (self.path / f"{name}.eml").read_bytes()
        message = email.message_from_bytes(data, policy=email.policy.default)
        return message if isinstance(message, EmailMessage) else None


class Taker:
    """aiosmtpd's handler: keeps what arrives."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Keep the mail with its envelope recipients."""
        content = envelope.content or b""
        if isinstance(content, str):
            content = content.encode()
        recipients = ", ".join(envelope.rcpt_tos).encode()
        self.folder.keep(b"X-Envelope-To: " + recipients + b"\r\n" + content)
        return "250 OK"


def page(title: str, body: str) -> bytes:
    """A whole HTML document."""
    return (
        f'<!doctype html><html lang="ja"><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
        f"<main><h1>{html.escape(title)}</h1>{body}</main></html>"
    ).encode()


def index(folder: Folder) -> bytes:
    """The list of all mails."""
    rows = []
    for name in folder.names():
        message = folder.read(name)
        if message is None:
            continue
        subject = html.escape(str(message["Subject"] or "（件名なし）"))
        line = f"{message['X-Envelope-To']} ・ {message['Date']}"
        rows.append(f'<li><a href="/{quote(name)}">{subject}</a><br>{html.escape(line)}</li>')
    note = "<p>このデモから送られたメールです。外には出ていません。</p>"
    return page("届いたメール", f"{note}<ul>{''.join(rows)}</ul>" if rows else note)


def parts(message: EmailMessage) -> list[EmailMessage]:
    """The parts that carry content, in order."""
    return [
        part
        for part in message.walk()
        if not part.is_multipart() and isinstance(part, EmailMessage)
    ]


def one(message: EmailMessage, name: str) -> bytes:
    """One mail: its headers, its text, links to the other parts."""
    headers = "".join(
        f"<tr><th scope=row>{header}</th><td>{html.escape(str(message[header]))}</td></tr>"
        for header in ("From", "X-Envelope-To", "Subject", "Date", "Message-ID")
    )
    text, links = "", []
    for number, part in enumerate(parts(message)):
        if part.get_content_type() == "text/plain" and not text:
            text = str(part.get_content())
            continue
        label = part.get_filename() or part.get_content_type()
        links.append(f'<li><a href="/{quote(name)}/{number}">{html.escape(label)}</a></li>')
    body = (
        f"<table>{headers}</table><pre>{html.escape(text)}</pre><ul>{''.join(links)}</ul>"
        '<p><a href="/">一覧へ</a></p>'
    )
    return page(str(message["Subject"]), body)


class Page(BaseHTTPRequestHandler):
    """Shows the folder; carries no script and lets none run."""

    folder: Folder

    def do_GET(self) -> None:
        """Answer with the list, one mail, or one part of a mail."""
        name, _, number = unquote(self.path.split("?")[0]).strip("/").partition("/")
        if not name:
            self.answer(index(self.folder))
            return
        if name == FONT_NAME:
            self.answer(FONT.read_bytes(), kind="font/ttf")
            return
        message = self.folder.read(name)
        if message is None:
            self.answer(page("ありません", '<a href="/">一覧へ</a>'), status=HTTPStatus.NOT_FOUND)
        elif not number:
            self.answer(one(message, name))
        else:
            self.answer_part(parts(message), number)

    def answer_part(self, found: list[EmailMessage], number: str) -> None:
        """Answer with one part: HTML in a sandbox, all else as a download."""
        if not number.isdecimal() or int(number) >= len(found):
            self.answer(page("ありません", '<a href="/">一覧へ</a>'), status=HTTPStatus.NOT_FOUND)
            return
        part = found[int(number)]
        data = part.get_payload(decode=True)
        body = data if isinstance(data, bytes) else b""
        if part.get_content_type() == "text/html":
            self.answer(body)
            return
        filename = quote(part.get_filename() or "part")
        self.answer(
            body,
            kind=part.get_content_type(),
            disposition=f"attachment; filename*=UTF-8''{filename}",
        )

    def answer(
        self,
        body: bytes,
        *,
        status: HTTPStatus = HTTPStatus.OK,
        kind: str = "text/html; charset=utf-8",
        disposition: str = "inline",
    ) -> None:
        """Send ``body`` with headers that keep a mail from doing anything."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Disposition", disposition)
        self.send_header("Content-Length", str(len(body)))
        policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src 'self'; "
        sandbox = "sandbox allow-popups allow-downloads"
        self.send_header("Content-Security-Policy", policy + sandbox)
        self.send_header("X-Content-Type-Options", "nosniff")
        if kind == "font/ttf":  # a sandboxed page is of no origin
            self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the page is looked at, not watched."""


def main() -> int:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--smtp", type=int, required=True)
    parser.add_argument("--http", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    folder = Folder(options.folder)
    Page.folder = folder
    controller = Controller(
        Taker(folder), hostname=HOST, port=options.smtp, data_size_limit=MAX_MAIL
    )
    controller.start()
    server = ThreadingHTTPServer((HOST, options.http), Page)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    server.serve_forever()
    server.server_close()
    controller.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
