"""Many mails on one connection; the trouble of one is not the next one's."""

import smtplib

import pytest
from django.core.mail import EmailMessage

from portal.delivery import line, outbox, worker
from portal.delivery.models import Mail, OutboxMessage, OutboxState

pytestmark = pytest.mark.django_db


@pytest.fixture
def smtp(settings, mail_server):
    """Mails go to a real server; the connections it has seen."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    seen = []

    async def handle_EHLO(server, session, envelope, hostname, responses):
        seen.append(session.peer)
        session.host_name = hostname
        return responses

    mail_server.handle_EHLO = handle_EHLO
    yield seen
    line.hang_up()


def queue(number):
    for index in range(number):
        mail = Mail.objects.create(
            key=f"m{index}", recipient=f"m{index}@example.com", subject="件名", text="本文"
        )
        outbox.put(topic="mail", key=f"mail:m{index}", payload={"mail": mail.pk})


def test_a_full_outbox_leaves_on_one_connection(smtp, mail_server):
    queue(5)
    assert worker.drain() == 5
    assert len(mail_server.mails) == 5
    assert len(smtp) == 1


def test_an_empty_outbox_keeps_no_connection(smtp, mail_server):
    queue(1)
    worker.drain()
    Mail.objects.update(sent_at=None)
    OutboxMessage.objects.update(state=OutboxState.PENDING)
    worker.drain()
    assert len(mail_server.mails) == 2
    assert len(smtp) == 2


def test_a_connection_carries_so_many_mails_and_no_more(smtp, mail_server, monkeypatch):
    monkeypatch.setattr(line, "MAILS_PER_CONNECTION", 2)
    queue(5)
    worker.drain()
    assert len(mail_server.mails) == 5
    assert len(smtp) == 3


def test_a_refused_mail_does_not_stop_the_next(smtp, mail_server):
    queue(3)
    Mail.objects.filter(key="m1").update(recipient="nobody@refused.example")
    taken = mail_server.handle_RCPT

    async def handle_RCPT(server, session, envelope, address, options):
        if address.endswith("@refused.example"):
            return "550 unknown"
        return await taken(server, session, envelope, address, options)

    mail_server.handle_RCPT = handle_RCPT
    worker.drain()
    assert mail_server.recipients == ["m0@example.com", "m2@example.com"]
    states = OutboxMessage.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["done", "dead", "done"]


def test_after_the_server_went_away_a_new_connection_is_made(smtp, mail_server):
    message = EmailMessage("件名", "本文", to=["a@example.com"])
    line.send(message)
    mail_server.stop()
    with pytest.raises(OSError):
        line.send(message)
    mail_server.start()
    line.send(message)
    assert len(mail_server.mails) == 2


def test_without_a_server_each_mail_is_kept_in_a_file(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    queue(3)
    worker.drain()
    kept = "".join(file.read_text() for file in tmp_path.iterdir())
    assert kept.count("Message-ID:") == 3
    assert issubclass(smtplib.SMTPException, OSError)
