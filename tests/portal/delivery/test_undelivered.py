"""Mails that reached nobody: refused at once, or returned by a report (RFC 3464)."""

import io
import smtplib
from email import message_from_string
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from django.core import mail as django_mail
from django.core.management import call_command

from portal.delivery import mail, sending, undelivered, worker
from portal.delivery.letters import Composed
from portal.delivery.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return mail.keep(
        key="registration:R-1:receipt",
        to="hanako@example.com",
        composed=Composed("件名", "本文", "<p>本文</p>"),
    )


def refuse(monkeypatch, error):
    def send(_self, fail_silently=False):
        raise error

    monkeypatch.setattr(sending.EmailMultiAlternatives, "send", send)
    worker.drain()


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"hanako@example.com": (550, b"5.1.1 unknown user")}),
        smtplib.SMTPDataError(552, b"5.2.2 mailbox full"),
    ],
)
def test_a_refusal_for_good_is_kept_with_its_reason(kept, monkeypatch, error):
    refuse(monkeypatch, error)
    kept.refresh_from_db()
    assert kept.failed_at is not None
    assert kept.failure.startswith("55")
    assert undelivered.waiting(prefix="registration:") == [kept]
    assert undelivered.count(prefix="matching:") == 0
    undelivered.settle(mail=kept)
    assert undelivered.count(prefix="registration:") == 0


def test_a_refusal_for_now_is_no_failure(kept, monkeypatch):
    refuse(monkeypatch, smtplib.SMTPDataError(451, b"later"))
    kept.refresh_from_db()
    assert kept.failed_at is None


def report(original, *, to="hanako@example.com", action="failed", status="5.1.1", headers=False):
    """A report as mail servers send it."""
    message = MIMEMultipart("report", report_type="delivery-status")
    message.attach(MIMEText("Your message could not be delivered."))
    fields = MIMEBase("message", "delivery-status")
    fields.set_payload(
        [
            _fields("Reporting-MTA: dns; mx.example.com"),
            _fields(
                f"Final-Recipient: rfc822; {to}\nAction: {action}\nStatus: {status}\n"
                "Diagnostic-Code: smtp; 550 unknown\n user"
            ),
        ]
    )
    message.attach(fields)
    if headers:
        part = MIMEText(f"Message-ID: {original['Message-ID']}\nSubject: x\n", "rfc822-headers")
        message.attach(part)
    else:
        message.attach(MIMEMessage(original))
    return message.as_bytes()


def _fields(text):
    return message_from_string(text + "\n\n")


def receive(data, capsys):
    call_command("receive_bounces", stream=io.BytesIO(data))
    return capsys.readouterr().out


@pytest.mark.parametrize("headers", [False, True])
def test_a_returned_mail_is_found_by_its_message_id(kept, capsys, headers):
    worker.drain()
    original = django_mail.outbox[0].message()
    assert "registration:R-1:receipt" in receive(report(original, headers=headers), capsys)
    kept.refresh_from_db()
    assert kept.failure == "5.1.1 550 unknown user"
    assert kept.sent_at is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"action": "delayed", "status": "4.4.1"},
        {"action": "failed", "status": "4.2.2"},
        {"to": "somebody@else.example"},
    ],
)
def test_delays_and_reports_about_others_change_nothing(kept, capsys, changes):
    worker.drain()
    out = receive(report(django_mail.outbox[0].message(), **changes), capsys)
    assert "no failure" in out
    kept.refresh_from_db()
    assert kept.failed_at is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: hello\n\nworld",
        b"a" * 100_000,
        b"Content-Type: message/delivery-status\n\nAction: failed",
        b"Content-Type: message/rfc822\n\n\xff",
        b"content-type: multipart/mixed; boundary=x\n\n--x\ncontent-type: text/rfc822-headers\n\n",
    ],
)
def test_what_is_no_report_is_left_alone(kept, capsys, data):
    assert "no failure" in receive(data, capsys)
    assert Mail.objects.filter(failed_at__isnull=False).count() == 0
