"""Mails: rendered at once, sent by the worker, the calendar entry as calendars want it."""

import smtplib
from email import message_from_bytes, policy

import pytest
from django.core import mail as django_mail
from django.template import engines

from portal.delivery import attachments, mail, sending, worker
from portal.delivery.attachments import Attachment, LazyAttachment
from portal.delivery.models import Mail, OutboxMessage, OutboxState

pytestmark = pytest.mark.django_db

CALENDAR = Attachment(
    "invite.ics",
    "text/calendar; method=REQUEST; charset=utf-8",
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:演習\r\nEND:VCALENDAR\r\n".encode(),
)


@pytest.fixture(autouse=True)
def mail_templates(tmp_path, monkeypatch):
    """Templates of a mail called ``note``."""
    folder = tmp_path / "email"
    folder.mkdir()
    (folder / "note.subject.txt").write_text("【受付完了】\n{{ title }}\n")
    (folder / "note.txt").write_text("{{ title }}を受け付けました。")
    (folder / "note.html").write_text("<p>{{ title }}を受け付けました。</p>")
    engine = engines["django"].engine
    monkeypatch.setattr(engine, "dirs", [tmp_path, *engine.dirs])
    for loader in engine.template_loaders:
        loader.reset()


def queue(key="k", **more):
    values = {"to": "hanako@example.com", "template": "note", "context": {"title": "演習"}}
    return mail.queue(key=key, **(values | more))


def sent():
    """The last mail as a mail program reads it."""
    return message_from_bytes(django_mail.outbox[-1].message().as_bytes(), policy=policy.default)


def test_a_queued_mail_is_rendered_now_and_sent_by_the_worker():
    kept = queue()
    assert kept.subject == "【受付完了】 演習"
    assert django_mail.outbox == []
    worker.drain()
    message = sent()
    assert message["To"] == "hanako@example.com"
    assert message["Subject"] == "【受付完了】 演習"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "受け付けました" in message.get_body(("plain",)).get_content()
    assert "<p>" in message.get_body(("html",)).get_content()
    kept.refresh_from_db()
    assert kept.sent_at is not None


def test_gaps_that_template_tags_leave_are_closed(tmp_path):
    (tmp_path / "email" / "note.txt").write_text(
        "{% if 1 %}\n\n{{ title }}\n \n\n\n終わり\n{% endif %}\n\n"
    )
    assert queue().text == "演習\n\n終わり\n"


def test_the_same_key_is_sent_once_even_if_handled_twice():
    kept = queue()
    queue()
    worker.drain()
    sending.send({"mail": kept.pk})
    assert len(django_mail.outbox) == 1
    assert Mail.objects.count() == 1


def test_the_message_id_depends_on_the_key_alone():
    assert sending.message_id("a") == sending.message_id("a")
    assert sending.message_id("a") != sending.message_id("b")
    queue("a")
    worker.drain()
    assert sent()["Message-ID"] == sending.message_id("a")


def test_a_calendar_entry_is_an_alternative_with_its_method_and_a_file():
    queue(attachments=[CALENDAR])
    worker.drain()
    parts = {part.get_content_type(): part for part in sent().walk()}
    entry = parts["text/calendar"]
    assert entry["Content-Type"].params["method"] == "REQUEST"
    assert entry["Content-Type"].params["charset"] == "utf-8"
    assert "SUMMARY:演習" in entry.get_content()
    assert entry.get_filename() is None
    assert parts["application/ics"].get_filename() == "invite.ics"
    assert parts["application/ics"].get_payload(decode=True) == CALENDAR.content


def test_a_lazy_attachment_is_made_when_the_mail_leaves(monkeypatch):
    made = []

    def ticket(number):
        made.append(number)
        return Attachment("参加証.pdf", "application/pdf", b"%PDF-" + str(number).encode())

    monkeypatch.setitem(attachments._makers, "ticket", ticket)
    queue(attachments=[LazyAttachment("ticket", {"number": 7})])
    assert made == []
    worker.drain()
    part = next(part for part in sent().walk() if part.get_content_type() == "application/pdf")
    assert (part.get_filename(), part.get_payload(decode=True)) == ("参加証.pdf", b"%PDF-7")


def test_english_is_rendered_in_english(monkeypatch):
    seen = []
    render = mail.render_to_string

    def noting(name, context):
        seen.append(mail.translation.get_language())
        return render(name, context)

    monkeypatch.setattr(mail, "render_to_string", noting)
    queue(language="en")
    assert set(seen) == {"en"}


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (ConnectionRefusedError(), OutboxState.PENDING),
        (TimeoutError(), OutboxState.PENDING),
        (smtplib.SMTPServerDisconnected(), OutboxState.PENDING),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (450, b"busy")}), OutboxState.PENDING),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"unknown")}), OutboxState.DEAD),
        (smtplib.SMTPDataError(552, b"too big"), OutboxState.DEAD),
        (smtplib.SMTPDataError(451, b"later"), OutboxState.PENDING),
    ],
)
def test_what_the_server_says_decides_whether_to_try_again(monkeypatch, error, state):
    def refuse(_self, fail_silently=False):
        raise error

    kept = queue()
    monkeypatch.setattr(sending.EmailMultiAlternatives, "send", refuse)
    worker.drain()
    assert OutboxMessage.objects.get().state == state
    kept.refresh_from_db()
    assert kept.sent_at is None


def test_no_header_can_be_smuggled_in_through_the_subject():
    kept = queue(context={"title": "演習\r\nBcc: all@example.com"})
    assert "\n" not in kept.subject
    worker.drain()
    assert sent()["Bcc"] is None


def test_the_line_behind_a_subject_begins_after_the_greeting():
    text = (
        "##----## この線より上に ##----##\n\nひびき精工\n八幡 様\n\n"
        "面談の日時が\n決まりました。\n\n場所: 会議室\n\n画面を開く:\nhttps://portal.example.jp/\n"
    )
    assert mail.preview(text) == "面談の日時が 決まりました。 場所: 会議室"
    assert len(mail.preview("様\n\n" + "長い文。" * 100)) == mail.PREVIEW_LENGTH
