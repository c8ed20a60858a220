"""The letters of the room: each complete in both languages, and edited by event managers."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail as django_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.letters import LETTERS
from events.models import Registration
from portal.accounts.enums import Role
from portal.delivery import letters, worker
from portal.delivery.models import Mail, MailTemplate
from tests.factories import events as make

pytestmark = pytest.mark.django_db
LONG = "筑紫精密" * 30


@pytest.fixture
def registration():
    event = make.make_event(title_ja="題" * 160, title_en="T" * 160)
    kind = make.make_type(make.make_session(event))
    done = make.apply(
        kind,
        attendees=[
            make.person("a@example.jp"),
            make.person("b@example.jp", family_name="姓" * 60),
        ],
        contact=make.contact("a@example.jp"),
        company=make.company(LONG),
    )
    Registration.objects.filter(pk=done.pk).update(
        offer_expires_at=timezone.now() + timedelta(days=2), message="x"
    )
    return done


@pytest.fixture
def manager(client, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]
    user = make.make_user(is_staff=True, email="staff@example.jp")
    user.groups.add(Group.objects.get_or_create(name=Role.EVENT_MANAGER.value)[0])
    client.force_login(user)
    client.user = user
    return client


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.code)
def test_each_letter_is_whole_in_both_languages(registration, letter, language, rf):
    registration.language = language
    manager = make.make_user(is_superuser=True, is_staff=True)
    example = letter.example(manager, registration.reference)
    composed = letters.compose(letter, example.context, language=language)
    assert "{{" not in composed.subject + composed.text + composed.html
    assert registration.reference in composed.text
    assert registration.reference in composed.html
    assert LONG in composed.text
    assert "office@example.jp" in composed.text
    assert composed.subject[0] == ("【" if language == "ja" else "[")
    # A letter to look at opens nobody's registration.
    for token in ("/link/", "/me/", "/offer/"):
        assert token not in composed.text + composed.html


def test_the_colleagues_get_pages_of_their_own(registration):
    mail = Mail.objects.get(key__contains=":invitation:")
    assert "/registrations/me/" in mail.text
    assert "/registrations/link/" not in mail.text + mail.html
    receipt = Mail.objects.get(key=f"registration:{registration.reference}:receipt")
    assert "/registrations/me/" in receipt.text
    assert "/registrations/link/" in receipt.text


def url(code="events_receipt_confirmed", language="ja"):
    return reverse("delivery_letter", args=[code, language])


def post(client, action, **data):
    values = {
        "subject": "【受付】{{ イベント名 }}",
        "text": "本文です。",
        "seen": 0,
        "action": action,
    }
    return client.post(url(), values | data, follow=True)


def test_a_manager_looks_tries_and_saves(manager, registration):
    index = manager.get(reverse("delivery_letters")).content.decode()
    assert all(str(letter.label) in index for letter in letters.letters())
    page = manager.get(url(), {"case": registration.reference}).content.decode()
    assert "お申し込みを受け付け、参加が確定しました" in page
    assert "{{ 会社名 }}" in page
    assert LONG in page
    preview = post(manager, "preview", text="試しの本文 {{ 受付番号 }}").content.decode()
    assert f"試しの本文 {registration.reference}" in preview
    # The whole HTML stands in the attribute: a frame of its own, nothing of it in the page.
    assert 'srcdoc="&lt;!doctype html&gt;' in preview
    assert "</html>" not in preview.split("srcdoc=")[1].split('"')[1]
    assert MailTemplate.objects.count() == 0
    done = post(manager, "save", text="新しい本文").content.decode()
    assert "文面を保存しました" in done
    assert MailTemplate.objects.get().created_by == manager.user
    assert make.apply(make.make_type()).is_confirmed
    assert "新しい本文" in Mail.objects.order_by("-pk").first().text


def test_a_name_cannot_put_code_into_the_page_of_staff(manager):
    make.apply(make.make_type(), company=make.company("<script>alert(1)</script>"))
    assert "<script>alert(1)" not in manager.get(url()).content.decode()


def test_a_mistake_is_told_with_its_line_and_nothing_typed_is_lost(manager, registration):
    page = post(manager, "save", text="一行目\n{{ 会社 }} 様").content.decode()
    assert "2行目の {{ 会社 }} は使えません" in page
    assert "一行目" in page
    assert MailTemplate.objects.count() == 0


def test_a_trial_goes_to_oneself_alone(manager, registration):
    Mail.objects.all().delete()
    post(manager, "test", text="試しの本文")
    mail = Mail.objects.get()
    assert mail.recipient == "staff@example.jp"
    assert mail.subject.startswith("【試し】")
    worker.drain()
    assert [message.to for message in django_mail.outbox] == [["staff@example.jp"]]


def test_two_people_at_once_are_told(manager, registration):
    post(manager, "save", text="ひとりめ")
    page = post(manager, "save", text="ふたりめ").content.decode()
    assert "ほかの人がこの文面を変えました" in page
    assert "ふたりめ" in page
    kept = MailTemplate.objects.get()
    back = post(manager, "reset", seen=kept.pk).content.decode()
    assert "はじめの文面に戻しました" in back
    assert not MailTemplate.objects.filter(is_current=True).exists()


def test_without_a_registration_the_page_says_so(manager):
    assert "見本にする申込が見つかりません" in manager.get(url()).content.decode()
    assert manager.get(url("events_none")).status_code == 404
    assert manager.get(url(language="fr")).status_code == 404


def test_others_do_not_reword(client, settings, registration):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]
    user = make.make_user(is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=Role.EDITOR.value)[0])
    client.force_login(user)
    for address in (url(), reverse("delivery_letters")):
        client.get(address)
        assert registration.reference not in client.get(address, follow=True).content.decode()
    post(client, "save")
    assert MailTemplate.objects.count() == 0


def test_the_list_takes_the_same_queries_however_many_texts(manager):
    def count():
        with CaptureQueriesContext(connection) as found:
            manager.get(reverse("delivery_letters"))
        return len(found)

    count()
    before = count()
    MailTemplate.objects.bulk_create(
        MailTemplate(code=letter.code, language="ja", subject="x", text="y") for letter in LETTERS
    )
    assert count() == before
