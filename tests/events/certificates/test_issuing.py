"""Certificates: earned, given once, numbered, withdrawn, given anew; the paper is glyph-true."""

import io

import pypdfium2
import pytest
import zxingcpp
from django.db import IntegrityError, transaction
from django.urls import reverse

from events.certificates.enums import CertificateState
from events.certificates.models import Certificate, CertificateRule
from events.certificates.models.certificate import new_code
from events.certificates.services import certificates, issuing
from events.certificates.services.errors import (
    NoRule,
    NotEntitled,
    ReasonMissing,
    TransitionRefused,
)
from events.surveys.services import answering
from portal.delivery import attachments
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry
from tests.factories import after

pytestmark = pytest.mark.django_db
HARD = "髙﨑鷗𠮷①㈱"


def rule(session, **fields):
    values = {"session": session, "issuer_ja": "九州経済産業局", "minimum_percent": 80}
    return CertificateRule.objects.create(**values | fields)


@pytest.fixture
def attendee(presence):
    (person,) = after.over()
    presence.mark(person)
    return person


@pytest.fixture
def certificate(attendee):
    rule(attendee.registration.session)
    return issuing.issue(attendee=attendee)


def page_of(content):
    (page,) = pypdfium2.PdfDocument(io.BytesIO(content))
    return page


def test_it_is_given_once_with_number_mail_and_audit(attendee, certificate):
    assert issuing.issue(attendee=attendee) == certificate
    assert certificate.number.endswith("-00001")
    assert len(certificate.code) == 25
    mail = Mail.objects.get(key=f"certificate:{certificate.number}")
    assert mail.recipient == attendee.email
    (kept,) = mail.attachments
    assert attachments.from_json(kept).content.startswith(b"%PDF-")
    entry = AuditEntry.objects.get(action="certificate.issued")
    assert attendee.family_name not in str(entry.detail)


def test_a_person_has_one_valid_certificate_whatever_comes(certificate):
    twin = Certificate.objects.get(pk=certificate.pk)
    twin.pk, twin.number, twin.code = None, "2026-99999", new_code()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


@pytest.mark.parametrize(("minutes", "given"), [(192, True), (191, False), (0, False)])
def test_the_threshold_is_exact(presence, minutes, given):
    (person,) = after.over()
    session = person.registration.session
    rule(session, minimum_percent=80)
    if minutes:
        presence.mark(person, minutes=minutes)
    assert len(issuing.issue_all(session=session)) == given


def test_what_is_missing_is_said(presence):
    (person,) = after.over()
    session = person.registration.session
    with pytest.raises(NoRule):
        issuing.issue(attendee=person)
    rule(session, needs_survey=True)
    with pytest.raises(NotEntitled) as refusal:
        issuing.issue(attendee=person)
    assert "出席の記録がありません" in str(refusal.value.message)
    presence.mark(person)
    with pytest.raises(NotEntitled) as refusal:
        issuing.issue(attendee=person)
    assert refusal.value.reasons == ["アンケートの回答がまだです。"]
    survey = after.survey(session)
    answering.answer(survey=survey, attendee=person, answers=after.answers(survey))
    assert issuing.issue(attendee=person).is_valid


def test_nobody_gets_one_before_the_end(presence):
    (person,) = after.registered()
    presence.mark(person)
    rule(person.registration.session)
    with pytest.raises(NotEntitled):
        issuing.issue(attendee=person)


def test_staff_may_waive_conditions_for_a_reason(presence):
    (person,) = after.over()
    rule(person.registration.session)
    with pytest.raises(ReasonMissing):
        issuing.issue(attendee=person, regardless=True, reason=" ")
    made = issuing.issue(attendee=person, regardless=True, reason="受付の機器の故障")
    assert made.is_valid
    assert AuditEntry.objects.get(action="certificate.issued").reason == "受付の機器の故障"


def test_numbers_follow_each_other_in_the_fiscal_year(presence):
    people = after.over(people=3)
    presence.mark(*people)
    rule(people[0].registration.session)
    made = issuing.issue_all(session=people[0].registration.session)
    assert [one.number[-5:] for one in made] == ["00001", "00002", "00003"]
    assert issuing.issue_all(session=people[0].registration.session) == []


