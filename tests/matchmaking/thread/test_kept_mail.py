"""Mail that was kept aside, at the coordinator's desk."""

import pytest
from django.urls import reverse

from matchmaking.models import InboundMail, ThreadMessage
from matchmaking.thread.inbound.receiving import Answer

from .test_receiving import take, withdrawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, talk):
    take(talk, "別のアドレスからです。", From="company.private@elsewhere.example")
    client.force_login(talk.coordinator)
    return client


def test_a_coordinator_sees_and_passes_on_what_was_kept(desk, talk):
    kept = InboundMail.objects.get()
    page = desk.get(reverse("matchmaking_desk:inbound_mails")).content.decode()
    assert "company.private@elsewhere.example" in page
    page = desk.get(reverse("matchmaking_desk:inbound_mail", args=[kept.pk])).content.decode()
    assert "別のアドレスからです。" in page
    address = reverse("matchmaking_desk:inbound_mail_settle", args=[kept.pk, "release"])
    for _ in range(2):
        assert desk.post(address).status_code == 302
    message = ThreadMessage.objects.get()
    assert (message.author, message.body) == (talk.company, "別のアドレスからです。")
    kept.refresh_from_db()
    assert (kept.state, kept.sender, kept.content.name) == ("released", "", "")
    assert take(talk, From="company@example.jp") is Answer.REPEATED


def test_a_dropped_mail_is_gone(desk, django_capture_on_commit_callbacks):
    kept = InboundMail.objects.get()
    content = kept.content
    storage, name = content.storage, content.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("matchmaking_desk:inbound_mail_settle", args=[kept.pk, "drop"]))
    assert not storage.exists(name)
    assert not ThreadMessage.objects.exists()


def test_a_kept_mail_is_not_passed_on_after_a_withdrawal(desk, talk):
    withdrawn(talk)
    kept = InboundMail.objects.get()
    desk.post(reverse("matchmaking_desk:inbound_mail_settle", args=[kept.pk, "release"]))
    assert not ThreadMessage.objects.exists()
    kept.refresh_from_db()
    assert kept.state == "kept"


@pytest.mark.parametrize("role", ["company", "stranger", "editor"])
def test_nobody_else_sees_kept_mail(desk, talk, role):
    desk.force_login(talk.person(role))
    kept = InboundMail.objects.get()
    for name, args in (("inbound_mails", []), ("inbound_mail", [kept.pk])):
        assert desk.get(reverse(f"matchmaking_desk:{name}", args=args)).status_code == 302
    address = reverse("matchmaking_desk:inbound_mail_settle", args=[kept.pk, "release"])
    desk.post(address)
    assert not ThreadMessage.objects.exists()
