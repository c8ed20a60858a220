"""Mail to a reply address: posted once, kept aside, or refused; nothing disclosed."""

import logging
from datetime import timedelta
from email.message import EmailMessage

import pytest
from allauth.account.models import EmailAddress

from matchmaking.models import InboundMail, ThreadFile, ThreadMessage
from matchmaking.services import introduction as introductions
from matchmaking.thread import reply_addresses, services
from matchmaking.thread.inbound import receiving
from matchmaking.thread.inbound.receiving import Answer, receive
from portal.accounts.models import Membership
from portal.delivery.models import Mail

from .. import talks

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 plan"


def take(talk, body="承知しました。", role="company", sender=None, to="", **headers):
    raw = talk.mail(body, role, **headers)
    return receive(raw=raw, recipient=to or talk.address(role), sender=sender)


def with_files(talk, *files, body="添付します。"):
    message = EmailMessage()
    message["From"] = talk.company.email
    message["Message-ID"] = "<files@mail.example.jp>"
    message.set_content(body)
    for name, content in files:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()


def test_an_answer_is_posted_and_passed_on_with_nothing_but_its_words(talk):
    body = "承知しました。\n\n2026年11月28日(土) 10:00 P <n@example.jp>:\n> 前の文\n"
    assert take(talk, body) is Answer.POSTED
    message = ThreadMessage.objects.get()
    assert (message.body, message.door, message.side) == ("承知しました。", "mail", "company")
    assert message.author == talk.company
    assert message.mail_id == "<answer-1@mail.example.jp>"
    mails = Mail.objects.filter(key__startswith=f"thread:{message.pk}:")
    assert {mail.recipient for mail in mails} == {
        "colleague@example.jp",
        "provider@example.jp",
        "coordinator@example.jp",
    }
    assert not any("answer-1" in str(mail.headers) for mail in mails)


@pytest.mark.parametrize("mail_id", ["<a@b.jp>", "", "not an id", "<[x@y]>"])
def test_a_mail_delivered_again_is_one_message(talk, mail_id):
    assert take(talk, Message_ID=mail_id) is Answer.POSTED
    raw = b"Received: from elsewhere\r\n" + talk.mail(Message_ID=mail_id)
    again = receive(raw=raw, recipient=talk.address())
    assert again is Answer.REPEATED
    assert ThreadMessage.objects.count() == 1
    assert Mail.objects.filter(key__startswith="thread:").count() == 3


def test_the_same_message_id_from_two_people_is_two_messages(talk):
    assert take(talk) is Answer.POSTED
    assert take(talk, role="provider") is Answer.POSTED


REFUSALS = {
    "another address": ("info@in.example.jp", Answer.UNKNOWN),
    "no token": ("reply@in.example.jp", Answer.UNKNOWN),
    "a forged token": ("reply+1-1-gdm-aaaaaaaaaaaaaaaaaaaaaaaaaa@in.example.jp", Answer.UNKNOWN),
    "nothing": ("", Answer.UNKNOWN),
}


@pytest.mark.parametrize(("address", "answer"), REFUSALS.values(), ids=REFUSALS.keys())
def test_what_leads_nowhere_is_refused_and_leaves_no_trace(talk, address, answer, caplog):
    caplog.set_level(logging.INFO)
    assert receive(raw=talk.mail("内緒です"), recipient=address) is answer
    assert not InboundMail.objects.exists()
    assert not ThreadMessage.objects.exists()
    assert "内緒" not in caplog.text
    assert "example.jp" not in caplog.text


def test_somebody_elses_thread_cannot_be_reached_with_ones_own_token(talk):
    token = talk.address("company")
    other = token.replace(f"reply+{talk.pk}-", f"reply+{talk.pk + 1}-")
    assert receive(raw=talk.mail(), recipient=other) is Answer.UNKNOWN


def gone(talk):
    Membership.objects.filter(user=talk.company).delete()


def withdrawn(talk):
    introductions.withdraw(introduction=talk.introduction, user=talk.person("provider"))


def closed_account(talk):
    talk.company.is_active = False
    talk.company.save()


@pytest.mark.parametrize("change", [gone, withdrawn, closed_account])
def test_who_may_no_longer_write_is_refused(talk, change):
    address = talk.address()
    change(talk)
    before = Mail.objects.count()
    assert (
        receive(raw=talk.mail(), recipient=address, sender="company@example.jp") is Answer.CLOSED
    )
    assert not ThreadMessage.objects.exists()
    told = Mail.objects.filter(key__startswith="thread-returned:")
    assert told.count() == (1 if change is withdrawn else 0)
    assert Mail.objects.count() == before + told.count()


def test_an_old_address_is_refused_as_expired(talk, monkeypatch):
    address = talk.address()
    monkeypatch.setattr(reply_addresses, "VALID_FOR", timedelta(days=-1))
    assert receive(raw=talk.mail(), recipient=address) is Answer.EXPIRED


KEPT = {
    "another sender": ({"From": "someone@elsewhere.example"}, None, "wrong_sender"),
    "the other side's sender": ({"From": "provider@example.jp"}, None, "wrong_sender"),
    "two senders": ({"From": "company@example.jp, x@elsewhere.example"}, None, "wrong_sender"),
    "no sender": ({"From": ""}, None, "wrong_sender"),
    "a name like an address": (
        {"From": '"company@example.jp" <x@elsewhere.example>'},
        None,
        "wrong_sender",
    ),
    "a holiday answer": ({"Auto-Submitted": "auto-replied"}, None, "automatic"),
    "a mailing list": ({"Precedence": "bulk"}, None, "automatic"),
    "a bounce": ({}, "", "automatic"),
    "a bounce in brackets": ({}, "<>", "automatic"),
    "our own mail coming back": ({"X-Loop": "reply@in.example.jp"}, None, "loop"),
    "a mail from a reply address": ({"From": "reply+x@in.example.jp"}, None, "loop"),
}


