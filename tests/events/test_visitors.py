"""Applying without an account: same form, the link by mail, nothing told to strangers."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from events import links
from events.models import Registration, RegistrationDraft
from events.services.application import NOTICE_VERSION
from events.views.applicant import COOKIE
from portal.delivery.models import Mail
from portal.privacy.models import Consent
from tests.events import forms
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def send(client, kind, **changes):
    return forms.send(client, kind, **forms.COMPANY | changes)


def test_from_form_to_receipt_and_by_the_mailed_link_to_the_cancellation(client):
    kind = make.make_type()
    response = send(client, kind, **{"company-corporate_number": "4000012090001"})
    done = Registration.objects.get()
    assert (done.company_name, done.corporate_number) == ("若松精機株式会社", "4000012090001")
    assert (done.organization, done.applicant) == (None, None)
    receipt = client.get(response.url).content.decode()
    assert done.reference in receipt
    assert "受付のメールのリンク" in receipt
    mail = Mail.objects.get(key=f"registration:{done.reference}:receipt")
    link = re.search(r"http\S+/link/\S+", mail.text)[0].removeprefix(settings.BASE_URL)
    client.cookies.clear()
    page = client.get(link).content.decode()
    assert "内容を変更する" in page
    client.post(link + "cancel/")
    assert Registration.objects.get().state == "cancelled"


def test_the_cookie_is_signed_and_out_of_reach_of_scripts(client):
    kind = make.make_type()
    assert COOKIE not in client.get(forms.apply_url(kind)).cookies
    response = client.post(forms.apply_url(kind), forms.answers(action="save", **forms.COMPANY))
    cookie = response.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert RegistrationDraft.objects.get().visitor not in ("", cookie.value)


def test_what_was_typed_is_there_when_the_page_is_opened_again(client):
    kind = make.make_type()
    client.post(
        forms.apply_url(kind), forms.answers(action="save", message="字幕", **forms.COMPANY)
    )
    page = client.get(forms.apply_url(kind)).content.decode()
    assert "字幕" in page
    assert "若松精機株式会社" in page


def test_another_browser_and_a_forged_cookie_see_nothing_of_it(client):
    kind = make.make_type()
    client.post(forms.apply_url(kind), forms.answers(action="save", **forms.COMPANY))
    visitor = RegistrationDraft.objects.get().visitor
    client.cookies[COOKIE] = f"{visitor}:forged"
    assert "若松精機株式会社" not in client.get(forms.apply_url(kind)).content.decode()


def test_who_logs_in_goes_on_with_what_was_typed(client):
    kind = make.make_type()
    client.post(
        forms.apply_url(kind), forms.answers(action="save", message="字幕", **forms.COMPANY)
    )
    user = make.make_user(make.make_organization())
    client.force_login(user)
    assert "字幕" in client.get(forms.apply_url(kind)).content.decode()
    draft = RegistrationDraft.objects.get()
    assert (draft.user, draft.visitor) == (user, "")


def test_an_account_without_organization_may_apply_too(client):
    kind = make.make_type()
    user = make.make_user()
    client.force_login(user)
    assert "登録しなくても申し込めます" in client.get(forms.apply_url(kind)).content.decode()
    response = send(client, kind)
    done = Registration.objects.get(applicant=user)
    assert response.url == reverse("events:registration_receipt", args=[done.reference])
    assert done.company_name == "若松精機株式会社"


def test_a_double_click_gives_the_same_receipt(client):
    kind = make.make_type()
    client.post(forms.apply_url(kind), forms.answers(**forms.COMPANY))
    key = forms.key_of(client, kind)
    data = {"key": key, "consent": "yes"}
    first, second = (client.post(forms.review_url(kind), data) for _ in range(2))
    assert client.get(second.url).status_code == 200
    assert first.status_code == second.status_code == 302
    assert Registration.objects.count() == 1


def test_a_company_known_already_learns_it_by_mail_only(client):
    kind = make.make_type()
    organization = make.make_organization(corporate_number="4000012090001")
    first = make.apply(kind, organization=organization)
    response = send(client, kind, **{"company-corporate_number": "4000012090001"})
    page = response.content.decode()
    assert response.status_code == 422
    assert first.reference not in page
    assert "すでにお申し込みがあります" in page
    mail = Mail.objects.get(key__startswith=f"registration:{first.reference}:link:")
    assert mail.recipient == first.contact_email
    assert links.manage_token(first)[:20] in mail.text
    assert Registration.objects.count() == 1
    assert RegistrationDraft.objects.exists()


def test_a_wrong_corporate_number_is_answered_beside_the_field(client):
    kind = make.make_type()
    wrong = forms.COMPANY | {"company-corporate_number": "4000012090002"}
    response = client.post(forms.apply_url(kind), forms.answers(**wrong))
    assert response.status_code == 422
    assert "1桁ずつお確かめください" in response.content.decode()


def test_known_and_unknown_addresses_of_accounts_look_alike(client):
    make.make_user(email="known@example.jp")
    answers = []
    for email in ("known@example.jp", "unknown@example.jp"):
        kind = make.make_type()
        client.cookies.clear()
        response = send(client, kind, email=email)
        page = client.get(response.url).content.decode()
        answers.append((response.status_code, "ログイン" in page, len(page) // 1000))
    assert answers[0] == answers[1]


def test_sending_again_and_again_is_slowed_down(client, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"apply_visitor": "2/h/ip"}
    for _ in range(2):
        kind = make.make_type()
        client.cookies.clear()
        assert send(client, kind).status_code == 302
    kind = make.make_type()
    client.cookies.clear()
    assert send(client, kind).status_code == 429
    assert RegistrationDraft.objects.filter(is_complete=True).count() == 1


def test_the_receipt_link_is_forged_or_old(client):
    done = make.apply(make.make_type())
    token = links.manage_token(done)
    assert (
        client.get(reverse("events:manage_receipt", args=[token[:-2] + "xx"])).status_code == 404
    )
    with time_machine.travel(timezone.now() + timedelta(days=401)):
        assert client.get(reverse("events:manage_receipt", args=[token])).status_code == 410


def test_the_notice_tells_a_visitor_how_to_use_their_rights(client):
    event = make.make_event(contact_phone="092-000-1111")
    kind = make.make_type(make.make_session(event))
    client.post(forms.apply_url(kind), forms.answers(**forms.COMPANY))
    page = client.get(forms.review_url(kind)).content.decode()
    assert "受付のメールにあるリンクから、アカウントがなくても" in page
    assert 'href="mailto:office@example.jp"' in page
    assert "092-000-1111" in page
    send(client, kind)
    assert set(Consent.objects.values_list("notice_version", flat=True)) == {NOTICE_VERSION}
    assert NOTICE_VERSION > "event-registration-2026-11", "Other words are another version."
