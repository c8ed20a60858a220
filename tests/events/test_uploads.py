"""Files with an application: right kind, right size, nobody else's, nothing lost."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events import links, personal_data
from events.models import Registration, RegistrationDraft, Upload
from events.services import uploads
from tests.events import forms
from tests.factories import events as make

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 100


def file(name="計画.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def kind():
    return make.make_type()


@pytest.fixture
def question(kind):
    return make.make_question(kind, "file", label_ja="事業継続計画", is_required=True)


@pytest.fixture
def applicant(client):
    client.force_login(make.make_user(make.make_organization()))
    return client


def post(client, kind, question, sent, **changes):
    data = forms.answers(1, **{f"q{question.pk}": sent}, **changes)
    return client.post(forms.apply_url(kind), data)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("計画.pdf", b"MZ\x90 program", "計画.pdf: 壊れているか、名前と中身が合いません"),
        ("run.exe", b"MZ", "run.exe: 送れるのは、PDF"),
        ("計画.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docx、xlsx、pptxで保存し直して"),
    ],
)
def test_a_file_that_may_not_travel_is_refused_in_words(
    applicant, kind, question, name, content, words
):
    page = post(applicant, kind, question, file(name, content)).content.decode()
    assert words in page
    assert "ほかの入力は残っています。" in page
    assert not Upload.objects.exists()


def test_a_file_goes_with_the_application_and_only_its_people_get_it(
    client, applicant, kind, question
):
    post(applicant, kind, question, file())
    key = forms.key_of(applicant, kind)
    applicant.post(forms.review_url(kind), {"key": key, "consent": "yes"})
    done = Registration.objects.get()
    answer = done.answers.get()
    assert (answer.value, answer.upload.content_type) == ("計画.pdf", "application/pdf")
    url = reverse("events:registration_upload", args=[done.reference, answer.upload.key])
    page = applicant.get(reverse("events:registration", args=[done.reference])).content.decode()
    assert url in page
    response = applicant.get(url)
    assert response.content == PDF
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    managed = reverse("events:manage_upload", args=[links.manage_token(done), answer.upload.key])
    client.logout()
    assert client.get(managed).content == PDF
    assert client.get(url).status_code == 302
    client.force_login(make.make_user(make.make_organization()))
    assert client.get(url).status_code == 404
    assert client.get(reverse("events_upload", args=[answer.upload.key])).status_code in (302, 403)
    other = make.apply(make.make_type())
    wrong = reverse("events:manage_upload", args=[links.manage_token(other), answer.upload.key])
    assert client.get(wrong).status_code == 404


def test_staff_get_the_file(admin_client, kind, question, client):
    client.force_login(make.make_user(make.make_organization()))
    post(client, kind, question, file())
    key = forms.key_of(client, kind)
    client.post(forms.review_url(kind), {"key": key, "consent": "yes"})
    upload = Upload.objects.get()
    assert admin_client.get(reverse("events_upload", args=[upload.key])).content == PDF


def test_thirty_megabytes_get_a_clear_answer_and_lose_nothing_else(applicant, kind, question):
    large = file("大きい.pdf", PDF + b"x" * (30 * 1024 * 1024))
    response = post(applicant, kind, question, large, message="車いすで参加します")
    page = response.content.decode()
    assert response.status_code == 422
    assert "大きい.pdf: 大きすぎます（1つ10MBまで）" in page
    assert "車いすで参加します" in page
    assert not Upload.objects.exists()
    assert RegistrationDraft.objects.get().data["people"][0]["family_name"] == "髙﨑"


def test_a_file_survives_errors_elsewhere_and_the_next_look(applicant, kind, question):
    response = post(applicant, kind, question, file(), **{"people-0-family_name": ""})
    assert response.status_code == 422
    upload = Upload.objects.get()
    assert "添付済み: 計画.pdf" in response.content.decode()
    assert "添付済み: 計画.pdf" in applicant.get(forms.apply_url(kind)).content.decode()
    data = forms.answers(1, **{f"q{question.pk}-kept": upload.key})
    assert applicant.post(forms.apply_url(kind), data).status_code == 302


def test_a_file_can_be_taken_back(applicant, kind, question):
    post(applicant, kind, question, file(), action="save")
    upload = Upload.objects.get()
    taken_back = {f"q{question.pk}-kept": upload.key, f"q{question.pk}-remove": "yes"}
    response = applicant.post(forms.apply_url(kind), forms.answers(1, **taken_back))
    assert response.status_code == 422
    assert "添付済み" not in response.content.decode()


def test_another_drafts_file_cannot_be_named(applicant, kind, question, client):
    post(applicant, kind, question, file())
    key = Upload.objects.get().key
    client.force_login(make.make_user(make.make_organization()))
    stolen = forms.answers(1, **{f"q{question.pk}-kept": key})
    assert client.post(forms.apply_url(kind), stolen).status_code == 422


def test_files_nobody_names_are_swept(applicant, kind, question):
    post(applicant, kind, question, file())
    first = Upload.objects.get()
    storage, name = first.file.storage, first.file.name
    post(applicant, kind, question, file("新.pdf"))
    assert uploads.sweep() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert uploads.sweep() == 1
    assert Upload.objects.get().name == "新.pdf"
    assert not storage.exists(name) or not Upload.objects.filter(pk=first.pk).exists()


def test_files_go_when_the_registration_is_emptied(
    applicant, kind, question, django_capture_on_commit_callbacks
):
    post(applicant, kind, question, file())
    key = forms.key_of(applicant, kind)
    applicant.post(forms.review_url(kind), {"key": key, "consent": "yes"})
    upload = Upload.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        personal_data.erase(Registration.objects.get().applicant)
    assert not Upload.objects.exists()
    assert not upload.file.storage.exists(upload.file.name)


def test_too_many_files_are_slowed_down_and_the_form_is_kept(applicant, kind, question, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"upload_member": "1/h/user"}
    post(applicant, kind, question, file(), action="save")
    response = post(applicant, kind, question, file(), message="字幕")
    assert response.status_code == 422
    assert "字幕" in response.content.decode()
    assert Upload.objects.count() == 1


def test_files_and_lists_stand_in_one_form(applicant, kind, question):
    many = make.make_question(kind, "multiple")
    response = post(applicant, kind, question, file(), **{f"q{many.pk}": ["車", "徒歩"]})
    assert response.status_code == 302