@pytest.mark.parametrize(("headers", "sender", "reason"), KEPT.values(), ids=KEPT.keys())
def test_what_is_doubtful_waits_for_the_coordinator(talk, headers, sender, reason, caplog):
    caplog.set_level(logging.INFO)
    assert take(talk, "内緒です", sender=sender, **headers) is Answer.KEPT
    assert not ThreadMessage.objects.exists()
    kept = InboundMail.objects.get()
    assert (kept.state, kept.reason) == ("kept", reason)
    with kept.content.open("rb") as content:
        assert content.read() == talk.mail("内緒です", **headers)
    assert "内緒" not in caplog.text
    told = Mail.objects.filter(key__startswith="thread-returned:")
    assert [mail.recipient for mail in told] == (
        ["company@example.jp"] if reason == "wrong_sender" else []
    )


def test_another_address_that_its_owner_confirmed_is_theirs(talk):
    EmailAddress.objects.create(user=talk.company, email="Boss@Example.jp", verified=True)
    EmailAddress.objects.create(user=talk.company, email="new@example.jp", verified=False)
    assert take(talk, From="boss@example.jp") is Answer.POSTED
    assert take(talk, From="new@example.jp", Message_ID="<2@x>") is Answer.KEPT


def test_a_mail_of_nothing_is_kept_aside(talk):
    assert take(talk, "\n \n") is Answer.KEPT
    assert InboundMail.objects.get().reason == "empty"


def test_a_mail_that_cannot_be_read_waits_for_the_coordinator(talk):
    nest = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (depth, depth)
        for depth in range(2000)
    )
    assert receive(raw=nest, recipient=talk.address("company")) is Answer.KEPT
    assert InboundMail.objects.get().reason == "unreadable"


def test_too_many_mails_are_kept_aside_not_lost(talk, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"thread_message": "2/h/user"}
    answers = [take(talk, Message_ID=f"<{number}@x>") for number in range(3)]
    assert answers == [Answer.POSTED, Answer.POSTED, Answer.KEPT]
    assert InboundMail.objects.get(state="kept").reason == "too_many"


def test_a_flood_of_doubtful_mail_is_put_off(talk, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"thread_mail_kept": "2/h/user"}
    values = {"From": "someone@elsewhere.example"}
    answers = [take(talk, Message_ID=f"<{number}@x>", **values) for number in range(4)]
    assert answers == [Answer.KEPT, Answer.KEPT, Answer.LATER, Answer.LATER]
    assert InboundMail.objects.count() == 2
    assert take(talk) is Answer.POSTED


def test_a_mail_that_is_too_large_is_refused(talk):
    raw = talk.mail() + b"x" * receiving.LARGEST
    assert receive(raw=raw, recipient=talk.address()) is Answer.TOO_LARGE


def test_files_come_along_and_bad_ones_stay_outside(talk):
    raw = with_files(talk, ("計画.pdf", PDF), ("setup.exe", b"MZ\x90\0"))
    assert receive(raw=raw, recipient=talk.address()) is Answer.POSTED
    message = ThreadMessage.objects.get()
    kept = message.files.get()
    assert (kept.name, kept.content_type, kept.size) == ("計画.pdf", "application/pdf", len(PDF))
    assert message.refused_files == [{"name": "setup.exe", "code": "kind"}]
    told = Mail.objects.get(key__startswith="thread-returned:")
    assert told.recipient == "company@example.jp"
    assert "setup.exe" in told.text
    assert "計画.pdf" in Mail.objects.get(key=f"thread:{message.pk}:{talk.provider.pk}").text


def test_a_file_goes_with_its_row(talk, django_capture_on_commit_callbacks):
    receive(raw=with_files(talk, ("計画.pdf", PDF)), recipient=talk.address())
    kept = ThreadFile.objects.get().file
    storage, name = kept.storage, kept.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        talk.introduction.proposal.need.delete()
    assert not ThreadFile.objects.exists()
    assert not storage.exists(name)


def test_the_copy_of_an_answer_continues_its_readers_thread(talk):
    """Each reader's chain holds their own copies and their own mails, nobody else's."""
    take(talk, "一通目", Message_ID="<one@mail.example.jp>")
    first = ThreadMessage.objects.get()
    copy = Mail.objects.get(key=f"thread:{first.pk}:{talk.provider.pk}")
    take(talk, "二通目", role="provider", Message_ID="<two@mail.example.jp>")
    second = ThreadMessage.objects.latest("pk")
    back = Mail.objects.get(key=f"thread:{second.pk}:{talk.company.pk}")
    assert back.headers["In-Reply-To"] == "<one@mail.example.jp>"
    assert "two@" not in back.headers["References"]
    take(talk, "三通目", Message_ID="<three@mail.example.jp>")
    third = ThreadMessage.objects.latest("pk")
    last = Mail.objects.get(key=f"thread:{third.pk}:{talk.provider.pk}")
    assert last.headers["In-Reply-To"] == "<two@mail.example.jp>"
    chain = last.headers["References"].split()
    assert len(chain) == 3
    assert chain[0] == copy.headers["References"]
    assert chain[1] != chain[0]


def test_without_the_setting_no_mail_promises_an_answer(db, settings):
    settings.REPLY_ADDRESS = ""
    talk = talks.begin()
    services.post(
        introduction=talk.introduction, author=talk.person("company"), body="はい", key="k"
    )
    mail = Mail.objects.filter(key__startswith="thread:").first()
    assert "Reply-To" not in mail.headers
    assert "返信" not in mail.text