def test_the_job_gives_them_by_itself_unless_staff_wish_otherwise(presence):
    (person,) = after.over()
    presence.mark(person)
    made = rule(person.registration.session, is_automatic=False)
    assert issuing.issue_due() == 0
    made.is_automatic = True
    made.save()
    assert issuing.issue_due() == 1
    assert issuing.issue_due() == 0


def test_a_withdrawn_one_stays_withdrawn(attendee, certificate):
    with pytest.raises(ReasonMissing):
        issuing.revoke(certificate=certificate, reason="")
    issuing.revoke(certificate=certificate, reason="別の人の出席だった")
    with pytest.raises(TransitionRefused):
        issuing.revoke(certificate=certificate, reason="もう一度")
    assert issuing.issue_due() == 0
    assert Certificate.objects.get().state == CertificateState.REVOKED


def test_a_correction_makes_a_new_one_and_keeps_the_old(attendee, certificate):
    attendee.family_name = "高崎"
    attendee.save()
    new = issuing.reissue(certificate=certificate, reason="氏名の訂正")
    certificate.refresh_from_db()
    assert certificate.state == CertificateState.REPLACED
    assert certificate.family_name == "髙﨑"
    assert (new.family_name, new.replaces) == ("高崎", certificate)
    assert new.number != certificate.number
    assert new.code != certificate.code
    assert Mail.objects.filter(key=f"certificate:{new.number}").exists()


def test_printed_words_do_not_change_with_the_rule(attendee, certificate):
    found = CertificateRule.objects.get()
    found.issuer_ja = "別の団体"
    found.save()
    certificate.refresh_from_db()
    text = page_of(certificates.pdf(certificate)).get_textpage().get_text_range()
    assert "九州経済産業局" in text
    assert "別の団体" not in text


def test_the_paper_shows_rare_letters_and_its_code_leads_to_the_verification(attendee):
    attendee.family_name, attendee.given_name = "髙﨑", "𠮷鷗"
    attendee.save()
    attendee.registration.company_name = "㈱髙﨑製作所①"
    rule(attendee.registration.session)
    made = issuing.issue(attendee=attendee)
    page = page_of(certificates.pdf(made))
    text = page.get_textpage().get_text_range()
    assert [char for char in HARD if char not in text] == []
    names = {
        one.get_font().get_base_name() for one in page.get_objects() if hasattr(one, "get_font")
    }
    assert names
    assert all("NotoSansJP" in name.replace("-", "") for name in names)
    width, height = page.get_size()
    assert width > height
    (code,) = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
    assert code.text == certificates.verify_url(made)
    assert code.text.endswith(reverse("certificates:verify", args=[made.code]))


def test_names_of_full_length_stay_on_one_sheet(attendee):
    attendee.family_name, attendee.given_name = "長" * 60, "名" * 60
    attendee.save()
    attendee.registration.company_name = "社" * 120
    rule(attendee.registration.session)
    page_of(certificates.pdf(issuing.issue(attendee=attendee)))


def test_many_in_one_file_have_a_sheet_each(presence):
    people = after.over(people=3)
    presence.mark(*people)
    rule(people[0].registration.session)
    made = issuing.issue_all(session=people[0].registration.session)
    made[1].language = "en"
    document = pypdfium2.PdfDocument(io.BytesIO(certificates.pdf_of(made)))
    assert len(document) == 3
    texts = [page.get_textpage().get_text_range() for page in document]
    assert "様" in texts[0]
    assert "様" not in texts[1]


def test_the_personal_page_says_what_is_missing_then_gives_it(client, attendee):
    session = attendee.registration.session
    rule(session, needs_survey=True)
    token = after.token(attendee)
    personal = reverse("events:attendee", args=[token])
    paper = reverse("certificates:certificate", args=[token])
    assert "アンケートの回答がまだです" in client.get(personal).content.decode()
    assert client.get(paper).status_code == 404
    claim = reverse("certificates:claim", args=[token])
    assert client.get(claim).status_code == 405
    client.post(claim)
    assert not Certificate.objects.exists()
    survey = after.survey(session)
    answering.answer(survey=survey, attendee=attendee, answers=after.answers(survey))
    assert client.post(claim).status_code == 302
    response = client.get(paper)
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert "修了証を開く" in client.get(personal).content.decode()


def test_who_did_not_come_sees_no_certificate(client, presence):
    (person,) = after.over()
    rule(person.registration.session)
    page = client.get(reverse("events:attendee", args=[after.token(person)]))
    assert "修了証" not in page.content.decode()
