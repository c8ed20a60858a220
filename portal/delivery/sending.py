"""Handing one kept mail to the mail server."""

import hashlib
import smtplib
from email.message import Message
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from . import attachments, line, undelivered
from .models import Mail
from .worker import PermanentError

CALENDAR = "text/calendar"


def message_id(key: str) -> str:
    """The same Message-ID for the same mail, so that a repeated one can be recognised."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{host}>"


def compose(mail: Mail) -> EmailMultiAlternatives:
    """The MIME message: text, HTML, calendar entry as a view of the same mail, files."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.recipient],
        headers={
            **mail.headers,
            "Message-ID": message_id(mail.key),
            "Content-Language": mail.language,
            "Auto-Submitted": "auto-generated",
        },
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for data in mail.attachments:
        _attach(message, attachments.from_json(data))
    return message


def _attach(message: EmailMultiAlternatives, attachment: attachments.Attachment) -> None:
    """Add a file; a calendar entry also as an alternative, which calendars act upon."""
    header = Message()
    header["Content-Type"] = attachment.content_type
    kind = header.get_content_type()
    if kind != CALENDAR:
        message.attach(attachment.filename, attachment.content, kind)
        return
    method = header.get_param("method", "PUBLISH")
    # Django adds the character set itself.
    message.attach_alternative(attachment.content.decode(), f"{CALENDAR}; method={method}")
    message.attach(attachment.filename, attachment.content, "application/ics")


def send(payload: dict[str, Any]) -> None:
    """The outbox's consumer of topic ``mail``: sends once, as far as can be known.

    Raises:
        PermanentError: the server refuses this recipient or message for good.
        OSError: the server does not answer; worth another attempt.
    """
    mail = Mail.objects.filter(pk=payload["mail"]).first()
    if mail is None or mail.sent_at is not None:
        return
    try:
        line.send(compose(mail))
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        if all(code >= 500 for code in codes):
            undelivered.record(mail=mail, reason=undelivered.words(*error.recipients.values()))
            raise PermanentError(f"recipient refused with {codes}") from error
        raise
    except smtplib.SMTPResponseException as error:
        if 550 <= error.smtp_code < 560:
            answer = (error.smtp_code, error.smtp_error)
            undelivered.record(mail=mail, reason=undelivered.words(answer))
            raise PermanentError(f"mail refused with {error.smtp_code}") from error
        raise
    Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), message_id=message_id(mail.key))
