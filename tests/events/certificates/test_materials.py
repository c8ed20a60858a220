"""Materials reach those who may have them, for as long as they may, and nobody else."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from events.certificates.forms.desk import MaterialForm
from events.certificates.models import SessionMaterial
from events.certificates.services import settings as service
from events.models import Registration
from tests.factories import after

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """Files of this test go where they are swept away."""
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "portal.delivery.storage.PrivateFolder",
            "OPTIONS": {"location": tmp_path},
        },
    }


@pytest.fixture
def attendee():
    (person,) = after.over()
    return person


def material(session, **fields):
    values = {"session": session, "title_ja": "投影資料", "url": "https://video.example/1"}
    return SessionMaterial.objects.create(**values | fields)


def listing(client, attendee):
    url = reverse("certificates:materials", args=[after.token(attendee)])
    return client.get(url).content.decode()


def open_it(client, attendee, found):
    return client.get(reverse("certificates:material", args=[after.token(attendee), found.pk]))


def test_a_registered_person_opens_a_recording_through_our_page(client, attendee):
    found = material(attendee.registration.session)
    assert "投影資料" in listing(client, attendee)
    assert "video.example" not in listing(client, attendee)
    response = open_it(client, attendee, found)
    assert response["Location"] == "https://video.example/1"
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_file_is_given_by_the_view_and_has_no_public_address(client, attendee):
    found = SessionMaterial(session=attendee.registration.session, title_ja="投影資料", url="")
    found.file.save("slides.pdf", ContentFile(b"%PDF-1.7 hello"))
    response = open_it(client, attendee, found)
    assert b"".join(response.streaming_content) == b"%PDF-1.7 hello"
    assert "no-store" in response["Cache-Control"]
    assert "attachment" in response["Content-Disposition"]
    with pytest.raises(ValueError, match="not accessible via a URL"):
        found.file.url  # noqa: B018  asking is the test


def test_only_who_came_sees_what_is_for_those_who_came(client, attendee, presence):
    found = material(attendee.registration.session, audience="attended")
    assert open_it(client, attendee, found).status_code == 404
    assert "投影資料" not in listing(client, attendee)
    presence.mark(attendee)
    assert open_it(client, attendee, found).status_code == 302


def test_before_and_after_its_time_it_is_closed(client, attendee):
    now = timezone.now()
    session = attendee.registration.session
    early = material(session, visible_from=now + timedelta(hours=1))
    late = material(session, visible_until=now - timedelta(hours=1))
    assert open_it(client, attendee, early).status_code == 404
    assert open_it(client, attendee, late).status_code == 404
    assert "いま見られる資料はありません" in listing(client, attendee)


def test_a_cancelled_registration_and_another_session_open_nothing(client, attendee):
    found = material(attendee.registration.session)
    (other,) = after.over()
    assert open_it(client, other, found).status_code == 404
    Registration.objects.update(state="cancelled")
    assert open_it(client, attendee, found).status_code == 404


def test_a_file_that_is_gone_is_not_found(client, attendee):
    found = SessionMaterial(session=attendee.registration.session, title_ja="資料")
    found.file.save("slides.pdf", ContentFile(b"%PDF-1.7"))
    found.file.storage.delete(found.file.name)
    assert open_it(client, attendee, found).status_code == 404


def test_dropping_it_drops_the_file(attendee, django_capture_on_commit_callbacks):
    found = SessionMaterial(session=attendee.registration.session, title_ja="資料")
    found.file.save("slides.pdf", ContentFile(b"%PDF-1.7"))
    storage, name = found.file.storage, found.file.name
    with django_capture_on_commit_callbacks(execute=True):
        service.drop_material(material=found)
    assert not storage.exists(name)


@pytest.mark.parametrize("fields", [{"url": ""}, {"file": "x.pdf"}])
def test_it_is_a_file_or_an_address(attendee, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        material(attendee.registration.session, **fields)


def form(session, name, content, **data):
    values = {"kind": "material", "title_ja": "資料", "audience": "registered", "position": 0}
    files = {"file": SimpleUploadedFile(name, content)} if name else {}
    return MaterialForm(values | data, files, instance=SessionMaterial(session=session))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("big.pdf", b"%PDF-" + b"0" * (30 * 1024 * 1024), "1つ20MBまで"),
        ("run.exe", b"MZ", "送れるのは、PDF"),
        ("page.html", b"<script>", "送れるのは、PDF"),
        ("fake.pdf", b"<html>", "名前と中身が合いません"),
    ],
)
def test_wrong_uploads_are_refused_in_words(attendee, name, content, words):
    sent = form(attendee.registration.session, name, content)
    assert not sent.is_valid()
    assert words in str(sent.errors["file"])


def test_both_or_neither_is_refused_in_words(attendee):
    session = attendee.registration.session
    neither = form(session, "", b"")
    assert "どちらか一方" in str(neither.errors)
    both = form(session, "a.pdf", b"%PDF-1.7", url="https://video.example/1")
    assert "どちらか一方" in str(both.errors)
    good = form(session, "a.pdf", b"%PDF-1.7")
    assert good.is_valid(), good.errors
    bad = form(session, "", b"", url="javascript:alert(1)")
    assert not bad.is_valid()
    with pytest.raises(ValidationError):
        SessionMaterial(session=session, title_ja="x").full_clean()
