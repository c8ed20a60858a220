"""The two doors for mail: the pipe with its exit codes, and LMTP; and mail that really leaves."""

import io
import os
import smtplib
import threading
from email import message_from_bytes, policy
from functools import partial

import pytest
from aiosmtpd.controller import Controller
from django.core import mail as django_mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError

from matchmaking.models import ThreadMessage
from matchmaking.services import introduction as introductions
from matchmaking.thread.inbound import receiving, server
from portal.delivery import worker
from tests.harness.processes import until
from tests.harness.servers import free_port

from .. import talks


def pipe(raw, recipient="", sender=None):
    """Exit code and output of ``receive_mail``."""
    out = io.StringIO()
    options = {"recipient": recipient} | ({} if sender is None else {"sender": sender})
    try:
        call_command("receive_mail", stream=io.BytesIO(raw), stdout=out, **options)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_the_pipe_says_by_its_exit_code_what_became_of_a_mail(talk):
    assert pipe(talk.mail(), talk.address()) == (0, "")
    assert pipe(talk.mail(), talk.address()) == (0, "")
    assert ThreadMessage.objects.count() == 1
    code, said = pipe(talk.mail(), "reply+x@in.example.jp")
    assert (code, said[:5]) == (os.EX_NOUSER, "5.1.1")
    large = talk.mail() + b"x" * receiving.LARGEST
    assert pipe(large, talk.address())[0] == os.EX_DATAERR
    introductions.withdraw(introduction=talk.introduction, user=talk.person("company"))
    code, said = pipe(talk.mail(), talk.address())
    assert code == os.EX_NOUSER
    assert "closed" in said
    assert said.isascii()


def test_without_an_envelope_the_headers_name_the_recipient(talk):
    assert pipe(talk.mail())[0] == 0
    assert ThreadMessage.objects.get().author == talk.company
    assert pipe(talk.mail(To="info@in.example.jp"))[0] == os.EX_NOUSER


@pytest.mark.parametrize("sender", ["", "<>", "MAILER-DAEMON"])
def test_a_bounce_is_no_message(talk, sender):
    assert pipe(talk.mail(), talk.address(), sender)[0] == 0
    assert not ThreadMessage.objects.exists()


@pytest.mark.parametrize(
    "trouble", [DatabaseError("内緒"), OSError("内緒"), ValueError("内緒"), RecursionError()]
)
def test_trouble_of_ours_has_the_mail_tried_again(talk, monkeypatch, trouble, caplog):
    def fail(**_values):
        raise trouble

    with monkeypatch.context() as broken:
        broken.setattr(receiving.services, "post", fail)
        assert pipe(talk.mail(), talk.address())[0] == os.EX_TEMPFAIL
    assert "内緒" not in caplog.text
    assert pipe(talk.mail(), talk.address())[0] == 0
    assert ThreadMessage.objects.count() == 1


def test_no_server_starts_without_an_address(settings):
    settings.REPLY_ADDRESS = ""
    with pytest.raises(CommandError, match="PORTAL_REPLY_ADDRESS"):
        call_command("serve_mail")


def test_the_command_answers_at_its_port_and_ends_when_told(installation):
    installation.environment["PORTAL_REPLY_ADDRESS"] = "reply@in.example.jp"
    port = free_port()
    process = installation.start("manage.py", "serve_mail", "--port", str(port))

    def answer():
        try:
            with smtplib.LMTP("127.0.0.1", port, timeout=5) as client:
                client.ehlo_or_helo_if_needed()
                client.mail("a@example.jp")
                return client.rcpt("reply+1-1-1-x@in.example.jp")
        except OSError:
            return None

    code, said = until(answer)
    assert (code, said[:5]) == (550, b"5.1.1")
    process.terminate()
    assert process.wait(20) == 0
    assert "example.jp" not in installation.log


class Doors(Controller):
    """The server as ``serve_mail`` makes it, in a thread of the test."""

    def __init__(self, protocol):
        super().__init__(server.Receiver(), hostname="127.0.0.1", port=free_port())
        self.factory = partial(server.make, protocol)


@pytest.fixture
def door(request):
    """A running server for one protocol."""
    made = Doors(request.param)
    made.start()
    yield made
    made.stop()


