"""One connection to the mail server for many mails, while the outbox is being drained.

A greeting, and with TLS a handshake, for each of 5,000 reminders would cost more than the
mails. The connection belongs to one thread; it is closed when the outbox is empty, after some
mails, and after every failure, so that one mail's trouble is never the next one's.
"""

import threading
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

MAILS_PER_CONNECTION = 100
"""Servers end longer ones by themselves."""

_kept = threading.local()


def send(message: EmailMessage) -> None:
    """Send ``message`` on the open connection, or on a new one.

    Raises:
        OSError: the server does not answer; whether it has the mail is not known.
        smtplib.SMTPException: it refuses.
    """
    message.connection = _open()
    try:
        message.send()
    except BaseException:
        hang_up()
        raise
    _kept.mails += 1
    # Elsewhere a connection is one file, and each mail shall have its own.
    if _kept.mails >= MAILS_PER_CONNECTION or not isinstance(_kept.connection, EmailBackend):
        hang_up()


def _open() -> Any:
    connection = getattr(_kept, "connection", None)
    if connection is None:
        connection = get_connection()
        connection.open()
        _kept.connection, _kept.mails = connection, 0
    return connection


def hang_up() -> None:
    """Close the connection of this thread, if there is one; the server's farewell is no matter."""
    connection, _kept.connection = getattr(_kept, "connection", None), None
    if connection is None:
        return
    try:
        connection.close()
    except OSError:  # smtplib's own errors are OSErrors too
        return
