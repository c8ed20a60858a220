"""The running portal, as the browser tests see it."""

import base64
import hmac
import re
import struct
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email.message import EmailMessage

from tests.harness.processes import Installation, until
from tests.harness.servers import MailServer

ACCOUNT = re.compile(r"^\s*(\S+@\S+)\s+(\S+)(?:\s+([A-Z2-7]{32}))?\s*$", re.MULTILINE)
STEP_SECONDS = 30


@dataclass(frozen=True)
class Account:
    """A sample account: how to sign in with it."""

    email: str
    password: str
    secret: str = ""


def read_accounts(text: str) -> dict[str, Account]:
    """The accounts that load_demo told of, by the name before the @."""
    found = [Account(*match) for match in ACCOUNT.findall(text)]
    return {account.email.split("@")[0]: account for account in found}


def one_time_code(secret: str, at: float) -> str:
    """The six digits of an authenticator app (RFC 6238)."""
    counter = struct.pack(">Q", int(at) // STEP_SECONDS)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


@dataclass
class Portal:
    """Address, accounts and mails of a running portal."""

    installation: Installation
    address: str
    mails: MailServer
    accounts: dict[str, Account] = field(default_factory=dict)

    def answers(self, path: str) -> bool:
        """Whether ``path`` gives a page."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=20) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def code_of(self, name: str) -> str:
        """The second-factor code of an account now."""
        return one_time_code(self.accounts[name].secret, time.time())

    def mail_to(self, recipient: str, *words: str) -> EmailMessage:
        """The newest mail to ``recipient`` whose subject has all ``words``, awaited."""

        def found() -> EmailMessage | None:
            for message in reversed(self.mails.mails):
                subject = str(message["Subject"])
                if recipient in str(message["To"]) and all(word in subject for word in words):
                    return message
            return None

        message = until(found, seconds=30)
        assert isinstance(message, EmailMessage)
        return message

    def page_addresses(self) -> list[tuple[str, str, str]]:
        """One published page per page type and language: (type, language, path)."""
        rows = self.installation.sql(
            """
            SELECT t.model, l.language_code, min(p.url_path)
            FROM wagtailcore_page p
            JOIN django_content_type t ON t.id = p.content_type_id
            JOIN wagtailcore_locale l ON l.id = p.locale_id
            WHERE p.live AND p.depth > 1
            GROUP BY t.model, l.language_code ORDER BY 1, 2
            """
        )
        found = []
        for model, language, url_path in rows:
            rest = url_path.strip("/").partition("/")[2]
            prefix = "" if language == "ja" else f"/{language}"
            found.append((model, language, f"{prefix}/{rest}/" if rest else f"{prefix}/"))
        return found