def replies(door, *mails, protocol=smtplib.LMTP):
    """What the server said to each (sender, recipients, content)."""
    found = []
    with protocol("127.0.0.1", door.port) as client:
        for sender, recipients, content in mails:
            try:
                refused = client.sendmail(sender, recipients, content)
                found.append((250, refused))
            except smtplib.SMTPRecipientsRefused as problem:
                found.append(next(iter(problem.recipients.values())))
            except smtplib.SMTPResponseException as problem:
                found.append((problem.smtp_code, problem.smtp_error))
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", ["lmtp"], indirect=True)
def test_mail_comes_in_by_lmtp_once_whatever_the_sender_repeats(door, by_mail):
    talk = talks.begin()
    mail = ("company@example.jp", talk.address(), talk.mail())
    forged = ("company@example.jp", "reply+1-1-1-" + "a" * 26 + "@in.example.jp", b"x")
    good, again, unknown = replies(door, mail, mail, forged)
    assert (good[0], again[0], unknown[0]) == (250, 250, 550)
    assert ThreadMessage.objects.get().body == "承知しました。"
    introductions.withdraw(introduction=talk.introduction, user=talk.person("company"))
    later = ("company@example.jp", talk.address(), talk.mail(Message_ID="<later@x>"))
    code, said = replies(door, later)[0]
    assert code == 550
    assert b"closed" in said


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", ["smtp"], indirect=True)
def test_two_recipients_are_answered_one_by_one(door, by_mail):
    talk = talks.begin()
    to = [talk.address("company"), talk.address("provider")]
    answer = replies(door, ("company@example.jp", to, talk.mail()), protocol=smtplib.SMTP)[0]
    assert answer[0] == 250
    assert answer[1][to[1]][0] == 452
    assert ThreadMessage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", ["smtp"], indirect=True)
def test_ten_deliveries_at_once_are_one_message(door, by_mail):
    talk = talks.begin()
    mail = ("company@example.jp", talk.address(), talk.mail())
    codes = []

    def send():
        codes.append(replies(door, mail, protocol=smtplib.SMTP)[0][0])

    threads = [threading.Thread(target=send) for _ in range(10)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert codes == [250] * 10
    assert ThreadMessage.objects.count() == 1


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_answer_goes_round_by_real_smtp(talk, mail_server, settings, language):
    """Provider writes, the company's mail program answers what it got: one thread for each."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    for role in ("company", "provider"):
        person = talk.person(role)
        person.language = language
        person.save()
    receiving.services.post(
        introduction=talk.introduction,
        author=talk.person("provider"),
        body="はじめまして。",
        key="1",
    )
    worker.drain()
    got = next(one for one in mail_server.wait_for(7) if _is_for(one, "company", "はじめまして"))
    assert got["From"].addresses[0].addr_spec == "noreply@localhost"
    assert "provider@example.jp" not in str(got["From"]) + str(got["Reply-To"]) + str(got["To"])
    assert (
        got["Subject"]
        .strip()
        .startswith("【紹介のやり取り】" if language == "ja" else "[Conversation]")
    )
    answer = (
        f"From: company@example.jp\r\nMessage-ID: <answer@mail.example.jp>\r\n"
        f"In-Reply-To: {got['Message-ID']}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        "木曜でお願いします。\r\n\r\n2026年11月28日(土) 10:00 P <noreply@localhost>:\r\n> "
        + got.get_body(("plain",)).get_content().replace("\n", "\r\n> ")
    ).encode()
    assert pipe(answer, str(got["Reply-To"]), "company@example.jp")[0] == 0
    assert ThreadMessage.objects.latest("pk").body == "木曜でお願いします。"
    worker.drain()
    back = next(one for one in mail_server.wait_for(10) if _is_for(one, "provider", "木曜で"))
    assert back["In-Reply-To"] == back["References"].split()[-1]
    assert back["References"].split()[0] == got["References"].split()[0]


def _is_for(message, role, words):
    text = message.get_body(("plain",)).get_content()
    return message["To"] == f"{role}@example.jp" and words in text


def test_the_mail_that_leaves_is_well_formed(talk):
    receiving.services.post(
        introduction=talk.introduction, author=talk.person("provider"), body="はい <b>", key="1"
    )
    django_mail.outbox.clear()
    worker.drain()
    raw = [one.message().as_bytes() for one in django_mail.outbox]
    message = next(
        one
        for one in (message_from_bytes(content, policy=policy.default) for content in raw)
        if one["To"] == "company@example.jp" and one["Reply-To"]
    )
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Loop"] == "reply@in.example.jp"
    assert "&lt;b&gt;" in message.get_body(("html",)).get_content()
    assert "はい <b>" in message.get_body(("plain",)).get_content()
