"""The public page says whether a certificate counts, and no more than the visitor knows."""

import pytest
from django.urls import reverse

from events.certificates.models import Certificate, CertificateRule
from events.certificates.services import issuing
from tests.factories import after

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(presence):
    (person,) = after.over()
    presence.mark(person)
    CertificateRule.objects.create(session=person.registration.session, issuer_ja="九州経済産業局")
    return issuing.issue(attendee=person)


def look(client, code, **data):
    url = reverse("certificates:verify", args=[code])
    return client.post(url, data) if data else client.get(url)


def test_it_shows_event_day_issuer_and_hides_the_name(client, certificate):
    response = look(client, certificate.code)
    text = response.content.decode()
    assert "この修了証は有効です" in text
    assert "九州経済産業局" in text
    assert certificate.word("event") in text
    assert "髙●● ●●" in text
    assert certificate.given_name not in text
    assert certificate.company_name not in text
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("typed", ["髙﨑", "高崎", " 髙 﨑 ", "高﨑"])
def test_who_knows_the_family_name_sees_the_whole(client, certificate, typed):
    assert (
        certificate.full_name in look(client, certificate.code, family_name=typed).content.decode()
    )


@pytest.mark.parametrize("typed", ["田中", "髙", "", "%", "髙﨑花子"])
def test_who_does_not_know_it_learns_nothing(client, certificate, typed):
    text = look(client, certificate.code, family_name=typed).content.decode()
    assert certificate.given_name not in text


def test_small_letters_and_hyphens_as_typed_from_paper(client, certificate):
    typed = certificate.spaced_code.lower()
    assert "有効です" in look(client, typed).content.decode()
    response = client.get(reverse("certificates:ask"), {"code": f" {typed} "})
    assert response.status_code == 302
    assert response["Location"].endswith(f"/{certificate.code}/")


@pytest.mark.parametrize("code", ["AAAAA", "x" * 300, "' OR 1=1", "漢字"])
def test_unknown_codes_are_told_so(client, certificate, code):
    response = look(client, code)
    assert response.status_code == 404
    assert "見つかりません" in response.content.decode()


def test_an_odd_code_is_answered_in_words(client):
    response = client.get(reverse("certificates:ask"), {"code": "漢字"})
    assert "英数字で入力してください" in response.content.decode()


def test_withdrawn_replaced_and_erased_ones_say_so(client, certificate):
    new = issuing.reissue(certificate=certificate, reason="訂正")
    assert "再発行により無効" in look(client, certificate.code).content.decode()
    issuing.revoke(certificate=new, reason="内部の事情")
    text = look(client, new.code).content.decode()
    assert "この修了証は無効です" in text
    assert "内部の事情" not in text
    issuing.erase(certificate=Certificate.objects.get(pk=new.pk))
    text = look(client, new.code).content.decode()
    assert "氏名は削除されています" in text
    assert "●" not in text


def test_guessing_is_slowed_down(client, certificate, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "certificate_verify": "3/m/ip"}
    for _ in range(3):
        assert look(client, certificate.code, family_name="田中").status_code == 200
    assert look(client, certificate.code, family_name="髙﨑").status_code == 429
