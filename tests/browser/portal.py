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


def one_time_code(secret: str, step: int) -> str:
    """The six digits of an authenticator app (RFC 6238)."""
    counter = struct.pack(">Q", step)
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
    steps: dict[str, int] = field(default_factory=dict)

    def answers(self, path: str) -> bool:
        """Whether ``path`` gives a page."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=20) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def code_of(self, name: str) -> str:
        """A second-factor code of an account; each works once, that of the next step too."""
        step = max(int(time.time()) // STEP_SECONDS, self.steps.get(name, 0) + 1)
        self.steps[name] = step
        return one_time_code(self.accounts[name].secret, step)

    def mail_to(self, recipient: str, *words: str, text: str = "") -> EmailMessage:
        """The newest mail to ``recipient`` with all ``words`` in its subject, awaited.

        ``text`` must stand in its body: it tells the mail from an earlier one of its kind.
        """

        def fits(message: EmailMessage) -> bool:
            subject, body = str(message["Subject"]), message.get_body(("plain",))
            return (
                recipient in str(message["To"])
                and all(word in subject for word in words)
                and (not text or (body is not None and text in body.get_content()))
            )

        def found() -> EmailMessage | None:
            return next(filter(fits, reversed(self.mails.mails)), None)

        message = until(found, seconds=30)
        assert isinstance(message, EmailMessage)
        return message

    def write_in(self, language: str, *emails: str) -> None:
        """Have people read their mails, and staff the admin, in ``language``."""
        marks = ", ".join("?" * len(emails))
        people = f"(SELECT id FROM accounts_user WHERE email IN ({marks}))"
        for column, who in (
            ("accounts_user SET language", "id"),
            ("wagtailusers_userprofile SET preferred_language", "user_id"),
        ):
            change = f"UPDATE {column} = ? WHERE {who} IN {people}"
            self.installation.sql(change, language, *emails)

    def written(self) -> set[str]:
        """Lines that people wrote about their trouble, their support and themselves."""
        rows = self.installation.sql(
            """
            SELECT title || char(10) || body FROM matchmaking_need
            UNION SELECT title || char(10) || body || char(10) || evidence FROM matchmaking_seed
            UNION SELECT name FROM accounts_organization
            UNION SELECT family_name || ' ' || given_name FROM accounts_user
            """
        )
        return {line.strip() for (text,) in rows for line in text.splitlines()}

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
